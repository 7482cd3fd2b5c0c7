import type {
  Action,
  BackendTarget,
  Cors,
  Filter,
  HeaderEdit,
  Origin,
  PathEdit,
  Route,
  WeightedBackend,
} from '../../dataplane/index.ts'
import { compileRegex } from '../../match/index.ts'
import {
  fullHost,
  gatewayName,
  grpcStatuses,
  type IstioDestination,
  type IstioHeaderEdit,
  type IstioHttpMatch,
  type IstioHttpRoute,
  type IstioRedirect,
  type IstioWeighted,
  type VirtualServiceResource,
} from '../../model/index.ts'
import { feature } from '../../report/index.ts'
import type { Path } from '../../text/index.ts'
import { conditionsOf, describeMatch, isCatchAll } from './http-match.ts'
import type { Mesh } from './mesh.ts'
import { triesOf } from './retries.ts'

/** An HTTP route with the VirtualService that it was written in: a delegate's stand in another than the one that has the hosts. */
export interface SourcedRoute {
  readonly source: VirtualServiceResource
  readonly http: IstioHttpRoute
}

/**
 * The routes of a VirtualService for sidecars (`mesh`) or for one gateway, in their order; what comes after a route that takes everything
 * is left out [IS-13].
 */
export function translateHttp(mesh: Mesh, routes: readonly SourcedRoute[], gateway: string): Route[] {
  const made: Route[] = []
  for (const { source, http } of routes) {
    if (http.matches.length === 0) {
      made.push(translateRoute(mesh, source, http, null))
      break
    }
    let takesAll = false
    for (const match of http.matches) {
      if (!isForGateway(source, match, gateway)) continue
      made.push(translateRoute(mesh, source, http, match))
      takesAll ||=
        isCatchAll(match) && match.port === null && match.sourceLabels === null && match.sourceNamespace === null
    }
    if (takesAll) break
  }
  return made
}

/** A match may limit itself to some of the route's gateways [IS-17]. */
export function isForGateway(
  { namespace }: VirtualServiceResource,
  { gateways }: Pick<IstioHttpMatch, 'gateways'>,
  gateway: string,
): boolean {
  return (
    gateways === null ||
    gateways.some(name => (name === 'mesh' ? gateway === 'mesh' : gatewayName(name, namespace) === gateway))
  )
}

export function originIn({ doc, kind, namespace, name }: VirtualServiceResource, path: Path): Origin {
  return { doc, kind, namespace, name, path }
}

function translateRoute(
  mesh: Mesh,
  source: VirtualServiceResource,
  http: IstioHttpRoute,
  match: IstioHttpMatch | null,
): Route {
  const name = [http.name, match?.name ?? null].filter(part => part !== null && part !== '').join('.')
  return {
    title: match === null ? '*' : describeMatch(match),
    ...(name === '' ? {} : { name }),
    match: { all: match === null ? [] : conditionsOf(source.doc, match) },
    filters: filtersOf(source, http, match),
    action: actionOf(mesh, source, http, match),
    origin: originIn(source, match?.at ?? http.at),
    rule: 'IS-13',
    orderOpen: false,
  }
}

/** A redirect or an answer of its own comes before destinations [IS-20]. */
function actionOf(
  mesh: Mesh,
  source: VirtualServiceResource,
  http: IstioHttpRoute,
  match: IstioHttpMatch | null,
): Action {
  const { redirect, directResponse } = http
  if (redirect !== null) {
    if (![301, 302, 303, 307, 308].includes(redirect.code))
      return { kind: 'unknown', feature: feature('redirectCode', String(redirect.code)) }
    return {
      kind: 'redirect',
      redirect: {
        scheme: redirect.scheme,
        hostname: redirect.authority,
        port: redirect.port,
        path: redirectPath(redirect, match),
        status: redirect.code,
        portFrom:
          redirect.derivePort === 'FROM_REQUEST_PORT'
            ? 'request'
            : redirect.derivePort === 'FROM_PROTOCOL_DEFAULT'
              ? 'scheme'
              : 'authority',
      },
      origin: originIn(source, redirect.at),
      rule: 'IS-20',
    }
  }
  if (directResponse !== null) {
    const { status, body, at } = directResponse
    return { kind: 'respond', status, body, origin: originIn(source, at), rule: 'IS-20' }
  }
  return {
    kind: 'forward',
    backends: backendsOf(source, http.route, authorityOf(http)),
    tries: triesOf(mesh, http),
  }
}

/** A whole path, or what the prefix that matched gives way to [IS-20]. */
function redirectPath({ uri, prefixRewrite }: IstioRedirect, match: IstioHttpMatch | null): PathEdit | null {
  if (uri !== null && uri !== '') return { prefix: null, value: uri }
  if (prefixRewrite === null || prefixRewrite === '') return null
  const prefix = match?.uri?.how === 'prefix' ? match.uri.value : '/'
  return { prefix, value: prefixRewrite, verbatim: true }
}

/** With one destination its weight does not count; of several, those of weight 0 get nothing [IS-19]. */
export function backendsOf(
  source: VirtualServiceResource,
  route: readonly IstioWeighted[],
  authority: string | null,
): WeightedBackend[] {
  return route.map(item => {
    const filters: Filter[] = []
    const origin = originIn(source, item.at)
    if (item.headers !== null) {
      const { request, response } = item.headers
      if (authority === null) filters.push(...authorityFilter(hostIn(request), origin))
      filters.push({ kind: 'requestHeaders', edit: editOf(request), origin, rule: 'IS-22' })
      filters.push({ kind: 'responseHeaders', edit: editOf(response), origin, rule: 'IS-22' })
    }
    return {
      target: targetOf(source, item.destination),
      weight: route.length === 1 ? 1 : item.weight,
      filters,
      origin,
    }
  })
}

export function targetOf({ namespace }: VirtualServiceResource, destination: IstioDestination): BackendTarget {
  const { host, port, subset } = destination
  return { kind: 'host', host: fullHost(host, namespace), port, subset, status: 503 }
}

/** A rewrite, the route's header, then each destination's own: the first that says one names the authority [IS-21]. */
function authorityOf(http: IstioHttpRoute): string | null {
  return http.rewrite?.authority || (http.headers === null ? null : hostIn(http.headers.request))
}

function authorityFilter(hostname: string | null, origin: Origin): Filter[] {
  return hostname === null ? [] : [{ kind: 'rewrite', hostname, path: null, origin, rule: 'IS-21' }]
}

function hostIn({ set, add }: IstioHeaderEdit): string | null {
  for (const map of [set, add]) for (const [name, value] of map) if (isAuthority(name)) return value
  return null
}

const isAuthority = (name: string): boolean => /^(:authority|host)$/i.test(name)

function editOf({ set, add, remove }: IstioHeaderEdit): HeaderEdit {
  const plain = (map: ReadonlyMap<string, string>): [string, string][] =>
    [...map].filter(([name]) => !isAuthority(name))
  return { set: plain(set), add: plain(add), remove: remove.filter(name => !isAuthority(name)), removeFirst: true }
}

function filtersOf(source: VirtualServiceResource, http: IstioHttpRoute, match: IstioHttpMatch | null): Filter[] {
  const filters: Filter[] = []
  if (http.cors !== null)
    filters.push({ kind: 'cors', cors: corsOf(http.cors), origin: originIn(source, http.cors.at), rule: 'IS-23' })
  if (http.fault !== null) {
    const { delay, abort } = http.fault
    const at = delay?.at ?? abort?.at ?? http.at
    filters.push({
      kind: 'fault',
      fault: {
        delay: delay === null ? null : { ms: delay.ms, percent: delay.percent },
        abort:
          abort === null
            ? null
            : {
                status: abort.grpc === null ? abort.status : 200,
                grpc: abort.grpc === null ? null : grpcStatus(abort.grpc),
                percent: abort.percent,
              },
      },
      origin: originIn(source, at.slice(0, -1)),
      rule: 'IS-24',
    })
  }
  if (http.headers !== null) {
    const origin = originIn(source, http.headers.at)
    filters.push({ kind: 'requestHeaders', edit: editOf(http.headers.request), origin, rule: 'IS-22' })
    filters.push({ kind: 'responseHeaders', edit: editOf(http.headers.response), origin, rule: 'IS-22' })
  }
  const { rewrite } = http
  const origin = originIn(source, rewrite?.at ?? http.headers?.at ?? http.at)
  const path = rewrite === null ? null : rewriteOf(http, match)
  if (path === 'unknown')
    filters.push({
      kind: 'unknown',
      feature: feature('regexDialect', (rewrite?.regex?.match ?? '').slice(0, 60)),
      origin,
      rule: 'IS-21',
    })
  const hostname = authorityOf(http)
  if (hostname !== null || (path !== null && path !== 'unknown'))
    filters.push({ kind: 'rewrite', hostname, path: path === 'unknown' ? null : path, origin, rule: 'IS-21' })
  for (const mirror of http.mirrors) {
    if (mirror.percent === 0) continue
    filters.push({
      kind: 'mirror',
      target: targetOf(source, mirror.destination),
      percent: mirror.percent,
      origin: originIn(source, mirror.at),
      rule: 'IS-25',
    })
  }
  return filters
}

/** What gives way: the prefix that matched, as it stands; the whole path for an exact or regex match; else a leading slash [IS-21]. */
function rewriteOf({ rewrite }: IstioHttpRoute, match: IstioHttpMatch | null): PathEdit | null | 'unknown' {
  if (rewrite === null) return null
  if (rewrite.regex !== null) {
    const compiled = compileRegex(rewrite.regex.match)
    return compiled.ok ? { prefix: null, value: rewrite.regex.rewrite, regex: compiled.regex } : 'unknown'
  }
  if (rewrite.uri === null || rewrite.uri === '') return null
  const uri = match?.uri ?? null
  if (uri === null || uri.how === 'present') return { prefix: '/', value: rewrite.uri, verbatim: true }
  return uri.how === 'prefix'
    ? { prefix: uri.value, value: rewrite.uri, verbatim: true }
    : { prefix: null, value: rewrite.uri }
}

function corsOf(cors: NonNullable<IstioHttpRoute['cors']>): Cors {
  const plain = cors.allowOrigins.filter(match => match.how === 'exact')
  const others = cors.allowOrigins.filter(match => match.how !== 'exact')
  return {
    allowOrigins: plain.map(match => (match.how === 'exact' ? match.value : '')),
    originMatches: others.map(match => {
      if (match.how === 'prefix') return { how: 'startsWith', value: match.value }
      if (match.how !== 'regex') return { how: 'present' }
      const compiled = compileRegex(match.value)
      return compiled.ok
        ? { how: 'regex', regex: compiled.regex }
        : { how: 'unknown', feature: feature('regexDialect', match.value.slice(0, 60)) }
    }),
    allowMethods: cors.allowMethods,
    allowHeaders: cors.allowHeaders,
    exposeHeaders: cors.exposeHeaders,
    allowCredentials: cors.allowCredentials ?? false,
    maxAgeSeconds: cors.maxAgeMs === null ? null : Math.round(cors.maxAgeMs / 1000),
    preflightStatus: 200,
    separator: ',',
  }
}

/** A status of gRPC by name or number; UNKNOWN for another word. */
function grpcStatus(text: string): number {
  if (/^\d{1,2}$/.test(text)) return Number(text)
  const index = grpcStatuses.indexOf(text.toUpperCase())
  return index < 0 ? 2 : index
}
