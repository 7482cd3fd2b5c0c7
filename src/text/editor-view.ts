import { applyEdits, trimEdit } from './apply-edits.ts'
import type { TextEdit } from './edit.ts'
import { LengthIndex } from './length-index.ts'

/** What can be asked for a part of its text. */
export interface Sliceable {
  readonly length: number
  slice(from: number, to: number): string
}

/**
 * An editor's view of a source text: without its byte order mark, and with one line end for all. Leads offsets and edits from the
 * one to the other, so that the bytes of line ends that nobody touched stay. Law: `viewOf(apply(source, toSource(e))) ===
 * apply(view, e)`.
 *
 * The source is cut behind each line end that is not `eol`; a text of one kind has a single piece, and all is arithmetic.
 */
export class EditorView {
  readonly eol: '\n' | '\r\n'
  #bom = 0
  /** The line end each piece closes with; '' for the last. */
  #odd!: string[]
  #source!: LengthIndex
  #view!: LengthIndex

  constructor(text: string) {
    this.eol = commonLineEnd(text)
    this.#read(text)
  }

  #read(text: string): void {
    this.#bom = text.startsWith(mark) ? 1 : 0
    const pieces = cutAtOdd(text.slice(this.#bom), this.eol)
    this.#odd = pieces.map(piece => piece.odd)
    this.#source = new LengthIndex(pieces.map(piece => piece.length))
    this.#view = new LengthIndex(pieces.map(piece => viewLength(piece, this.eol)))
  }

  /** Whether the source has line ends of more than one kind. */
  get isMixed(): boolean {
    return this.#odd.length > 1
  }

  viewOf(source: string): string {
    const text = source.slice(this.#bom)
    return this.isMixed ? toLineEnd(text, this.eol) : text
  }

  /** An offset of the source as one of the view. Inside a line end: behind it. */
  toView(offset: number): number {
    const at = Math.max(0, offset - this.#bom)
    if (!this.isMixed) return at
    const i = this.#source.indexAt(at)
    const content = this.#source.lengthOf(i) - this.#odd[i]!.length
    const within = at - this.#source.startOf(i)
    return this.#view.startOf(i) + (within <= content ? within : this.#view.lengthOf(i))
  }

  toSource(offset: number): number {
    const at = Math.max(0, offset)
    if (!this.isMixed) return at + this.#bom
    const i = this.#view.indexAt(at)
    const content = this.#source.lengthOf(i) - this.#odd[i]!.length
    const within = at - this.#view.startOf(i)
    return this.#bom + this.#source.startOf(i) + (within <= content ? within : this.#source.lengthOf(i))
  }

  /**
   * Edits made in the view as edits of the source. Line ends that they insert are those of the line they stand in. `source` is the
   * text before them; edits are sorted.
   */
  toSourceEdits(edits: readonly TextEdit[], source: Sliceable): TextEdit[] {
    return edits.map(edit => {
      const from = this.toSource(edit.from)
      const to = this.toSource(edit.to)
      if (!this.isMixed) return { from, to, insert: toLineEnd(edit.insert, this.eol) }
      let insert = edit.insert
      if (/[\r\n]/.test(insert)) insert = toLineEnd(insert, lineEndNear(source, from) ?? this.eol)
      return { from, to, insert: keepApart(source.slice(from - 1, from), insert, source.slice(to, to + 1)) }
    })
  }

  /** Edits of the source as edits of the view. `source` is the text before them; call before `apply`. */
  toViewEdits(edits: readonly TextEdit[], source: Sliceable): TextEdit[] {
    if (this.#takesMark(edits)) {
      const old = source.slice(0, source.length)
      const insert = toLineEnd(withoutMark(applyEdits(old, edits)), this.eol)
      const shown = this.viewOf(old)
      const small = trimEdit(shown, { from: 0, to: shown.length, insert })
      return small === null ? [] : [small]
    }
    const result: TextEdit[] = []
    for (const window of windowsOf(edits, source, this.#bom)) {
      const old = toLineEnd(source.slice(window.from, window.to), this.eol)
      const from = this.toView(window.from)
      const edit = { from: 0, to: old.length, insert: toLineEnd(window.insert, this.eol) }
      const small = trimEdit(old, edit)
      if (small !== null) result.push({ from: small.from + from, to: small.to + from, insert: small.insert })
    }
    return result
  }

  /** Keeps up with edits of the source. `source` is the text before them. */
  apply(edits: readonly TextEdit[], source: Sliceable): void {
    if (this.#takesMark(edits)) {
      this.#read(applyEdits(source.slice(0, source.length), edits))
      return
    }
    const windows = windowsOf(edits, source, this.#bom)
    for (let i = windows.length - 1; i >= 0; i--) this.#replace(windows[i]!)
  }

  /** Whether the byte order mark goes or moves: everything behind it does, then. */
  #takesMark(edits: readonly TextEdit[]): boolean {
    return edits.length > 0 && edits[0]!.from < this.#bom
  }

  #replace(window: TextEdit): void {
    const from = window.from - this.#bom
    const to = window.to - this.#bom
    const first = this.#source.indexAt(from)
    const last = to > from ? this.#source.indexAt(to - 1) : first
    const head = from - this.#source.startOf(first)
    const tail = this.#source.startOf(last) + this.#source.lengthOf(last) - to
    const odd = tail === 0 && to > from ? '' : this.#odd[last]!
    const pieces = cutAtOdd(window.insert, this.eol)
    pieces[0]!.length += head
    const end = pieces.at(-1)!
    end.length += tail
    end.odd = odd
    // A window that took a piece's line end with it leaves its rest to the piece behind.
    let count = last - first + 1
    if (odd === '' && last < this.#odd.length - 1) {
      const next = last + 1
      end.length += this.#source.lengthOf(next)
      end.odd = this.#odd[next]!
      count++
    }
    this.#odd.splice(first, count, ...pieces.map(piece => piece.odd))
    this.#source.replace(
      first,
      count,
      pieces.map(piece => piece.length),
    )
    this.#view.replace(
      first,
      count,
      pieces.map(piece => viewLength(piece, this.eol)),
    )
  }
}

const mark = '\uFEFF'
const withoutMark = (text: string): string => (text.startsWith(mark) ? text.slice(1) : text)

interface ViewPiece {
  length: number
  odd: string
}

/** The line end that most lines have; the one an editor would choose. */
export function commonLineEnd(text: string): '\n' | '\r\n' {
  const one = onlyLineEnd(text)
  if (one !== null) return one
  let carriage = 0
  let all = 0
  for (const found of text.matchAll(/\r\n|\r|\n/g)) {
    all++
    if (found[0] !== '\n') carriage++
  }
  return carriage > all / 2 ? '\r\n' : '\n'
}

function toLineEnd(text: string, eol: string): string {
  return text.replace(/\r\n|\r|\n/g, eol)
}

/** The line end that all lines have; null where they differ, or are lone carriage returns. */
function onlyLineEnd(text: string): '\n' | '\r\n' | null {
  if (!text.includes('\r')) return '\n'
  return /\r(?!\n)|(?<!\r)\n/.test(text) ? null : '\r\n'
}

function cutAtOdd(text: string, eol: string): ViewPiece[] {
  if (onlyLineEnd(text) === eol) return [{ length: text.length, odd: '' }]
  const pieces: ViewPiece[] = []
  let from = 0
  const lineEnd = /\r\n|\r|\n/g
  for (let found = lineEnd.exec(text); found !== null; found = lineEnd.exec(text)) {
    if (found[0] === eol) continue
    pieces.push({ length: lineEnd.lastIndex - from, odd: found[0] })
    from = lineEnd.lastIndex
  }
  pieces.push({ length: text.length - from, odd: '' })
  return pieces
}

function viewLength(piece: ViewPiece, eol: string): number {
  return piece.odd === '' ? piece.length : piece.length - piece.odd.length + eol.length
}

/** Edits widened so that no line end is cut at their borders, before or after; those that meet become one. */
function windowsOf(edits: readonly TextEdit[], source: Sliceable, start: number): TextEdit[] {
  const windows: TextEdit[] = []
  for (const edit of edits) {
    let from = edit.from
    while (from > start && /[\r\n]/.test(source.slice(from - 1, from))) from--
    let to = edit.to
    while (to < source.length && /[\r\n]/.test(source.slice(to, to + 1))) to++
    const last = windows.at(-1)
    if (last !== undefined && from <= last.to) {
      // The line ends between two edits were taken into both.
      const end = Math.min(last.to, edit.from)
      const kept = last.insert.slice(0, last.insert.length - (last.to - end))
      const insert = kept + source.slice(end, edit.from) + edit.insert + source.slice(edit.to, to)
      windows[windows.length - 1] = { from: last.from, to, insert }
      continue
    }
    windows.push({ from, to, insert: source.slice(from, edit.from) + edit.insert + source.slice(edit.to, to) })
  }
  return windows
}

/** The line end of the line that an offset stands in; of the line before, at the last one. */
function lineEndNear(source: Sliceable, offset: number): string | null {
  for (let at = offset; at < source.length; at += 256) {
    const found = /\r\n|\r|\n/.exec(source.slice(at, at + 257))
    if (found !== null && found.index < 256) return found[0]
  }
  for (let at = offset; at > 0; at -= 256) {
    const found = source.slice(Math.max(0, at - 257), at).match(/\r\n|\r|\n/g)
    if (found !== null) return found.at(-1) ?? null
  }
  return null
}

/** Keeps a carriage return and a line feed that end two lines from becoming the end of one. */
function keepApart(before: string, insert: string, after: string): string {
  let result = insert
  if (before === '\r' && result.startsWith('\n')) result = `\r${result}`
  if (result.endsWith('\r') && after === '\n') result = `${result}\n`
  if (result === '' && before === '\r' && after === '\n') result = '\n'
  return result
}
