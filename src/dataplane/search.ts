import type { WildcardReach } from '../match/index.ts'
import { evaluateCondition, evaluateFormula, type Ternary } from './evaluate.ts'
import type { Condition, Formula, Route, RoutedRequest } from './route.ts'

/** A route as the index sees it. */
export interface Compiled {
  readonly route: Route
  /** Its place among the routes of its hostname. */
  readonly index: number
  /** The method that it asks for, at hand because most routes that share a path differ by it; null when it asks for none. */
  readonly method: string | null
  readonly asksMethod: Condition | null
  /** What the index and the method have not answered yet, or null when more than conditions is asked. */
  readonly remaining: readonly Condition[] | null
  readonly whole: Formula
}

/** A route that could have taken the request and did not. */
export interface Loser {
  readonly route: Route
  /** The condition that failed; null when it holds but the winner comes first. */
  readonly failed: Condition | null
}

export const mostLosers = 4

const noRoutes: readonly Route[] = []
const noLosers: readonly Loser[] = []
const nobody = Number.MAX_SAFE_INTEGER

/**
 * One lookup under way: takes the lists of routes that the index leaves, each in order, and keeps the first that holds, the nearest that
 * don't, and what cannot be told. Nothing is allocated for what does not happen: most lookups have a winner and a loser or two.
 */
export class Search {
  /** Routes that were asked, or stand behind one that was. */
  asked = 0
  /** Place of the first that holds, in the order of all. */
  private best = nobody
  private winner: Route | null = null
  private losers: Loser[] | null = null
  /** The places of the losers, in order. */
  private places: number[] | null = null
  private open: Route[] | null = null
  private openPlaces: number[] | null = null
  /** Where the places of the hostname at hand begin, and where the next one's do. */
  private base = 0
  private next = 0
  private readonly request: RoutedRequest
  private readonly reach: WildcardReach
  private readonly accept: ((route: Route) => boolean) | null

  constructor(request: RoutedRequest, reach: WildcardReach, accept: ((route: Route) => boolean) | null) {
    this.request = request
    this.reach = reach
    this.accept = accept
  }

  /** From here on lists are of another hostname; without places of their own its routes stand behind the ones before. */
  enter(count: number): void {
    this.base = this.next
    this.next += count
  }

  /** Routes of one hostname in order; `places` says where each stands among all, null: behind the hostnames before. */
  scan(places: readonly number[] | null, list: readonly Compiled[]): void {
    this.asked += list.length
    for (let i = 0; i < list.length; i++) {
      const one = list[i]!
      if (this.accept !== null && !this.accept(one.route)) continue
      const place = places === null ? this.base + one.index : places[one.index]!
      if (place > this.best) {
        if (this.ask(one) === 'yes') this.lose(place, one.route, null)
        return
      }
      const verdict = this.ask(one)
      if (verdict === 'yes') {
        if (this.winner !== null) this.lose(this.best, this.winner, null)
        this.best = place
        this.winner = one.route
      } else if (verdict === 'unknown') this.leaveOpen(place, one.route)
      else if (verdict !== 'no') this.lose(place, one.route, verdict)
    }
  }

  get route(): Route | null {
    return this.winner
  }

  /** Routes before the winner that may hold or not. */
  unknown(): readonly Route[] {
    const { open, openPlaces } = this
    return open === null ? noRoutes : open.filter((_, i) => openPlaces![i]! < this.best)
  }

  /** Those that failed and those that came too late, nearest first. */
  nearest(): readonly Loser[] {
    return this.losers ?? noLosers
  }

  private leaveOpen(place: number, route: Route): void {
    this.open ??= []
    this.openPlaces ??= []
    this.open.push(route)
    this.openPlaces.push(place)
  }

  /** Lists come one after the other, so a nearer one may come late. */
  private lose(place: number, route: Route, failed: Condition | null): void {
    const { losers, places } = this
    if (losers === null || places === null) {
      this.losers = [{ route, failed }]
      this.places = [place]
      return
    }
    let at = places.length
    while (at > 0 && places[at - 1]! > place) at--
    if (at === mostLosers) return
    losers.splice(at, 0, { route, failed })
    places.splice(at, 0, place)
    if (places.length > mostLosers) {
      losers.pop()
      places.pop()
    }
  }

  /** `yes`, `unknown`, the condition that fails, or `no` when no single condition says it. */
  private ask({ method, asksMethod, remaining, whole }: Compiled): Condition | Ternary {
    if (method !== null && method !== this.request.method) return asksMethod!
    if (remaining === null) return evaluateFormula(whole, this.request, this.reach)
    let result: Ternary = 'yes'
    for (let i = 0; i < remaining.length; i++) {
      const verdict = evaluateCondition(remaining[i]!, this.request, this.reach)
      if (verdict === 'no') return remaining[i]!
      if (verdict === 'unknown') result = 'unknown'
    }
    return result
  }
}
