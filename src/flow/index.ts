/**
 * One request end to end, hop by hop: entry, listener, route, filters, backends, endpoints, and the policies of each pair of ends. Knows
 * the APIs only as entries of the data plane. Never guesses: what is not simulated is an outcome `unknown`, by name.
 */
export type * from './answer.ts'
export type { FlowContext } from './context.ts'
export type * from './request.ts'
export { drawSample } from './sample.ts'
export { shadowedRules } from './shadows.ts'
export { findPods } from './source.ts'
export { trace } from './trace.ts'
export { readRequest } from './url.ts'
export { flowWords } from './words.ts'
