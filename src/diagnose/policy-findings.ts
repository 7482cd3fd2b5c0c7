import type { Cluster, PodGroup } from '../cluster/index.ts'
import { describeSelector, emptySelector, isEmptySelector, type LabelSelector, matchSelector } from '../match/index.ts'
import type { NetworkPolicyResource, PolicyPeer, PolicyRule } from '../model/index.ts'
import { policiesSelecting } from '../policy/index.ts'
import type { Problem } from '../report/index.ts'
import { type DiagnoseContext, problem, type Rule } from './rule.ts'

const forPolicies =
  (look: (context: DiagnoseContext, policy: NetworkPolicyResource) => Problem[]): Rule =>
  (context, resource) =>
    resource.type === 'networkpolicy' ? look(context, resource) : []

/** A NetworkPolicy whose podSelector takes no pod of its namespace. */
export const policySelectsNothing = forPolicies(({ cluster }, policy) => {
  if (isEmptySelector(policy.podSelector) || !cluster.hasPods(policy.namespace)) return []
  if (cluster.podsSelected(policy.namespace, policy.podSelector).length > 0) return []
  return [
    problem(policy, ['spec', 'podSelector'], 'policy.selectsNothing', 'warning', {
      selector: { is: 'selector', value: describeSelector(policy.podSelector) },
      namespace: { is: 'name', value: policy.namespace },
    }),
  ]
})

/**
 * One dash too many: a peer that is a whole namespace beside one that is pods of the policy's own, where both together were meant. Certain
 * where the first takes the policy's own namespace too, so that the second says nothing.
 */
export const oneDashTooMany = forPolicies(({ cluster }, policy) =>
  [...policy.ingress, ...policy.egress].flatMap(rule =>
    (rule.peers ?? []).flatMap((peer, index, peers) => {
      const next = peers[index + 1]
      if (!isWholeNamespace(peer) || next === undefined || !isOwnPods(next)) return []
      const isIdle = matchSelector(peer.namespaceSelector, cluster.namespaceLabels(policy.namespace))
      const place = { doc: policy.doc, path: peer.at }
      return [problem(policy, next.at, 'policy.oneDashTooMany', isIdle ? 'warning' : 'info', {}, [place])]
    }),
  ),
)

function isWholeNamespace(
  peer: PolicyPeer,
): peer is Extract<PolicyPeer, { kind: 'pods' }> & { readonly namespaceSelector: LabelSelector } {
  return peer.kind === 'pods' && peer.namespaceSelector !== null && peer.podSelector === null
}

function isOwnPods(peer: PolicyPeer): boolean {
  return peer.kind === 'pods' && peer.namespaceSelector === null && peer.podSelector !== null
}

/** Pods that may not send but to some peers, and to none of them that could be a name server: names are not resolved any more. */
export const egressWithoutDns = forPolicies((context, policy) => {
  const { cluster } = context
  if (!policy.isolatesEgress) return []
  const selected = cluster.podsSelected(policy.namespace, policy.podSelector).filter(pods => !pods.spec.hostNetwork)
  const isolating = (pods: PodGroup): NetworkPolicyResource[] =>
    policiesSelecting(cluster, pods.namespace, pods.labels, 'egress')
  const mute = selected.filter(
    pods => !isolating(pods).some(other => other.egress.some(rule => opensDns(context, other, rule))),
  )
  // Who may send nothing at all was meant to be silent.
  const talking = mute.filter(pods => isolating(pods).some(other => other.egress.length > 0))
  const [first] = talking
  if (first === undefined || policy.egress.length === 0) return []
  return [
    problem(policy, ['spec', 'egress'], 'policy.egressWithoutDns', 'warning', {
      pod: { is: 'name', value: `${first.namespace}/${first.name}` },
      count: { is: 'count', value: talking.length },
    }),
  ]
})

function opensDns(context: DiagnoseContext, policy: NetworkPolicyResource, { ports, peers }: PolicyRule): boolean {
  const isOpen =
    ports === null ||
    ports.some(
      ({ protocol, port, endPort }) =>
        protocol !== 'SCTP' &&
        (port === null ||
          typeof port === 'string' ||
          isDnsPort(port) ||
          (endPort !== null && port <= 53 && endPort >= 53)),
    )
  return isOpen && (peers === null || peers.some(peer => mayBeNameServer(context, policy, peer)))
}

/** Namespaces that name servers stand in. */
const dnsNamespaces = ['kube-system', 'openshift-dns']

/** Whether a peer could take a name server: an address, a pod here that answers on 53, or pods of other namespaces that nobody shows. */
function mayBeNameServer({ cluster }: DiagnoseContext, policy: NetworkPolicyResource, peer: PolicyPeer): boolean {
  if (peer.kind !== 'pods') return peer.kind === 'ipBlock'
  const { namespaceSelector, podSelector } = peer
  const answers = ({ spec }: PodGroup): boolean =>
    spec.containers.some(({ ports }) => ports.some(({ port }) => isDnsPort(port)))
  const taken = namespacesOf(cluster, policy.namespace, namespaceSelector)
  if (taken.some(name => cluster.podsSelected(name, podSelector ?? emptySelector).some(answers))) return true
  if (namespaceSelector === null) return dnsNamespaces.includes(policy.namespace)
  // Labels that nobody shows may be those of a name server's namespace; its name is known.
  const named = namespaceSelector.matchLabels.find(([key]) => key === 'kubernetes.io/metadata.name')
  return named === undefined || dnsNamespaces.includes(named[1])
}

/** OpenShift's name servers listen on 5353, and policies see the pod's own port. */
function isDnsPort(port: number): boolean {
  return port === 53 || port === 5353
}

function namespacesOf(cluster: Cluster, own: string, selector: LabelSelector | null): readonly string[] {
  return selector === null
    ? [own]
    : cluster.namespaces().filter(name => matchSelector(selector, cluster.namespaceLabels(name)))
}

/**
 * A port that a rule opens and that no container behind it declares: of the selected pods on the way in, of the peers on the way out,
 * where those are pods told by their labels.
 */
export const portNobodyListensOn = forPolicies(({ cluster }, policy) => [
  ...policy.ingress.flatMap(rule => unheard(policy, rule, cluster.podsSelected(policy.namespace, policy.podSelector))),
  ...policy.egress.flatMap(rule => {
    const pods = (rule.peers ?? []).map(peer =>
      peer.kind === 'pods' && peer.podSelector !== null && !isEmptySelector(peer.podSelector)
        ? podsOfPeer(cluster, policy.namespace, peer)
        : [],
    )
    return pods.some(taken => taken.length === 0) ? [] : unheard(policy, rule, pods.flat())
  }),
])

function podsOfPeer(
  cluster: Cluster,
  own: string,
  { namespaceSelector, podSelector }: Extract<PolicyPeer, { kind: 'pods' }>,
): PodGroup[] {
  return namespacesOf(cluster, own, namespaceSelector).flatMap(name =>
    cluster.podsSelected(name, podSelector ?? emptySelector),
  )
}

function unheard(policy: NetworkPolicyResource, rule: PolicyRule, pods: readonly PodGroup[]): Problem[] {
  const declared = pods.flatMap(({ spec }) => spec.containers.flatMap(({ ports }) => ports))
  if (declared.length === 0) return []
  return (rule.ports ?? []).flatMap(({ port, endPort, protocol, at }) => {
    if (port === null || endPort !== null) return []
    if (declared.some(open => open.protocol === protocol && (open.port === port || open.name === port))) return []
    const facts = {
      port: { is: 'name', value: String(port) },
      protocol: { is: 'protocol', value: protocol },
    } as const
    return [problem(policy, at, 'policy.portNobodyListensOn', typeof port === 'string' ? 'warning' : 'info', facts)]
  })
}
