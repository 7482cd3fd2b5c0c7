import { trimSlash, type WildcardReach } from '../match/index.ts'
import { conjuncts, evaluateCondition, evaluateFormula, isConjunction, type Ternary } from './evaluate.ts'
import type { Condition, Formula, Route, RoutedRequest } from './route.ts'

/** A route that could have taken the request and did not. */
export interface Loser {
  readonly route: Route
  /** The condition that failed; null when it holds but the winner comes first. */
  readonly failed: Condition | null
}

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

interface Bucket {
  readonly pattern: string
  readonly exact: Map<string, number[]>
  readonly elements: Map<string, number[]>
  /** Routes whose path is a regex, unknown, or not asked. */
  readonly rest: number[]
  size: number
}

interface Compiled {
  /** What the index has not answered yet, or null when more than conditions is asked. */
  readonly remaining: readonly Condition[] | null
  readonly whole: Formula
}

const mostLosers = 4

/**
 * Routes in one total order: the first that holds is taken. The index (hosts, then exact paths and prefixes by element) only makes
 * that fast; what it leaves out could not have matched.
 */
export class RouteTable {
  readonly routes: readonly Route[]
  readonly reach: WildcardReach
  private readonly buckets = new Map<string, Bucket>()
  private readonly compiled: Compiled[] = []
  /** Whether some route's order is left to the implementation. */
  readonly hasOpenOrder: boolean

  constructor(routes: readonly Route[], reach: WildcardReach) {
    this.routes = routes
    this.reach = reach
    this.hasOpenOrder = routes.some(route => route.orderOpen)
    for (const [index, route] of routes.entries()) this.insert(route, index)
  }

  /** The route that takes the request, with the nearest losers. `accept` narrows the routes that are asked. */
  resolve(request: RoutedRequest, accept?: (route: Route) => boolean): Resolution {
    let best = Number.POSITIVE_INFINITY
    let inHosts = 0
    let asked = 0
    const unknown: number[] = []
    const failed: { index: number; condition: Condition | null }[] = []
    const beaten: number[] = []
    const scan = (list: readonly number[] | undefined): void => {
      if (list === undefined) return
      asked += list.length
      for (const index of list) {
        if (accept !== undefined && !accept(this.routes[index]!)) continue
        if (index > best) {
          if (beaten.length < mostLosers) beaten.push(index)
          break
        }
        const condition = this.firstFailing(index, request)
        if (condition === 'yes') {
          if (best !== Number.POSITIVE_INFINITY && beaten.length < mostLosers) beaten.push(best)
          best = index
        } else if (condition === 'unknown') unknown.push(index)
        else if (failed.length < 64) failed.push({ index, condition: condition === 'no' ? null : condition })
      }
    }
    this.eachBucket(request.host, bucket => {
      inHosts += bucket.size
      scan(bucket.exact.get(request.path))
      scan(bucket.rest)
      const { path } = request
      if (bucket.elements.size > 0) {
        for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
          if (end < path.length || path.charCodeAt(end - 1) !== 47)
            scan(bucket.elements.get(end === path.length ? path : path.slice(0, end)))
        }
        scan(bucket.elements.get(''))
      }
    })
    const losers = [
      ...failed.filter(({ condition }) => condition !== null).map(({ index, condition }) => ({ index, condition })),
      ...beaten
        .filter(index => index > best && this.verdict(index, request) === 'yes')
        .map(index => ({ index, condition: null })),
    ]
      .sort((a, b) => a.index - b.index)
      .slice(0, mostLosers)
    return {
      route: best === Number.POSITIVE_INFINITY ? null : this.routes[best]!,
      unknown: unknown.filter(index => index < best).map(index => this.routes[index]!),
      losers: losers.map(({ index, condition }) => ({ route: this.routes[index]!, failed: condition })),
      excludedByHost: this.routes.length - inHosts,
      excludedByPath: inHosts - asked,
    }
  }

  /** First in order by asking every route: what `resolve` must agree with. */
  scan(request: RoutedRequest): Route | null {
    return this.routes.find(route => evaluateFormula(route.match, request, this.reach) === 'yes') ?? null
  }

  /** Routes of the request's hosts whose path failed, nearest first: the reasons for `no route`. */
  nearMisses(request: RoutedRequest): Loser[] {
    const misses: Loser[] = []
    this.eachBucket(request.host, bucket => {
      for (const list of [...bucket.exact.values(), ...bucket.elements.values(), bucket.rest]) {
        for (const index of list) {
          const route = this.routes[index]!
          const failed = conjuncts(route.match).find(
            condition => evaluateCondition(condition, request, this.reach) === 'no',
          )
          if (failed !== undefined) misses.push({ route, failed })
          if (misses.length >= 256) return
        }
      }
    })
    return misses.sort((a, b) => sharedPath(b, request.path) - sharedPath(a, request.path)).slice(0, mostLosers)
  }

  private verdict(index: number, request: RoutedRequest): Ternary {
    return evaluateFormula(this.routes[index]!.match, request, this.reach)
  }

  /** `yes`, `unknown`, the condition that fails, or `no` when no single condition says it. */
  private firstFailing(index: number, request: RoutedRequest): Condition | Ternary {
    const { remaining, whole } = this.compiled[index]!
    if (remaining === null) return evaluateFormula(whole, request, this.reach)
    let result: Ternary = 'yes'
    for (const condition of remaining) {
      const verdict = evaluateCondition(condition, request, this.reach)
      if (verdict === 'no') return condition
      if (verdict === 'unknown') result = 'unknown'
    }
    return result
  }

  private insert(route: Route, index: number): void {
    const conditions = conjuncts(route.match)
    const host = conditions.find(condition => condition.on === 'host')
    const path = conditions.find(condition => condition.on === 'path')
    const pattern = host?.on === 'host' && host.pattern !== '*' ? host.pattern : ''
    const bucket = this.bucket(pattern)
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
    const plain = isConjunction(route.match)
    this.compiled.push({
      remaining: plain ? conditions.filter(condition => condition !== host && condition !== indexed) : null,
      whole: route.match,
    })
  }

  private bucket(pattern: string): Bucket {
    const known = this.buckets.get(pattern)
    if (known !== undefined) return known
    const made: Bucket = { pattern, exact: new Map(), elements: new Map(), rest: [], size: 0 }
    this.buckets.set(pattern, made)
    return made
  }

  private eachBucket(host: string, visit: (bucket: Bucket) => void): void {
    const exact = this.buckets.get(host)
    if (exact !== undefined && host !== '') visit(exact)
    for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      const wild = dot > 0 ? this.buckets.get(`*${host.slice(dot)}`) : undefined
      if (wild !== undefined) visit(wild)
      if (this.reach === 'oneLabel') break
    }
    const every = this.buckets.get('')
    if (every !== undefined) visit(every)
  }
}

function sharedPath(loser: Loser, path: string): number {
  const condition = loser.failed
  if (condition?.on !== 'path' || !('value' in condition.match)) return 0
  const { value } = condition.match
  let length = 0
  while (length < value.length && value[length] === path[length]) length++
  return length
}
