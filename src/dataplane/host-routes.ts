import { trimSlash, type WildcardReach } from '../match/index.ts'
import { conjuncts, evaluateCondition, evaluateFormula, isConjunction } from './evaluate.ts'
import type { Condition, Formula, Route, RoutedRequest } from './route.ts'
import type { Compiled, Search } from './search.ts'

/** The hostname that a route asks for first of all; '' when it asks for none. */
export function patternOf({ match }: Route): string {
  const host =
    'all' in match
      ? (match.all.find(isHost) ?? conjuncts(match).find(isHost))
      : 'on' in match && isHost(match)
        ? match
        : undefined
  return host === undefined || host.pattern === '*' ? '' : host.pattern
}

function isHost(part: Formula): part is Extract<Condition, { on: 'host' }> {
  return 'on' in part && part.on === 'host'
}

/** The routes of one hostname, in order, with their index by path. Never changed once made, so that tables can share it. */
export class HostRoutes {
  readonly pattern: string
  readonly routes: readonly Route[]
  /** Places in an order that runs across hostnames; null where the order is the hostname's own. */
  readonly places: readonly number[] | null
  /** Whether some route's order is left to the implementation. */
  readonly hasOpenOrder: boolean
  private readonly exact: Map<string, Compiled[]> = new Map()
  /** Made when the first one comes: few hostnames have both kinds. */
  private elements: Map<string, Compiled[]> | null = null
  /** Routes whose path is a regex, unknown, or not asked. */
  private readonly rest: Compiled[] = []

  constructor(pattern: string, routes: readonly Route[], places: readonly number[] | null) {
    this.pattern = pattern
    this.routes = routes
    this.places = places
    let open = false
    for (let index = 0; index < routes.length; index++) {
      const route = routes[index]!
      this.file(route, index)
      open ||= route.orderOpen
    }
    this.hasOpenOrder = open
  }

  /** Index of the first route that holds; -1 when none does. */
  first(request: RoutedRequest, reach: WildcardReach): number {
    const { path } = request
    let best = this.firstIn(this.exact.get(path), request, reach, this.routes.length)
    if (this.rest.length > 0) best = this.firstIn(this.rest, request, reach, best)
    if (this.elements !== null) {
      for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
        if (end === path.length && path.charCodeAt(end - 1) === 47) continue
        best = this.firstIn(this.elements.get(end === path.length ? path : path.slice(0, end)), request, reach, best)
      }
      best = this.firstIn(this.elements.get(''), request, reach, best)
    }
    return best === this.routes.length ? -1 : best
  }

  private firstIn(
    list: readonly Compiled[] | undefined,
    request: RoutedRequest,
    reach: WildcardReach,
    before: number,
  ): number {
    if (list === undefined) return before
    for (let i = 0; i < list.length; i++) {
      const one = list[i]!
      if (one.index >= before) return before
      if (one.method !== null && one.method !== request.method) continue
      if (holds(one, request, reach)) return one.index
    }
    return before
  }

  /** What the path does not rule out. */
  scan(search: Search, path: string): void {
    const exact = this.exact.get(path)
    if (exact !== undefined) search.scan(this.places, exact)
    if (this.rest.length > 0) search.scan(this.places, this.rest)
    if (this.elements === null) return
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (end === path.length && path.charCodeAt(end - 1) === 47) continue
      const list = this.elements.get(end === path.length ? path : path.slice(0, end))
      if (list !== undefined) search.scan(this.places, list)
    }
    const whole = this.elements.get('')
    if (whole !== undefined) search.scan(this.places, whole)
  }

  /** At most so many routes, whatever their path. */
  some(most: number): Route[] {
    const found: Route[] = []
    for (const list of [...this.exact.values(), ...(this.elements?.values() ?? []), this.rest]) {
      if (found.length >= most) break
      for (const { route } of list.slice(0, most - found.length)) found.push(route)
    }
    return found
  }

  private file(route: Route, index: number): void {
    const { match } = route
    const conditions = plainConditions(match)
    if (conditions === null) {
      const whole = { route, index, method: null, asksMethod: null, remaining: null, whole: match }
      this.place(conjuncts(match).find(isIndexedPath), whole)
      return
    }
    let host: Condition | undefined
    let path: IndexedPath | undefined
    let asksMethod: Extract<Condition, { on: 'method' }> | null = null
    let remaining: Condition[] = none
    for (let i = 0; i < conditions.length; i++) {
      const condition = conditions[i]!
      if (host === undefined && condition.on === 'host') host = condition
      else if (path === undefined && isIndexedPath(condition)) path = condition
      else if (asksMethod === null && condition.on === 'method') asksMethod = condition
      else if (remaining === none) remaining = [condition]
      else remaining.push(condition)
    }
    this.place(path, { route, index, method: asksMethod?.value ?? null, asksMethod, remaining, whole: match })
  }

  private place(path: IndexedPath | undefined, one: Compiled): void {
    if (path === undefined) {
      this.rest.push(one)
      return
    }
    const { how, value } = path.match
    if (how === 'elements') this.elements ??= new Map()
    const map = how === 'exact' ? this.exact : this.elements!
    const key = how === 'exact' ? value : trimSlash(value)
    const list = map.get(key)
    if (list === undefined) map.set(key, [one])
    else list.push(one)
  }
}

const none: Condition[] = []

/** The conditions of a formula that is nothing but conditions that all must hold; null when it is more. */
function plainConditions(match: Formula): readonly Condition[] | null {
  if ('all' in match && match.all.every(isCondition)) return match.all as readonly Condition[]
  return isConjunction(match) ? conjuncts(match) : null
}

const isCondition = (part: Formula): boolean => 'on' in part

function holds({ remaining, whole }: Compiled, request: RoutedRequest, reach: WildcardReach): boolean {
  if (remaining === null) return evaluateFormula(whole, request, reach) === 'yes'
  for (let i = 0; i < remaining.length; i++)
    if (evaluateCondition(remaining[i]!, request, reach) !== 'yes') return false
  return true
}

type IndexedPath = Extract<Condition, { on: 'path' }> & {
  readonly match: { readonly how: 'exact' | 'elements'; readonly value: string }
}

function isIndexedPath(condition: Condition): condition is IndexedPath {
  return (
    condition.on === 'path' &&
    condition.ignoreCase !== true &&
    (condition.match.how === 'exact' || condition.match.how === 'elements')
  )
}
