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
  expect(out).not.toContain('0.0.0.0-255.255.255.255,default/db')
  expect(run(commandReach, file, '--outside', '--format', 'csv').out).toContain(
    '0.0.0.0-255.255.255.255,default/web,All Connections',
  )
})

test('why, with the place of the rule; exit 1 when it is refused', () => {
  const open = run(commandReach, file, '--explain', 'default/web', 'default/db', '5432')
  expect(open.code).toBe(0)
  expect(open.out).toMatch(/^ALLOW: default\/web to default\/db on TCP 5432\n/)
  expect(open.out).toContain(`NetworkPolicy default/db rule #1: allows  ${file}:`)
  const shut = run(commandReach, file, '--explain', 'default/web', 'default/db', '80/TCP')
  expect(shut.code).toBe(1)
  expect(shut.out).toContain('ports do not match')
})

test('exposure tells who could come besides', () => {
  expect(run(commandReach, file, '--exposure', '--to', 'default/db').out).toBe(
    'default/db egress (no policy is about it)\n  to any pod: All Connections\ndefault/db ingress\n  from any pod: No Connections\n',
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
  [[], 'usage'],
  [['x', '--format', 'poem'], 'usage'],
  [['--from', 'nobody/here'], 'no such pod'],
] as const)('wrong usage %j is told', (args, part) => {
  const given = args[0] === '--from' ? [file, ...args] : args[0] === 'x' ? [file, ...args.slice(1)] : [...args]
  expect(() => run(commandReach, ...given)).toThrow(part)
})
