import { rankOf } from '../../match/index.ts'
import type { GrpcRouteMatch, HttpRouteMatch, RouteResource } from '../../model/index.ts'

/** Where something stands among all that could take a request: its route, rule and match, and the hostname it is asked for. */
export interface Place {
  readonly hostname: string
  readonly route: RouteResource
  readonly ruleIndex: number
  readonly matchIndex: number
}

/**
 * What a match is ranked by, the first difference deciding [GW-1]: for HTTP an Exact path, the longest prefix, a method, the number of
 * headers, of query parameters; for gRPC [GW-6] the longest service, the longest method, the number of headers. Where regular
 * expressions stand is left to the implementation; they come last here and are marked as open.
 */
export type Rank = readonly number[]

export function rankOfHttp({ path, method, headers, queryParams }: HttpRouteMatch): Rank {
  const pathRank = path.type === 'Exact' ? 1_000_000 : path.type === 'PathPrefix' ? path.value.length : 0
  return [pathRank, Number(method !== null), distinct(headers, true), distinct(queryParams, false)]
}

export function rankOfGrpc({ method, headers }: GrpcRouteMatch): Rank {
  const isExact = method?.type === 'Exact'
  return [
    isExact ? (method.service?.length ?? 0) : 0,
    isExact ? (method.method?.length ?? 0) : 0,
    distinct(headers, true),
  ]
}

/** Hostname, rank, oldest route, namespace/name, first rule, first match. */
export function comparePrecedence(a: Place & { readonly rank: Rank }, b: Place & { readonly rank: Rank }): number {
  const byHostname = rankOf(b.hostname) - rankOf(a.hostname)
  if (byHostname !== 0) return byHostname
  for (const [index, rank] of a.rank.entries()) {
    const difference = (b.rank[index] ?? 0) - rank
    if (difference !== 0) return difference
  }
  return compareAge(a.route, b.route) || a.ruleIndex - b.ruleIndex || a.matchIndex - b.matchIndex
}

/** The older route first, then by namespace and name. */
export function compareAge(a: RouteResource, b: RouteResource): number {
  const byAge = (a.createdMs ?? Number.MAX_SAFE_INTEGER) - (b.createdMs ?? Number.MAX_SAFE_INTEGER)
  if (byAge !== 0) return byAge
  const left = `${a.namespace}/${a.name}`
  const right = `${b.namespace}/${b.name}`
  return left < right ? -1 : left > right ? 1 : 0
}

/** A second entry for one name does not count [GW-4]. */
function distinct(matches: readonly { readonly name: string }[], ignoreCase: boolean): number {
  return new Set(matches.map(match => (ignoreCase ? match.name.toLowerCase() : match.name))).size
}
