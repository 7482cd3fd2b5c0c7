import type { PlainValue, TrafficRequest } from '../../store/contracts.ts'
import { backendOf } from '../../store/expected.ts'
import type { ExpectedOutcome, KeptTest } from '../../store/view.ts'

export type Fields = Readonly<Record<string, PlainValue>>

/** Kept requests as the command `portolan test` reads them; what was not simulated has no expectation and is left out. */
export function caseOf(tests: readonly KeptTest[], manifests: readonly string[]): Fields {
  const names = new Map<string, number>()
  const requests = tests.flatMap((test): Fields[] => {
    const expect = test.asserted === undefined ? expectationOf(test.expected) : (test.asserted as Fields)
    if (expect === null || test.request.http === null) return []
    const times = (names.get(test.name) ?? 0) + 1
    names.set(test.name, times)
    return [{ name: times === 1 ? test.name : `${test.name} (${times})`, ...askedOf(test.request), expect }]
  })
  return { feature: 'traffic tests', manifests, requests }
}

function askedOf({ from, to, http }: TrafficRequest): Fields {
  const headers: Record<string, PlainValue> = {}
  for (const [name, value] of http?.headers ?? []) {
    const known = headers[name]
    headers[name] = known === undefined ? value : Array.isArray(known) ? [...known, value] : [known, value]
  }
  return {
    ...(from.kind === 'pod' && { from: { pod: `${from.namespace}/${from.name}` } }),
    ...(from.kind === 'external' && from.ip !== null && { from: { ip: from.ip } }),
    ...(to !== null && { to: { [to.kind.toLowerCase()]: `${to.namespace}/${to.name}` } }),
    http: {
      method: http?.method ?? 'GET',
      url: http?.url ?? '',
      ...(Object.keys(headers).length > 0 && { headers }),
    },
  }
}

/** Null where nothing can be expected of it: it is not simulated, or parts of it are. */
export function expectationOf(outcomes: readonly ExpectedOutcome[]): Fields | null {
  const [only] = outcomes
  if (only === undefined || outcomes.some(outcome => outcome.verdict === 'unknown')) return null
  if (outcomes.length > 1) {
    if (!outcomes.every(outcome => outcome.verdict === 'delivered')) return null
    return { backends: outcomes.map(outcome => ({ ...fieldsOf(outcome.backend), weight: outcome.share })) }
  }
  const status = Number(/^\d{3}/.exec(only.detail)?.[0] ?? Number.NaN)
  switch (only.verdict) {
    case 'delivered':
      return { status, ...(only.backend !== '' && { backend: fieldsOf(only.backend) }) }
    case 'answered':
      return { status }
    case 'redirected': {
      const [, scheme, host, path] = /^\d{3} ([a-z]+):\/\/([^/?]*)([^?]*)/.exec(only.detail) ?? []
      return { redirect: { status, scheme: scheme ?? '', host: (host ?? '').replace(/:\d+$/, ''), path: path ?? '' } }
    }
    case 'refused':
      return { denied: true }
    case 'failed':
      return Number.isNaN(status) ? null : { status }
    default:
      return null
  }
}

const fieldsOf = (backend: string): Fields => backendOf(backend) as Fields
