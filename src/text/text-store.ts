import { BugError } from './bug-error.ts'
import type { TextEdit } from './edit.ts'
import { LengthIndex } from './length-index.ts'

const chunkSize = 2048
const largestChunk = 2 * chunkSize

/** A text that is edited in place: a change costs what it touches, however long the text is. */
export class TextStore {
  #chunks: string[]
  #lengths: LengthIndex
  #whole: string | null

  constructor(text: string) {
    this.#chunks = cut(text)
    this.#lengths = new LengthIndex(this.#chunks.map(chunk => chunk.length))
    this.#whole = text
  }

  get length(): number {
    return this.#lengths.total
  }

  slice(from: number, to: number): string {
    if (this.#whole !== null) return this.#whole.slice(Math.max(0, from), Math.max(0, to))
    let index = this.#lengths.indexAt(Math.max(0, from))
    let at = this.#lengths.startOf(index)
    let result = ''
    for (; index >= 0 && index < this.#chunks.length && at < to; index++) {
      const chunk = this.#chunks[index] ?? ''
      result += chunk.slice(Math.max(0, from - at), to - at)
      at += chunk.length
    }
    return result
  }

  /** Edits are sorted, don't overlap, and count in the text before any of them. */
  apply(edits: readonly TextEdit[]): void {
    let before = this.length
    for (let i = edits.length - 1; i >= 0; i--) {
      const edit = edits[i]!
      if (edit.from < 0 || edit.to < edit.from || edit.to > before)
        throw new BugError(`edit ${edit.from}..${edit.to} before ${before} in a text of ${this.length}`)
      before = edit.from
      this.#applyOne(edit)
    }
  }

  /** The whole text; made anew after an edit, so not for every keystroke. */
  toString(): string {
    this.#whole ??= this.#chunks.join('')
    return this.#whole
  }

  #applyOne(edit: TextEdit): void {
    this.#whole = null
    const first = this.#lengths.indexAt(edit.from)
    if (first < 0) {
      this.#replace(0, 0, edit.insert)
      return
    }
    const last = edit.to > edit.from ? this.#lengths.indexAt(edit.to - 1) : first
    const head = edit.from - this.#lengths.startOf(first)
    const tail = edit.to - this.#lengths.startOf(last)
    const text = this.#chunks[first]!.slice(0, head) + edit.insert + this.#chunks[last]!.slice(tail)
    if (first === last && text.length <= largestChunk && text.length > 0) {
      this.#lengths.grow(first, text.length - this.#chunks[first]!.length)
      this.#chunks[first] = text
    } else this.#replace(first, last - first + 1, text)
  }

  #replace(at: number, count: number, text: string): void {
    const chunks = cut(text)
    this.#chunks = [...this.#chunks.slice(0, at), ...chunks, ...this.#chunks.slice(at + count)]
    this.#lengths.replace(
      at,
      count,
      chunks.map(chunk => chunk.length),
    )
  }
}

function cut(text: string): string[] {
  if (text.length === 0) return []
  if (text.length <= largestChunk) return [text]
  const chunks: string[] = []
  for (let at = 0; at < text.length; at += chunkSize) chunks.push(text.slice(at, at + chunkSize))
  return chunks
}
