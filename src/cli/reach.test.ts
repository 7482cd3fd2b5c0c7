import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { app } from '../../test/ask.ts'
import { commandDiff } from './command-diff.ts'
import { commandReach } from './command-reach.ts'

const policy = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
    - from: [{podSelector: {matchLabels: {app: web}}}]
      ports: [{port: 5432}]
`
const pod = (name: string, spec: string, status = '', namespace = 'default'): string =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}\nspec: {${spec}containers: [{name: c}]}\n${status}`
const isolated = (name: string, ingress: string): string =>
  `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ${name}}\nspec: {podSelector: {matchLabels: {app: ${name}}}, ingress: [${ingress}]}\n`
const service = (name: string, spec: string): string =>
  `---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {${spec}}\n`
const more =
  service('sql', 'clusterIP: 10.96.0.7, selector: {app: store}, ports: [{port: 80, targetPort: sql}]') +
  service('all', 'selector: {part: all}, ports: [{port: 80}]') +
  pod('store', '')
    .replace('{name: c}', '{name: c, ports: [{name: sql, containerPort: 5432}]}')
    .replace('app: store', 'app: store, part: all') +
  pod('shut', '').replace('app: shut', 'app: shut, part: all') +
  isolated('shut', '') +
  pod('lone', 'nodeName: n1, ') +
  isolated('lone', '') +
  pod('agent', 'nodeName: n1, hostNetwork: true, ', 'status: {podIP: 192.0.2.4}\n') +
  pod('walled', '') +
  isolated('walled', '{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}') +
  pod('twice', '') +
  pod('twice', '', '', 'far') +
  pod('apart', '', '', 'far') +
  `---\napiVersion: v1\nkind: Namespace\nmetadata: {name: far, labels: {k8s.ovn.org/primary-user-defined-network: ''}}\n` +
  `---\napiVersion: k8s.ovn.org/v1\nkind: UserDefinedNetwork\nmetadata: {name: own, namespace: far}\nspec: {topology: Layer2, layer2: {role: Primary, subnets: [10.9.0.0/16]}}\n`
let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portolan-'))
  file = join(folder, 'all.yaml')
  writeFileSync(file, app('web') + app('db') + policy)
})
afterEach(() => rmSync(folder, { recursive: true }))

/** What a command writes, with its exit code. */
function run(command: (args: readonly string[]) => number, ...args: string[]): { code: number; out: string } {
  let out = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    out += String(text)
    return true
  })
  try {
    return { code: command(args), out }
  } finally {
    write.mockRestore()
  }
}

test('a table of what is open', () => {
  const { code, out } = run(commandReach, file)
  expect(code).toBe(0)
  expect(out).toBe(
    'FROM         TO           PORTS\ndefault/db   default/web  All Connections\ndefault/web  default/db   TCP 5432\n2 of 2 pairs can talk\n',
  )
})

test.each([
  ['csv', 'from,to,ports,unknown\r\ndefault/db,default/web,All Connections,\r\ndefault/web,default/db,TCP 5432,\r\n'],
  ['dot', '"default/web" -> "default/db" [label="TCP 5432"]'],
  ['mermaid', 'n1 -->|"TCP 5432"| n0'],
  ['json', '"ports": "TCP 5432"'],
] as const)('the same as %s', (format, part) => {
  expect(run(commandReach, file, '--format', format).out).toContain(part)
})

test('addresses outside, where they are asked for', () => {
  const { out } = run(commandReach, file, '--outside', '--to', 'default/db', '--format', 'csv')
  expect(out).not.toContain('0.0.0.0/0,default/db')
  expect(run(commandReach, file, '--outside', '--format', 'csv').out).toContain('0.0.0.0/0,default/web,All Connections')
})

test('why, with the place of the rule; exit 1 when it is refused', () => {
  const open = run(commandReach, file, '--explain', 'default/web', 'default/db', '5432')
  expect(open.code).toBe(0)
  expect(open.out).toMatch(/^ALLOW: default\/web to default\/db on TCP 5432\n/)
  expect(open.out).toContain('✓ NetworkPolicy default/db lets default/web reach default/db on TCP 5432. [NP-4]')
  expect(open.out).toContain(`✓ This rule of NetworkPolicy default/db takes default/web on TCP 5432. [NP-3]  ${file}:`)
  const shut = run(commandReach, file, '--explain', 'default/web', 'default/db', '80/TCP')
  expect(shut.code).toBe(1)
  expect(shut.out).toContain('✗ This rule of NetworkPolicy default/db takes default/web, but not TCP 80. [NP-10]')
})

test.each([
  ['names alone', ['web', 'db', '5432'], /^ALLOW: default\/web to default\/db on TCP 5432\n/, 0],
  ['a port by name', ['web', 'store', 'sql'], /^ALLOW: default\/web to default\/store on TCP 5432\n/, 0],
  [
    'a Service, whose port is replaced by the pod’s',
    ['web', 'service/default/sql', '80'],
    /^ALLOW: default\/web to default\/store on TCP 5432\n/,
    0,
  ],
  ['the address of a Service', ['web', '10.96.0.7', '80'], /^ALLOW: default\/web to default\/store on TCP 5432\n/, 0],
  [
    'an address outside',
    ['8.8.8.8', 'db', '5432'],
    /^DENY: 8\.8\.8\.8 to default\/db on TCP 5432\n {2}egress of 8\.8\.8\.8: allow\n.*\[NP-4\]\n {2}ingress of default\/db: deny\n/,
    1,
  ],
  ['to an address outside', ['db', '2001:db8::1', '53/UDP'], /^ALLOW: default\/db to 2001:db8::1 on UDP 53\n/, 0],
  [
    'a pod to itself [NP-12]',
    ['lone', 'lone', '80'],
    /egress of default\/lone: allow\n.*talks to itself.*\[NP-12\]/,
    0,
  ],
  [
    'a pod by its address, on the network of its node [NP-13]',
    ['db', '192.0.2.4', '80'],
    /ingress of default\/agent: allow\n.*\[NP-13\]/,
    0,
  ],
  ['from the pods’ own node [NP-15]', ['agent', 'lone', '80'], /ingress of default\/lone: allow\n.*\[NP-15\]/, 0],
  [
    'a primary network between [UN-1]',
    ['web', 'far/apart', '80'],
    /^DENY: .*\n {2}egress of default\/web: deny\n.*UserDefinedNetwork far\/own.*\[UN-1\] {2}.*all\.yaml:\d+:\d+\n/,
    1,
  ],
  [
    'an address that no manifest holds [NP-8]',
    ['web', 'walled', '80'],
    /^UNKNOWN: .*\n.*\n.*\n {2}ingress of default\/walled: unknown\n.*\[NP-8\]/,
    1,
  ],
] as const)('explained: %s', (_what, words, shape, code) => {
  writeFileSync(file, app('web') + app('db') + policy + more)
  const answer = run(commandReach, file, '--explain', ...words)
  expect(answer.out).toMatch(shape)
  expect(answer.code).toBe(code)
})

test.each([
  [['web', 'service/db', '81'], 'has no port 81'],
  [['web', 'service/none', '80'], 'no such Service'],
  [['service/db', 'web', '80'], 'dials nothing'],
  [['web', 'twice', '80'], 'more than one workload'],
  [['web', 'db', 'http'], 'no container has a port http'],
  [['web', 'db', '70000'], 'no such port'],
] as const)('explained %j: what it cannot mean is told', (words, part) => {
  writeFileSync(file, app('web') + app('db') + policy + more)
  expect(() => run(commandReach, file, '--explain', ...words)).toThrow(part)
})

test('explained as JSON: every workload behind a Service', () => {
  writeFileSync(file, app('web') + app('db') + policy + more)
  const { out, code } = run(commandReach, file, '--explain', 'db', 'service/all', '80', '--json')
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({
    verdict: 'some',
    ways: [
      { to: 'default/shut', port: 'TCP 80', verdict: 'deny' },
      { to: 'default/store', port: 'TCP 80', verdict: 'allow' },
    ],
  })
})

test('exposure tells who could come besides, addresses outside, and who is unprotected', () => {
  expect(run(commandReach, file, '--exposure', '--to', 'default/db').out).toBe(
    `default/db egress (no policy is about it)
  to any pod: All Connections
  to 0.0.0.0/0: All Connections
default/db ingress
  from any pod: No Connections
unprotected egress: default/db
`,
  )
})

test('the difference of two versions; exit 1 when there is one', () => {
  const next = join(folder, 'next.yaml')
  writeFileSync(next, app('web') + app('db') + policy.replace('5432', '5433'))
  const { code, out } = run(commandDiff, file, next)
  expect(code).toBe(1)
  expect(out).toBe(
    'changed  default/web[Deployment]  default/db[Deployment]  TCP 5432 → TCP 5433\n1 connections gain ports, 1 lose some\n',
  )
  expect(run(commandDiff, file, file).code).toBe(0)
})

test.each([
  ['csv', 'changed,default/web[Deployment],default/db[Deployment],TCP 5432,TCP 5433\r\n'],
  ['md', '| changed | default/web[Deployment] | default/db[Deployment] | TCP 5432 | TCP 5433 |  |\n'],
  ['dot', '"default/web[Deployment]" -> "default/db[Deployment]" [label="changed: TCP 5432 → TCP 5433", style=bold'],
  ['mermaid', 'n0 -->|"changed: TCP 5432 → TCP 5433"| n1'],
  ['json', '"gained": 1'],
] as const)('the difference as %s', (format, part) => {
  const next = join(folder, 'next.yaml')
  writeFileSync(next, app('web') + app('db') + policy.replace('5432', '5433'))
  expect(run(commandDiff, file, next, '--format', format).out).toContain(part)
})

test.each([
  [[], 'usage'],
  [['x', '--format', 'poem'], 'usage'],
  [['--from', 'nobody/here'], 'no such pod'],
] as const)('wrong usage %j is told', (args, part) => {
  const given = args[0] === '--from' ? [file, ...args] : args[0] === 'x' ? [file, ...args.slice(1)] : [...args]
  expect(() => run(commandReach, ...given)).toThrow(part)
})
