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

/** A step; what is left out is `yes`, without an API rule, without a field. */
export function makeStep(
  code: string,
  facts: Facts = {},
  more: Partial<Pick<Step, 'rule' | 'verdict' | 'at' | 'because'>> = {},
): Step {
  return {
    code,
    facts,
    rule: more.rule ?? '',
    verdict: more.verdict ?? 'yes',
    at: more.at ?? null,
    because: more.because ?? [],
  }
}
