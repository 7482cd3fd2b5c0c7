import type { Filter, HeaderEdit, PathEdit, Redirect } from '../dataplane/index.ts'
import { trimSlash } from '../match/index.ts'
import type { RedirectLocation, ResponseChanges, UpstreamRequest } from './answer.ts'
import { answerCors } from './cors.ts'
import type { ClientRequest } from './url.ts'

/** What filters have made of a request and will make of its response. */
export interface Filtered {
  readonly upstream: UpstreamRequest
  readonly response: ResponseChanges
  /** A filter that is not simulated, by name. */
  readonly unknown: string | null
  /** Headers of the proxy's own answer to a CORS preflight; null where it is none. */
  readonly preflight: Readonly<Record<string, string>> | null
}

/** The request as it came. With the preset `gateway-api-echo` the backend's own response headers are those that the request asks for. */
export function startFiltering(request: ClientRequest, preset: string | null = null): Filtered {
  const { method, authority, path, query, headers } = request
  const wished = preset === 'gateway-api-echo' ? (headers.get('x-echo-set-header') ?? '') : ''
  const response: Record<string, string> = {}
  for (const pair of wished.split(',')) {
    const colon = pair.indexOf(':')
    if (colon <= 0) continue
    const name = pair.slice(0, colon).trim().toLowerCase()
    const value = pair.slice(colon + 1).trim()
    response[name] = Object.hasOwn(response, name) ? `${response[name]},${value}` : value
  }
  return {
    upstream: { method, host: authority, path, query, headers: Object.fromEntries(headers), tls: null },
    response: { headers: response, absent: [] },
    unknown: null,
    preflight: null,
  }
}

/** Applies filters in order. Mirrors and redirects change nothing here. */
export function applyFilters(start: Filtered, filters: readonly Filter[], request: ClientRequest): Filtered {
  let { upstream, response, unknown, preflight } = start
  for (const filter of filters) {
    switch (filter.kind) {
      case 'requestHeaders':
        upstream = { ...upstream, headers: editHeaders(upstream.headers, filter.edit) }
        break
      case 'responseHeaders':
        response = editResponse(response, filter.edit)
        break
      case 'rewrite':
        upstream = {
          ...upstream,
          host: filter.hostname ?? upstream.host,
          path: filter.path === null ? upstream.path : editPath(upstream.path, filter.path),
        }
        break
      case 'cors': {
        const answer = answerCors(filter.cors, request)
        if (answer === null) break
        response = { ...response, headers: { ...response.headers, ...answer.headers } }
        if (answer.isPreflight) preflight = answer.headers
        break
      }
      case 'unknown':
        unknown ??= filter.feature
        break
      case 'mirror':
      case 'redirect':
      case 'fault':
        break
    }
  }
  return { upstream, response, unknown, preflight }
}

/** set, then add, then remove; names ignore case [GW-24]. */
export function editHeaders(headers: Readonly<Record<string, string>>, edit: HeaderEdit): Record<string, string> {
  const next = new Map(Object.entries(headers))
  if (edit.removeFirst === true) for (const name of edit.remove) next.delete(name.toLowerCase())
  for (const [name, value] of edit.set) next.set(name.toLowerCase(), value)
  for (const [name, value] of edit.add) {
    const old = next.get(name.toLowerCase())
    next.set(name.toLowerCase(), old === undefined ? value : `${old},${value}`)
  }
  if (edit.removeFirst !== true) for (const name of edit.remove) next.delete(name.toLowerCase())
  return Object.fromEntries(next)
}

function editResponse(response: ResponseChanges, edit: HeaderEdit): ResponseChanges {
  const removed = edit.remove.map(name => name.toLowerCase())
  return { headers: editHeaders(response.headers, edit), absent: [...new Set([...response.absent, ...removed])] }
}

/** The matched prefix gives way to the new one, slashes joined; an empty path becomes `/` [GW-26]. */
export function editPath(path: string, edit: PathEdit): string {
  if (edit.regex !== undefined) return edit.regex.replaceAll(path, edit.value)
  if (edit.verbatim === true && edit.prefix !== null) return `${edit.value}${path.slice(edit.prefix.length)}`
  if (edit.prefix === null) return edit.value === '' ? '/' : edit.value
  const rest = path.slice(trimSlash(edit.prefix).length)
  const start = trimSlash(edit.value)
  if (rest === '' || rest === '/')
    return edit.value === '' || edit.value === '/'
      ? '/'
      : rest === '/' && !edit.value.endsWith('/')
        ? `${start}/`
        : edit.value
  return `${start}${rest.startsWith('/') ? rest : `/${rest}`}`
}

const schemePorts: Readonly<Record<string, number>> = { http: 80, https: 443 }

/** Where a redirect sends the client: its own parts, else the request's; the port falls back to the scheme's, then the listener's [GW-25]. */
export function locate(request: ClientRequest, redirect: Redirect, listenerPort: number): RedirectLocation {
  const scheme = redirect.scheme ?? (request.isTls ? 'https' : 'http')
  const port = redirect.port ?? portOf(request, redirect, scheme, listenerPort)
  return {
    scheme,
    host: redirect.hostname ?? request.host,
    port,
    path: redirect.path === null ? request.path : editPath(request.path, redirect.path),
    query: request.query,
  }
}

/** The port of a redirect that names none: see `Redirect.portFrom`. */
function portOf(request: ClientRequest, redirect: Redirect, scheme: string, listenerPort: number): number {
  const ofScheme = schemePorts[scheme] ?? listenerPort
  switch (redirect.portFrom ?? 'listener') {
    case 'listener':
      return redirect.scheme === null ? listenerPort : ofScheme
    case 'scheme':
      return ofScheme
    case 'request':
      return listenerPort
    case 'authority': {
      const written = /:(\d{1,5})$/.exec(request.authority)?.[1]
      if (written === undefined) return ofScheme
      const changes = redirect.scheme !== null && redirect.scheme !== (request.isTls ? 'https' : 'http')
      return changes && Number(written) === schemePorts[request.isTls ? 'https' : 'http'] ? ofScheme : Number(written)
    }
  }
}
