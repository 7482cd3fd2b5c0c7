import type { Assumptions, Cluster } from '../cluster/index.ts'
import { namedPort } from '../cluster/index.ts'
import { type Address, cidrContains, coversAll, matchSelector, parseCidr } from '../match/index.ts'
import type { NetworkPolicyResource, PolicyPeer, PolicyPort } from '../model/index.ts'
import type { ConnectionEnd } from './end.ts'

export type Ternary = 'yes' | 'no' | 'unknown'

/** Whether a peer of a rule takes the other end [NP-3, NP-8]. */
export function matchPeer(
  cluster: Cluster,
  assumptions: Assumptions,
  policy: NetworkPolicyResource,
  peer: PolicyPeer,
  end: ConnectionEnd,
): Ternary {
  switch (peer.kind) {
    case 'invalid':
      return 'no'
    case 'ipBlock':
      return matchBlock(assumptions, peer.cidr, peer.except, end)
    case 'pods': {
      // NP-13: a pod on the host's network is known by its node's address, never by its labels.
      if (
        end.kind !== 'pod' ||
        end.pods === null ||
        (end.pods.spec.hostNetwork && assumptions.networkPolicy.hostNetworkPods === 'asNodes')
      ) {
        return end.kind === 'unlabelledPod' ? matchUnlabelled(peer) : 'no'
      }
      const { namespace, labels } = end.pods
      if (
        peer.namespaceSelector === null
          ? namespace !== policy.namespace
          : !matchSelector(peer.namespaceSelector, cluster.namespaceLabels(namespace))
      )
        return 'no'
      return peer.podSelector === null || matchSelector(peer.podSelector, labels) ? 'yes' : 'no'
    }
  }
}

/** A controller that no manifest shows counts as a pod without labels in a namespace without labels. */
function matchUnlabelled(peer: Extract<PolicyPeer, { kind: 'pods' }>): Ternary {
  if (peer.namespaceSelector === null) return 'no'
  const none: ReadonlyMap<string, string> = new Map()
  return matchSelector(peer.namespaceSelector, none) &&
    (peer.podSelector === null || matchSelector(peer.podSelector, none))
    ? 'yes'
    : 'no'
}

function matchBlock(assumptions: Assumptions, cidr: string, except: readonly string[], end: ConnectionEnd): Ternary {
  const isPod =
    end.kind !== 'address' &&
    !(end.pods?.spec.hostNetwork === true && assumptions.networkPolicy.hostNetworkPods === 'asNodes')
  if (isPod && assumptions.networkPolicy.ipBlockMatchesPods === 'never') return 'no'
  const block = parseCidr(cidr)
  if (block === null) return 'no'
  const holes = except.flatMap(text => parseCidr(text) ?? [])
  if (end.addresses.length === 0) return coversAll(block) && holes.length === 0 ? 'yes' : 'unknown'
  const inside = (address: Address): boolean =>
    cidrContains(block, address) && !holes.some(hole => cidrContains(hole, address))
  return end.addresses.some(inside) ? 'yes' : 'no'
}

/** A port as the packet has it, or what is known of it. */
export interface PacketPort {
  readonly port: number
  readonly protocol: 'TCP' | 'UDP' | 'SCTP'
}

/** Whether a port of a rule takes the packet. A named port is looked up at the destination pod [NP-9, NP-10]. */
export function matchPort(port: PolicyPort, packet: PacketPort, destination: ConnectionEnd): boolean {
  if (port.protocol !== packet.protocol) return false
  if (port.port === null) return true
  if (typeof port.port === 'string')
    return destination.pods !== null && namedPort(destination.pods, port.port, port.protocol) === packet.port
  return port.endPort === null ? port.port === packet.port : packet.port >= port.port && packet.port <= port.endPort
}
