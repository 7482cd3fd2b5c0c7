import { decode, type Resource } from '../../model/index.ts'
import { type Changes, changesBetween, PolicyEngine, type PolicyState, policyState } from '../../policy/index.ts'
import type { DocId } from '../../text/index.ts'
import { intend, type PlainValue, type YamlValue } from '../../yaml/index.ts'
import type { Change } from '../change.ts'
import type { CommandContext } from '../context.ts'

type PolicyResource = Extract<Resource, { type: 'networkpolicy' | 'adminpolicy' }>

/** The policies as they would be after a change that touches nothing else. */
export function policiesAfter({ cluster, document }: CommandContext, change: Change): PolicyResource[] {
  const policies = new Map<string, PolicyResource>()
  for (const policy of [...cluster.all('networkpolicy'), ...cluster.all('adminpolicy')])
    policies.set(policy.doc, policy)
  const put = (doc: DocId, value: YamlValue | undefined): void => {
    const { resource } = decode(doc, value, () => null)
    if (resource?.type === 'networkpolicy' || resource?.type === 'adminpolicy') policies.set(doc, resource)
    else policies.delete(doc)
  }
  for (const { doc, ops } of change.ops) {
    let value = document(doc)?.value
    for (const op of ops) {
      const intended = intend(value, op)
      if (intended.ok) value = intended.value
    }
    put(doc, value)
  }
  for (const [index, { value }] of (change.append ?? []).entries()) put(`new${index}` as DocId, asValue(value))
  return [...policies.values()]
}

function asValue(value: PlainValue): YamlValue {
  return JSON.parse(JSON.stringify(value)) as YamlValue
}

/** What a change of policies opens and shuts, against `before`. */
export function effectOf(
  context: CommandContext,
  before: PolicyState,
  change: Change,
  atMost: number,
): {
  readonly after: PolicyState
  readonly changes: Changes
} {
  const engine = new PolicyEngine(context.cluster, context.assumptions, policiesAfter(context, change))
  const after = policyState(context.cluster, engine)
  return { after, changes: changesBetween(before, after, atMost) }
}
