import { type Assumptions, type Cluster, namedPort, type PodGroup } from '../cluster/index.ts'
import type { PolicyRule, Protocol } from '../model/index.ts'
import { type ConnectionEnd, podEnd } from './end.ts'
import { type Direction, policiesSelecting } from './network-policy.ts'
import { matchPeer } from './peer.ts'
import { everyPort, everything, intersect, nothing, type PortSet, union } from './port-set.ts'

/** Ports on which one end reaches the other, by the policies of both; `unknown` where an address that is not known decides. */
export interface Reach {
  readonly ports: PortSet
  /** Ports that are open only if an unknown address lies in an ipBlock. */
  readonly unknown: PortSet
}

/** All ports that policies leave open from one end to the other. Services play no part: these are the pods' own ports. */
export function reachable(
  cluster: Cluster,
  assumptions: Assumptions,
  source: ConnectionEnd,
  destination: ConnectionEnd,
): Reach {
  const egress = openPorts(cluster, assumptions, 'egress', source, destination)
  const ingress = openPorts(cluster, assumptions, 'ingress', source, destination)
  const ports = intersect(egress.ports, ingress.ports)
  const possible = intersect(union(egress.ports, egress.unknown), union(ingress.ports, ingress.unknown))
  return { ports, unknown: possible }
}

function openPorts(
  cluster: Cluster,
  assumptions: Assumptions,
  direction: Direction,
  source: ConnectionEnd,
  destination: ConnectionEnd,
): Reach {
  const subject = direction === 'ingress' ? destination : source
  const peer = direction === 'ingress' ? source : destination
  const open = { ports: everything, unknown: nothing }
  if (
    subject.pods === null ||
    (subject.pods.spec.hostNetwork && assumptions.networkPolicy.hostNetworkPods === 'asNodes')
  )
    return open
  if (isLoopback(source, destination) && assumptions.networkPolicy.loopback !== 'policy') return open
  const policies = policiesSelecting(cluster, subject.pods.namespace, subject.pods.labels, direction)
  if (policies.length === 0) return open
  let ports: PortSet = nothing
  let unknown: PortSet = nothing
  for (const policy of policies) {
    for (const rule of direction === 'ingress' ? policy.ingress : policy.egress) {
      const taken =
        rule.peers === null
          ? ['yes' as const]
          : rule.peers.map(item => matchPeer(cluster, assumptions, policy, item, peer))
      if (taken.includes('yes')) ports = union(ports, portsOf(rule, destination.pods))
      else if (taken.includes('unknown')) unknown = union(unknown, portsOf(rule, destination.pods))
    }
  }
  return { ports, unknown }
}

function isLoopback(source: ConnectionEnd, destination: ConnectionEnd): boolean {
  return (
    source.pods !== null && source.pods.resource.type === 'pod' && source.pods.resource === destination.pods?.resource
  )
}

function portsOf(rule: PolicyRule, destination: PodGroup | null): PortSet {
  if (rule.ports === null) return everything
  let set: PortSet = nothing
  for (const { protocol, port, endPort } of rule.ports) {
    if (port === null) set = union(set, new Map<Protocol, typeof everyPort>([[protocol, everyPort]]))
    else {
      const first =
        typeof port === 'number' ? port : destination === null ? null : namedPort(destination, port, protocol)
      if (first !== null) set = union(set, new Map([[protocol, [[first, endPort ?? first]]]]))
    }
  }
  return set
}

/** `reachable` for two workloads or pods of the project. */
export function reachablePods(cluster: Cluster, assumptions: Assumptions, from: PodGroup, to: PodGroup): Reach {
  const ips = (group: PodGroup): readonly string[] => {
    const assumed = assumptions.pods.get(`${group.namespace}/${group.name}`)?.ip
    return assumed == null ? group.ips : [assumed]
  }
  return reachable(cluster, assumptions, podEnd(from, ips(from)), podEnd(to, ips(to)))
}
