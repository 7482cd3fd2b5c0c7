import type { YamlValue } from '../../yaml/index.ts'

export type RowOutcome = 'passed' | 'failed' | 'unsupported'

export interface Row {
  readonly name: string
  /** The case's key. */
  readonly kind: string
  readonly outcome: RowOutcome
  readonly expected: YamlValue
  readonly actual: YamlValue
  /** Why it failed or cannot be said; '' when it passed. */
  readonly why: string
}

export interface FileReport {
  readonly file: string
  readonly rows: readonly Row[]
}

/** What a comparison of one key found: it holds, it differs, or this key is not compared. */
export type Compared = 'same' | 'different' | 'unsupported'
