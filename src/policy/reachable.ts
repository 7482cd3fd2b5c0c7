import { type Assumptions, type Cluster, namedPort, type PodGroup } from '../cluster/index.ts'
import type { PolicyRule, Protocol } from '../model/index.ts'
import { adminPolicies, adminPorts, matchAdminPeers, type Tier } from './admin-policy.ts'
import type { Direction } from './connection.ts'
import { type ConnectionEnd, podEnd } from './end.ts'
import { policiesSelecting } from './network-policy.ts'
import { matchPeer } from './peer.ts'
import { everyPort, everything, intersect, nothing, type PortSet, subtract, union } from './port-set.ts'

/** Ports on which one end reaches the other, by the policies of both; `unknown` where an address that is not known decides. */
export interface Reach {
  readonly ports: PortSet
  /** Ports that are open, or may be by an address that is not known. */
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
  return { ports: intersect(egress.ports, ingress.ports), unknown: intersect(egress.unknown, ingress.unknown) }
}

const open: Reach = { ports: everything, unknown: everything }

/** One direction: the admin tier first, then NetworkPolicies, then the baseline where none isolates the pod [AP-1, AP-2]. */
function openPorts(
  cluster: Cluster,
  assumptions: Assumptions,
  direction: Direction,
  source: ConnectionEnd,
  destination: ConnectionEnd,
): Reach {
  const subject = direction === 'ingress' ? destination : source
  const { pods } = subject
  if (pods === null || (pods.spec.hostNetwork && assumptions.networkPolicy.hostNetworkPods === 'asNodes')) return open
  if (isLoopback(source, destination) && assumptions.networkPolicy.loopback !== 'policy') return open
  const tier = (name: Tier): TierPorts => askTier(cluster, assumptions, name, direction, pods, source, destination)
  const admin = tier('Admin')
  const isolating = policiesSelecting(cluster, pods.namespace, pods.labels, direction)
  const below =
    isolating.length > 0
      ? isolated(cluster, assumptions, isolating, direction, source, destination)
      : baseline(tier('Baseline'))
  return {
    ports: union(admin.allowed, intersect(admin.left, below.ports)),
    unknown: union(admin.maybeAllowed, intersect(admin.maybeLeft, below.unknown)),
  }
}

interface TierPorts {
  /** Allowed for certain, and left to what comes after. */
  readonly allowed: PortSet
  readonly left: PortSet
  /** The same where unknown addresses fall the way that opens most. */
  readonly maybeAllowed: PortSet
  readonly maybeLeft: PortSet
}

/** What a tier allows, and what it leaves to the next: the first rule that takes a port decides. */
function askTier(
  cluster: Cluster,
  assumptions: Assumptions,
  name: Tier,
  direction: Direction,
  pods: PodGroup,
  source: ConnectionEnd,
  destination: ConnectionEnd,
): TierPorts {
  const peer = direction === 'ingress' ? source : destination
  const sure = { allowed: nothing, rest: everything, passed: nothing }
  const maybe = { allowed: nothing, rest: everything, passed: nothing }
  for (const policy of adminPolicies(cluster, assumptions, name, pods)) {
    for (const rule of policy[direction]) {
      const taken = matchAdminPeers(cluster, assumptions, rule, peer)
      if (taken === 'no') continue
      const ports = adminPorts(rule.ports, destination.pods)
      // An unknown that would open counts as open only in the second reading, one that would shut only in the first.
      if (taken === 'yes' || rule.action === 'Deny') take(sure, rule.action, ports)
      if (taken === 'yes' || rule.action !== 'Deny') take(maybe, rule.action, ports)
    }
  }
  return {
    allowed: sure.allowed,
    left: union(sure.rest, sure.passed),
    maybeAllowed: maybe.allowed,
    maybeLeft: union(maybe.rest, maybe.passed),
  }
}

function take(
  state: { allowed: PortSet; rest: PortSet; passed: PortSet },
  action: 'Allow' | 'Deny' | 'Pass',
  ports: PortSet,
): void {
  const decided = intersect(ports, state.rest)
  if (action === 'Allow') state.allowed = union(state.allowed, decided)
  if (action === 'Pass') state.passed = union(state.passed, decided)
  state.rest = subtract(state.rest, decided)
}

/** What the baseline leaves is allowed. */
function baseline({ allowed, left, maybeAllowed, maybeLeft }: TierPorts): Reach {
  return { ports: union(allowed, left), unknown: union(maybeAllowed, maybeLeft) }
}

function isolated(
  cluster: Cluster,
  assumptions: Assumptions,
  policies: ReturnType<typeof policiesSelecting>,
  direction: Direction,
  source: ConnectionEnd,
  destination: ConnectionEnd,
): Reach {
  const peer = direction === 'ingress' ? source : destination
  let ports: PortSet = nothing
  let unknown: PortSet = nothing
  for (const policy of policies) {
    for (const rule of policy[direction]) {
      const taken =
        rule.peers === null
          ? ['yes' as const]
          : rule.peers.map(item => matchPeer(cluster, assumptions, policy, item, peer))
      if (taken.includes('yes')) ports = union(ports, portsOf(rule, destination.pods))
      else if (taken.includes('unknown')) unknown = union(unknown, portsOf(rule, destination.pods))
    }
  }
  return { ports, unknown: union(ports, unknown) }
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
  return reachable(cluster, assumptions, podEnd(from, ipsOf(assumptions, from)), podEnd(to, ipsOf(assumptions, to)))
}

function ipsOf(assumptions: Assumptions, group: PodGroup): readonly string[] {
  const assumed = assumptions.pods.get(`${group.namespace}/${group.name}`)?.ip
  return assumed == null ? group.ips : [assumed]
}
