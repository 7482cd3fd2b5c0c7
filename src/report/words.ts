/**
 * A sentence in both languages. `{name}` stands for a fact. Korean particles follow as `{name|을/를}` and are chosen by its last sound; in
 * English what follows is for one and for any other number: `{count| file/ files}`.
 */
export interface Wording {
  readonly en: string
  readonly ko: string
}

/** Sentences by code. Each room declares its own, so that a room's codes are a closed union: `keyof typeof words`. */
export type Words = Readonly<Record<string, Wording>>
