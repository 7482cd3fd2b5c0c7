import { type Assumptions, type Cluster, namedPort } from '../cluster/index.ts'
import type { AdminPolicyResource, NetworkPolicyResource, PolicyRule } from '../model/index.ts'
import type { Path } from '../text/index.ts'
import { adminPolicies, adminPorts, matchAdminPeers, type Tier } from './admin-policy.ts'
import type { Connection, Direction } from './connection.ts'
import type { ConnectionEnd } from './end.ts'
import { policiesSelecting } from './network-policy.ts'
import { isOwnNode } from './own-node.ts'
import { matchPeer, matchPort } from './peer.ts'
import { intersect, isNothing, onePort } from './port-set.ts'
import { partedBy } from './user-network.ts'

export type Effect =
  | 'allows'
  | 'denies'
  | 'passes'
  | 'no rules'
  | 'no rule selects the peer'
  | 'ports do not match'
  | 'named port unknown to the destination'

/** One policy's part in a verdict: what it, or one of its rules, did. */
export interface PolicyReason {
  readonly policy: NetworkPolicyResource | AdminPolicyResource
  readonly effect: Effect
  /** A rule's own name, or `#1`; null where the whole policy is meant. */
  readonly rule: string | null
  readonly at: Path
}

/** Everything that had a say in one direction of a connection. No reasons: no policy is about it, and it is allowed. */
export interface Explanation {
  readonly verdict: 'allow' | 'deny' | 'unknown'
  readonly reasons: readonly PolicyReason[]
}

/** Explains one direction with every policy that allowed it, or with why none did. Policies of administrators that did not take it are left out. */
export function explainDirection(
  cluster: Cluster,
  assumptions: Assumptions,
  direction: Direction,
  connection: Connection,
): Explanation {
  const subject = direction === 'ingress' ? connection.destination : connection.source
  const { pods } = subject
  if (pods === null || (pods.spec.hostNetwork && assumptions.networkPolicy.hostNetworkPods === 'asNodes'))
    return { verdict: 'allow', reasons: [] }
  const peer = direction === 'ingress' ? connection.source : connection.destination
  if (direction === 'ingress' && isOwnNode(cluster, assumptions, pods, peer)) return { verdict: 'allow', reasons: [] }
  if (partedBy(cluster, connection) !== null) return { verdict: 'deny', reasons: [] }
  const admin = firstOfTier(cluster, assumptions, 'Admin', direction, connection, subject, peer)
  if (admin === 'unknown') return { verdict: 'unknown', reasons: [] }
  if (admin?.effect === 'allows') return { verdict: 'allow', reasons: [admin] }
  if (admin?.effect === 'denies') return { verdict: 'deny', reasons: [admin] }
  const passed = admin === null ? [] : [admin]
  const isolating = policiesSelecting(cluster, pods.namespace, pods.labels, direction)
  if (isolating.length > 0) {
    const below = explainIsolated(cluster, assumptions, isolating, direction, connection, peer)
    return { verdict: below.verdict, reasons: [...passed, ...below.reasons] }
  }
  const baseline = firstOfTier(cluster, assumptions, 'Baseline', direction, connection, subject, peer)
  if (baseline === 'unknown') return { verdict: 'unknown', reasons: [] }
  if (baseline === null) return { verdict: 'allow', reasons: passed }
  return { verdict: baseline.effect === 'denies' ? 'deny' : 'allow', reasons: [...passed, baseline] }
}

const effects = { Allow: 'allows', Deny: 'denies', Pass: 'passes' } as const

function firstOfTier(
  cluster: Cluster,
  assumptions: Assumptions,
  tier: Tier,
  direction: Direction,
  connection: Connection,
  subject: ConnectionEnd,
  peer: ConnectionEnd,
): PolicyReason | null | 'unknown' {
  const { port, protocol } = connection.packet
  for (const policy of adminPolicies(cluster, assumptions, tier, subject.pods!)) {
    for (const rule of policy[direction]) {
      if (isNothing(intersect(adminPorts(rule.ports, connection.destination.pods), onePort(protocol, port)))) continue
      const taken = matchAdminPeers(cluster, assumptions, rule, peer)
      if (taken === 'unknown') return 'unknown'
      if (taken === 'yes')
        return {
          policy,
          effect: effects[rule.action],
          rule: rule.name === '' ? numberOf(rule.at) : rule.name,
          at: rule.at,
        }
    }
  }
  return null
}

function explainIsolated(
  cluster: Cluster,
  assumptions: Assumptions,
  policies: readonly NetworkPolicyResource[],
  direction: Direction,
  connection: Connection,
  peer: ConnectionEnd,
): Explanation {
  const allowing: PolicyReason[] = []
  const refusing: PolicyReason[] = []
  let isUnknown = false
  for (const policy of policies) {
    const rules = policy[direction]
    const selecting = rules.filter(rule => {
      const taken =
        rule.peers === null
          ? ['yes' as const]
          : rule.peers.map(item => matchPeer(cluster, assumptions, policy, item, peer))
      if (!taken.includes('yes') && taken.includes('unknown')) isUnknown = true
      return taken.includes('yes')
    })
    if (rules.length === 0) refusing.push({ policy, effect: 'no rules', rule: null, at: ['spec', direction] })
    else if (selecting.length === 0)
      refusing.push({ policy, effect: 'no rule selects the peer', rule: null, at: ['spec', direction] })
    // The first rule of a policy that does it speaks for it.
    const asked = selecting.map(rule => ({
      policy,
      effect: effectOfPorts(rule, connection),
      rule: numberOf(rule.at),
      at: rule.at,
    }))
    const allows = asked.find(reason => reason.effect === 'allows')
    if (allows !== undefined) allowing.push(allows)
    else if (asked[0] !== undefined) refusing.push(asked[0])
  }
  if (allowing.length > 0) return { verdict: 'allow', reasons: allowing }
  return { verdict: isUnknown ? 'unknown' : 'deny', reasons: refusing }
}

function effectOfPorts(rule: PolicyRule, { packet, destination }: Connection): Effect {
  const { ports } = rule
  if (ports === null || ports.some(port => matchPort(port, packet, destination))) return 'allows'
  const isLost = ports.every(
    port =>
      typeof port.port === 'string' &&
      (destination.pods === null || namedPort(destination.pods, port.port, port.protocol) === null),
  )
  return isLost ? 'named port unknown to the destination' : 'ports do not match'
}

/** `#1` for the first of a list. */
function numberOf(at: Path): string {
  const last = at[at.length - 1]
  return `#${typeof last === 'number' ? last + 1 : 1}`
}
