import type { DocId, FileId } from '../text/index.ts'
import { type Parsed, parseText } from './parse.ts'
import type { YamlProblem } from './problem.ts'
import { isMap, type YamlValue } from './value.ts'

/**
 * One document, or one item of a `kind: List`. Its text is what stands from its first line (the `---` line and leading comments
 * included) up to the next document.
 */
export interface SourceDocument {
  readonly id: DocId
  readonly file: FileId
  /** For an item: its text with the dash, or the comma, replaced by a blank, so that it is a document of its own and offsets stay. */
  readonly text: string
  readonly kind: 'document' | 'item'
  /** The document that an item belongs to. */
  readonly list: DocId | null
  /** Columns that an item's lines are indented by; 0 for a document. */
  readonly indent: number
  /**
   * Undefined: nothing in it (empty or only comments), or it has never parsed. When the text doesn't parse: the last good value.
   * A `kind: List` whose items are units of their own has a value without `items`.
   */
  readonly value: YamlValue | undefined
  /** Whether `value` is an earlier one. */
  readonly stale: boolean
  readonly problems: readonly YamlProblem[]
  /** Grows when the text changes; for a `kind: List`, when lines outside its items do. */
  readonly version: number
}

/** A unit of the file as `SourceFile` keeps it: its place, and its value once somebody asked. */
export class SourceUnit implements SourceDocument {
  readonly id: DocId
  readonly file: FileId
  readonly kind: 'document' | 'item'
  readonly list: DocId | null
  indent = 0
  /** Column of an item's dash; -1 for a document, and for an item in braces. */
  dash = -1
  /** Whether it is an item in braces, with a blank for its comma. */
  isFlowItem = false
  version = 0
  /** Index of its first segment in the file. */
  segment = 0
  order = 0
  #own = ''
  /** For a `kind: List` whose items stand apart: where they stand in `#own`, how much room they take, and the whole text. */
  #items: { readonly at: number; readonly length: () => number; readonly whole: () => string } | null = null
  #parsed: Parsed | null = null
  #lastGood: YamlValue | undefined

  constructor(id: DocId, file: FileId, kind: 'document' | 'item', list: DocId | null) {
    this.id = id
    this.file = file
    this.kind = kind
    this.list = list
  }

  /** Text that is parsed for this unit alone: a list's without its items. */
  get own(): string {
    return this.#own
  }

  get isList(): boolean {
    return this.#items !== null
  }

  /** Where a list's items stand in `own`; its end for any other unit. */
  get itemsAt(): number {
    return this.#items?.at ?? this.#own.length
  }

  get text(): string {
    return this.#items === null ? this.#own : this.#items.whole()
  }

  /** An offset of `own` in `text`. */
  place(offset: number): number {
    return this.#items === null || offset < this.#items.at ? offset : offset + this.#items.length()
  }

  /** An offset of `text` in `own`; inside the items, the place where they stand. */
  unplace(offset: number): number {
    if (this.#items === null || offset < this.#items.at) return offset
    return Math.max(this.#items.at, offset - this.#items.length())
  }

  /** Whether the text changed by it. */
  become(
    own: string,
    items: { readonly at: number; readonly length: () => number; readonly whole: () => string } | null,
  ): boolean {
    const same = own === this.#own && (items === null) === (this.#items === null) && items?.at === this.#items?.at
    this.#items = items
    if (same) return false
    this.#own = own
    if (this.#parsed?.good) this.#lastGood = this.#parsed.value
    this.#parsed = null
    this.version++
    return true
  }

  get value(): YamlValue | undefined {
    const parsed = this.#read()
    return parsed.good ? parsed.value : this.#lastGood
  }

  get stale(): boolean {
    return !this.#read().good && this.#lastGood !== undefined
  }

  get problems(): readonly YamlProblem[] {
    const { problems } = this.#read()
    if (this.#items === null || problems.length === 0) return problems
    return problems.map(problem => ({
      ...problem,
      range: { from: this.place(problem.range.from), to: this.place(problem.range.to) },
    }))
  }

  #read(): Parsed {
    if (this.#parsed !== null) return this.#parsed
    const parsed = parseText(this.#own)
    if (this.#items !== null && isMap(parsed.value)) delete parsed.value.items
    this.#parsed = parsed
    return parsed
  }
}
