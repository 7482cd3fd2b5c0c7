import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PlainCluster, type PlainEnd, type PlainObject } from '../../../test/plain-policy.ts'
import { Cluster, defaultAssumptions } from '../../cluster/index.ts'
import { parseAddress } from '../../match/index.ts'
import { decode } from '../../model/index.ts'
import type { DocId } from '../../text/index.ts'
import { intersect, isNothing, onePort, type PortSet } from '../port-set.ts'
import { PolicyEngine, type ReachEnd } from './policy-engine.ts'

const namespaces = ['red', 'blue', 'green']
const ips = ['10.0.0.1', '10.0.1.1', '10.0.1.200', '192.168.0.9', '172.16.0.1', '8.8.8.8']
const cidrs = ['0.0.0.0/0', '10.0.0.0/8', '10.0.1.0/24', '10.0.1.128/25', '192.168.0.0/16', '8.8.8.8/32']
const ports = [
  ['TCP', 80],
  ['TCP', 443],
  ['TCP', 8080],
  ['UDP', 53],
  ['SCTP', 80],
] as const

const namespace = fc.constantFrom(...namespaces)
const labels = fc.record(
  { app: fc.constantFrom('a', 'b', 'c'), tier: fc.constantFrom('front', 'back') },
  { requiredKeys: [] },
)
const expression = fc.oneof(
  fc.record({
    key: fc.constantFrom('app', 'tier', 'team'),
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.subarray(['a', 'b', 'front', 'x'], { minLength: 1 }),
  }),
  fc.record({ key: fc.constantFrom('app', 'tier', 'team'), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
)
const selector = fc.oneof(
  fc.constant({}),
  fc.record({ matchLabels: labels }),
  fc.record({ matchExpressions: fc.array(expression, { minLength: 1, maxLength: 2 }) }),
)
const namespaceSelector = fc.oneof(
  fc.constant({}),
  fc.record({ matchLabels: fc.record({ team: fc.constantFrom('x', 'y') }) }),
  fc.record({ matchLabels: fc.record({ 'kubernetes.io/metadata.name': namespace }) }),
)
const port = fc.oneof(
  fc.record({ protocol: fc.constantFrom('TCP', 'UDP', 'SCTP') }),
  fc.record({ port: fc.constantFrom(80, 443, 'web', 'dns') }),
  fc.record({ port: fc.constantFrom('dns', 'web', 53), protocol: fc.constantFrom('UDP', 'TCP') }),
  fc.constant({ port: 400, endPort: 9000 }),
)
const peer = fc.oneof(
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector }),
  fc.record({ namespaceSelector, podSelector: selector }),
  fc.record({
    ipBlock: fc.oneof(
      fc.record({ cidr: fc.constantFrom(...cidrs) }),
      fc.constant({ cidr: '10.0.0.0/8', except: ['10.0.1.0/24'] }),
    ),
  }),
)
const rule = (key: 'from' | 'to') =>
  fc.record({ [key]: fc.array(peer, { maxLength: 3 }), ports: fc.array(port, { maxLength: 2 }) }, { requiredKeys: [] })
const networkPolicy = fc.record({
  apiVersion: fc.constant('networking.k8s.io/v1'),
  kind: fc.constant('NetworkPolicy'),
  metadata: fc.record({ name: fc.constant('?'), namespace }),
  spec: fc.record(
    {
      podSelector: selector,
      policyTypes: fc.subarray(['Ingress', 'Egress']),
      ingress: fc.array(rule('from'), { maxLength: 2 }),
      egress: fc.array(rule('to'), { maxLength: 2 }),
    },
    { requiredKeys: ['podSelector'] },
  ),
})
const subject = fc.oneof(
  fc.record({ namespaces: namespaceSelector }),
  fc.record({ pods: fc.record({ namespaceSelector, podSelector: selector }) }),
)
const adminPeer = fc.oneof(
  subject,
  subject,
  fc.constant({ domainNames: ['*.example.com'] }),
  fc.record({ networks: fc.subarray(cidrs, { minLength: 1, maxLength: 2 }) }),
)
const oldPort: fc.Arbitrary<object> = fc.oneof(
  fc.record({ portNumber: fc.record({ port: fc.constantFrom(80, 53), protocol: fc.constantFrom('TCP', 'UDP') }) }),
  fc.constant({ portRange: { start: 400, end: 9000 } }),
  fc.record({ namedPort: fc.constantFrom('web', 'dns') }),
)
const newPort: fc.Arbitrary<object> = fc.oneof(
  fc.constant({ tcp: {} }),
  fc.record({ tcp: fc.record({ destinationPort: fc.record({ number: fc.constantFrom(80, 443) }) }) }),
  fc.constant({ udp: { destinationPort: { range: { start: 50, end: 60 } } } }),
  fc.record({ destinationNamedPort: fc.constantFrom('web', 'dns') }),
)
const adminPolicy = (kind: string) =>
  fc.record({
    apiVersion: fc.constant(`policy.networking.k8s.io/${kind === 'ClusterNetworkPolicy' ? 'v1alpha2' : 'v1alpha1'}`),
    kind: fc.constant(kind),
    metadata: fc.constant({ name: kind.startsWith('Baseline') ? 'default' : '?' }),
    spec: fc.record({
      ...(kind.startsWith('Baseline') ? {} : { priority: fc.integer({ min: 0, max: 9 }) }),
      ...(kind === 'ClusterNetworkPolicy' ? { tier: fc.constantFrom('Admin', 'Baseline') } : {}),
      subject,
      ingress: fc.array(adminRule(kind, 'from'), { maxLength: 2 }),
      egress: fc.array(adminRule(kind, 'to'), { maxLength: 2 }),
    }),
  })
const adminRule = (kind: string, key: 'from' | 'to') =>
  fc.record(
    {
      action: fc.constantFrom(
        kind === 'ClusterNetworkPolicy' ? 'Accept' : 'Allow',
        'Deny',
        ...(kind.startsWith('Baseline') ? [] : ['Pass']),
      ),
      [key]: fc.array(adminPeer, { minLength: 1, maxLength: 2 }),
      [kind === 'ClusterNetworkPolicy' ? 'protocols' : 'ports']: fc.array(
        kind === 'ClusterNetworkPolicy' ? newPort : oldPort,
        { minLength: 1, maxLength: 2 },
      ),
    },
    { requiredKeys: ['action', key] },
  )
const policy = fc.oneof(
  { weight: 5, arbitrary: networkPolicy },
  { weight: 1, arbitrary: adminPolicy('AdminNetworkPolicy') },
  { weight: 1, arbitrary: adminPolicy('ClusterNetworkPolicy') },
  { weight: 1, arbitrary: adminPolicy('BaselineAdminNetworkPolicy') },
)
const pod = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('Pod'),
  metadata: fc.record({ name: fc.constant('?'), namespace, labels }),
  spec: fc.record(
    {
      hostNetwork: fc.boolean(),
      containers: fc.constantFrom(
        [{ name: 'c', ports: [{ name: 'web', containerPort: 8080 }] }],
        [
          {
            name: 'c',
            ports: [
              { name: 'web', containerPort: 80 },
              { name: 'dns', containerPort: 53, protocol: 'UDP' },
            ],
          },
        ],
        [{ name: 'c', ports: [] }],
      ),
    },
    { requiredKeys: ['containers'] },
  ),
  status: fc.option(fc.record({ podIP: fc.constantFrom(...ips.slice(0, 4)) }), { nil: undefined }),
})
const namespaceDoc = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('Namespace'),
  metadata: fc.record({
    name: namespace,
    labels: fc.record(
      { team: fc.constantFrom('x', 'y', 'z'), 'k8s.ovn.org/primary-user-defined-network': fc.constant('') },
      { requiredKeys: [] },
    ),
  }),
})
const role = fc.constantFrom('Primary', 'Primary', 'Secondary')
const layer2 = fc.record({ topology: fc.constant('Layer2'), layer2: fc.record({ role }) })
const network = fc.oneof(
  fc.record({
    apiVersion: fc.constant('k8s.ovn.org/v1'),
    kind: fc.constant('UserDefinedNetwork'),
    metadata: fc.record({ name: fc.constant('u'), namespace }),
    spec: layer2,
  }),
  fc.record({
    apiVersion: fc.constant('k8s.ovn.org/v1'),
    kind: fc.constant('ClusterUserDefinedNetwork'),
    metadata: fc.constant({ name: '?' }),
    spec: fc.record({ namespaceSelector, network: layer2 }),
  }),
)
const anyDoc = fc.oneof(
  { weight: 4, arbitrary: policy },
  { weight: 3, arbitrary: pod },
  { weight: 1, arbitrary: namespaceDoc },
  { weight: 1, arbitrary: network },
)
/** A document put in the place of another (by position), or taken away. */
const edit = fc.record({ at: fc.integer({ min: 3, max: 24 }), doc: fc.option(anyDoc, { nil: null }) })

class Both {
  readonly docs: (PlainObject | null)[] = []
  readonly cluster = new Cluster((a, b) => Number(a) > Number(b))
  engine: PolicyEngine | null = null

  set(at: number, value: object | null): void {
    const doc = value === null ? null : named(value as PlainObject, at)
    // Two objects of one name would replace each other, which is another matter.
    const taken =
      doc !== null && this.docs.some((other, index) => index !== at && other !== null && sameName(other, doc))
    this.docs[at] = taken ? null : doc
    const id = String(at) as DocId
    this.cluster.set(id, taken || doc === null ? null : decode(id, doc as never, () => null).resource)
  }
}

function named(doc: PlainObject, at: number): PlainObject {
  const metadata = doc['metadata'] as PlainObject
  const plain = JSON.parse(JSON.stringify({ ...doc, metadata: { ...metadata } })) as { metadata: { name: string } }
  if (plain.metadata.name === '?') plain.metadata.name = `n${at}`
  return plain as never
}

function sameName(a: PlainObject, b: PlainObject): boolean {
  const key = (doc: PlainObject): string => {
    const { name, namespace: place } = doc['metadata'] as PlainObject
    return JSON.stringify([doc['kind'], name, place])
  }
  return key(a) === key(b)
}

function compare({ docs, cluster }: Both, engine: PolicyEngine): void {
  const plain = new PlainCluster(docs.filter(doc => doc !== null))
  const ends: [PlainEnd, ReachEnd][] = [
    ...docs.flatMap((doc, at): [PlainEnd, ReachEnd][] =>
      doc?.['kind'] === 'Pod'
        ? [
            [
              { kind: 'pod', pod: doc },
              { kind: 'pods', doc: String(at) as DocId },
            ],
          ]
        : [],
    ),
    ...ips.map((ip): [PlainEnd, ReachEnd] => [
      { kind: 'ip', ip },
      { kind: 'address', address: parseAddress(ip)! },
    ]),
    [{ kind: 'controller' }, { kind: 'controller' }],
  ]
  const has = (set: PortSet, protocol: 'TCP' | 'UDP' | 'SCTP', number: number): boolean =>
    !isNothing(intersect(set, onePort(protocol, number)))
  expect(cluster.pods().length).toBe(plain.pods().length)
  for (const [plainFrom, from] of ends)
    for (const [plainTo, to] of ends) {
      if (plainFrom.kind !== 'pod' && plainTo.kind !== 'pod') continue
      const reach = engine.reach(from, to)
      for (const [protocol, number] of ports) {
        const got = [
          has(engine.ports.setOf(reach.open), protocol, number),
          has(engine.ports.setOf(reach.maybe), protocol, number),
        ]
        const want = [
          plain.allows(plainFrom, plainTo, protocol, number, 'shut'),
          plain.allows(plainFrom, plainTo, protocol, number, 'open'),
        ]
        if (got[0] !== want[0] || got[1] !== want[1])
          expect({ from: plainFrom, to: plainTo, protocol, number, got }).toEqual({ got: want })
      }
    }
}

type Edit = { readonly at: number; readonly doc: object | null }

function agreesAfterEdits(pods: readonly object[], docs: readonly object[], edits: readonly Edit[]): void {
  const both = new Both()
  for (const doc of [...pods, ...docs]) both.set(both.docs.length, doc)
  const engine = new PolicyEngine(both.cluster, defaultAssumptions)
  compare(both, engine)
  for (const { at, doc } of edits) {
    both.set(Math.min(at, both.docs.length), doc)
    engine.sync()
    compare(both, engine)
    // What changes have left behind must not count.
    const fresh = new PolicyEngine(both.cluster, defaultAssumptions)
    for (const resource of both.cluster.all('networkpolicy'))
      expect(engine.coveredBy(resource.doc)).toEqual(fresh.coveredBy(resource.doc))
  }
}

test('agrees with a plain reading of the documents, at once and after edits', () => {
  fc.assert(
    fc.property(
      fc.array(pod, { minLength: 3, maxLength: 9 }),
      fc.array(anyDoc, { maxLength: 8 }),
      fc.array(edit, { maxLength: 10 }),
      agreesAfterEdits,
    ),
    { numRuns: 200 },
  )
})

test('agrees where primary networks part the pods, as networks, labels of namespaces and policies come and go', () => {
  const labelled = fc.constantFrom(...namespaces).map(name => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'k8s.ovn.org/primary-user-defined-network': '', team: name === 'red' ? 'x' : 'y' } },
  }))
  const networkDoc = fc.oneof(
    { weight: 3, arbitrary: network },
    { weight: 3, arbitrary: labelled },
    { weight: 1, arbitrary: namespaceDoc },
    { weight: 2, arbitrary: policy },
    { weight: 1, arbitrary: pod },
  )
  fc.assert(
    fc.property(
      fc.array(pod, { minLength: 3, maxLength: 5 }),
      fc.array(networkDoc, { minLength: 3, maxLength: 8 }),
      fc.array(fc.record({ at: fc.integer({ min: 3, max: 14 }), doc: fc.option(networkDoc, { nil: null }) }), {
        maxLength: 8,
      }),
      agreesAfterEdits,
    ),
    { numRuns: 150 },
  )
})
