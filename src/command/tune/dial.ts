import type { Facts } from '../../report/index.ts'
import type { FieldRef, Path } from '../../text/index.ts'
import type { PlainValue } from '../../yaml/index.ts'

export type DialGroup = 'delay' | 'abort' | 'timeout' | 'retry' | 'mirror' | 'weight'

/** One field of a rule that a line's badges stand for. */
export interface Dial {
  /** Its path beneath the rule, such as `fault.delay.fixedDelay`. */
  readonly id: string
  readonly group: DialGroup
  readonly at: FieldRef
  /** As it is written; '' where it is not. */
  readonly value: string
  /** What one begins with; '' for what is usually left out. */
  readonly start: string
  /** Words that it may hold; empty where it is typed. */
  readonly options: readonly string[]
}

/** What can be set about the traffic of a line. */
export interface Tuning {
  readonly edge: string
  /** The rule; what is set here holds for all its lines. */
  readonly rule: FieldRef
  readonly dials: readonly Dial[]
}

/** Why a text is no value of a field; or the value. */
export type Checked =
  | { readonly ok: true; readonly value: PlainValue }
  | { readonly ok: false; readonly code: string; readonly facts?: Facts }

export type Check = (text: string) => Checked

/** A field before its document is read. */
export interface DialSpec {
  readonly group: DialGroup
  readonly path: Path
  readonly check: Check
  readonly start: string
  readonly options?: readonly string[]
}

/** What texts of several fields must have in common; null when they have. `texts` by the id of a dial. */
export type Together = (texts: Readonly<Record<string, string>>) => {
  readonly field: string
  readonly code: string
  readonly facts?: Facts
} | null

export interface RuleSpec {
  /** Path of the rule in its document. */
  readonly rule: Path
  readonly dials: readonly DialSpec[]
  readonly together: readonly Together[]
  /** A new field of the rule stands before this one. */
  readonly before: string | null
}
