import type { TrafficRequest } from '../store/contracts.ts'
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
