import { describeSelector, isEmptySelector } from '../match/index.ts'
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
  if (isEmptySelector(policy.podSelector) || cluster.pods(policy.namespace).length === 0) return []
  if (cluster.podsSelected(policy.namespace, policy.podSelector).length > 0) return []
  return [
    problem(policy, ['spec', 'podSelector'], 'policy.selectsNothing', 'warning', {
      selector: { is: 'selector', value: describeSelector(policy.podSelector) },
      namespace: { is: 'name', value: policy.namespace },
    }),
  ]
})

/** One dash too many: a peer that is a whole namespace beside one that is pods of the policy's own, where both together were meant. */
export const oneDashTooMany = forPolicies((_context, policy) =>
  [...policy.ingress, ...policy.egress].flatMap(rule =>
    (rule.peers ?? []).flatMap((peer, index, peers) => {
      const next = peers[index + 1]
      if (!isWholeNamespace(peer) || next === undefined || !isOwnPods(next)) return []
      return [problem(policy, next.at, 'policy.oneDashTooMany', 'info', {}, [{ doc: policy.doc, path: peer.at }])]
    }),
  ),
)

function isWholeNamespace(peer: PolicyPeer): boolean {
  return peer.kind === 'pods' && peer.namespaceSelector !== null && peer.podSelector === null
}

function isOwnPods(peer: PolicyPeer): boolean {
  return peer.kind === 'pods' && peer.namespaceSelector === null && peer.podSelector !== null
}

/** Pods that may not send but to some peers, and to none of them on port 53: names are not resolved any more. */
export const egressWithoutDns = forPolicies(({ cluster }, policy) => {
  if (!policy.isolatesEgress) return []
  const selected = cluster.podsSelected(policy.namespace, policy.podSelector).filter(pods => !pods.spec.hostNetwork)
  const mute = selected.filter(
    pods =>
      !policiesSelecting(cluster, pods.namespace, pods.labels, 'egress').some(other => other.egress.some(opensDns)),
  )
  // Who may send nothing at all was meant to be silent.
  const talking = mute.filter(pods =>
    policiesSelecting(cluster, pods.namespace, pods.labels, 'egress').some(other => other.egress.length > 0),
  )
  const [first] = talking
  if (first === undefined || policy.egress.length === 0) return []
  return [
    problem(policy, ['spec', 'egress'], 'policy.egressWithoutDns', 'warning', {
      pod: { is: 'name', value: `${first.namespace}/${first.name}` },
      count: { is: 'count', value: talking.length },
    }),
  ]
})

function opensDns({ ports }: PolicyRule): boolean {
  return (
    ports === null ||
    ports.some(
      ({ port, endPort }) =>
        port === null ||
        port === 53 ||
        port === 'dns' ||
        port === 'dns-tcp' ||
        (typeof port === 'number' && endPort !== null && port <= 53 && endPort >= 53),
    )
  )
}

/** A port that an ingress rule opens and that no container of the selected pods declares. */
export const portNobodyListensOn = forPolicies(({ cluster }, policy) => {
  const containers = cluster.podsSelected(policy.namespace, policy.podSelector).flatMap(pods => pods.spec.containers)
  const declared = containers.flatMap(container => container.ports)
  if (declared.length === 0) return []
  return policy.ingress.flatMap(rule =>
    (rule.ports ?? []).flatMap(({ port, endPort, protocol, at }) => {
      if (port === null || endPort !== null) return []
      if (declared.some(open => open.protocol === protocol && (open.port === port || open.name === port))) return []
      const facts = {
        port: { is: 'name', value: String(port) },
        protocol: { is: 'protocol', value: protocol },
      } as const
      return [problem(policy, at, 'policy.portNobodyListensOn', typeof port === 'string' ? 'warning' : 'info', facts)]
    }),
  )
})
