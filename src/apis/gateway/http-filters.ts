import type { Cluster } from '../../cluster/index.ts'
import type { Filter, Origin, PathEdit, WeightedBackend } from '../../dataplane/index.ts'
import type { HttpBackendRef, HttpFilter, PathRewrite, RouteResource } from '../../model/index.ts'
import { feature } from '../../report/index.ts'
import { type ProxyOfBackends, resolveBackend } from './backend.ts'

/** A route being translated, and the proxy that will run it. */
export interface Translation<R extends RouteResource = RouteResource> {
  readonly cluster: Cluster
  readonly route: R
  readonly proxy: ProxyOfBackends
}

export function originOf(route: RouteResource, path: Origin['path']): Origin {
  return { doc: route.doc, kind: route.kind, namespace: route.namespace, name: route.name, path }
}

/** Filters of a rule, or of a backendRef, as steps of the data plane. `prefix` is what ReplacePrefixMatch replaces; null without a PathPrefix match. */
export function translateFilters(
  translation: Translation,
  prefix: string | null,
  filters: readonly HttpFilter[],
): Filter[] {
  return filters.map(filter => translateFilter(translation, prefix, filter))
}

/** The backendRefs of a rule with their own filters. */
export function translateBackends(
  translation: Translation,
  prefix: string | null,
  refs: readonly HttpBackendRef[],
): WeightedBackend[] {
  const { cluster, route, proxy } = translation
  return refs.map(ref => ({
    target: resolveBackend(cluster, route, ref, proxy),
    weight: ref.weight,
    filters: translateFilters(translation, prefix, ref.filters),
    origin: originOf(route, ref.at),
  }))
}

function translateFilter({ cluster, route, proxy }: Translation, prefix: string | null, filter: HttpFilter): Filter {
  const origin = originOf(route, filter.at)
  switch (filter.kind) {
    case 'RequestHeaderModifier':
      return { kind: 'requestHeaders', edit: filter.change, origin, rule: 'GW-24' }
    case 'ResponseHeaderModifier':
      return { kind: 'responseHeaders', edit: filter.change, origin, rule: 'GW-24' }
    case 'URLRewrite': {
      const path = translatePath(prefix, filter.path)
      if (path === 'unknown') return { kind: 'unknown', feature: feature('prefixWithoutPrefix'), origin, rule: 'GW-26' }
      return { kind: 'rewrite', hostname: filter.hostname, path, origin, rule: 'GW-26' }
    }
    case 'RequestMirror':
      return {
        kind: 'mirror',
        target: resolveBackend(cluster, route, filter.backend, proxy),
        percent: filter.percent,
        origin,
        rule: 'GW-27',
      }
    case 'RequestRedirect': {
      const path = translatePath(prefix, filter.path)
      if (path === 'unknown') return { kind: 'unknown', feature: feature('prefixWithoutPrefix'), origin, rule: 'GW-26' }
      const { scheme, hostname, port, statusCode } = filter
      return { kind: 'redirect', redirect: { scheme, hostname, port, path, status: statusCode }, origin, rule: 'GW-25' }
    }
    case 'CORS': {
      const { allowOrigins, allowMethods, allowHeaders, exposeHeaders, allowCredentials, maxAge } = filter
      return {
        kind: 'cors',
        cors: {
          allowOrigins,
          allowMethods,
          allowHeaders,
          exposeHeaders,
          allowCredentials,
          maxAgeSeconds: maxAge,
          preflightStatus: 204,
          separator: ', ',
        },
        origin,
        rule: 'GW-28',
      }
    }
    case 'other':
      return { kind: 'unknown', feature: feature('httpFilter', filter.name), origin, rule: 'GW-32' }
  }
}

function translatePath(prefix: string | null, rewrite: PathRewrite | null): PathEdit | null | 'unknown' {
  if (rewrite === null) return null
  if (rewrite.type === 'ReplaceFullPath') return { prefix: null, value: rewrite.value }
  return prefix === null ? 'unknown' : { prefix, value: rewrite.value }
}
