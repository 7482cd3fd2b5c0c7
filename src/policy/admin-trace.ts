import type { Assumptions, Cluster } from '../cluster/index.ts'
import type { AdminPolicyResource, AdminRule } from '../model/index.ts'
import { makeStep, type Step } from '../report/index.ts'
import { adminPolicies, adminPorts, matchAdminPeers, type Tier } from './admin-policy.ts'
import type { Connection, Direction } from './connection.ts'
import type { ConnectionEnd } from './end.ts'
import { intersect, isNothing, onePort } from './port-set.ts'

/** How a tier ends for one packet: null when no rule takes it. */
export interface TierVerdict {
  readonly decision: AdminRule['action'] | 'unknown' | null
  readonly policy: AdminPolicyResource | null
  /** The deciding rule last; before it those that did not take the packet. */
  readonly steps: readonly Step[]
}

/** How a rule falls whose peer hangs on what nobody knows: so that least is open, so that most is, or not at all. */
export type Reading = 'least' | 'most' | null

/** Asks the rules of a tier in order; the first that takes the packet decides [AP-1]. */
export function traceTier(
  cluster: Cluster,
  assumptions: Assumptions,
  tier: Tier,
  direction: Direction,
  connection: Connection,
  subject: ConnectionEnd,
  reading: Reading,
): TierVerdict {
  const peer = direction === 'ingress' ? connection.source : connection.destination
  const { port, protocol } = connection.packet
  const losers: Step[] = []
  if (subject.pods === null) return { decision: null, policy: null, steps: [] }
  for (const policy of adminPolicies(cluster, assumptions, tier, subject.pods)) {
    for (const rule of policy[direction]) {
      const at = { doc: policy.doc, path: rule.at }
      const facts = {
        policy: { is: 'resource', kind: policy.kind, namespace: '', name: policy.name, doc: policy.doc },
        rule: { is: 'name', value: rule.name === '' ? String(rule.at[rule.at.length - 1]) : rule.name },
        peer: { is: 'name', value: peer.text },
        port: { is: 'port', value: port },
        protocol: { is: 'protocol', value: protocol },
      } as const
      const taken = matchAdminPeers(cluster, assumptions, rule, peer)
      const takesPort = !isNothing(
        intersect(adminPorts(rule.ports, connection.destination.pods), onePort(protocol, port)),
      )
      if (taken === 'no' || !takesPort) {
        losers.push(
          makeStep(taken === 'no' ? 'policy.adminPeerDiffers' : 'policy.adminPortDiffers', facts, {
            rule: 'AP-1',
            verdict: 'no',
            at,
          }),
        )
        continue
      }
      if (taken === 'unknown') {
        losers.push(makeStep('policy.adminUnknown', facts, { rule: 'NP-8', verdict: 'unknown', at }))
        if (reading === null) return { decision: 'unknown', policy, steps: losers }
        if ((reading === 'least') !== (rule.action === 'Deny')) continue
        return { decision: rule.action, policy, steps: losers }
      }
      return {
        decision: rule.action,
        policy,
        steps: [
          ...losers,
          makeStep(codes[rule.action], facts, { rule: 'AP-1', verdict: rule.action === 'Deny' ? 'no' : 'yes', at }),
        ],
      }
    }
  }
  return { decision: null, policy: null, steps: losers }
}

const codes = { Allow: 'policy.adminAllows', Deny: 'policy.adminDenies', Pass: 'policy.adminPasses' } as const
