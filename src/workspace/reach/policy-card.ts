import type { Cluster, PodGroup } from '../../cluster/index.ts'
import { describeSelector, isEmptySelector, type LabelSelector, matchSelector } from '../../match/index.ts'
import type {
  AdminPeer,
  AdminPolicyResource,
  AdminRule,
  NetworkPolicyResource,
  PolicyPeer,
  PolicyRule,
  Resource,
} from '../../model/index.ts'
import type { PolicyEngine } from '../../policy/index.ts'
import type { DocId, FieldRef, Path } from '../../text/index.ts'
import type { Noun, PolicyCard } from './reach-messages.ts'

const namesShown = 3
const metadataName = 'kubernetes.io/metadata.name='

/** What a policy says, with the pods that its words mean now; null for what is no policy. */
export function policyCard(cluster: Cluster, engine: PolicyEngine, doc: DocId): PolicyCard | null {
  const policy = cluster.ofDoc(doc)
  if (policy?.type === 'networkpolicy') {
    return {
      subject: noun(
        cluster.podsSelected(policy.namespace, policy.podSelector).filter(pods => !pods.spec.hostNetwork),
        policy.podSelector,
        null,
        { doc, path: ['spec', 'podSelector'] },
      ),
      directions: (['ingress', 'egress'] as const)
        .filter(direction => (direction === 'ingress' ? policy.isolatesIngress : policy.isolatesEgress))
        .map(direction => ({
          direction,
          isolates: true,
          rules: policy[direction].map(rule => ({
            action: 'Allow',
            peers: rule.peers === null ? null : rule.peers.map(peer => peerNoun(cluster, policy, peer)),
            ports: portsText(rule),
            at: { doc, path: rule.at },
          })),
        })),
    }
  }
  if (policy?.type !== 'adminpolicy') return null
  const groups = engine
    .selectedBy(doc)
    .flatMap(({ members }) => [...members])
    .flatMap(member => engine.podsOf(member) ?? [])
  return {
    subject: noun(groups, policy.subject?.podSelector ?? null, policy.subject?.namespaceSelector ?? null, {
      doc,
      path: ['spec', 'subject'],
    }),
    directions: (['ingress', 'egress'] as const)
      .filter(direction => policy[direction].length > 0)
      .map(direction => ({
        direction,
        isolates: false,
        rules: policy[direction].map(rule => ({
          action: rule.action,
          peers: rule.peers.map(peer => adminNoun(cluster, doc, peer)),
          ports: adminPortsText(rule),
          at: { doc, path: rule.at },
        })),
      })),
  }
}

function noun(
  groups: readonly PodGroup[],
  pods: LabelSelector | null,
  namespaces: LabelSelector | null,
  at: FieldRef,
): Noun {
  return {
    selector: pods === null ? '' : describeSelector(pods),
    namespace:
      namespaces === null
        ? null
        : isEmptySelector(namespaces)
          ? '*'
          : describeSelector(namespaces).replace(metadataName, ''),
    isOutside: false,
    nodes: groups.map(({ resource }) => resource.doc),
    names: groups.slice(0, namesShown).map(({ name }) => name),
    at,
  }
}

function peerNoun(cluster: Cluster, policy: NetworkPolicyResource, peer: PolicyPeer): Noun {
  const at: FieldRef = { doc: policy.doc, path: peer.at }
  if (peer.kind === 'invalid') return { selector: '?', namespace: null, isOutside: true, nodes: [], names: [], at }
  if (peer.kind === 'ipBlock') {
    const selector = peer.except.length === 0 ? peer.cidr : `${peer.cidr} − ${peer.except.join(', ')}`
    return { selector, namespace: null, isOutside: true, nodes: [], names: [], at }
  }
  const namespaces = peer.namespaceSelector
  const taken =
    namespaces === null
      ? [policy.namespace]
      : cluster.namespaces().filter(name => matchSelector(namespaces, cluster.namespaceLabels(name)))
  return noun(podsIn(cluster, taken, peer.podSelector), peer.podSelector, namespaces, at)
}

function podsIn(cluster: Cluster, namespaces: readonly string[], selector: LabelSelector | null): PodGroup[] {
  return namespaces.flatMap(name =>
    (selector === null ? cluster.pods(name) : cluster.podsSelected(name, selector)).filter(
      pods => !pods.spec.hostNetwork,
    ),
  )
}

function adminNoun(cluster: Cluster, doc: DocId, peer: AdminPeer): Noun {
  const at: FieldRef = { doc, path: peer.at }
  const outside = (selector: string): Noun => ({ selector, namespace: null, isOutside: true, nodes: [], names: [], at })
  switch (peer.kind) {
    case 'networks':
      return outside(peer.cidrs.join(', '))
    case 'nodes':
      return outside(describeSelector(peer.selector))
    case 'domainNames':
      return outside(peer.names.join(', '))
    case 'unknown':
      return outside(peer.name)
    case 'pods': {
      const taken = cluster
        .namespaces()
        .filter(name => matchSelector(peer.namespaceSelector, cluster.namespaceLabels(name)))
      return noun(podsIn(cluster, taken, peer.podSelector), peer.podSelector, peer.namespaceSelector, at)
    }
  }
}

function portsText({ ports }: PolicyRule): string {
  return (ports ?? [])
    .map(({ protocol, port, endPort }) => `${protocol} ${port ?? '*'}${endPort === null ? '' : `-${endPort}`}`)
    .join(', ')
}

function adminPortsText({ ports }: AdminRule): string {
  return (ports ?? [])
    .map(port =>
      port.kind === 'named'
        ? port.name
        : `${port.protocol} ${port.first}${port.last === port.first ? '' : `-${port.last}`}`,
    )
    .join(', ')
}

/** The selector that a place stands in, with the pods that it takes now; null for another place. */
export function selectorAt(cluster: Cluster, doc: DocId, path: Path): Noun | null {
  const resource = cluster.ofDoc(doc)
  if (resource === undefined) return null
  const at: FieldRef = { doc, path }
  if (resource.type === 'service') return serviceNoun(cluster, resource, at)
  if (path[0] !== 'spec') return null
  if (resource.type === 'adminpolicy') return adminSelectorAt(cluster, resource, at)
  if (resource.type !== 'networkpolicy') return null
  if (path[1] === 'podSelector')
    return noun(cluster.podsSelected(resource.namespace, resource.podSelector), resource.podSelector, null, at)
  for (const rule of [...resource.ingress, ...resource.egress])
    for (const peer of rule.peers ?? [])
      if (peer.at.every((part, index) => part === path[index])) return { ...peerNoun(cluster, resource, peer), at }
  return null
}

function adminSelectorAt(cluster: Cluster, policy: AdminPolicyResource, at: FieldRef): Noun | null {
  const { subject } = policy
  const { path } = at
  if (path[1] === 'subject' && subject !== null)
    return { ...adminNoun(cluster, policy.doc, { kind: 'pods', at: path, ...subject }), at }
  for (const rule of [...policy.ingress, ...policy.egress])
    for (const peer of rule.peers)
      if (peer.at.every((part, index) => part === path[index])) return { ...adminNoun(cluster, policy.doc, peer), at }
  return null
}

function serviceNoun(cluster: Cluster, service: Extract<Resource, { type: 'service' }>, at: FieldRef): Noun | null {
  if (at.path[0] !== 'spec' || at.path[1] !== 'selector' || service.selector === null) return null
  const selector = { matchLabels: [...service.selector], matchExpressions: [] }
  return noun(cluster.podsSelected(service.namespace, selector), selector, null, at)
}
