import type { FieldRef, Range } from '../text/index.ts'
import type { Facts } from './fact.ts'

export type Severity = 'error' | 'warning' | 'info'

/** Something wrong, at its place. Never thrown; wording is looked up by `code`. */
export interface Problem {
  readonly code: string
  readonly severity: Severity
  readonly at: FieldRef
  /** Range inside the document's text, where a path cannot say it (a syntax error). */
  readonly range?: Range
  readonly related?: readonly FieldRef[]
  readonly facts: Facts
}
