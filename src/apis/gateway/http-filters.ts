import type { Cluster } from '../../cluster/index.ts'
import type { Filter, Origin, PathEdit } from '../../dataplane/index.ts'
import type { HttpFilter, HttpRouteMatch, HttpRouteResource, PathRewrite } from '../../model/index.ts'
import { feature } from '../../report/index.ts'
import { resolveBackend } from './backend.ts'

export function originOf(route: HttpRouteResource, path: Origin['path']): Origin {
  return { doc: route.doc, kind: route.kind, namespace: route.namespace, name: route.name, path }
}

/** Filters of a rule, or of a backendRef, as steps of the data plane. `match` gives the prefix that ReplacePrefixMatch replaces. */
export function translateFilters(
  cluster: Cluster,
  route: HttpRouteResource,
  match: HttpRouteMatch,
  filters: readonly HttpFilter[],
): Filter[] {
  return filters.map(filter => translateFilter(cluster, route, match, filter))
}

function translateFilter(
  cluster: Cluster,
  route: HttpRouteResource,
  match: HttpRouteMatch,
  filter: HttpFilter,
): Filter {
  const origin = originOf(route, filter.at)
  switch (filter.kind) {
    case 'RequestHeaderModifier':
      return { kind: 'requestHeaders', edit: filter.change, origin, rule: 'GW-24' }
    case 'ResponseHeaderModifier':
      return { kind: 'responseHeaders', edit: filter.change, origin, rule: 'GW-24' }
    case 'URLRewrite': {
      const path = translatePath(match, filter.path)
      if (path === 'unknown') return { kind: 'unknown', feature: feature('prefixWithoutPrefix'), origin, rule: 'GW-26' }
      return { kind: 'rewrite', hostname: filter.hostname, path, origin, rule: 'GW-26' }
    }
    case 'RequestMirror':
      return {
        kind: 'mirror',
        target: resolveBackend(cluster, route, filter.backend),
        percent: filter.percent,
        origin,
        rule: 'GW-27',
      }
    case 'RequestRedirect': {
      const path = translatePath(match, filter.path)
      if (path === 'unknown') return { kind: 'unknown', feature: feature('prefixWithoutPrefix'), origin, rule: 'GW-26' }
      return {
        kind: 'redirect',
        redirect: {
          scheme: filter.scheme,
          hostname: filter.hostname,
          port: filter.port,
          path,
          status: filter.statusCode,
        },
        origin,
        rule: 'GW-25',
      }
    }
    case 'other':
      return { kind: 'unknown', feature: feature('httpFilter', filter.name), origin, rule: 'GW-28' }
  }
}

function translatePath(match: HttpRouteMatch, rewrite: PathRewrite | null): PathEdit | null | 'unknown' {
  if (rewrite === null) return null
  if (rewrite.type === 'ReplaceFullPath') return { prefix: null, value: rewrite.value }
  return match.path.type === 'PathPrefix' ? { prefix: match.path.value, value: rewrite.value } : 'unknown'
}
