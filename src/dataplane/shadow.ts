import { intersectHostnames, matchHostname, matchPathPrefix, trimSlash, type WildcardReach } from '../match/index.ts'
import { conjuncts, isConjunction } from './evaluate.ts'
import type { Condition, PathMatch, Route, RoutedRequest, TextMatch } from './route.ts'
import type { RouteTable } from './route-table.ts'

/** A route that no request can reach: whatever it takes, the winner takes first. */
export interface Shadow {
  readonly route: Route
  readonly winner: Route
  /** A request that the route's conditions hold for and that the winner takes. */
  readonly witness: RoutedRequest
}

/**
 * Every route of a table that is proved to be unreachable. The proof is by conditions: the request made from the route's own conditions is
 * taken by an earlier route, and each condition of that one follows from the route's. What is not proved is not listed.
 */
export function findShadows(table: RouteTable): Shadow[] {
  const shadows: Shadow[] = []
  for (const route of table.routes) {
    if (!isConjunction(route.match)) continue
    const conditions = conjuncts(route.match)
    const witness = witnessOf(conditions)
    if (witness === null) continue
    const { route: winner } = table.resolve(witness)
    if (winner === null || winner === route || !isConjunction(winner.match)) continue
    if (conjuncts(winner.match).every(wanted => follows(wanted, conditions, table.reach)))
      shadows.push({ route, winner, witness })
  }
  return shadows
}

/** A request that all the conditions hold for; null where one cannot be answered by example. */
export function witnessOf(conditions: readonly Condition[]): RoutedRequest | null {
  let host = 'example.com'
  let path = '/'
  let method = 'GET'
  let port: number | null = null
  const headers = new Map<string, string>()
  const query = new Map<string, string>()
  for (const condition of conditions) {
    switch (condition.on) {
      case 'host':
        host = condition.pattern.startsWith('*.') ? `any${condition.pattern.slice(1)}` : condition.pattern
        break
      case 'path': {
        const { match } = condition
        if (!('value' in match)) return null
        path = match.how === 'elements' ? trimSlash(match.value) || '/' : match.value
        break
      }
      case 'method':
        method = condition.value
        break
      case 'header':
      case 'query': {
        const { match } = condition
        // gRPC routes ask for their content type by pattern.
        const value =
          match.how === 'exact' || match.how === 'startsWith'
            ? match.value
            : match.how === 'present'
              ? 'any'
              : match.how === 'regex' && match.regex.full('application/grpc')
                ? 'application/grpc'
                : null
        if (value === null) return null
        if (condition.on === 'header') headers.set(condition.name, value)
        else query.set(condition.name, value)
        break
      }
      case 'port':
        port = condition.value
        break
      case 'claim':
      case 'sourceLabels':
      case 'sourceNamespace':
      case 'sni':
      case 'address':
      case 'unknown':
        return null
    }
  }
  return { host, path, method, headers, query, ...(port === null ? {} : { port }) }
}

/** Whether a condition holds for every request that the given ones hold for. */
function follows(wanted: Condition, given: readonly Condition[], reach: WildcardReach): boolean {
  return takesEverything(wanted) || given.some(condition => followsFrom(wanted, condition, reach))
}

function followsFrom(wanted: Condition, given: Condition, reach: WildcardReach): boolean {
  switch (wanted.on) {
    case 'host':
      return given.on === 'host' && hostFollows(wanted.pattern, given.pattern, reach)
    case 'path':
      return given.on === 'path' && wanted.ignoreCase === given.ignoreCase && pathFollows(wanted.match, given.match)
    case 'method':
      return given.on === 'method' && given.value === wanted.value
    case 'header':
      return (
        given.on === 'header' &&
        given.name === wanted.name &&
        given.orEmpty === wanted.orEmpty &&
        textFollows(wanted.match, given.match)
      )
    case 'query':
      return given.on === 'query' && given.name === wanted.name && textFollows(wanted.match, given.match)
    case 'port':
      return given.on === 'port' && given.value === wanted.value
    case 'claim':
    case 'sourceLabels':
    case 'sourceNamespace':
    case 'sni':
    case 'address':
    case 'unknown':
      return false
  }
}

function takesEverything(condition: Condition): boolean {
  if (condition.on !== 'path') return false
  const { match } = condition
  return (match.how === 'elements' || match.how === 'startsWith') && trimSlash(match.value) === ''
}

function hostFollows(wanted: string, given: string, reach: WildcardReach): boolean {
  if (wanted === given) return true
  if (!given.startsWith('*.')) return matchHostname(wanted, given, reach)
  return reach === 'manyLabels' && wanted.startsWith('*.') && intersectHostnames(wanted, given) === given
}

function pathFollows(wanted: PathMatch, given: PathMatch): boolean {
  if (given.how === 'exact') {
    if (wanted.how === 'exact') return wanted.value === given.value
    if (wanted.how === 'elements') return matchPathPrefix(wanted.value, given.value)
    if (wanted.how === 'startsWith') return given.value.startsWith(wanted.value)
    return wanted.how === 'regex' && wanted.regex.full(given.value)
  }
  if (given.how === 'startsWith') return wanted.how === 'startsWith' && given.value.startsWith(wanted.value)
  if (given.how === 'elements')
    return wanted.how === 'elements' && matchPathPrefix(wanted.value, trimSlash(given.value) || '/')
  return given.how === 'regex' && wanted.how === 'regex' && given.regex.source === wanted.regex.source
}

function textFollows(wanted: TextMatch, given: TextMatch): boolean {
  if (wanted.how === 'present') return true
  if (given.how === 'startsWith') return wanted.how === 'startsWith' && given.value.startsWith(wanted.value)
  if (given.how === 'exact' && wanted.how === 'startsWith') return given.value.startsWith(wanted.value)
  if (given.how === 'exact')
    return wanted.how === 'exact'
      ? wanted.value === given.value
      : wanted.how === 'regex' && wanted.regex.full(given.value)
  return given.how === 'regex' && wanted.how === 'regex' && given.regex.source === wanted.regex.source
}
