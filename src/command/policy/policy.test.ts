import { describe, expect, test } from 'vitest'
import { app, project } from '../../../test/ask.ts'
import { type Workbench, workbench } from '../../../test/workbench.ts'
import { defaultAssumptions } from '../../cluster/index.ts'
import { parseAddress } from '../../match/index.ts'
import { intersect, isNothing, onePort, PolicyEngine, type ReachEnd } from '../../policy/index.ts'
import type { FileId } from '../../text/index.ts'
import type { Intent, PolicyEnd } from '../plan.ts'

const file = 'f' as FileId
const policy = (name: string, spec: string, namespace = 'default'): string => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: ${namespace}}
spec:
${spec}`
const apps = app('web') + app('db') + app('job') + app('mon', 'ops')
const guarded = policy(
  'db',
  `  podSelector:
    matchLabels: {app: db}
  ingress:
    - from: # who may come
        - podSelector: {matchLabels: {app: web}}
      ports:
        - port: 5432
`,
)
const denyAll = policy('deny', '  podSelector: {}\n  policyTypes: [Ingress, Egress]\n')

const onDb = '  podSelector: {matchLabels: {app: db}}\n'

/** `name`, `namespace/name` or a CIDR. */
function end(bench: Workbench, text: string): PolicyEnd {
  if (/^\d/.test(text)) return { kind: 'outside', cidr: text }
  const [name = '', namespace = 'default'] = text.split('/').reverse()
  return { kind: 'pods', doc: bench.doc('Deployment', name, namespace) }
}

function intentOf(bench: Workbench, does: 'allow' | 'refuse', from: string, to: string, port: number | null): Intent {
  return { kind: 'policy', does, from: end(bench, from), to: end(bench, to), port, protocol: 'TCP', file }
}

/** Whether a connection is open for certain in a project. */
function isOpen(yaml: string, from: string, to: string, port: number): boolean {
  const { flow } = project(yaml)
  const endOf = (text: string): ReachEnd => {
    if (/^\d/.test(text)) return { kind: 'address', address: parseAddress(text.split('/')[0]!)! }
    const [name, namespace = 'default'] = text.split('/').reverse()
    const pods = flow.cluster.pods(namespace).find(group => group.name === name)!
    return { kind: 'pods', doc: pods.resource.doc }
  }
  const engine = new PolicyEngine(flow.cluster, defaultAssumptions)
  return !isNothing(intersect(engine.portsBetween(endOf(from), endOf(to)).ports, onePort('TCP', port)))
}

describe('the smallest change is', () => {
  test.each([
    [
      'one more peer in the rule about this port',
      guarded,
      'allow',
      'job',
      'db',
      5432,
      '        - podSelector: {matchLabels: {app: web}}\n        - podSelector:\n            matchLabels:\n              app: job\n',
    ],
    ['one more rule in the policy of these pods', guarded, 'allow', 'ops/mon', 'db', 9187, '        - port: 9187\n'],
    [
      'a policy of its own beside one for all',
      denyAll.replace(', Egress', ''),
      'allow',
      'web',
      'db',
      5432,
      'name: allow-web-to-db',
    ],
    ['a peer that takes nobody else goes', guarded, 'refuse', 'web', 'db', 5432, '  ingress: []\n'],
    [
      'a peer that takes others is narrowed',
      policy('db', '  podSelector: {matchLabels: {app: db}}\n  ingress:\n    - from:\n        - podSelector: {}\n'),
      'refuse',
      'web',
      'db',
      80,
      'operator: NotIn',
    ],
    ['a policy that lets in all others', '', 'refuse', 'web', 'db', null, 'name: refuse-web-to-db'],
    [
      'a block within the range that is refused goes',
      policy(
        'db',
        `${onDb}  ingress:\n    - from:\n        - ipBlock: {cidr: 10.1.0.0/16}\n        - podSelector: {}\n`,
      ),
      'refuse',
      '10.0.0.0/8',
      'db',
      80,
      'from:\n        - podSelector: {}\n',
    ],
    [
      'an exception in a block that is wider',
      policy('db', `${onDb}  ingress:\n    - from:\n        - ipBlock: {cidr: 10.0.0.0/8}\n`),
      'refuse',
      '10.1.0.0/16',
      'db',
      80,
      'except: [10.1.0.0/16]',
    ],
    ['a block of addresses', denyAll, 'allow', 'web', '198.51.100.0/24', 443, 'cidr: 198.51.100.0/24'],
  ] as const)('%s', (_why, yaml, does, from, to, port, part) => {
    const bench = workbench(apps + yaml)
    const text = bench.apply(bench.plan(intentOf(bench, does, from, to, port)))
    expect(text).toContain(part)
    expect(isOpen(text, from, to, port ?? 80)).toBe(does === 'allow')
  })
})

test('whatever it is, it does what was asked, for every pair of ends', () => {
  const base =
    apps +
    guarded +
    denyAll +
    policy('web', '  podSelector: {matchLabels: {app: web}}\n  egress: [{}]\n  policyTypes: [Egress]\n')
  const names = ['web', 'db', 'job', 'ops/mon', '203.0.113.0/24']
  const bench = workbench(base)
  for (const from of names)
    for (const to of names) {
      if (from === to || (/^\d/.test(from) && /^\d/.test(to))) continue
      const open = isOpen(base, from, to, 5432)
      const does = open ? 'refuse' : 'allow'
      const text = bench.apply(bench.plan(intentOf(bench, does, from, to, 5432)))
      expect([from, to, isOpen(text, from, to, 5432)]).toEqual([from, to, !open])
    }
})

test('a range of which only a part is open is not open, and can be opened or shut', () => {
  const bench = workbench(apps + policy('db', `${onDb}  ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/9}}]}]\n`))
  for (const does of ['allow', 'refuse'] as const)
    expect(bench.plan(intentOf(bench, does, '10.0.0.0/8', 'db', null)).kind).toBe('edits')
})

test.each([
  ['what is so already', '', 'allow', 'web', 'db', 'command.policyOpen'],
  ['what is shut anyway', denyAll, 'refuse', 'web', 'db', 'command.policyShut'],
  [
    'what administrators decide',
    `---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: {name: a}
spec: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}
`,
    'allow',
    'web',
    'db',
    'command.policyElsewhere',
  ],
  ['an end that is no address', denyAll, 'allow', 'web', '300.1.1.1/8', 'policy.badCidr'],
] as const)('refuses %s', (_why, yaml, does, from, to, code) => {
  const bench = workbench(apps + yaml)
  const plan = bench.plan(intentOf(bench, does, from, to, 80))
  expect(plan.kind === 'refused' ? plan.code : plan.kind).toBe(code)
})

test.each([
  ['default-deny', null, 'name: default-deny', 'web', 'db', false],
  ['allow-dns', null, 'port: 53', 'web', 'db', false],
  ['allow-from-namespace', 'ops', 'name: allow-from-ops', 'ops/mon', 'db', true],
] as const)('begins a namespace with %s', (start, peer, part, from, to, open) => {
  const bench = workbench(apps)
  const text = bench.apply(bench.plan({ kind: 'policyStart', start, namespace: 'default', peer, file }))
  expect(text).toContain(part)
  expect(isOpen(text, from, to, 80)).toBe(open)
})
