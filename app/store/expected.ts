import type { Answer, Outcome, TrafficRequest, WatchResult } from './contracts.ts'
import { isRecord, type UnknownRecord } from './record.ts'
import type { ExpectedOutcome, KeptTest } from './view.ts'

/** What kept requests are expected to come to, and whether they do. */

function detailOf({ verdict, delayMs }: Outcome): string {
  switch (verdict.kind) {
    case 'delivered':
    case 'answered':
      return delayMs === 0 ? String(verdict.status) : `${verdict.status} +${delayMs} ms`
    case 'redirected': {
      const { scheme, host, path } = verdict.location
      return `${verdict.status} ${scheme}://${host}${path}`
    }
    case 'refused':
      return verdict.direction
    case 'failed':
      return verdict.status === null ? verdict.reason : `${verdict.status} ${verdict.reason}`
    case 'unknown':
      return verdict.feature
  }
}

const idOf = (outcome: ExpectedOutcome): string =>
  [outcome.share, outcome.verdict, outcome.detail, outcome.backend].join(' ')

export const expectedOf = (answer: Answer): ExpectedOutcome[] =>
  answer.outcomes
    .map(outcome => ({
      share: Math.round(outcome.share * 1000) / 10,
      verdict: outcome.verdict.kind,
      detail: detailOf(outcome),
      backend:
        outcome.backend === null
          ? ''
          : `${outcome.backend.namespace}/${outcome.backend.name}${outcome.backend.port === null ? '' : `:${outcome.backend.port}`}${outcome.backend.subset === null ? '' : ` · ${outcome.backend.subset}`}`,
    }))
    .sort((a, b) => b.share - a.share || (idOf(a) < idOf(b) ? -1 : 1))

/** How many kept tests pass and fail now; only of those whose way leads through a node, when one is given. */
export function countTests(
  tests: readonly KeptTest[],
  watched: ReadonlyMap<string, WatchResult>,
  node: string | null = null,
): { readonly passed: number; readonly failed: number } {
  let passed = 0
  let failed = 0
  for (const test of tests) {
    const result = watched.get(test.id)
    if (result === undefined) continue
    if (node !== null && !result.paint.some(({ legs }) => legs.some(leg => leg.node === node))) continue
    if (holds(test, expectedOf(result.answer))) passed += 1
    else failed += 1
  }
  return { passed, failed }
}

export const sameOutcomes = (a: readonly ExpectedOutcome[], b: readonly ExpectedOutcome[]): boolean =>
  a.length === b.length && a.every((outcome, i) => idOf(outcome) === (b[i] === undefined ? null : idOf(b[i])))

/** A request in a line that tells it from others. */
export function testName({ from, http }: TrafficRequest): string {
  const sender = from.kind === 'pod' ? `${from.namespace}/${from.name}` : ''
  const headers = (http?.headers ?? []).map(([name, value]) => `${name}: ${value}`)
  return [`${http?.method ?? ''} ${http?.url ?? ''}`.trim(), sender, ...headers].filter(part => part !== '').join(' · ')
}

/** Whether what a test expects is what it comes to now. */
export const holds = ({ expected, asserted }: KeptTest, now: readonly ExpectedOutcome[]): boolean =>
  asserted === undefined ? sameOutcomes(expected, now) : meets(asserted, now)

/** Whether outcomes are as a traffic test asserts: only the keys that it has. */
export function meets(asserted: UnknownRecord, outcomes: readonly ExpectedOutcome[]): boolean {
  const { status, backend, backends, redirect, denied } = asserted
  const [only] = outcomes
  if (only === undefined || outcomes.some(({ verdict }) => verdict === 'unknown')) return false
  if (denied === true) return outcomes.every(({ verdict }) => verdict === 'refused')
  if (isRecord(redirect))
    return outcomes.length === 1 && only.verdict === 'redirected' && within(redirect, redirectOf(only))
  if (status !== undefined && !outcomes.every(({ detail }) => detail.startsWith(String(status)))) return false
  if (isRecord(backend))
    return outcomes.length === 1 && only.verdict === 'delivered' && within(backend, backendOf(only.backend))
  if (!Array.isArray(backends)) return status !== undefined
  const wanted = backends.filter(isRecord)
  const total = wanted.reduce((sum, { weight }) => sum + Number(weight ?? 0), 0)
  return (
    wanted.length === outcomes.length &&
    wanted.every(({ weight, ...where }) => {
      const share = total === 0 ? null : (Number(weight ?? 0) / total) * 100
      return outcomes.some(
        outcome =>
          outcome.verdict === 'delivered' &&
          within(where, backendOf(outcome.backend)) &&
          (share === null || Math.abs(outcome.share - share) < 0.11),
      )
    })
  )
}

const within = (asserted: UnknownRecord, actual: UnknownRecord): boolean =>
  Object.entries(asserted).every(([key, value]) => String(actual[key]) === String(value))

function redirectOf({ detail }: ExpectedOutcome): UnknownRecord {
  const [, status, scheme, host = '', path] = /^(\d{3}) ([a-z]+):\/\/([^/?]*)([^?]*)/.exec(detail) ?? []
  const port = /:(\d+)$/.exec(host)?.[1] ?? (scheme === 'https' ? '443' : '80')
  return { status, scheme, host: host.replace(/:\d+$/, ''), port, path }
}

/** `namespace/name:port · subset` in its parts. */
export function backendOf(text: string): UnknownRecord {
  const [where = '', subset] = text.split(' · ')
  const [, namespace = '', service = '', port] = /^([^/]*)\/([^:]*)(?::(\d+))?$/.exec(where) ?? []
  return {
    namespace,
    service,
    ...(port !== undefined && { port: Number(port) }),
    ...(subset !== undefined && { subset }),
  }
}
