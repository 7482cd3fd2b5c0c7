import type { FieldRef } from '../text/index.ts'
import type { Facts } from './fact.ts'

export type StepVerdict = 'yes' | 'no' | 'unknown' | 'assumed'

/** One reason, as data. Words come last: `report/` turns code and facts into a sentence. */
export interface Step {
  readonly code: string
  /** Line of the API's SPEC.md, such as `GW-3`; '' where no API rule is involved. */
  readonly rule: string
  readonly verdict: StepVerdict
  /** The field that decided; null for a default of the API or a fact outside the manifests. */
  readonly at: FieldRef | null
  readonly facts: Facts
  /** In the order they were asked; the nearest losers included. */
  readonly because: readonly Step[]
}

export interface Traced<T> {
  readonly value: T
  readonly step: Step
}
