import { expect, test } from 'vitest'
import { project } from '../../../test/ask.ts'

const subject = 'subject: {namespaces: {}}'
const all = '[{namespaces: {}}]'
const networkPolicy = (spec: string): string =>
  `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec: ${spec}\n`
const admin = (spec: string): string =>
  `---\napiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: {name: p}\nspec: {priority: 1, ${subject}, ${spec}}\n`
const baseline = (spec: string, name = 'default'): string =>
  `---\napiVersion: policy.networking.k8s.io/v1alpha1\nkind: BaselineAdminNetworkPolicy\nmetadata: {name: ${name}}\nspec: {${subject}, ${spec}}\n`
const cluster = (spec: string, head = 'tier: Admin, priority: 1'): string =>
  `---\napiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: {name: p}\nspec: {${head}, ${subject}, ${spec}}\n`
const deny = `ingress: [{action: Deny, from: ${all}}]`
const from = (peer: string): string => networkPolicy(`{podSelector: {}, ingress: [{from: [${peer}]}]}`)
const port = (value: string): string => networkPolicy(`{podSelector: {}, ingress: [{ports: [${value}]}]}`)
const to = (peer: string, more = ''): string => `egress: [{action: Deny, to: [${peer}]${more}}]`

/** What the API server refuses of policies, each at its place. */
test.each([
  ['a NetworkPolicy in order', from('{podSelector: {}}'), []],
  [
    'a label’s value',
    networkPolicy('{podSelector: {matchLabels: {a: "b c"}}}'),
    ['model.badLabelValue spec.podSelector.matchLabels.a'],
  ],
  [
    'a label’s key',
    networkPolicy('{podSelector: {matchLabels: {"a b": c}}}'),
    ['model.badLabelKey spec.podSelector.matchLabels.a b'],
  ],
  [
    'In without values',
    networkPolicy('{podSelector: {matchExpressions: [{key: a, operator: In}]}}'),
    ['model.selectorValues spec.podSelector.matchExpressions.0.values'],
  ],
  [
    'Exists with values',
    networkPolicy('{podSelector: {matchExpressions: [{key: a, operator: Exists, values: [x]}]}}'),
    ['model.selectorValues spec.podSelector.matchExpressions.0.values'],
  ],
  [
    'no such operator',
    networkPolicy('{podSelector: {matchExpressions: [{key: a, operator: Has}]}}'),
    ['model.notOneOf spec.podSelector.matchExpressions.0.operator'],
  ],
  ['no such type', networkPolicy('{podSelector: {}, policyTypes: [In]}'), ['model.notOneOf spec.policyTypes.0']],
  ['an empty peer', from('{}'), ['policy.peerEmpty spec.ingress.0.from.0']],
  [
    'a peer of both sorts',
    from('{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}'),
    ['policy.peerMixed spec.ingress.0.from.0'],
  ],
  ['no CIDR', from('{ipBlock: {cidr: 10.0.0/8}}'), ['policy.badCidr spec.ingress.0.from.0.ipBlock.cidr']],
  [
    'an exception outside',
    from('{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/16]}}'),
    ['policy.exceptOutside spec.ingress.0.from.0.ipBlock.except.0'],
  ],
  ['endPort of a name', port('{port: web, endPort: 90}'), ['policy.endPortNeedsNumber spec.ingress.0.ports.0.endPort']],
  ['endPort alone', port('{endPort: 90}'), ['policy.endPortNeedsNumber spec.ingress.0.ports.0.endPort']],
  ['endPort below', port('{port: 100, endPort: 90}'), ['policy.endPortBelowPort spec.ingress.0.ports.0.endPort']],
  ['no such protocol', port('{port: 80, protocol: ICMP}'), ['model.notOneOf spec.ingress.0.ports.0.protocol']],
  ['no such port', port('{port: 70000}'), ['model.outOfRange spec.ingress.0.ports.0.port']],
  ['an AdminNetworkPolicy in order', admin(deny), []],
  ['a priority beyond', admin(deny).replace('priority: 1', 'priority: 1001'), ['model.outOfRange spec.priority']],
  ['no priority', admin(deny).replace('priority: 1, ', ''), ['model.required spec.priority']],
  ['a subject of nothing', admin(deny).replace('{namespaces: {}}', '{}'), ['adminPolicy.oneOf spec.subject']],
  ['no action', admin(`ingress: [{from: ${all}}]`), ['model.required spec.ingress.0.action']],
  ['no such action', admin(`ingress: [{action: Drop, from: ${all}}]`), ['model.notOneOf spec.ingress.0.action']],
  ['from nobody', admin('ingress: [{action: Deny, from: []}]'), ['model.required spec.ingress.0.from']],
  ['to is missing', admin('egress: [{action: Deny}]'), ['model.required spec.egress.0.to']],
  ['a peer of two', admin(to('{namespaces: {}, networks: [10.0.0.0/8]}')), ['adminPolicy.oneOf spec.egress.0.to.0']],
  [
    'networks as sources',
    admin('ingress: [{action: Deny, from: [{networks: [10.0.0.0/8]}]}]'),
    ['adminPolicy.oneOf spec.ingress.0.from.0'],
  ],
  [
    'pods by one selector',
    admin(to('{pods: {namespaceSelector: {}}}')),
    ['model.required spec.egress.0.to.0.pods.podSelector'],
  ],
  ['no CIDR', admin(to('{networks: [10.0.0/8]}')), ['policy.badCidr spec.egress.0.to.0.networks.0']],
  [
    'a port of two',
    admin(to('{namespaces: {}}', ', ports: [{namedPort: web, portNumber: {port: 80}}]')),
    ['adminPolicy.oneOf spec.egress.0.ports.0'],
  ],
  [
    'a range that ends before it starts',
    admin(to('{namespaces: {}}', ', ports: [{portRange: {start: 90, end: 80}}]')),
    ['policy.endPortBelowPort spec.egress.0.ports.0.portRange.end'],
  ],
  [
    'a baseline passes nothing on',
    baseline(`ingress: [{action: Pass, from: ${all}}]`),
    ['model.notOneOf spec.ingress.0.action'],
  ],
  ['a baseline has one name', baseline(deny, 'other'), ['adminPolicy.baselineName metadata.name']],
  ['a ClusterNetworkPolicy in order', cluster(deny), []],
  ['no tier', cluster(deny, 'priority: 1'), ['model.required spec.tier']],
  ['no such tier', cluster(deny, 'tier: Top, priority: 1'), ['model.notOneOf spec.tier']],
  [
    'the older API’s word',
    cluster(`ingress: [{action: Allow, from: ${all}}]`),
    ['model.notOneOf spec.ingress.0.action'],
  ],
  [
    'no protocol in a list',
    cluster(to('{namespaces: {}}', ', protocols: []')),
    ['model.required spec.egress.0.protocols'],
  ],
  [
    'a protocol that says nothing',
    cluster(to('{namespaces: {}}', ', protocols: [{tcp: {}}]')),
    ['model.required spec.egress.0.protocols.0.tcp.destinationPort'],
  ],
  [
    'an unknown protocol',
    cluster(to('{namespaces: {}}', ', protocols: [{icmp: {}}]')),
    ['adminPolicy.oneOf spec.egress.0.protocols.0'],
  ],
  ['names that are allowed', cluster('egress: [{action: Accept, to: [{domainNames: [example.com]}]}]'), []],
  [
    'names that are denied',
    cluster(to('{domainNames: [example.com]}')),
    ['adminPolicy.namesAllowOnly spec.egress.0.to.0'],
  ],
  [
    'no names',
    cluster('egress: [{action: Accept, to: [{domainNames: []}]}]'),
    ['model.required spec.egress.0.to.0.domainNames'],
  ],
  [
    'names as sources',
    cluster('ingress: [{action: Accept, from: [{domainNames: [example.com]}]}]'),
    ['adminPolicy.oneOf spec.ingress.0.from.0'],
  ],
  [
    'more rules than 25',
    cluster(`ingress: [${Array.from({ length: 26 }, () => `{action: Deny, from: ${all}}`).join(', ')}]`),
    ['adminPolicy.tooMany spec.ingress'],
  ],
] as const)('%s', (_what, yaml, want) => {
  const derivations = project(yaml)
  const problems = [...derivations.flow.cluster.all('networkpolicy'), ...derivations.flow.cluster.all('adminpolicy')]
    .flatMap(({ doc }) => derivations.decoded(doc)?.problems ?? [])
    .filter(({ severity }) => severity === 'error')
  expect(problems.map(({ code, at }) => `${code} ${at.path.join('.')}`)).toEqual(want)
})
