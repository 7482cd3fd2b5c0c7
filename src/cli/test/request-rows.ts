import { type FlowContext, readRequest, type TrafficEntry, trace } from '../../flow/index.ts'
import type { YamlMap, YamlValue } from '../../yaml/index.ts'
import { actualOf } from './actual.ts'
import { isMap, listOf, nameOf, textOf } from './case-file.ts'
import { compareError, compareFault, compareMilliseconds } from './compare-mesh.ts'
import { readFrom } from './endpoint-of-case.ts'
import { readRequestOf } from './request-of-row.ts'
import type { Compared, Row } from './row.ts'

/** `repeat` and `tolerance` say how the source measured a share. */
const understood = new Set(['name', 'from', 'to', 'http', 'tcp', 'expect', 'inferred', 'note', 'repeat', 'tolerance'])
/** Keys of `expect` that are for reading. */
const remarks = new Set(['how'])

/** One `requests` row: only the keys that are asserted are compared. */
export function requestRow(context: FlowContext, value: YamlValue): Row {
  const row: YamlMap = isMap(value) ? value : Object.create(null)
  const expected: YamlMap = isMap(row['expect']) ? row['expect'] : Object.create(null)
  const base = {
    name: textOf(row['name']) ?? textOf(isMap(row['http']) ? row['http']['url'] : undefined) ?? '',
    kind: 'requests',
    expected: row['expect'] ?? null,
  }
  const unsupported = (why: string): Row => ({ ...base, outcome: 'unsupported', actual: null, why })
  const unread = Object.keys(row).filter(key => !understood.has(key))
  if (unread.length > 0) return unsupported(`not simulated yet: ${unread.join(', ')}`)
  const from = readFrom(row['from'])
  if (typeof from === 'string') return unsupported(from)
  const http = readRequestOf(row)
  if (typeof http === 'string') return unsupported(http)
  if (readRequest(http) === null) return unsupported(`a url that cannot be read: ${http.url}`)
  const to = readEntry(row['to'])
  if (typeof to === 'string') return unsupported(to)
  const answer = trace(context, { from, to, http, connection: null })
  const unknown = answer.outcomes.find(outcome => outcome.verdict.kind === 'unknown')
  if (unknown?.verdict.kind === 'unknown') return unsupported(unknown.verdict.feature)
  const actual = actualOf(answer, http, expected['status'] === undefined)
  if (context.assumptions.backendsPreset === 'istio-echo') echo(actual)
  const results = Object.entries(expected)
    .filter(([key]) => !remarks.has(key))
    .map(([key, want]) => [key, compareKey(key, want, actual)] as const)
  const open = results.filter(([, result]) => result === 'unsupported').map(([key]) => key)
  if (open.length > 0) return { ...unsupported(`not compared yet: ${open.join(', ')}`), actual }
  if (results.length === 0) return unsupported('a row that expects nothing')
  const different = results.filter(([, result]) => result === 'different').map(([key]) => key)
  const outcome = different.length === 0 ? 'passed' : 'failed'
  return {
    ...base,
    outcome,
    actual,
    why:
      outcome === 'passed' ? '' : `${different.join(', ')}: ${answer.outcomes.map(item => item.step.code).join(', ')}`,
  }
}

const entryKinds: Readonly<Record<string, string>> = {
  gateway: 'Gateway',
  ingress: 'Ingress',
  service: 'Service',
  workload: 'Workload',
}

function readEntry(value: YamlValue | undefined): TrafficEntry | null | string {
  if (value === undefined) return null
  if (!isMap(value)) return 'to'
  for (const [key, kind] of Object.entries(entryKinds)) {
    const text = textOf(value[key])
    if (text !== null) return { kind, ...nameOf(text), section: textOf(value['listener']) }
  }
  return `to.${Object.keys(value).join(', to.')}`
}

function compareKey(key: string, want: YamlValue, actual: YamlMap): Compared {
  switch (key) {
    case 'status':
      return same(actual['status'] === want)
    case 'statusIn':
      return same(listOf(want).includes(actual['status'] ?? null))
    case 'statusNotIn':
      return same(!listOf(want).includes(actual['status'] ?? null))
    case 'grpcStatus':
      return same(actual[key] === (typeof want === 'string' ? grpcCodes[want] : want))
    case 'notStatus':
      return same(actual['status'] !== want)
    case 'notBackend':
      return compareMap(want, actual['backend'], backendKeys) === 'same' ? 'different' : 'same'
    case 'error':
      return compareError(want, actual)
    case 'fault':
      return compareFault(want, actual['fault'])
    case 'timeout':
      return compareMilliseconds(want, actual['timeout'])
    case 'retries':
    case 'route':
    case 'connected':
    case 'connectionFails':
    case 'forwarded':
    case 'denied':
      return same(actual[key] === want)
    case 'deployment':
      return compareMap(want, actual['deployment'], ['namespace', 'name'])
    case 'deniedBy':
    case 'backend':
      return compareMap(want, actual[key], backendKeys)
    case 'backends':
      return compareBackends(want, actual['backends'])
    case 'upstream':
      return compareMessage(want, actual['upstream'], [
        'method',
        'host',
        'path',
        'query',
        'sni',
        'tls',
        'clientCertificate',
        'mtls',
        'protocol',
        'alpn',
      ])
    case 'response':
      return compareResponse(want, actual['response'])
    case 'redirect':
      return compareMap(want, actual['redirect'], ['status', 'scheme', 'host', 'port', 'path', 'query'])
    case 'mirrors':
      return compareMirrors(want, actual['mirrors'])
    case 'certificate':
      return compareCertificate(want, actual['certificate'])
    default:
      return 'unsupported'
  }
}

const backendKeys = ['kind', 'name', 'namespace', 'service', 'port', 'host', 'subset', 'passthrough']

const grpcCodes: Readonly<Record<string, number>> = { PermissionDenied: 7, Unavailable: 14, Unauthenticated: 16, OK: 0 }

/** A body is known only where a proxy answers by itself. */
function compareResponse(want: YamlValue, got: YamlValue | undefined): Compared {
  const given: YamlMap = isMap(got) ? got : Object.create(null)
  if (!isMap(want)) return 'unsupported'
  const { body, bodyContains, ...rest } = want
  const known = textOf(given['body'])
  if ((body !== undefined || bodyContains !== undefined) && known === null) return 'unsupported'
  if (body !== undefined && known !== textOf(body)) return 'different'
  if (bodyContains !== undefined && known?.includes(textOf(bodyContains) ?? '') !== true) return 'different'
  return compareMessage(rest, given, [])
}

/** The echo application answers with what it got. */
function echo(actual: YamlMap): void {
  const { upstream, response } = actual
  if (actual['connected'] !== true || !isMap(upstream)) return
  const known: YamlMap = isMap(response) ? response : Object.create(null)
  const headers = isMap(upstream['headers']) ? Object.entries(upstream['headers']) : []
  if (known['body'] === undefined)
    actual['response'] = { ...known, body: headers.map(([name, value]) => `${name}=${value}`).join('\n') }
}

function same(holds: boolean): Compared {
  return holds ? 'same' : 'different'
}

/** Every wanted key must be equal; one that is not in `known` is not compared. */
function compareMap(want: YamlValue, got: YamlValue | undefined, known: readonly string[]): Compared {
  if (!isMap(want)) return 'unsupported'
  if (Object.keys(want).some(key => !known.includes(key))) return 'unsupported'
  if (!isMap(got)) return 'different'
  return same(Object.entries(want).every(([key, value]) => got[key] === value))
}

/** Header names compare without case; values of one name are joined with a comma. */
function compareMessage(want: YamlValue, got: YamlValue | undefined, plain: readonly string[]): Compared {
  if (!isMap(want)) return 'unsupported'
  const known = [...plain, 'headers', 'headersIn', 'ignoreWhitespace', 'absent']
  if (Object.keys(want).some(key => !known.includes(key))) return 'unsupported'
  if (!isMap(got)) return 'different'
  const headers = isMap(got['headers']) ? got['headers'] : {}
  const wantHeaders = isMap(want['headers']) ? want['headers'] : {}
  const joined = (value: YamlValue): string =>
    Array.isArray(value) ? value.map(item => textOf(item) ?? '').join(',') : (textOf(value) ?? '')
  const headersHold = Object.entries(wantHeaders).every(
    ([name, value]) => headers[name.toLowerCase()] === joined(value),
  )
  const tidy = (text: string): string => (want['ignoreWhitespace'] === true ? text.replace(/\s+/g, '') : text)
  const oneOf = isMap(want['headersIn']) ? want['headersIn'] : {}
  const someHold = Object.entries(oneOf).every(([name, values]) =>
    listOf(values).some(value => tidy(textOf(value) ?? '') === tidy(textOf(headers[name.toLowerCase()]) ?? '')),
  )
  const absentHold = listOf(want['absent']).every(name => headers[(textOf(name) ?? '').toLowerCase()] === undefined)
  return same(
    headersHold &&
      someHold &&
      absentHold &&
      plain.every(key => want[key] === undefined || isEqual(key, want[key]!, got[key])),
  )
}

/** A host that is expected without a port may have one. */
function isEqual(key: string, want: YamlValue, got: YamlValue | undefined): boolean {
  if (want === got) return true
  return key === 'host' && typeof want === 'string' && typeof got === 'string' && got.replace(/:\d+$/, '') === want
}

/** Weights are parts of their sum. */
function compareBackends(want: YamlValue, got: YamlValue | undefined): Compared {
  const wanted = listOf(want).filter(isMap)
  if (wanted.some(item => Object.keys(item).some(key => ![...backendKeys, 'weight'].includes(key))))
    return 'unsupported'
  const given = listOf(got).filter(isMap)
  const total = wanted.reduce((sum, item) => sum + Number(item['weight'] ?? 1), 0)
  const fits = (a: YamlMap, b: YamlMap): boolean => backendKeys.every(key => a[key] === undefined || a[key] === b[key])
  const holds = wanted.every(item => {
    const share = given.filter(other => fits(item, other)).reduce((sum, other) => sum + Number(other['weight']), 0)
    return Math.abs(share - (Number(item['weight'] ?? 1) / total) * 100) < 0.5
  })
  return same(holds && given.every(other => wanted.some(item => fits(item, other))))
}

function compareMirrors(want: YamlValue, got: YamlValue | undefined): Compared {
  const wanted = listOf(want)
  const given = listOf(got)
  if (wanted.length !== given.length) return 'different'
  const results = wanted.map(item => {
    const tries = given.map(other => compareMap(item, other, ['namespace', 'service', 'port', 'percent']))
    return tries.includes('same') ? 'same' : (tries.find(result => result === 'unsupported') ?? 'different')
  })
  return results.find(result => result !== 'same') ?? 'same'
}

function compareCertificate(want: YamlValue, got: YamlValue | undefined): Compared {
  if (!isMap(want)) return 'unsupported'
  if (Object.keys(want).some(key => key !== 'secret' && key !== 'dnsNames')) return 'unsupported'
  if (!isMap(got)) return 'different'
  const names = listOf(got['dnsNames'])
  return same(
    (want['secret'] === undefined || want['secret'] === got['secret']) &&
      listOf(want['dnsNames']).every(name => names.includes(name)),
  )
}
