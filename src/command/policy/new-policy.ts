import { keyOf, type PodGroup } from '../../cluster/index.ts'
import type { Direction } from '../../policy/index.ts'
import type { FileId } from '../../text/index.ts'
import type { PlainValue } from '../../yaml/index.ts'
import type { Change } from '../change.ts'
import type { CommandContext } from '../context.ts'
import { tellingLabels } from '../telling-labels.ts'
import type { WrittenEnd } from './spec.ts'

/** A new policy about the pods alone, in the file where they stand; `file` where that one is not open. */
export function newPolicy(
  context: CommandContext,
  direction: Direction,
  pods: PodGroup,
  other: WrittenEnd,
  rules: readonly PlainValue[],
  word: 'allow' | 'refuse',
  file: FileId,
): NonNullable<Change['append']>[number] {
  const there = other.kind === 'pods' ? other.pods.name : 'outside'
  const [from, to] = direction === 'ingress' ? [there, pods.name] : [pods.name, there]
  return {
    file: context.document(pods.resource.doc)?.file ?? file,
    // Both ends of a connection may need a policy in one namespace.
    value: policyValue(context, pods.namespace, `${word}-${from}-to-${to}${direction === 'egress' ? '-egress' : ''}`, {
      podSelector: { matchLabels: tellingLabels(pods.labels) },
      policyTypes: [direction === 'ingress' ? 'Ingress' : 'Egress'],
      [direction]: rules,
    }),
  }
}

/** A NetworkPolicy under a name that nothing has yet. */
export function policyValue(context: CommandContext, namespace: string, wanted: string, spec: PlainValue): PlainValue {
  const base = wanted.slice(0, 240)
  let name = base
  for (
    let number = 2;
    context.cluster.find(keyOf('networking.k8s.io', 'NetworkPolicy', namespace, name)) !== undefined;
    number++
  )
    name = `${base}-${number}`
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: namespace === 'default' ? { name } : { name, namespace },
    spec,
  }
}
