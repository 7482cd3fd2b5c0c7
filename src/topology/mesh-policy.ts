import { keyOf } from '../cluster/index.ts'
import type {
  AuthorizationPolicyResource,
  AuthorizationRule,
  FieldGroup,
  PeerAuthenticationResource,
  RequestAuthenticationResource,
} from '../model/index.ts'
import type { TopologyEdge, TopologyRow } from './graph.ts'
import { makeRow, type Projection, type ProjectionContext } from './projection.ts'

export type MeshPolicyResource =
  | AuthorizationPolicyResource
  | PeerAuthenticationResource
  | RequestAuthenticationResource

/** What a proxy asks of who comes, with its rules as rows, guarding the workloads or Gateways that it is for. */
export function projectMeshPolicy({ cluster }: ProjectionContext, policy: MeshPolicyResource): Projection {
  const { doc, kind, namespace, name } = policy
  const targets = policy.type === 'peerauthentication' ? [] : policy.targetRefs
  const edge = (to: string, path: readonly string[]): TopologyEdge => ({
    id: `${doc}>${to}`,
    kind: 'protect',
    from: doc,
    fromRow: null,
    to,
    toRow: null,
    label: '',
    at: { doc, path: [...path] },
    state: 'live',
  })
  const byName = targets.flatMap(ref => {
    const found = cluster.find(keyOf(ref.group, ref.kind, namespace, ref.name))
    return found === undefined ? [] : [edge(found.doc, ['spec', 'targetRefs'])]
  })
  // One for a whole namespace says so; lines to everything would say no more.
  const byLabels =
    policy.selector === null || targets.length > 0
      ? []
      : cluster
          .podsSelected(namespace, { matchLabels: [...policy.selector], matchExpressions: [] })
          .map(pods => edge(pods.resource.doc, ['spec', 'selector']))
  const subject =
    targets.length > 0
      ? targets.map(ref => ref.name).join(', ')
      : policy.selector === null
        ? '*'
        : [...policy.selector].map(([key, value]) => `${key}=${value}`).join(', ')
  return {
    node: {
      id: doc,
      role: 'policy',
      kind,
      namespace,
      name,
      doc,
      subtitle: [wordOf(policy), subject].filter(text => text !== '').join(' · '),
      state: 'live',
      rows: rowsOf(policy),
      badges: [],
      source: false,
    },
    edges: [...byName, ...byLabels],
    extras: [],
  }
}

function wordOf(policy: MeshPolicyResource): string {
  if (policy.type === 'authorizationpolicy') return policy.dryRun ? `${policy.action} (dry run)` : policy.action
  return policy.type === 'peerauthentication' ? policy.mode.value : ''
}

function rowsOf(policy: MeshPolicyResource): TopologyRow[] {
  switch (policy.type) {
    case 'peerauthentication':
      return [...policy.ports].map(([port, { value, at }]) => makeRow(at, `:${port}`, value, policy.doc))
    case 'requestauthentication':
      return policy.jwtRules.map(rule => makeRow(rule.at, rule.issuer, rule.audiences.join(', '), policy.doc))
    case 'authorizationpolicy':
      return policy.rules.map(rule =>
        makeRow(rule.at, describeGroups(rule.from, 'anyone'), describeWhat(rule), policy.doc, {
          tone: policy.action === 'DENY' ? 'refused' : policy.action === 'CUSTOM' ? 'unknown' : 'plain',
        }),
      )
  }
}

function describeWhat(rule: AuthorizationRule): string {
  const conditions = rule.when.map(({ key }) => `if ${key}`)
  return [describeGroups(rule.to, ''), ...conditions].filter(text => text !== '').join(' · ')
}

function describeGroups(groups: readonly FieldGroup[], none: string): string {
  if (groups.length === 0) return none
  return groups
    .map(({ fields }) => fields.map(({ negated, values }) => `${negated ? 'not ' : ''}${values.join(', ')}`).join(' '))
    .join(' or ')
}
