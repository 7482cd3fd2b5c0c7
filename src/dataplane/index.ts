/**
 * The neutral model that every routing API is translated to, and its matcher. Knows no API and no cluster: endpoints are looked up by
 * those who forward. `resolve` agrees with asking the routes one by one in their order.
 */
export { conjuncts, evaluateCondition, evaluateFormula, type Ternary } from './evaluate.ts'
export { patternOf } from './host-routes.ts'
export type { Certificate, Entry, Listener } from './listener.ts'
export * from './route.ts'
export { type Resolution, RouteTable } from './route-table.ts'
export type { Loser } from './search.ts'
export { findShadows, type Shadow, witnessOf } from './shadow.ts'
