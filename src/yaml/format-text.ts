import { applyEdits, type TextEdit } from '../text/index.ts'
import { colonEnd, contentEnd } from './locate.ts'
import { isExplicit, isMissing, pairsOf } from './own-node.ts'
import { parseText } from './parse.ts'
import { splitDocuments } from './split-documents.ts'
import { dashOf, isFlow, styleOfDocument } from './style.ts'
import {
  isAlias,
  isMapNode,
  isScalar,
  isSeqNode,
  parseTree,
  type TreeMap,
  type TreeNode,
  type TreeScalar,
  type TreeSeq,
} from './tree.ts'
import { sameValue } from './value.ts'

/** Why a document is left as it is. */
export type FormatRefusal = 'format.broken' | 'format.explicitKey' | 'format.unusual' | 'format.unsafe'

export interface Formatted {
  /** Blanks and line ends alone; sorted. */
  readonly edits: readonly TextEdit[]
  /** Documents that are left as they are, by where they begin. */
  readonly left: readonly { readonly from: number; readonly code: FormatRefusal }[]
}

/**
 * Two columns a level, one blank behind a colon and a dash, no blanks at the end of a line, one line end at the end of the file. Dashes
 * stand where the document's first list has them. Law: nothing but blanks changes, and every document means what it meant; one of which
 * that is not certain is left as it is.
 */
export function formatText(text: string): Formatted {
  const edits: TextEdit[] = []
  const left: { from: number; code: FormatRefusal }[] = []
  const slices = splitDocuments(text)
  slices.forEach(({ from, to }, i) => {
    const own = text.slice(from, to)
    const done = formatOne(own, i === slices.length - 1)
    if (typeof done === 'string') left.push({ from: from + own.search(/\S|$/), code: done })
    else for (const edit of done) edits.push({ ...edit, from: edit.from + from, to: edit.to + from })
  })
  return { edits, left }
}

function formatOne(text: string, isLast: boolean): TextEdit[] | FormatRefusal {
  const tree = parseTree(text, true)
  const before = parseText(text)
  if (tree.errors.length > 0 || !before.good) return 'format.broken'
  const page = new Page(text)
  if (tree.root !== null && !isFlow(tree.root)) {
    const { listStep } = styleOfDocument(text, tree.root)
    const refused = place(page, tree.root, 0, Math.min(2, listStep))
    if (refused !== null) return refused
  }
  const refused = page.placeComments()
  if (refused !== null) return refused
  for (const trims of isLast ? [true, false] : [false]) {
    const edits = page.edits(trims)
    if (edits.length === 0) return edits
    const after = applyEdits(text, edits)
    if (withoutBlanks(after) !== withoutBlanks(text)) return 'format.unsafe'
    const read = parseText(after)
    if (read.good && sameValue(read.value ?? null, before.value ?? null)) return edits
  }
  return 'format.unsafe'
}

const withoutBlanks = (text: string): string => text.replace(/[ \t\r\n]+/g, '')

/** Blanks as YAML has them: others, such as a no-break space, are text. */
const isBlank = (line: string): boolean => /^[ \t]*$/.test(line)

function trimEnd(line: string): string {
  let end = line.length
  while (end > 0 && isBlank(line.charAt(end - 1))) end--
  return line.slice(0, end)
}

/** Gives every line that a node begins or goes on in its column. */
function place(page: Page, node: TreeNode, column: number, listStep: number): FormatRefusal | null {
  if (isMapNode(node)) {
    for (const pair of pairsOf(node as TreeMap)) {
      if (isExplicit(pair) || pair.key === null) return 'format.explicitKey'
      const start = pair.key.range[0]
      if (!page.begin(start, column)) return 'format.unusual'
      const colon = colonEnd(pair)
      page.gapBehind(colon)
      const refused = placeValue(page, pair.value, column, listStep, start, isSeqValue(pair.value) ? listStep : 2)
      if (refused !== null) return refused
    }
    return null
  }
  if (!isSeqNode(node)) return null
  for (const [i, item] of node.items.entries()) {
    const dash = dashOf(node as TreeSeq, i)
    if (dash === null || !page.begin(dash, column)) return 'format.unusual'
    page.gapBehind(dash + 1)
    const refused = placeValue(page, item as TreeNode | null, column, listStep, dash, 2)
    if (refused !== null) return refused
  }
  return null
}

const isSeqValue = (node: TreeNode | null): boolean => node !== null && isSeqNode(node) && !isFlow(node)

function placeValue(
  page: Page,
  value: TreeNode | null,
  column: number,
  listStep: number,
  holder: number,
  step: number,
): FormatRefusal | null {
  if (value === null || isMissing(value)) return null
  if (!isScalar(value) && !isAlias(value) && !isFlow(value)) return place(page, value, column + step, listStep)
  const shift = column - page.columnOf(holder)
  const end = contentEnd(value)
  if (isScalar(value)) {
    const { type } = value as TreeScalar
    if (type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED')
      page.block(value.range[0], value.range[1], column + 2, shift)
    else page.flowOn(value.range[0], end, () => column + 2, type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE')
  } else page.flowOn(value.range[0], end, old => Math.max(column + 1, old + shift), true)
  return null
}

/** The lines of one document, and where they are to begin. */
class Page {
  readonly #text: string
  /** Offsets of the lines' first characters, and of their line ends. */
  readonly #starts: number[] = []
  readonly #ends: number[] = []
  /** -1: not said yet. */
  readonly #wanted: number[] = []
  /** Lines whose column tells their level, unlike those of a text that goes on. */
  readonly #isMember: boolean[] = []
  /** Lines that end in text whose blanks may count. */
  readonly #keepsEnd: boolean[] = []
  readonly #gaps: { readonly from: number; readonly to: number }[] = []

  constructor(text: string) {
    this.#text = text
    let at = text.startsWith('\uFEFF') ? 1 : 0
    while (at <= text.length) {
      const found = /\r\n|\r|\n/g
      found.lastIndex = at
      const end = found.exec(text)
      this.#starts.push(at)
      this.#ends.push(end?.index ?? text.length)
      this.#wanted.push(-1)
      this.#isMember.push(false)
      this.#keepsEnd.push(false)
      if (end === null) break
      at = end.index + end[0].length
    }
  }

  #lineOf(offset: number): number {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return low
  }

  #line(i: number): string {
    return this.#text.slice(this.#starts[i], this.#ends[i])
  }

  #indentOf(i: number): number {
    return /^ */.exec(this.#line(i))![0].length
  }

  columnOf(offset: number): number {
    return offset - this.#starts[this.#lineOf(offset)]!
  }

  /** A key or a dash; false where something else than dashes stands before it. */
  begin(offset: number, column: number): boolean {
    const line = this.#lineOf(offset)
    const before = this.#text.slice(this.#starts[line], offset)
    if (/^ *$/.test(before)) {
      this.#wanted[line] = column
      this.#isMember[line] = true
      return true
    }
    return /^ *(?:-[ \t]+)+$/.test(before)
  }

  /** Blanks between a colon or dash and what follows on its line become one. */
  gapBehind(offset: number): void {
    const blanks = /[ \t]*/y
    blanks.lastIndex = offset
    const { length } = blanks.exec(this.#text)![0]
    const next = this.#text.charAt(offset + length)
    if (length > 1 || (length === 1 && this.#text.charAt(offset) === '\t'))
      if (next !== '' && next !== '\n' && next !== '\r' && next !== '#')
        this.#gaps.push({ from: offset, to: offset + length })
  }

  /** A value that may go on over several lines, or begin in one of its own. */
  flowOn(from: number, to: number, column: (old: number) => number, isQuoted: boolean): void {
    const first = this.#lineOf(from)
    const last = this.#lineOf(Math.max(from, to - 1))
    for (let line = first; line <= last; line++) {
      const isOwn = line > first || /^[ \t]*$/.test(this.#text.slice(this.#starts[line], from))
      if (isOwn && !isBlank(this.#line(line))) this.#wanted[line] = column(this.#indentOf(line))
      if (isQuoted && line < last) this.#keepsEnd[line] = true
    }
  }

  /** The text of a block scalar moves as a whole; where its header names an indentation, by as much as what holds it. */
  block(from: number, to: number, column: number, shift: number): void {
    const header = this.#lineOf(from)
    const last = this.#lineOf(Math.max(from, to - 1))
    const isNamed = /^[|>][-+]?[1-9]/.test(this.#text.slice(from, from + 3))
    let indent = -1
    for (let line = header + 1; line <= last && indent < 0; line++)
      if (!isBlank(this.#line(line))) indent = this.#indentOf(line)
    const by = isNamed ? shift : column - indent
    for (let line = header + 1; line <= last; line++) {
      const text = this.#line(line)
      const old = this.#indentOf(line)
      if (isBlank(text) && !isNamed && text.length <= indent) continue
      this.#keepsEnd[line] = true
      this.#wanted[line] = text === '' ? 0 : Math.max(0, old + by)
    }
  }

  /** Comments stand where what they are about stands: the next line at their column, or the last one. */
  placeComments(): FormatRefusal | null {
    const members = this.#starts.map((_, i) => i).filter(i => this.#isMember[i])
    for (let line = 0; line < this.#starts.length; line++) {
      if (this.#wanted[line] !== -1) continue
      const text = this.#line(line)
      if (isBlank(text) || /^(?:---|\.\.\.)(?:[ \t]|$)|^%/.test(text)) continue
      if (!/^[ \t]*#/.test(text)) {
        if (members.length > 0) return 'format.unusual'
        continue
      }
      this.#wanted[line] = this.#commentColumn(line, members)
    }
    return null
  }

  #commentColumn(line: number, members: readonly number[]): number {
    const column = this.#line(line).search(/#/)
    const next = members.find(member => member > line)
    const before = members.filter(member => member < line)
    const last = before.at(-1)
    const moved = (member: number): number => Math.max(0, column + this.#wanted[member]! - this.#indentOf(member))
    if (next !== undefined && this.#indentOf(next) === column) return this.#wanted[next]!
    const sibling = before.findLast(member => this.#indentOf(member) <= column)
    if (sibling !== undefined && this.#indentOf(sibling) === column) return this.#wanted[sibling]!
    if (next !== undefined && this.#indentOf(next) > column) return moved(next)
    return last === undefined ? (next === undefined ? column : moved(next)) : moved(last)
  }

  /** With `trims`, blank lines at the end go and a line end is there. */
  edits(trims: boolean): TextEdit[] {
    const edits: TextEdit[] = []
    const put = (from: number, to: number, insert: string): void => {
      if (this.#text.slice(from, to) !== insert) edits.push({ from, to, insert })
    }
    const gaps = [...this.#gaps].sort((a, b) => a.from - b.from)
    let gap = 0
    let last = this.#starts.length - 1
    if (trims) while (last > 0 && isBlank(this.#line(last)) && !this.#keepsEnd[last]) last -= 1
    for (let line = 0; line <= last; line++) {
      const start = this.#starts[line]!
      const end = this.#ends[line]!
      const text = this.#line(line)
      const wanted = this.#wanted[line]!
      // Blanks that are the text's own, behind those that indent it.
      const indent = wanted < 0 ? 0 : this.#indentOf(line)
      if (wanted >= 0) put(start, start + indent, ' '.repeat(wanted))
      for (; gap < gaps.length && gaps[gap]!.from < end; gap++) put(gaps[gap]!.from, gaps[gap]!.to, ' ')
      if (this.#keepsEnd[line]) continue
      const bare = isBlank(text) ? start + indent : start + trimEnd(text).length
      put(bare, end, '')
    }
    if (!trims) return edits
    const end = this.#ends[last]!
    if (isBlank(this.#line(last)) && last === 0) return edits
    const eol = /\r\n|\r|\n/.exec(this.#text)?.[0] ?? '\n'
    put(end, this.#text.length, eol)
    return joined(edits)
  }
}

/** Edits that meet become one. */
function joined(edits: readonly TextEdit[]): TextEdit[] {
  const result: TextEdit[] = []
  for (const edit of edits) {
    const last = result.at(-1)
    if (last !== undefined && last.to === edit.from)
      result[result.length - 1] = { from: last.from, to: edit.to, insert: last.insert + edit.insert }
    else result.push(edit)
  }
  return result
}
