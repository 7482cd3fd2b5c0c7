import type { Answer, Outcome, TrafficRequest, WatchResult } from './contracts.ts'
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
    if (sameOutcomes(test.expected, expectedOf(result.answer))) passed += 1
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
