import type { PodGroup } from '../../cluster/index.ts'
import type { Protocol } from '../../model/index.ts'
import type { PlainValue } from '../../yaml/index.ts'
import { tellingLabels } from '../telling-labels.ts'

/** How ends and ports of a connection are written in a NetworkPolicy. */

const metadataName = 'kubernetes.io/metadata.name'

/** An end: pods by their labels, or addresses. */
export type WrittenEnd =
  | { readonly kind: 'pods'; readonly pods: PodGroup }
  | { readonly kind: 'outside'; readonly cidr: string }

/** A peer that takes the end and little else, seen from a policy of a namespace. */
export function peerOf(end: WrittenEnd, namespace: string): PlainValue {
  if (end.kind === 'outside') return { ipBlock: { cidr: end.cidr } }
  const podSelector = { matchLabels: tellingLabels(end.pods.labels) }
  return end.pods.namespace === namespace
    ? { podSelector }
    : { namespaceSelector: { matchLabels: { [metadataName]: end.pods.namespace } }, podSelector }
}

/** Peers that take every pod but those of the end. `withOutside`: addresses outside too, where blocks of addresses never take pods. */
export function everyoneBut(end: WrittenEnd, namespace: string, withOutside: boolean): PlainValue[] {
  if (end.kind === 'outside') {
    const isSix = end.cidr.includes(':')
    const [own, other] = isSix ? ['::/0', '0.0.0.0/0'] : ['0.0.0.0/0', '::/0']
    const rest: PlainValue[] = end.cidr === own ? [] : [{ ipBlock: { cidr: own, except: [end.cidr] } }]
    rest.push({ ipBlock: { cidr: other } })
    return [{ namespaceSelector: {} }, ...rest]
  }
  const { pods } = end
  const others = {
    namespaceSelector: { matchExpressions: [{ key: metadataName, operator: 'NotIn', values: [pods.namespace] }] },
  }
  const podSelector = { matchExpressions: [notLike(pods)] }
  const siblings: PlainValue =
    pods.namespace === namespace
      ? { podSelector }
      : { namespaceSelector: { matchLabels: { [metadataName]: pods.namespace } }, podSelector }
  const outside: PlainValue[] = withOutside ? [{ ipBlock: { cidr: '0.0.0.0/0' } }] : []
  return [siblings, others, ...outside]
}

/** An expression that the pods do not fulfil. */
export function notLike(pods: PodGroup): {
  readonly key: string
  readonly operator: 'NotIn'
  readonly values: readonly string[]
} {
  const [key = '', value = ''] = Object.entries(tellingLabels(pods.labels))[0] ?? []
  return { key, operator: 'NotIn', values: [value] }
}

export interface AskedPort {
  /** Null: every port. */
  readonly port: number | null
  readonly protocol: Protocol
}

/** `ports` of a rule; undefined where every port is meant. */
export function portsOf({ port, protocol }: AskedPort): PlainValue[] | undefined {
  if (port === null) return undefined
  return [protocol === 'TCP' ? { port } : { protocol, port }]
}

/** `ports` that are all but one. */
export function portsBut(port: number, protocol: Protocol): PlainValue[] {
  const own: Record<string, PlainValue> = protocol === 'TCP' ? {} : { protocol }
  const rest = (['TCP', 'UDP', 'SCTP'] as const).filter(other => other !== protocol)
  return [
    ...(port > 1 ? [{ ...own, port: 1, endPort: port - 1 }] : []),
    ...(port < 65535 ? [{ ...own, port: port + 1, endPort: 65535 }] : []),
    ...rest.map(other => ({ protocol: other })),
  ]
}
