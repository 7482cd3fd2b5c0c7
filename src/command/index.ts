/**
 * Intent to plan: what a gesture, a form or a quick fix would write, as text edits for one revision, or a refusal with its reason.
 * Nothing is applied here, and nothing is asked of the screen.
 */
export { type Arrival, arrivalsOf, type Clash } from './arrive.ts'
export type { CommandContext } from './context.ts'
export { creatableKinds } from './create.ts'
export { extensionsOf } from './extend/index.ts'
export { fixableCodes, fixesOf } from './fixes/index.ts'
export { copyOf } from './paste.ts'
export type { Extension, Intent, Plan, PlannedEdits, RefusedPlan } from './plan.ts'
export { planIntent } from './plan-intent.ts'
export { changePolicy, type PolicyChange } from './policy/policy-change.ts'
export { startChange } from './policy/start.ts'
export { effectOf } from './policy/what-if.ts'
export { type Dial, type DialGroup, type Tuning, tuningOf } from './tune/index.ts'
export { commandWords } from './words.ts'
