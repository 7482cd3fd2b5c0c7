import { type FlowContext, type Outcome, trace } from '../../flow/index.ts'
import type { YamlMap, YamlValue } from '../../yaml/index.ts'
import { isMap, textOf } from './case-file.ts'
import { readFrom, readTarget } from './endpoint-of-case.ts'
import type { Row } from './row.ts'

const understood = new Set(['name', 'from', 'to', 'port', 'protocol', 'expect', 'inferred', 'note'])

/** One `connections` row: allow when every share is delivered, deny when none is. */
export function connectionRow(context: FlowContext, value: YamlValue): Row {
  const row: YamlMap = isMap(value) ? value : Object.create(null)
  const name =
    textOf(row['name']) ??
    `${nameOfEnd(row['from'])} to ${nameOfEnd(row['to'])} ${textOf(row['protocol']) ?? 'TCP'} ${textOf(row['port']) ?? ''}`
  const base = { name, kind: 'connections', expected: row['expect'] ?? null }
  const unsupported = (why: string): Row => ({ ...base, outcome: 'unsupported', actual: null, why })
  const unread = Object.keys(row).filter(key => !understood.has(key))
  if (unread.length > 0) return unsupported(`not compared yet: ${unread.join(', ')}`)
  const from = readFrom(row['from'])
  const to = readTarget(row['to'])
  if (typeof from === 'string') return unsupported(from)
  if (typeof to === 'string') return unsupported(to)
  const protocol = textOf(row['protocol']) ?? 'TCP'
  if (protocol !== 'TCP' && protocol !== 'UDP' && protocol !== 'SCTP') return unsupported(`protocol ${protocol}`)
  const port = row['port']
  if (typeof port !== 'number' && typeof port !== 'string') return unsupported('a connection without a port')
  const { outcomes } = trace(context, { from, to: null, http: null, connection: { to, port, protocol } })
  const unknown = outcomes.find(outcome => outcome.verdict.kind === 'unknown')
  if (unknown?.verdict.kind === 'unknown') return unsupported(unknown.verdict.feature)
  const actual = allowed(outcomes)
  const passed = actual === base.expected
  return {
    ...base,
    outcome: passed ? 'passed' : 'failed',
    actual,
    why: passed ? '' : outcomes.map(outcome => outcome.step.code).join(', '),
  }
}

function allowed(outcomes: readonly Outcome[]): string {
  const delivered = outcomes.filter(outcome => outcome.verdict.kind === 'delivered').length
  if (delivered === outcomes.length) return 'allow'
  return delivered === 0 ? 'deny' : 'allow for some endpoints only'
}

function nameOfEnd(value: YamlValue | undefined): string {
  return isMap(value) ? Object.values(value).map(textOf).join(' ') : String(value ?? '')
}
