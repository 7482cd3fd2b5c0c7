import { trimSlash, type WildcardReach } from '../match/index.ts'
import { conjuncts, evaluateCondition, evaluateFormula, isConjunction } from './evaluate.ts'
import { HostIndex } from './host-index.ts'
import type { Condition, Route, RoutedRequest } from './route.ts'
import { type Compiled, type Loser, mostLosers, Search } from './search.ts'

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

/** The routes of one hostname, each list in order. */
interface Bucket {
  readonly exact: Map<string, number[]>
  readonly elements: Map<string, number[]>
  /** Routes whose path is a regex, unknown, or not asked. */
  readonly rest: number[]
  size: number
}

/**
 * Routes in one total order: the first that holds is taken. The index (hosts, then exact paths and prefixes by element) only makes
 * that fast; what it leaves out could not have matched.
 */
export class RouteTable {
  readonly routes: readonly Route[]
  readonly reach: WildcardReach
  private readonly hosts: HostIndex<Bucket>
  private readonly compiled: Compiled[] = []
  /** Whether some route's order is left to the implementation. */
  readonly hasOpenOrder: boolean

  constructor(routes: readonly Route[], reach: WildcardReach) {
    this.routes = routes
    this.reach = reach
    this.hosts = new HostIndex(reach)
    this.hasOpenOrder = routes.some(route => route.orderOpen)
    for (const [index, route] of routes.entries()) this.insert(route, index)
  }

  /** The route that takes the request, with the nearest losers. `accept` narrows the routes that are asked. */
  resolve(request: RoutedRequest, accept?: (route: Route) => boolean): Resolution {
    const search = new Search(this.compiled, request, this.reach, accept ?? null)
    let inHosts = 0
    for (const bucket of this.hosts.covering(request.host)) {
      inHosts += bucket.size
      scanBucket(search, bucket, request.path)
    }
    return {
      route: search.route,
      unknown: search.unknown(),
      losers: search.nearest(),
      excludedByHost: this.routes.length - inHosts,
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
    for (const bucket of this.hosts.covering(request.host)) {
      for (const index of indexesOf(bucket, 256 - misses.length)) {
        const route = this.routes[index]!
        const failed = conjuncts(route.match).find(
          condition => evaluateCondition(condition, request, this.reach) === 'no',
        )
        if (failed !== undefined) misses.push({ route, failed })
      }
    }
    return misses.sort((a, b) => sharedPath(b, request.path) - sharedPath(a, request.path)).slice(0, mostLosers)
  }

  private insert(route: Route, index: number): void {
    const conditions = conjuncts(route.match)
    const host = conditions.find(condition => condition.on === 'host')
    const path = conditions.find(condition => condition.on === 'path')
    const pattern = host?.on === 'host' && host.pattern !== '*' ? host.pattern : ''
    const bucket = this.hosts.getOrMake(pattern, makeBucket)
    bucket.size++
    let indexed: Condition | undefined
    if (path?.on === 'path' && (path.match.how === 'exact' || path.match.how === 'elements')) {
      indexed = path
      const map = path.match.how === 'exact' ? bucket.exact : bucket.elements
      const key = path.match.how === 'exact' ? path.match.value : trimSlash(path.match.value)
      const list = map.get(key)
      if (list === undefined) map.set(key, [index])
      else list.push(index)
    } else bucket.rest.push(index)
    this.compiled.push({
      route,
      remaining: isConjunction(route.match)
        ? conditions.filter(condition => condition !== host && condition !== indexed)
        : null,
      whole: route.match,
    })
  }
}

const makeBucket = (): Bucket => ({ exact: new Map(), elements: new Map(), rest: [], size: 0 })

/** What of a bucket the path does not rule out. */
function scanBucket(search: Search, bucket: Bucket, path: string): void {
  const exact = bucket.exact.get(path)
  if (exact !== undefined) search.scan(exact)
  if (bucket.rest.length > 0) search.scan(bucket.rest)
  if (bucket.elements.size === 0) return
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (end === path.length && path.charCodeAt(end - 1) === 47) continue
    const list = bucket.elements.get(end === path.length ? path : path.slice(0, end))
    if (list !== undefined) search.scan(list)
  }
  const whole = bucket.elements.get('')
  if (whole !== undefined) search.scan(whole)
}

/** At most so many of a bucket's routes. */
function indexesOf({ exact, elements, rest }: Bucket, most: number): number[] {
  const indexes: number[] = []
  for (const list of [...exact.values(), ...elements.values(), rest]) {
    if (indexes.length >= most) break
    indexes.push(...list.slice(0, most - indexes.length))
  }
  return indexes
}

function sharedPath(loser: Loser, path: string): number {
  const condition = loser.failed
  if (condition?.on !== 'path' || !('value' in condition.match)) return 0
  const { value } = condition.match
  let length = 0
  while (length < value.length && value[length] === path[length]) length++
  return length
}
