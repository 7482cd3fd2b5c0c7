import type { Assumptions, Cluster } from '../cluster/index.ts'
import { matchSelector } from '../match/index.ts'
import type { AdminPolicyResource, NetworkPolicyResource, PolicyRule, UserNetworkResource } from '../model/index.ts'
import { type Facts, makeStep, type ResourceFact, type Step, type Traced } from '../report/index.ts'
import { type Reading, type TierVerdict, traceTier } from './admin-trace.ts'
import type { Connection, Direction } from './connection.ts'
import type { ConnectionEnd } from './end.ts'
import { isOwnNode } from './own-node.ts'
import { matchPeer, matchPort, type Ternary } from './peer.ts'
import { partedBy } from './user-network.ts'

/** `unknown` where an address decides that the manifests do not hold. */
export interface DirectionVerdict {
  readonly verdict: 'allowed' | 'refused' | 'unknown'
  /** Policies that allow it, or that isolate the pod and do not. */
  readonly policies: readonly (NetworkPolicyResource | AdminPolicyResource | UserNetworkResource)[]
}

/**
 * What the policies of one end say: egress of the source, ingress of the destination [NP-4]. Where a rule of an administrator hangs on an
 * address that nobody knows, the answer is unknown only if it is another for the one case than for the other.
 */
export function evaluateDirection(
  cluster: Cluster,
  assumptions: Assumptions,
  direction: Direction,
  connection: Connection,
): Traced<DirectionVerdict> {
  const ask = (reading: Reading): Traced<DirectionVerdict> =>
    askDirection(cluster, assumptions, direction, connection, reading)
  const asked = ask(null)
  if (asked.value.verdict !== 'unknown') return asked
  // What is open when least is, and shut when most is open, was decided by others than the rule in question.
  const least = ask('least')
  const most = ask('most')
  if (least.value.verdict !== most.value.verdict) return asked
  return least.value.verdict === 'allowed' ? least : most
}

function askDirection(
  cluster: Cluster,
  assumptions: Assumptions,
  direction: Direction,
  connection: Connection,
  reading: Reading,
): Traced<DirectionVerdict> {
  const subject = direction === 'ingress' ? connection.destination : connection.source
  const peer = direction === 'ingress' ? connection.source : connection.destination
  const facts: Facts = {
    subject: { is: 'name', value: subject.text },
    peer: { is: 'name', value: peer.text },
    port: { is: 'port', value: connection.packet.port },
    protocol: { is: 'protocol', value: connection.packet.protocol },
  }
  const allowed = (code: keyof typeof plainCodes): Traced<DirectionVerdict> => ({
    value: { verdict: 'allowed', policies: [] },
    step: makeStep(code, { ...facts, ...keyOf(code) }, { rule: plainCodes[code] }),
  })
  if (subject.pods === null) return allowed('policy.noPod')
  const parted = partedBy(cluster, connection)
  if (parted !== null)
    return {
      value: { verdict: 'refused', policies: [parted] },
      step: makeStep(
        'policy.otherNetwork',
        {
          ...facts,
          network: {
            is: 'resource',
            kind: parted.kind,
            namespace: parted.namespace,
            name: parted.name,
            doc: parted.doc,
          },
        },
        { rule: 'UN-1', verdict: 'no', at: { doc: parted.doc, path: ['spec'] } },
      ),
    }
  if (subject.pods.spec.hostNetwork && assumptions.networkPolicy.hostNetworkPods === 'asNodes')
    return allowed('policy.hostNetwork')
  if (isLoopback(connection) && assumptions.networkPolicy.loopback !== 'policy') return allowed('policy.loopback')
  if (direction === 'ingress' && isOwnNode(cluster, assumptions, subject.pods, peer)) return allowed('policy.ownNode')
  const admin = traceTier(cluster, assumptions, 'Admin', direction, connection, subject, reading)
  const decided = tierVerdict(admin, direction, facts)
  if (decided !== null) return decided
  const selecting = policiesSelecting(cluster, subject.pods.namespace, subject.pods.labels, direction)
  if (selecting.length === 0) {
    const baseline = traceTier(cluster, assumptions, 'Baseline', direction, connection, subject, reading)
    const last = tierVerdict(baseline, direction, facts)
    if (last !== null) return withReasons(last, admin.steps)
    return withReasons(allowed(direction === 'ingress' ? 'policy.ingressOpen' : 'policy.egressOpen'), [
      ...admin.steps,
      ...baseline.steps,
    ])
  }
  return withReasons(
    askIsolating(cluster, assumptions, direction, connection, subject, peer, selecting, facts),
    admin.steps,
  )
}

function withReasons(traced: Traced<DirectionVerdict>, before: readonly Step[]): Traced<DirectionVerdict> {
  return before.length === 0
    ? traced
    : { value: traced.value, step: { ...traced.step, because: [...before, ...traced.step.because] } }
}

/** What a tier decided; null where it leaves the packet to what comes after: no rule took it, or one passed it on [AP-2]. */
function tierVerdict(
  { decision, policy, steps }: TierVerdict,
  direction: Direction,
  facts: Facts,
): Traced<DirectionVerdict> | null {
  if (decision === null || decision === 'Pass' || policy === null) return null
  const name: ResourceFact = { is: 'resource', kind: policy.kind, namespace: '', name: policy.name, doc: policy.doc }
  const at = steps[steps.length - 1]?.at ?? null
  if (decision === 'Allow')
    return {
      value: { verdict: 'allowed', policies: [policy] },
      step: makeStep(`policy.${direction}Allowed`, { ...facts, policy: name }, { rule: 'AP-1', at, because: steps }),
    }
  const policies = { is: 'list' as const, items: [name] }
  if (decision === 'unknown')
    return {
      value: { verdict: 'unknown', policies: [policy] },
      step: makeStep(
        'policy.addressUnknown',
        { ...facts, policies },
        { rule: 'NP-8', verdict: 'unknown', at, because: steps },
      ),
    }
  return {
    value: { verdict: 'refused', policies: [policy] },
    step: makeStep(
      `policy.${direction}Denied`,
      { ...facts, policy: name },
      { rule: 'AP-1', verdict: 'no', at, because: steps },
    ),
  }
}

function askIsolating(
  cluster: Cluster,
  assumptions: Assumptions,
  direction: Direction,
  connection: Connection,
  subject: ConnectionEnd,
  peer: ConnectionEnd,
  selecting: readonly NetworkPolicyResource[],
  facts: Facts,
): Traced<DirectionVerdict> {
  const asked = selecting.map(policy => ({
    policy,
    ...askPolicy(cluster, assumptions, policy, direction, connection, peer),
  }))
  const assumed =
    subject !== peer && peer.kind === 'pod' && selecting.some(policy => hasBlocks(policy, direction))
      ? [blockAssumption(assumptions)]
      : []
  const deciding = asked.filter(item => item.verdict === 'yes')
  if (deciding.length > 0) {
    const first = deciding[0]!
    const because = [
      ...[...deciding, ...asked.filter(item => item.verdict !== 'yes')].flatMap(item => item.steps),
      ...assumed,
    ]
    return {
      value: { verdict: 'allowed', policies: deciding.map(item => item.policy) },
      step: makeStep(
        `policy.${direction}Allowed`,
        { ...facts, policy: policyFact(first.policy) },
        { rule: 'NP-4', at: first.at, because },
      ),
    }
  }
  const because = [...asked.flatMap(item => item.steps), ...assumed]
  const isUnknown = asked.some(item => item.verdict === 'unknown')
  const policies = selecting
  const names = { ...facts, policies: { is: 'list' as const, items: policies.map(policyFact) } }
  return {
    value: { verdict: isUnknown ? 'unknown' : 'refused', policies },
    step: makeStep(isUnknown ? 'policy.addressUnknown' : `policy.${direction}Refused`, names, {
      rule: isUnknown ? 'NP-8' : 'NP-4',
      verdict: isUnknown ? 'unknown' : 'no',
      at: { doc: policies[0]!.doc, path: ['spec', 'podSelector'] },
      because,
    }),
  }
}

const plainCodes = {
  'policy.noPod': 'NP-4',
  'policy.hostNetwork': 'NP-13',
  'policy.loopback': 'NP-12',
  'policy.ownNode': 'NP-15',
  'policy.ingressOpen': 'NP-4',
  'policy.egressOpen': 'NP-4',
} as const

function hasBlocks(policy: NetworkPolicyResource, direction: Direction): boolean {
  return policy[direction].some(rule => rule.peers?.some(peer => peer.kind === 'ipBlock') === true)
}

function blockAssumption({ networkPolicy }: Assumptions): Step {
  const how = networkPolicy.ipBlockMatchesPods === 'byAddress' ? 'takes pods by their address' : 'never takes pods'
  return makeStep(
    'policy.assumedBlocks',
    { how: { is: 'text', value: how }, key: { is: 'name', value: 'networkPolicy.ipBlockMatchesPods' } },
    { rule: 'NP-8', verdict: 'assumed' },
  )
}

/** The assumption that such a verdict rests on. */
function keyOf(code: string): Facts {
  const key = { 'policy.hostNetwork': 'hostNetworkPods', 'policy.loopback': 'loopback' }[code]
  return key === undefined ? {} : { key: { is: 'name', value: `networkPolicy.${key}` } }
}

/** The policies that isolate a pod in a direction. */
export function policiesSelecting(
  cluster: Cluster,
  namespace: string,
  labels: ReadonlyMap<string, string>,
  direction: Direction,
): NetworkPolicyResource[] {
  return cluster
    .all('networkpolicy', namespace)
    .filter(
      policy =>
        (direction === 'ingress' ? policy.isolatesIngress : policy.isolatesEgress) &&
        matchSelector(policy.podSelector, labels),
    )
}

function isLoopback({ source, destination }: Connection): boolean {
  return (
    source.pods !== null && source.pods.resource.type === 'pod' && source.pods.resource === destination.pods?.resource
  )
}

interface Asked {
  readonly verdict: Ternary
  readonly steps: readonly Step[]
  readonly at: Step['at']
}

function askPolicy(
  cluster: Cluster,
  assumptions: Assumptions,
  policy: NetworkPolicyResource,
  direction: Direction,
  connection: Connection,
  peer: ConnectionEnd,
): Asked {
  const rules = direction === 'ingress' ? policy.ingress : policy.egress
  if (rules.length === 0) {
    const at = { doc: policy.doc, path: ['spec', direction] }
    return {
      verdict: 'no',
      at,
      steps: [
        makeStep(
          'policy.noRules',
          { policy: policyFact(policy), direction: { is: 'text', value: direction } },
          { rule: 'NP-2', verdict: 'no', at },
        ),
      ],
    }
  }
  const asked = rules.map(rule => askRule(cluster, assumptions, policy, rule, connection, peer))
  const winner =
    asked.find(item => item.verdict === 'yes') ?? asked.find(item => item.verdict === 'unknown') ?? asked[0]!
  const steps = winner.verdict === 'yes' ? [winner] : asked
  return { verdict: winner.verdict, at: winner.at, steps: steps.flatMap(item => item.steps) }
}

function askRule(
  cluster: Cluster,
  assumptions: Assumptions,
  policy: NetworkPolicyResource,
  rule: PolicyRule,
  connection: Connection,
  peer: ConnectionEnd,
): Asked {
  const at = { doc: policy.doc, path: rule.at }
  const facts: Facts = {
    policy: policyFact(policy),
    peer: { is: 'name', value: peer.text },
    port: { is: 'port', value: connection.packet.port },
    protocol: { is: 'protocol', value: connection.packet.protocol },
  }
  let verdict: Ternary = rule.peers === null ? 'yes' : 'no'
  let peerAt = at
  for (const item of rule.peers ?? []) {
    const matched = matchPeer(cluster, assumptions, policy, item, peer)
    if (matched === 'no') continue
    verdict = matched
    peerAt = { doc: policy.doc, path: item.at }
    if (matched === 'yes') break
  }
  const portHolds =
    rule.ports === null || rule.ports.some(port => matchPort(port, connection.packet, connection.destination))
  if (!portHolds)
    return {
      verdict: 'no',
      at,
      steps: [
        makeStep(verdict === 'no' ? 'policy.peerAndPortDiffer' : 'policy.portDiffers', facts, {
          rule: 'NP-10',
          verdict: 'no',
          at,
        }),
      ],
    }
  if (verdict === 'no')
    return { verdict, at, steps: [makeStep('policy.peerDiffers', facts, { rule: 'NP-3', verdict, at })] }
  const code = verdict === 'yes' ? 'policy.ruleAllows' : 'policy.blockUnknown'
  return {
    verdict,
    at: peerAt,
    steps: [makeStep(code, facts, { rule: verdict === 'yes' ? 'NP-3' : 'NP-8', verdict, at: peerAt })],
  }
}

function policyFact(policy: NetworkPolicyResource): ResourceFact {
  return { is: 'resource', kind: policy.kind, namespace: policy.namespace, name: policy.name, doc: policy.doc }
}
