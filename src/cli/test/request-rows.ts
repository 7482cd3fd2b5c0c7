import { type FlowContext, type HttpRequest, readRequest, type TrafficEntry, trace } from '../../flow/index.ts'
import type { YamlMap, YamlValue } from '../../yaml/index.ts'
import { actualOf } from './actual.ts'
import { isMap, listOf, nameOf, textOf } from './case-file.ts'
import { readFrom } from './endpoint-of-case.ts'
import type { Compared, Row } from './row.ts'

const understood = new Set(['name', 'from', 'to', 'http', 'expect', 'inferred', 'note'])
const understoodHttp = new Set(['method', 'url', 'headers', 'sni', 'clientCertificate', 'grpc'])
const schemes = new Set(['http', 'https', 'ws', 'wss', 'tls', 'tcp', 'udp'])
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
  const http = readHttp(row['http'])
  if (typeof http === 'string') return unsupported(http)
  if (readRequest(http) === null) return unsupported(`a url that cannot be read: ${http.url}`)
  const to = readEntry(row['to'])
  if (typeof to === 'string') return unsupported(to)
  const answer = trace(context, { from, to, http, connection: null })
  const unknown = answer.outcomes.find(outcome => outcome.verdict.kind === 'unknown')
  if (unknown?.verdict.kind === 'unknown') return unsupported(unknown.verdict.feature)
  const actual = actualOf(answer, http)
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

function readHttp(value: YamlValue | undefined): HttpRequest | string {
  if (!isMap(value)) return 'a request without http'
  const unread = Object.keys(value).filter(key => !understoodHttp.has(key))
  if (unread.length > 0) return `not simulated yet: http.${unread.join(', http.')}`
  const url = textOf(value['url'])
  if (url === null) return 'a request without url'
  const scheme = url.slice(0, url.indexOf(':'))
  if (!schemes.has(scheme)) return `not simulated yet: ${scheme} requests`
  const headers = isMap(value['headers']) ? value['headers'] : {}
  const pairs = Object.entries(headers).flatMap(([name, item]) =>
    (Array.isArray(item) ? item : [item]).map(one => [name, textOf(one) ?? ''] as const),
  )
  const sni = textOf(value['sni'])
  const grpc = value['grpc']
  const clientCertificate = textOf(value['clientCertificate'])
  if (!isMap(grpc)) return { method: textOf(value['method']) ?? 'GET', url, headers: pairs, sni, clientCertificate }
  const origin = /^[a-z]+:\/\/[^/?#]*/.exec(url)?.[0] ?? url
  return {
    method: 'POST',
    url: `${origin}/${textOf(grpc['service'])}/${textOf(grpc['method'])}`,
    headers: [...pairs, ['content-type', 'application/grpc']],
    sni,
    clientCertificate,
  }
}

const entryKinds: Readonly<Record<string, string>> = { gateway: 'Gateway', ingress: 'Ingress', service: 'Service' }

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
    case 'connectionFails':
    case 'forwarded':
    case 'denied':
      return same(actual[key] === want)
    case 'deployment':
      return compareMap(want, actual['deployment'], ['namespace', 'name'])
    case 'deniedBy':
    case 'backend':
      return compareMap(want, actual[key], ['kind', 'name', 'namespace', 'service', 'port'])
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
      ])
    case 'response':
      return compareMessage(want, actual['response'] ?? {}, [])
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
    headersHold && someHold && absentHold && plain.every(key => want[key] === undefined || got[key] === want[key]),
  )
}

/** Weights are parts of their sum. */
function compareBackends(want: YamlValue, got: YamlValue | undefined): Compared {
  const wanted = listOf(want).filter(isMap)
  if (wanted.some(item => Object.keys(item).some(key => !['namespace', 'service', 'port', 'weight'].includes(key))))
    return 'unsupported'
  const given = listOf(got).filter(isMap)
  const total = wanted.reduce((sum, item) => sum + Number(item['weight'] ?? 1), 0)
  const fits = (a: YamlMap, b: YamlMap): boolean =>
    ['namespace', 'service', 'port'].every(key => a[key] === undefined || a[key] === b[key])
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
