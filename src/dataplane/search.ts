import type { WildcardReach } from '../match/index.ts'
import { evaluateCondition, evaluateFormula, type Ternary } from './evaluate.ts'
import type { Condition, Formula, Route, RoutedRequest } from './route.ts'

/** A route as the index sees it. */
export interface Compiled {
  readonly route: Route
  /** What the index has not answered yet, or null when more than conditions is asked. */
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
  private best = nobody
  private losers: Loser[] | null = null
  /** The places of the losers, in order. */
  private places: number[] | null = null
  private open: number[] | null = null
  private readonly table: readonly Compiled[]
  private readonly request: RoutedRequest
  private readonly reach: WildcardReach
  private readonly accept: ((route: Route) => boolean) | null

  constructor(
    table: readonly Compiled[],
    request: RoutedRequest,
    reach: WildcardReach,
    accept: ((route: Route) => boolean) | null,
  ) {
    this.table = table
    this.request = request
    this.reach = reach
    this.accept = accept
  }

  scan(list: readonly number[]): void {
    this.asked += list.length
    for (let i = 0; i < list.length; i++) {
      const index = list[i]!
      if (this.accept !== null && !this.accept(this.table[index]!.route)) continue
      if (index > this.best) {
        if (this.ask(index) === 'yes') this.lose(index, null)
        return
      }
      const verdict = this.ask(index)
      if (verdict === 'yes') {
        if (this.best !== nobody) this.lose(this.best, null)
        this.best = index
      } else if (verdict === 'unknown') {
        if (this.open === null) this.open = [index]
        else this.open.push(index)
      } else if (verdict !== 'no') this.lose(index, verdict)
    }
  }

  get route(): Route | null {
    return this.best === nobody ? null : this.table[this.best]!.route
  }

  /** Routes before the winner that may hold or not. */
  unknown(): readonly Route[] {
    if (this.open === null) return noRoutes
    return this.open.filter(index => index < this.best).map(index => this.table[index]!.route)
  }

  /** Those that failed and those that came too late, nearest first. */
  nearest(): readonly Loser[] {
    return this.losers ?? noLosers
  }

  /** Lists come one after the other, so a nearer one may come late. */
  private lose(index: number, failed: Condition | null): void {
    const { losers, places } = this
    if (losers === null || places === null) {
      this.losers = [{ route: this.table[index]!.route, failed }]
      this.places = [index]
      return
    }
    let at = places.length
    while (at > 0 && places[at - 1]! > index) at--
    if (at === mostLosers) return
    losers.splice(at, 0, { route: this.table[index]!.route, failed })
    places.splice(at, 0, index)
    if (places.length > mostLosers) {
      losers.pop()
      places.pop()
    }
  }

  /** `yes`, `unknown`, the condition that fails, or `no` when no single condition says it. */
  private ask(index: number): Condition | Ternary {
    const { remaining, whole } = this.table[index]!
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
