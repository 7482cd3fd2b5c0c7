import { type ConnectionRequest, type FlowContext, type Outcome, trace } from '../../flow/index.ts'
import type { YamlMap, YamlValue } from '../../yaml/index.ts'
import { isMap, textOf } from './case-file.ts'
import { readFrom, readTarget } from './endpoint-of-case.ts'
import type { Row } from './row.ts'

const understood = new Set([
  'name',
  'from',
  'to',
  'port',
  'protocol',
  'expect',
  'inferred',
  'note',
  'tls',
  'app',
  'delivered',
  'reason',
])

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
  const speaks = readSpeaks(row)
  if (typeof speaks === 'string') return unsupported(speaks)
  const connection: ConnectionRequest = { to, port, protocol, ...(speaks !== null && { speaks }) }
  const { outcomes } = trace(context, { from, to: null, http: null, connection })
  const unknown = outcomes.find(outcome => outcome.verdict.kind === 'unknown')
  if (unknown?.verdict.kind === 'unknown') return unsupported(unknown.verdict.feature)
  const actual = allowed(outcomes)
  const differs = speaks === null ? [] : differences(row, outcomes, speaks.transport)
  const passed = actual === base.expected && differs.length === 0
  return {
    ...base,
    outcome: passed ? 'passed' : 'failed',
    actual,
    why: passed ? '' : [...differs, ...outcomes.map(outcome => outcome.step.code)].join(', '),
  }
}

/** What is on the wire; null where a row does not say, a text where it cannot be read. */
function readSpeaks(row: YamlMap): NonNullable<ConnectionRequest['speaks']> | null | string {
  const transport = textOf(row['tls'])
  const app = textOf(row['app'])
  if (transport === null && app === null)
    return row['delivered'] === undefined && row['reason'] === undefined ? null : 'delivered without tls and app'
  if (transport !== 'plaintext' && transport !== 'tls' && transport !== 'mtls') return `tls: ${transport}`
  if (app !== 'http' && app !== 'http2' && app !== 'tcp') return `app: ${app}`
  return { transport, app }
}

/** How it was delivered, or why it was not. */
function differences(row: YamlMap, outcomes: readonly Outcome[], transport: string): string[] {
  const reason = (code: string): string =>
    code === 'peer.notUnderstood'
      ? 'protocol-error'
      : code === 'peer.needsMutual' || code === 'peer.listenerTls'
        ? transport === 'plaintext'
          ? 'no-filter-chain'
          : 'mtls-error'
        : code
  const delivered = (outcome: Outcome): string =>
    outcome.step.because.some(step => step.code === 'inbound.served') ? 'declared-port' : 'passthrough'
  return outcomes.flatMap(outcome => {
    const key = outcome.verdict.kind === 'delivered' ? 'delivered' : 'reason'
    const actual = key === 'delivered' ? delivered(outcome) : reason(outcome.step.code)
    return row[key] === undefined || row[key] === actual ? [] : [`${key}: ${actual}`]
  })
}

function allowed(outcomes: readonly Outcome[]): string {
  const delivered = outcomes.filter(outcome => outcome.verdict.kind === 'delivered').length
  if (delivered === outcomes.length) return 'allow'
  return delivered === 0 ? 'deny' : 'allow for some endpoints only'
}

function nameOfEnd(value: YamlValue | undefined): string {
  return isMap(value) ? Object.values(value).map(textOf).join(' ') : String(value ?? '')
}
