import type { Assumptions, Cluster, PodGroup } from '../cluster/index.ts'
import {
  type Address,
  cidrContains,
  coversAll,
  type LabelSelector,
  matchSelector,
  parseAddress,
  parseCidr,
} from '../match/index.ts'
import type { AdminPeer, AdminPolicyResource, AdminPort, AdminRule, AdminSubject } from '../model/index.ts'
import type { ConnectionEnd } from './end.ts'
import type { Ternary } from './peer.ts'
import { everything, nothing, onePort, type PortSet, union } from './port-set.ts'

export type Tier = AdminPolicyResource['tier']

/** Policies of a tier that select a pod, in the order they are asked: by priority, then by name [AP-1]. */
export function adminPolicies(
  cluster: Cluster,
  assumptions: Assumptions,
  tier: Tier,
  pods: PodGroup,
): AdminPolicyResource[] {
  if (isOnNode(pods, assumptions)) return []
  return cluster
    .all('adminpolicy')
    .filter(policy => policy.tier === tier && policy.subject !== null && selects(cluster, policy.subject, pods))
    .sort((a, b) => a.priority - b.priority || (a.name < b.name ? -1 : 1))
}

function selects(cluster: Cluster, subject: AdminSubject, pods: PodGroup): boolean {
  return (
    matchSelector(subject.namespaceSelector, cluster.namespaceLabels(pods.namespace)) &&
    (subject.podSelector === null || matchSelector(subject.podSelector, pods.labels))
  )
}

/** Pods on their node's network are nodes to these policies [NP-13]. */
function isOnNode(pods: PodGroup, assumptions: Assumptions): boolean {
  return pods.spec.hostNetwork && assumptions.networkPolicy.hostNetworkPods === 'asNodes'
}

/** Whether a rule's peers take the other end. A peer of an unknown type fails closed: it never allows and always denies [AP-4]. */
export function matchAdminPeers(
  cluster: Cluster,
  assumptions: Assumptions,
  rule: AdminRule,
  end: ConnectionEnd,
): Ternary {
  let result: Ternary = 'no'
  for (const peer of rule.peers) {
    const matched = matchAdminPeer(cluster, assumptions, rule, peer, end)
    if (matched === 'yes') return 'yes'
    if (matched === 'unknown') result = 'unknown'
  }
  return result
}

function matchAdminPeer(
  cluster: Cluster,
  assumptions: Assumptions,
  rule: AdminRule,
  peer: AdminPeer,
  end: ConnectionEnd,
): Ternary {
  switch (peer.kind) {
    case 'pods': {
      if (end.kind === 'unlabelledPod') {
        const none: ReadonlyMap<string, string> = new Map()
        return matchSelector(peer.namespaceSelector, none) &&
          (peer.podSelector === null || matchSelector(peer.podSelector, none))
          ? 'yes'
          : 'no'
      }
      return end.pods !== null && !isOnNode(end.pods, assumptions) && selects(cluster, peer, end.pods) ? 'yes' : 'no'
    }
    case 'networks':
      return matchNetworks(assumptions, peer.cidrs, end)
    case 'nodes':
      return matchNodes(cluster, assumptions, peer.selector, end)
    case 'domainNames':
      return end.kind === 'address' ? 'unknown' : 'no'
    case 'unknown':
      return rule.action === 'Allow' ? 'no' : 'yes'
  }
}

/** Nodes by their addresses, and pods on their node's network by their node. */
function matchNodes(cluster: Cluster, assumptions: Assumptions, selector: LabelSelector, end: ConnectionEnd): Ternary {
  if (end.kind === 'unlabelledPod' || (end.pods !== null && !isOnNode(end.pods, assumptions))) return 'no'
  const addresses = new Set(end.addresses.map(address => address.value))
  const node = cluster
    .all('node')
    .find(
      candidate =>
        candidate.name === end.pods?.spec.nodeName ||
        candidate.addresses.some(text => addresses.has(parseAddress(text)?.value ?? -1n)),
    )
  if (node !== undefined) return matchSelector(selector, node.labels) ? 'yes' : 'no'
  return end.pods === null ? 'no' : 'unknown'
}

function matchNetworks(assumptions: Assumptions, cidrs: readonly string[], end: ConnectionEnd): Ternary {
  const isPod = end.kind === 'unlabelledPod' || (end.pods !== null && !isOnNode(end.pods, assumptions))
  if (isPod && assumptions.networkPolicy.ipBlockMatchesPods === 'never') return 'no'
  const blocks = cidrs.flatMap(text => parseCidr(text) ?? [])
  if (end.addresses.length === 0) return blocks.some(coversAll) ? 'yes' : blocks.length === 0 ? 'no' : 'unknown'
  return end.addresses.some((address: Address) => blocks.some(block => cidrContains(block, address))) ? 'yes' : 'no'
}

/** Ports that a rule is about; a name means the destination's container port, with its own protocol [AP-3]. */
export function adminPorts(ports: readonly AdminPort[] | null, destination: PodGroup | null): PortSet {
  if (ports === null) return everything
  let set: PortSet = nothing
  for (const port of ports) {
    if (port.kind === 'range') set = union(set, new Map([[port.protocol, [[port.first, port.last]]]]))
    else for (const found of portsNamed(destination, port.name)) set = union(set, onePort(found.protocol, found.port))
  }
  return set
}

function portsNamed(
  destination: PodGroup | null,
  name: string,
): readonly { readonly port: number; readonly protocol: 'TCP' | 'UDP' | 'SCTP' }[] {
  const found = destination?.spec.containers.flatMap(container => container.ports).find(port => port.name === name)
  return found === undefined ? [] : [found]
}
