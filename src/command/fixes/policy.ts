import { nearestNames } from '../../match/index.ts'
import type { NetworkPolicyResource } from '../../model/index.ts'
import type { FieldRef, Path } from '../../text/index.ts'
import { type PlainValue, valueAt, type YamlOp } from '../../yaml/index.ts'
import { planChange } from '../change.ts'
import { type CommandContext, factOf } from '../context.ts'
import { planDelete } from '../documents.ts'
import type { Plan } from '../plan.ts'
import type { Fixer } from './fix.ts'

function policyOf(
  context: CommandContext,
  doc: Parameters<CommandContext['document']>[0],
): NetworkPolicyResource | null {
  const found = context.cluster.ofDoc(doc)
  return found?.type === 'networkpolicy' ? found : null
}

function mend(
  context: CommandContext,
  policy: NetworkPolicyResource,
  label: string,
  ops: readonly YamlOp[],
  path: Path,
): Plan {
  return planChange(context, {
    label,
    facts: { from: factOf(policy) },
    ops: [{ doc: policy.doc, ops }],
    select: { doc: policy.doc, path },
  })
}

/** Takes the dash out: these pods in that namespace. */
export const oneDashTooMany: Fixer = (context, { at }) => {
  const policy = policyOf(context, at.doc)
  const index = at.path[at.path.length - 1]
  const selector = valueAt(context.document(at.doc)?.value, [...at.path, 'podSelector'])
  if (policy === null || typeof index !== 'number' || index === 0 || selector === undefined) return []
  const before: Path = [...at.path.slice(0, -1), index - 1]
  const ops: YamlOp[] = [
    { op: 'set', path: [...before, 'podSelector'], value: selector as PlainValue },
    { op: 'remove', path: at.path },
  ]
  return [mend(context, policy, 'fix.onePeer', ops, before)]
}

/** Lets the pods ask for names again. */
export const egressWithoutDns: Fixer = (context, { at }) => {
  const policy = policyOf(context, at.doc)
  if (policy === null) return []
  const path: Path = ['spec', 'egress', policy.egress.length]
  const value: PlainValue = { ports: [{ protocol: 'UDP', port: 53 }, { port: 53 }] }
  return [mend(context, policy, 'fix.allowDns', [{ op: 'set', path, value }], path)]
}

/** Names the direction in policyTypes, or takes the rules out that are never asked. */
export const rulesIgnored: Fixer = (context, { at, facts }) => {
  const policy = policyOf(context, at.doc)
  const type = facts['type']
  if (policy === null || type?.is !== 'name') return []
  const path: Path = ['spec', 'policyTypes', 1]
  return [
    mend(context, policy, 'fix.addType', [{ op: 'set', path, value: type.value }], path),
    mend(context, policy, 'fix.removeRules', [{ op: 'remove', path: at.path }], ['spec']),
  ]
}

/** Label values that some pod has and that are nearly what was written. */
export const selectsNothing: Fixer = (context, { at }) => {
  const resource = context.cluster.ofDoc(at.doc)
  if (resource === undefined) return []
  const base = at.path[at.path.length - 1] === 'podSelector' ? at.path : [...at.path, 'podSelector']
  const path: Path = resource.type === 'service' ? ['spec', 'selector'] : [...base, 'matchLabels']
  return nearLabels(context, at.doc, path, podLabels(context))
}

/** Label values of namespaces and pods that are nearly what a policy of administrators asks for. */
export const adminSelectsNothing: Fixer = (context, { at }) => {
  const { cluster } = context
  const namespaces = cluster.namespaces().map(name => cluster.namespaceLabels(name))
  return [
    ...nearLabels(context, at.doc, [...at.path, 'namespaces', 'matchLabels'], namespaces),
    ...nearLabels(context, at.doc, [...at.path, 'pods', 'namespaceSelector', 'matchLabels'], namespaces),
    ...nearLabels(context, at.doc, [...at.path, 'pods', 'podSelector', 'matchLabels'], podLabels(context)),
  ]
}

function podLabels({ cluster }: CommandContext): ReadonlyMap<string, string>[] {
  return cluster.pods().map(({ labels }) => labels)
}

/** One mend for each label in a place whose value nobody has and somebody's is near. */
function nearLabels(
  context: CommandContext,
  doc: FieldRef['doc'],
  path: Path,
  owners: readonly ReadonlyMap<string, string>[],
): Plan[] {
  const labels = valueAt(context.document(doc)?.value, path)
  if (typeof labels !== 'object' || labels === null || Array.isArray(labels)) return []
  return Object.entries(labels).flatMap(([key, value]) => {
    const values = owners.flatMap(own => own.get(key) ?? [])
    if (typeof value !== 'string' || values.includes(value)) return []
    return nearestNames(value, values).map(near =>
      planChange(context, {
        label: 'fix.useLabel',
        facts: { label: { is: 'label', value: `${key}=${near}` } },
        ops: [{ doc, ops: [{ op: 'set', path: [...path, key], value: near }] }],
        select: { doc, path: [...path, key] },
      }),
    )
  })
}

/** A port that the selected pods do declare. */
export const portNobodyListensOn: Fixer = (context, { at }) => {
  const policy = policyOf(context, at.doc)
  if (policy === null) return []
  const declared = context.cluster
    .podsSelected(policy.namespace, policy.podSelector)
    .flatMap(pods => pods.spec.containers.flatMap(({ ports }) => ports))
  const path: Path = [...at.path, 'port']
  return [...new Set(declared.map(({ port }) => port))].slice(0, 3).map(port =>
    planChange(context, {
      label: 'fix.openPort',
      facts: { port: { is: 'port', value: port } },
      ops: [{ doc: policy.doc, ops: [{ op: 'set', path, value: port }] }],
      select: { doc: policy.doc, path },
    }),
  )
}

/** Takes the policy out that others make unnecessary. */
export const policyCovered: Fixer = (context, { at }) => [planDelete(context, [at.doc])]
