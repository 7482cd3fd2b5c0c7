import { describeSelector, isEmptySelector, matchSelector } from '../match/index.ts'
import type {
  AdminPeer,
  AdminPolicyResource,
  AdminRule,
  NetworkPolicyResource,
  PolicyPeer,
  PolicyRule,
} from '../model/index.ts'
import type { TopologyRow } from './graph.ts'
import { makeRow, type Projection, type ProjectionContext } from './projection.ts'

/** A NetworkPolicy with its rules as rows, guarding the workloads that it selects. */
export function projectPolicy({ cluster }: ProjectionContext, policy: NetworkPolicyResource): Projection {
  const rows: TopologyRow[] = []
  const addRows = (
    isolates: boolean,
    rules: readonly PolicyRule[],
    word: 'from' | 'to',
    key: 'ingress' | 'egress',
  ): void => {
    if (!isolates) return
    if (rules.length === 0) rows.push(makeRow(['spec', key], `${key}: none`, '', policy.doc, { tone: 'refused' }))
    for (const rule of rules)
      rows.push(makeRow(rule.at, `${word} ${describePeers(rule.peers)}`, describePorts(rule), policy.doc))
  }
  addRows(policy.isolatesIngress, policy.ingress, 'from', 'ingress')
  addRows(policy.isolatesEgress, policy.egress, 'to', 'egress')
  const edges = cluster
    .podsSelected(policy.namespace, policy.podSelector)
    .filter(pods => !pods.spec.hostNetwork)
    .map(pods => ({
      id: `${policy.doc}>${pods.resource.doc}`,
      kind: 'protect' as const,
      from: policy.doc,
      fromRow: null,
      to: pods.resource.doc,
      toRow: null,
      label: '',
      at: { doc: policy.doc, path: ['spec', 'podSelector'] },
      state: 'live' as const,
    }))
  const directions = [policy.isolatesIngress ? 'ingress' : '', policy.isolatesEgress ? 'egress' : '']
    .filter(text => text !== '')
    .join(' + ')
  const subject = isEmptySelector(policy.podSelector) ? '*' : describeSelector(policy.podSelector)
  return {
    node: {
      id: policy.doc,
      role: 'policy',
      kind: 'NetworkPolicy',
      namespace: policy.namespace,
      name: policy.name,
      doc: policy.doc,
      subtitle: `${directions} · ${subject}`,
      state: 'live',
      rows,
      badges: [],
      source: true,
    },
    edges,
    extras: [],
  }
}

/** A policy of administrators with its rules as rows. It may select the whole cluster, so its pods are counted, not joined by lines. */
export function projectAdminPolicy({ cluster }: ProjectionContext, policy: AdminPolicyResource): Projection {
  const { subject } = policy
  const selected =
    subject === null
      ? []
      : cluster
          .pods()
          .filter(
            pods =>
              matchSelector(subject.namespaceSelector, cluster.namespaceLabels(pods.namespace)) &&
              (subject.podSelector === null || matchSelector(subject.podSelector, pods.labels)),
          )
  const rowsOf = (rules: readonly AdminRule[], word: 'from' | 'to'): TopologyRow[] =>
    rules.map(rule =>
      makeRow(
        rule.at,
        `${rule.action} ${word} ${rule.peers.map(describeAdminPeer).join(' or ')}`,
        [rule.name, describeAdminPorts(rule)].filter(text => text !== '').join(' · '),
        policy.doc,
        { tone: rule.action === 'Deny' ? 'refused' : 'plain' },
      ),
    )
  return {
    node: {
      id: policy.doc,
      role: 'policy',
      kind: policy.kind,
      namespace: '',
      name: policy.name,
      doc: policy.doc,
      subtitle: `${policy.tier} · ${policy.priority}`,
      state: 'live',
      rows: [...rowsOf(policy.ingress, 'from'), ...rowsOf(policy.egress, 'to')],
      badges: [
        {
          id: 'selected',
          icon: 'shield',
          text: String(selected.length),
          title: selected.length === 1 ? '1 workload' : `${selected.length} workloads`,
        },
      ],
      source: false,
    },
    edges: [],
    extras: [],
  }
}

function describeAdminPeer(peer: AdminPeer): string {
  switch (peer.kind) {
    case 'networks':
      return peer.cidrs.join(', ')
    case 'nodes':
      return 'nodes'
    case 'domainNames':
      return peer.names.join(', ')
    case 'unknown':
      return `? ${peer.name}`
    case 'pods': {
      const pods =
        peer.podSelector === null || isEmptySelector(peer.podSelector) ? '*' : describeSelector(peer.podSelector)
      const namespaces = isEmptySelector(peer.namespaceSelector) ? '*' : describeSelector(peer.namespaceSelector)
      return `${pods} in ${namespaces.replace('kubernetes.io/metadata.name=', '')}`
    }
  }
}

function describeAdminPorts(rule: AdminRule): string {
  return (rule.ports ?? [])
    .map(port =>
      port.kind === 'named'
        ? port.name
        : `${port.protocol} ${port.first}${port.last === port.first ? '' : `-${port.last}`}`,
    )
    .join(', ')
}

function describePeers(peers: readonly PolicyPeer[] | null): string {
  if (peers === null) return '*'
  return peers.map(describePeer).join(' or ')
}

function describePeer(peer: PolicyPeer): string {
  switch (peer.kind) {
    case 'ipBlock':
      return peer.except.length === 0 ? peer.cidr : `${peer.cidr} except ${peer.except.join(', ')}`
    case 'invalid':
      return '?'
    case 'pods': {
      const pods =
        peer.podSelector === null || isEmptySelector(peer.podSelector) ? '*' : describeSelector(peer.podSelector)
      if (peer.namespaceSelector === null) return pods
      const namespaces = isEmptySelector(peer.namespaceSelector) ? '*' : describeSelector(peer.namespaceSelector)
      return `${pods} in ${namespaces.replace('kubernetes.io/metadata.name=', '')}`
    }
  }
}

function describePorts(rule: PolicyRule): string {
  if (rule.ports === null) return ''
  return rule.ports
    .map(port => `${port.protocol} ${port.port ?? '*'}${port.endPort === null ? '' : `-${port.endPort}`}`)
    .join(', ')
}
