import { rankOf } from '../../match/index.ts'
import type { HttpRouteMatch, HttpRouteResource } from '../../model/index.ts'

/** A match with what the specification ranks it by. */
export interface Ranked {
  readonly hostname: string
  readonly match: HttpRouteMatch
  readonly route: HttpRouteResource
  readonly ruleIndex: number
  readonly matchIndex: number
}

/**
 * The best match of all rules of all routes comes first [GW-1]: hostname, Exact path, longest prefix, method, number of headers, of
 * query parameters, oldest route, namespace/name, first rule. Where regular expressions stand is left to the implementation; they come
 * after prefixes here and are marked as open.
 */
export function comparePrecedence(a: Ranked, b: Ranked): number {
  return (
    rankOf(b.hostname) - rankOf(a.hostname) ||
    pathRank(b.match) - pathRank(a.match) ||
    Number(b.match.method !== null) - Number(a.match.method !== null) ||
    distinct(b.match.headers, true) - distinct(a.match.headers, true) ||
    distinct(b.match.queryParams, false) - distinct(a.match.queryParams, false) ||
    (a.route.createdMs ?? Number.MAX_SAFE_INTEGER) - (b.route.createdMs ?? Number.MAX_SAFE_INTEGER) ||
    compareText(`${a.route.namespace}/${a.route.name}`, `${b.route.namespace}/${b.route.name}`) ||
    a.ruleIndex - b.ruleIndex ||
    a.matchIndex - b.matchIndex
  )
}

function pathRank({ path }: HttpRouteMatch): number {
  if (path.type === 'Exact') return 1_000_000
  return path.type === 'PathPrefix' ? path.value.length : 0
}

/** A second entry for one name does not count [GW-4]. */
function distinct(matches: readonly { readonly name: string }[], ignoreCase: boolean): number {
  return new Set(matches.map(match => (ignoreCase ? match.name.toLowerCase() : match.name))).size
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
