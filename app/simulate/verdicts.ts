import type { Answer, Outcome, TrafficRequest } from '../store/contracts.ts'
import type { ExpectedOutcome, RequestDraft } from '../store/view.ts'
import type { Say } from '../ui/text.ts'

/** The draft as the engine reads it; null while there is no URL to send to. */
export function requestOf(draft: RequestDraft): TrafficRequest | null {
  const typed = draft.url.trim()
  if (typed === '') return null
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`
  const [namespace = '', name = ''] = draft.from.split('/')
  const entry = draft.entry.match(/^(\S+) ([^/]*)\/(.+)$/)
  return {
    from: draft.from === '' ? { kind: 'external', ip: null } : { kind: 'pod', namespace, name },
    to:
      entry === null ? null : { kind: entry[1] ?? '', namespace: entry[2] ?? '', name: entry[3] ?? '', section: null },
    http: {
      method: draft.method,
      url,
      headers: draft.headers.filter(h => h.name.trim() !== '').map(h => [h.name.trim(), h.value] as const),
      sni: null,
    },
    connection: null,
  }
}

/** A kept request as the fields of the panel. */
export const draftOf = (request: TrafficRequest): RequestDraft => ({
  method: request.http?.method ?? 'GET',
  url: request.http?.url ?? '',
  headers: (request.http?.headers ?? []).map(([name, value], id) => ({ id, name, value })),
  from: request.from.kind === 'pod' ? `${request.from.namespace}/${request.from.name}` : '',
  entry: request.to === null ? '' : `${request.to.kind} ${request.to.namespace}/${request.to.name}`,
})

function detailOf({ verdict }: Outcome): string {
  switch (verdict.kind) {
    case 'delivered':
    case 'answered':
      return String(verdict.status)
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
          : `${outcome.backend.namespace}/${outcome.backend.name}${outcome.backend.port === null ? '' : `:${outcome.backend.port}`}`,
    }))
    .sort((a, b) => b.share - a.share || (idOf(a) < idOf(b) ? -1 : 1))

/** An outcome in one short line, with the verdict's word in the language of the page. */
export const lineOf = (outcome: ExpectedOutcome, say: Say): string =>
  [
    outcome.share === 100 ? '' : `${outcome.share} %`,
    say(`verdict.${outcome.verdict}`),
    outcome.detail,
    outcome.backend && `→ ${outcome.backend}`,
  ]
    .filter(part => part !== '')
    .join(' ')

export const sameOutcomes = (a: readonly ExpectedOutcome[], b: readonly ExpectedOutcome[]): boolean =>
  a.length === b.length && a.every((outcome, i) => idOf(outcome) === (b[i] === undefined ? null : idOf(b[i])))
