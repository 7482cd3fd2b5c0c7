import type { PodGroup } from '../cluster/index.ts'
import { type Address, parseAddress } from '../match/index.ts'

/** One end of a connection, as policies see it: after the Service's address was replaced by the pod's. */
export interface ConnectionEnd {
  /** `unlabelledPod`: a controller that is in no manifest. */
  readonly kind: 'pod' | 'address' | 'unlabelledPod'
  readonly pods: PodGroup | null
  /** Known addresses; none for pods that are not made yet. */
  readonly addresses: readonly Address[]
  /** What an answer calls it. */
  readonly text: string
}

export function podEnd(pods: PodGroup, ips: readonly string[] = pods.ips): ConnectionEnd {
  return {
    kind: 'pod',
    pods,
    addresses: ips.flatMap(ip => parseAddress(ip) ?? []),
    text: `${pods.namespace}/${pods.name}`,
  }
}

export function addressEnd(ip: string): ConnectionEnd {
  const address = parseAddress(ip)
  return { kind: 'address', pods: null, addresses: address === null ? [] : [address], text: ip }
}

export function controllerEnd(name: string): ConnectionEnd {
  return { kind: 'unlabelledPod', pods: null, addresses: [], text: name }
}
