import { keyOf } from '../cluster/index.ts'
import { pluginRefs, type ReferringResource, type Resource } from '../model/index.ts'
import { feature } from '../report/index.ts'
import type { FieldRef } from '../text/index.ts'
import type { Outcome } from './answer.ts'
import { type FlowContext, unknownOutcome } from './context.ts'

/** What another project attaches to an object on the way. */
interface Attached {
  readonly name: string
  readonly at: FieldRef
}

/**
 * An outcome whose way leads past an object that carries a policy of another project (by `targetRefs`, or one of Kong's plugins by
 * annotation) hangs on what that policy does: it is unknown, with the outcome without the policy beside it. A connection that fails
 * before anything can be said about the request stays as it is.
 */
export function heedAttached(context: FlowContext, outcome: Outcome): Outcome {
  const { verdict } = outcome
  if (verdict.kind === 'unknown' || verdict.kind === 'refused') return outcome
  if (verdict.kind === 'failed' && verdict.status === null) return outcome
  const found = attachedTo(context, outcome)
  if (found === null) return outcome
  const journey = { hops: outcome.hops, steps: [outcome.step], certificate: outcome.certificate }
  return unknownOutcome(journey, feature('otherPolicy', found.name), {
    share: outcome.share,
    at: found.at,
    bySpecification: outcome,
  })
}

function attachedTo({ cluster }: FlowContext, outcome: Outcome): Attached | null {
  for (const { at } of outcome.hops) {
    const resource = at === null ? undefined : cluster.ofDoc(at.doc)
    if (resource === undefined) continue
    const policy = cluster
      .referrersOf('referring', keyOf(resource.group, resource.kind, resource.namespace, resource.name))
      .find(candidate => candidate.role === 'policy')
    if (policy !== undefined) return { name: `${policy.kind} ${policy.name}`, at: placeOf(policy, resource) }
    const [plugin] = pluginRefs(resource)
    if (plugin !== undefined)
      return { name: `${plugin.kind} ${plugin.name}`, at: { doc: resource.doc, path: plugin.at } }
  }
  return null
}

function placeOf(policy: ReferringResource, target: Resource): FieldRef {
  const ref = policy.refs.find(item => item.name === target.name && item.kind === target.kind)
  return { doc: policy.doc, path: ref?.at ?? [] }
}
