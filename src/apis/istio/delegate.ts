import type { IstioHttpMatch, IstioHttpRoute, IstioMatch, VirtualServiceResource } from '../../model/index.ts'
import type { MeshContext } from './client.ts'
import type { SourcedRoute } from './http-route.ts'
import { isRouteVisible } from './virtual-service.ts'

/**
 * The routes of a VirtualService, each delegate's in the place of the route that names it: one level deep; what the delegate says itself
 * wins; a delegate that is missing, has hosts of its own or is not exported leaves nothing of that route [IS-27].
 */
export function routesWithDelegates(context: MeshContext, route: VirtualServiceResource): SourcedRoute[] {
  return route.http.flatMap((http): SourcedRoute[] => {
    if (http.delegate === null) return [{ source: route, http }]
    const { namespace, name } = http.delegate
    const delegate = context.cluster.get(
      'virtualservice',
      'networking.istio.io',
      'VirtualService',
      namespace || route.namespace,
      name,
    )
    if (
      delegate === undefined ||
      context.cluster.isRefused(delegate.doc) ||
      delegate.hosts.length > 0 ||
      !isRouteVisible(context, delegate, route.namespace)
    )
      return []
    return delegate.http.flatMap(inner => {
      const merged = inner.delegate === null ? mergeRoute(http, inner) : null
      return merged === null ? [] : [{ source: delegate, http: merged }]
    })
  })
}

/** Null where none of the delegate's matches goes with one of the root's. */
function mergeRoute(root: IstioHttpRoute, delegate: IstioHttpRoute): IstioHttpRoute | null {
  const matches = mergeMatches(root.matches, delegate.matches)
  if (matches === null) return null
  return {
    ...delegate,
    name: [root.name, delegate.name].filter(name => name !== null && name !== '').join('-') || null,
    matches,
    rewrite: delegate.rewrite ?? root.rewrite,
    timeoutMs: delegate.timeoutMs ?? root.timeoutMs,
    retries: delegate.retries ?? root.retries,
    fault: delegate.fault ?? root.fault,
    mirrors: delegate.mirrors.length > 0 ? delegate.mirrors : root.mirrors,
    cors: delegate.cors ?? root.cors,
    headers: delegate.headers ?? root.headers,
    redirect: delegate.redirect ?? root.redirect,
    directResponse: delegate.directResponse ?? root.directResponse,
  }
}

/** Each match of the delegate needs one of the root that it goes with; else the whole route is dropped. */
function mergeMatches(root: readonly IstioHttpMatch[], delegate: readonly IstioHttpMatch[]): IstioHttpMatch[] | null {
  if (root.length === 0) return [...delegate]
  if (delegate.length === 0) return [...root]
  const merged: IstioHttpMatch[] = []
  for (const inner of delegate) {
    const fitting = root.filter(outer => !conflicts(outer, inner))
    if (fitting.length === 0) return null
    merged.push(...fitting.map(outer => mergeMatch(outer, inner)))
  }
  return merged
}

function mergeMatch(root: IstioHttpMatch, delegate: IstioHttpMatch): IstioHttpMatch {
  return {
    ...delegate,
    name: [root.name, delegate.name].filter(name => name !== null && name !== '').join('-') || null,
    uri: delegate.uri ?? root.uri,
    ignoreUriCase: delegate.uri === null ? root.ignoreUriCase : delegate.ignoreUriCase,
    scheme: delegate.scheme ?? root.scheme,
    method: delegate.method ?? root.method,
    authority: delegate.authority ?? root.authority,
    headers: new Map([...root.headers, ...delegate.headers]),
    withoutHeaders: new Map([...root.withoutHeaders, ...delegate.withoutHeaders]),
    queryParams: new Map([...root.queryParams, ...delegate.queryParams]),
    port: delegate.port ?? root.port,
    sourceLabels:
      root.sourceLabels === null || delegate.sourceLabels === null
        ? (delegate.sourceLabels ?? root.sourceLabels)
        : {
            at: delegate.sourceLabels.at,
            value: new Map([...root.sourceLabels.value, ...delegate.sourceLabels.value]),
          },
    sourceNamespace: delegate.sourceNamespace ?? root.sourceNamespace,
    gateways: delegate.gateways ?? root.gateways,
  }
}

function conflicts(root: IstioHttpMatch, delegate: IstioHttpMatch): boolean {
  if (root.uri !== null && delegate.uri !== null && root.ignoreUriCase !== delegate.ignoreUriCase) return true
  const plain = [
    [root.uri, delegate.uri],
    [root.scheme, delegate.scheme],
    [root.method, delegate.method],
    [root.authority, delegate.authority],
  ] as const
  if (plain.some(([outer, inner]) => conflict(outer, inner))) return true
  for (const key of ['headers', 'withoutHeaders', 'queryParams'] as const)
    for (const [name, outer] of root[key]) if (conflict(outer, delegate[key].get(name) ?? null)) return true
  if (root.port !== null && delegate.port !== null && root.port.value !== delegate.port.value) return true
  // A root that asks for a namespace wants the delegate to ask for the same.
  if (root.sourceNamespace !== null && root.sourceNamespace.value !== delegate.sourceNamespace?.value) return true
  for (const [key, value] of delegate.sourceLabels?.value ?? []) {
    const outer = root.sourceLabels?.value.get(key)
    if (outer !== undefined && outer !== value) return true
  }
  if (root.gateways !== null && delegate.gateways !== null)
    return !delegate.gateways.every(name => root.gateways!.includes(name))
  return false
}

/** A regex goes with nothing but itself missing; a prefix must begin what the delegate asks for. */
function conflict(root: IstioMatch | null, delegate: IstioMatch | null): boolean {
  if (root === null || delegate === null || root.how === 'present' || delegate.how === 'present') return false
  if (root.how === 'regex' || delegate.how === 'regex') return true
  if (root.how === 'exact') return delegate.how !== 'exact' || delegate.value !== root.value
  return !delegate.value.startsWith(root.value)
}
