import { rankOf, type WildcardReach } from '../match/index.ts'
import { conjuncts, evaluateCondition, evaluateFormula } from './evaluate.ts'
import { HostIndex } from './host-index.ts'
import { HostRoutes, patternOf } from './host-routes.ts'
import type { Route, RoutedRequest } from './route.ts'
import { type Loser, mostLosers, Search } from './search.ts'

export interface Resolution {
  /** The first route that holds. */
  readonly route: Route | null
  /** Routes before the winner that may hold or not: what decides them is not simulated. */
  readonly unknown: readonly Route[]
  /** The nearest that did not take it, nearest first. */
  readonly losers: readonly Loser[]
  /** Routes not asked one by one: their host, or their path, rules them out. */
  readonly excludedByHost: number
  readonly excludedByPath: number
}

/**
 * Routes in one total order: the first that holds is taken. The index (hosts, then exact paths and prefixes by element) only makes
 * that fast; what it leaves out could not have matched. Never changed once made: `withHosts` makes the next one and shares the rest.
 */
export class RouteTable {
  readonly reach: WildcardReach
  private readonly index: TableIndex
  private flat: readonly Route[] | null

  /** Routes in their order, or an index that is made already. */
  constructor(routes: readonly Route[] | TableIndex, reach: WildcardReach) {
    this.reach = reach
    this.index = 'hosts' in routes ? routes : indexOf(routes, reach)
    this.flat = 'hosts' in routes ? null : routes
  }

  /** A table whose order puts the more specific hostname first, from the routes of each hostname in their order. */
  static ofHosts(
    hosts: Iterable<readonly [pattern: string, routes: readonly Route[]]>,
    reach: WildcardReach,
  ): RouteTable {
    const index = emptyIndex(reach)
    for (const [pattern, routes] of hosts) put(index, pattern, routes)
    return new RouteTable(index, reach)
  }

  /**
   * This table with other routes for some hostnames (none: the hostname goes), everything else shared. Only where the more specific
   * hostname comes first.
   */
  withHosts(changes: Iterable<readonly [pattern: string, routes: readonly Route[]]>): RouteTable {
    const index = { ...this.index, hosts: this.index.hosts.copy() }
    for (const [pattern, routes] of changes) put(index, pattern, routes)
    return new RouteTable(index, this.reach)
  }

  /** How many routes there are. */
  get size(): number {
    return this.index.size
  }

  /** Whether some route's order is left to the implementation. */
  get hasOpenOrder(): boolean {
    return this.index.open > 0
  }

  /** All routes, in order. */
  get routes(): readonly Route[] {
    this.flat ??= [...this.index.hosts.values()]
      .sort((a, b) => rankOf(b.pattern) - rankOf(a.pattern))
      .flatMap(host => host.routes)
    return this.flat
  }

  /** The routes of one hostname pattern ('' for every host), in order. */
  routesOf(pattern: string): readonly Route[] {
    return this.index.hosts.get(pattern)?.routes ?? []
  }

  /** The hostname patterns that routes ask for and that cover a host, the most specific first; '' is the one of every host. */
  patternsCovering(host: string): string[] {
    return this.index.hosts.covering(host).map(({ pattern }) => pattern)
  }

  /** The route that takes the request, without reasons; what may hold or not counts as not holding. */
  lookup(request: RoutedRequest): Route | null {
    let route: Route | null = null
    let place = Number.MAX_SAFE_INTEGER
    for (const host of this.index.hosts.covering(request.host)) {
      const index = host.first(request, this.reach)
      if (index < 0) continue
      // Without places the more specific hostname comes first.
      if (host.places === null) return host.routes[index]!
      if (host.places[index]! > place) continue
      place = host.places[index]!
      route = host.routes[index]!
    }
    return route
  }

  /** The route that takes the request, with the nearest losers. `accept` narrows the routes that are asked. */
  resolve(request: RoutedRequest, accept?: (route: Route) => boolean): Resolution {
    const search = new Search(request, this.reach, accept ?? null)
    let inHosts = 0
    for (const host of this.index.hosts.covering(request.host)) {
      inHosts += host.routes.length
      search.enter(host.routes.length)
      host.scan(search, request.path)
    }
    return {
      route: search.route,
      unknown: search.unknown(),
      losers: search.nearest(),
      excludedByHost: this.size - inHosts,
      excludedByPath: inHosts - search.asked,
    }
  }

  /** First in order by asking every route: what `resolve` must agree with. */
  scan(request: RoutedRequest): Route | null {
    return this.routes.find(route => evaluateFormula(route.match, request, this.reach) === 'yes') ?? null
  }

  /** Routes of the request's hosts whose path failed, nearest first: the reasons for `no route`. */
  nearMisses(request: RoutedRequest): Loser[] {
    const misses: Loser[] = []
    const most = 256
    for (const host of this.index.hosts.covering(request.host)) {
      for (const route of host.some(most - misses.length)) {
        const failed = conjuncts(route.match).find(
          condition => evaluateCondition(condition, request, this.reach) === 'no',
        )
        if (failed !== undefined) misses.push({ route, failed })
      }
    }
    return misses.sort((a, b) => sharedPath(b, request.path) - sharedPath(a, request.path)).slice(0, mostLosers)
  }
}

interface TableIndex {
  readonly hosts: HostIndex<HostRoutes>
  /** Routes of all hostnames. */
  size: number
  /** Hostnames with a route whose order is open. */
  open: number
}

const emptyIndex = (reach: WildcardReach): TableIndex => ({ hosts: new HostIndex(reach), size: 0, open: 0 })

function put(
  index: TableIndex,
  pattern: string,
  routes: readonly Route[],
  places: readonly number[] | null = null,
): void {
  const old = index.hosts.get(pattern)
  const next = routes.length === 0 ? null : new HostRoutes(pattern, routes, places)
  index.hosts.set(pattern, next)
  index.size += routes.length - (old?.routes.length ?? 0)
  index.open += Number(next?.hasOpenOrder ?? false) - Number(old?.hasOpenOrder ?? false)
}

/** Groups routes by hostname; where their order does not put the more specific one first, each keeps its place. */
function indexOf(routes: readonly Route[], reach: WildcardReach): TableIndex {
  const byPattern = new Map<string, { routes: Route[]; places: number[] }>()
  let rank = Number.MAX_SAFE_INTEGER
  let hostFirst = true
  for (let place = 0; place < routes.length; place++) {
    const route = routes[place]!
    const pattern = patternOf(route)
    const ranked = rankOf(pattern)
    if (ranked > rank) hostFirst = false
    rank = ranked
    const known = byPattern.get(pattern)
    if (known === undefined) byPattern.set(pattern, { routes: [route], places: [place] })
    else {
      known.routes.push(route)
      known.places.push(place)
    }
  }
  const index = emptyIndex(reach)
  for (const [pattern, group] of byPattern) put(index, pattern, group.routes, hostFirst ? null : group.places)
  return index
}

function sharedPath(loser: Loser, path: string): number {
  const condition = loser.failed
  if (condition?.on !== 'path' || !('value' in condition.match)) return 0
  const { value } = condition.match
  let length = 0
  while (length < value.length && value[length] === path[length]) length++
  return length
}
