import { type DocId, type FileId, LengthIndex, type TextEdit, trimEdit } from '../text/index.ts'
import { inheritUnits, type Piece } from './inherit-units.ts'
import { type SourceDocument, SourceUnit } from './source-document.ts'
import { type DocumentEnd, divides, lineBreaksBetween, splitDocuments } from './split-documents.ts'
import { endsOfFlowItem, sliceFlowItems, splitFlowItems } from './split-flow-items.ts'
import { type ListSlices, type Signs, signsIn, sliceItems, splitItems } from './split-items.ts'
import { splitPrettyItems } from './split-pretty-items.ts'

/** What an edit did to the documents of a file. */
export interface SourceChange {
  readonly added: SourceDocument[]
  readonly changed: SourceDocument[]
  readonly removed: DocId[]
}

interface Segment {
  text: string
  readonly unit: SourceUnit
}

interface Top {
  readonly unit: SourceUnit
  ends: DocumentEnd
  /** Segments it takes: one, or head, items and tail of a list. */
  segments: number
  readonly column: number
  readonly isFlow: boolean
  readonly isLoose: boolean
  /** Of a list: what its items have held since it was split. */
  signs: Signs
}

/**
 * A file as a sequence of documents that keeps them apart while it is edited: an edit looks at the documents it touches, no
 * further, and a unit is parsed when somebody asks for its value. Law: after any edits it holds the same texts and values as a
 * file made anew from its text.
 */
export class SourceFile {
  readonly id: FileId
  #nextId: () => DocId
  #segments: Segment[] = []
  #lengths = new LengthIndex()
  #tops: Top[] = []
  #topOf = new Map<DocId, number>()
  #units = new Map<DocId, SourceUnit>()
  #documents: readonly SourceUnit[] | null = null

  constructor(id: FileId, text: string, nextId: () => DocId) {
    this.id = id
    this.#nextId = nextId
    this.#replaceTops(0, 0, text, null, { added: new Set(), changed: new Set(), removed: new Set() })
  }

  get length(): number {
    return this.#lengths.total
  }

  text(): string {
    return this.#segments.map(segment => segment.text).join('')
  }

  slice(from: number, to: number): string {
    if (to <= from) return ''
    let index = Math.max(0, this.#lengths.indexAt(from))
    let at = this.#lengths.startOf(index)
    let result = ''
    for (; index < this.#segments.length && at < to; index++) {
      const { text } = this.#segments[index]!
      result += text.slice(Math.max(0, from - at), to - at)
      at += text.length
    }
    return result
  }

  /** In order; the items of a list come after it. */
  documents(): readonly SourceDocument[] {
    if (this.#documents !== null) return this.#documents
    const units: SourceUnit[] = []
    let last: SourceUnit | null = null
    for (const { unit } of this.#segments) {
      if (unit.kind === 'document' && unit === last) continue
      if (unit.kind === 'document') {
        last = unit
      }
      unit.order = units.length
      units.push(unit)
    }
    this.#documents = units
    return units
  }

  document(id: DocId): SourceDocument | undefined {
    return this.#units.get(id)
  }

  /** Where the unit's text begins in the file; -1 for one that is not in it. */
  startOf(id: DocId): number {
    const unit = this.#units.get(id)
    return unit === undefined ? -1 : this.#lengths.startOf(unit.segment)
  }

  /** Position in `documents()`; -1 for one that is not in it. */
  orderOf(id: DocId): number {
    this.documents()
    return this.#units.get(id)?.order ?? -1
  }

  /** The document at an offset; an item rather than its list. At the very end, the last one. */
  at(offset: number): SourceDocument | undefined {
    return this.#segments[this.#lengths.indexAt(Math.max(0, offset))]?.unit
  }

  /** Applies sorted edits that count in the text before any of them. Documents that an edit leaves in one piece keep their ids. */
  apply(edits: readonly TextEdit[]): SourceChange {
    const touched = { added: new Set<SourceUnit>(), changed: new Set<SourceUnit>(), removed: new Set<SourceUnit>() }
    for (let i = edits.length - 1; i >= 0; ) {
      // Edits of one unit go together: a thousand of them look at it once.
      const last = edits[i]!
      const start = this.#lengths.startOf(Math.max(0, this.#lengths.indexAt(last.from)))
      let { from, insert } = last
      for (i--; i >= 0 && edits[i]!.from >= start; i--) {
        const before = edits[i]!
        insert = before.insert + this.slice(before.to, from) + insert
        from = before.from
      }
      const edit = trimEdit(this, { from, to: last.to, insert })
      if (edit !== null) this.#applyOne(edit, touched)
    }
    for (const unit of touched.added) if (!this.#units.has(unit.id)) touched.added.delete(unit)
    for (const unit of touched.changed)
      if (touched.added.has(unit) || !this.#units.has(unit.id)) touched.changed.delete(unit)
    return {
      added: [...touched.added],
      changed: [...touched.changed],
      removed: [...touched.removed].filter(unit => !this.#units.has(unit.id)).map(unit => unit.id),
    }
  }

  #applyOne(edit: TextEdit, touched: Touched): void {
    if (this.#segments.length === 0) {
      this.#replaceTops(0, 0, edit.insert, null, touched)
      return
    }
    const first = this.#lengths.indexAt(edit.from)
    const last = edit.to > edit.from ? this.#lengths.indexAt(edit.to - 1) : first
    if (this.#editItems(first, last, edit, touched)) return
    let a = this.#topOf.get(topId(this.#segments[first]!.unit))!
    let b = this.#topOf.get(topId(this.#segments[last]!.unit))!
    let start = this.#lengths.startOf(this.#tops[a]!.unit.segment)
    let text = this.#topsText(a, b)
    text = text.slice(0, edit.from - start) + edit.insert + text.slice(edit.to - start)
    for (;;) {
      const before = this.#tops[a - 1]
      if (before !== undefined && text !== '') {
        const end = this.#segments[before.unit.segment + before.segments - 1]!.text
        if (!divides(before.ends, text) || !lineBreaksBetween(end, text)) {
          a--
          start = this.#lengths.startOf(before.unit.segment)
          text = this.#topsText(a, a) + text
          continue
        }
      }
      const after = this.#tops[b + 1]
      if (after !== undefined) {
        const next = this.#segments[after.unit.segment]!.text
        const ends = text === '' ? before?.ends : splitDocuments(text).at(-1)?.ends
        const end =
          text === '' && before !== undefined ? this.#segments[before.unit.segment + before.segments - 1]!.text : text
        const firstOfAll = text === '' && before === undefined
        if (!firstOfAll && (ends === undefined || !divides(ends, next) || !lineBreaksBetween(end, next))) {
          b++
          text += this.#topsText(b, b)
          continue
        }
      }
      break
    }
    this.#replaceTops(a, b - a + 1, text, edit, touched)
  }

  /** An edit within the items of one list that stays there; false when it is none. */
  #editItems(first: number, last: number, edit: TextEdit, touched: Touched): boolean {
    const unit = this.#segments[first]!.unit
    if (unit.kind !== 'item' || this.#segments[last]!.unit.list !== unit.list) return false
    const topIndex = this.#topOf.get(topId(unit))!
    const top = this.#tops[topIndex]!
    // Whether all of it can be walked through again is asked of all of it.
    if (top.isLoose) return false
    const start = this.#lengths.startOf(first)
    let text = ''
    for (let i = first; i <= last; i++) text += this.#segments[i]!.text
    text = text.slice(0, edit.from - start) + edit.insert + text.slice(edit.to - start)
    const next = this.#segments[last + 1]
    const run = top.isFlow ? sliceFlowItems(text) : sliceItems(text, 0, top.column)
    if (run === null || run.to !== text.length) return false
    if ('open' in run) {
      // A comment that is still open would take in what follows.
      if (marker.test(text) || openComment.test(text) || (!run.open && next?.unit.kind === 'item')) return false
    } else if (next !== undefined && !lineBreaksBetween(text, next.text)) return false
    // Where an alias could now find an anchor, the list may have to be one document.
    const signs = 'signs' in run ? run.signs : signsIn(text)
    const anchors = signs.anchors || top.signs.anchors
    const aliases = signs.aliases || top.signs.aliases
    if (anchors && aliases) return false
    top.signs = { anchors, aliases }
    const pieces = run.slices.map(slice => ({ from: start + slice.from, to: start + slice.to }))
    const texts = run.slices.map(slice => text.slice(slice.from, slice.to))
    if (first === last && texts.length === 1) {
      const segment = this.#segments[first]!
      this.#lengths.grow(first, text.length - segment.text.length)
      segment.text = text
      if (becomeItem(segment.unit, text, top)) touched.changed.add(segment.unit)
      return true
    }
    const old = this.#segments.slice(first, last + 1).map(segment => segment.unit)
    const units = this.#inherit(old, pieces, edit, touched, () => this.#newUnit('item', unit.list))
    const segments = units.map((one, i) => {
      if (becomeItem(one, texts[i]!, top)) touched.changed.add(one)
      return { text: texts[i]!, unit: one }
    })
    top.segments += segments.length - old.length
    this.#replaceSegments(first, old.length, segments, top.unit.segment)
    return true
  }

  /** Splits `text` anew in place of some documents. */
  #replaceTops(at: number, count: number, text: string, edit: TextEdit | null, touched: Touched): void {
    const firstSegment = this.#tops[at]?.unit.segment ?? this.#segments.length
    const start = this.#lengths.startOf(firstSegment)
    const oldTops = this.#tops.slice(at, at + count)
    const slices = splitDocuments(text)
    const oldCount = oldTops.reduce((sum, top) => sum + top.segments, 0)
    const oldItems = this.#segments
      .slice(firstSegment, firstSegment + oldCount)
      .map(segment => segment.unit)
      .filter(unit => unit.kind === 'item')
    const only = oldTops[0]
    if (slices.length === 1 && oldTops.length === 1 && only !== undefined && oldCount === 1 && !only.unit.isList) {
      const slice = slices[0]!
      if (listIn(text) === null) {
        only.ends = slice.ends
        this.#lengths.grow(firstSegment, text.length - this.#segments[firstSegment]!.text.length)
        this.#segments[firstSegment]!.text = text
        if (only.unit.become(text, null)) touched.changed.add(only.unit)
        return
      }
    }
    const tops = this.#inherit(
      oldTops.map(top => top.unit),
      slices.map(slice => ({ from: start + slice.from, to: start + slice.to })),
      edit,
      touched,
      () => this.#newUnit('document', null),
    )
    const segments: Segment[] = []
    const newTops = tops.map((unit, i): Top => {
      const slice = slices[i]!
      const own = text.slice(slice.from, slice.to)
      const list = listIn(own)
      const before = segments.length
      if (list === null) {
        if (unit.become(own, null)) touched.changed.add(unit)
        segments.push({ text: own, unit })
      } else {
        const base = start + slice.from
        const units = this.#inherit(
          oldItems.filter(item => item.list === unit.id),
          list.items.map(item => ({ from: base + item.from, to: base + item.to })),
          edit,
          touched,
          () => this.#newUnit('item', unit.id),
        )
        const items = units.map((item, j): Segment => {
          const itemText = own.slice(list.items[j]!.from, list.items[j]!.to)
          if (becomeItem(item, itemText, list)) touched.changed.add(item)
          return { text: itemText, unit: item }
        })
        const tail = own.slice(list.tail)
        segments.push({ text: own.slice(0, list.head), unit }, ...items)
        if (tail !== '') segments.push({ text: tail, unit })
        const place = {
          at: list.head,
          length: () => this.#itemsLength(unit.id),
          whole: () => this.#wholeText(unit.id),
        }
        if (unit.become(own.slice(0, list.head) + tail, place)) touched.changed.add(unit)
      }
      return {
        unit,
        ends: slice.ends,
        segments: segments.length - before,
        column: list?.column ?? 0,
        isFlow: list?.isFlow ?? false,
        isLoose: list?.isLoose ?? false,
        signs: list?.signs ?? noSigns,
      }
    })
    const kept = new Set(segments.map(segment => segment.unit))
    for (const item of oldItems) if (!kept.has(item)) this.#remove(item, touched)
    this.#tops = [...this.#tops.slice(0, at), ...newTops, ...this.#tops.slice(at + count)]
    for (let i = at; i < this.#tops.length; i++) this.#topOf.set(this.#tops[i]!.unit.id, i)
    this.#replaceSegments(firstSegment, oldCount, segments, firstSegment)
  }

  #replaceSegments(at: number, count: number, segments: Segment[], numberFrom: number): void {
    this.#lengths.replace(
      at,
      count,
      segments.map(segment => segment.text.length),
    )
    this.#segments = [...this.#segments.slice(0, at), ...segments, ...this.#segments.slice(at + count)]
    // Backwards, so that a list ends up at its head and not at its tail.
    for (let i = this.#segments.length - 1; i >= numberFrom; i--) this.#segments[i]!.unit.segment = i
    this.#documents = null
  }

  #inherit(
    old: readonly SourceUnit[],
    pieces: readonly Piece[],
    edit: TextEdit | null,
    touched: Touched,
    make: () => SourceUnit,
  ): SourceUnit[] {
    const places = old.map(unit => {
      const start = this.#lengths.startOf(unit.segment)
      // A byte order mark belongs to the file: its document may go and leave it.
      const from = start === 0 && unit.own.startsWith('\uFEFF') ? 1 : start
      const top = unit.kind === 'document' ? this.#tops[this.#topOf.get(unit.id)!]! : null
      return { from, to: this.#lengths.startOf(unit.segment + (top?.segments ?? 1)) }
    })
    const heirs = inheritUnits(places, pieces, edit)
    const used = new Set(heirs)
    for (const [i, unit] of old.entries()) if (!used.has(i)) this.#remove(unit, touched)
    return heirs.map(heir => {
      if (heir >= 0) return old[heir]!
      const unit = make()
      touched.added.add(unit)
      return unit
    })
  }

  #newUnit(kind: 'document' | 'item', list: DocId | null): SourceUnit {
    const unit = new SourceUnit(this.#nextId(), this.id, kind, list)
    this.#units.set(unit.id, unit)
    return unit
  }

  #remove(unit: SourceUnit, touched: Touched): void {
    if (!this.#units.delete(unit.id)) return
    this.#topOf.delete(unit.id)
    if (touched.added.delete(unit)) return
    touched.removed.add(unit)
  }

  #topsText(a: number, b: number): string {
    let text = ''
    const from = this.#tops[a]!.unit.segment
    const last = this.#tops[b]!
    for (let i = from; i < last.unit.segment + last.segments; i++) text += this.#segments[i]!.text
    return text
  }

  #wholeText(id: DocId): string {
    const index = this.#topOf.get(id)
    return index === undefined ? '' : this.#topsText(index, index)
  }

  #itemsLength(id: DocId): number {
    const index = this.#topOf.get(id)
    if (index === undefined) return 0
    const { unit, segments } = this.#tops[index]!
    const end = this.#lengths.startOf(unit.segment + segments)
    return end - this.#lengths.startOf(unit.segment) - unit.own.length
  }
}

interface Touched {
  readonly added: Set<SourceUnit>
  readonly changed: Set<SourceUnit>
  readonly removed: Set<SourceUnit>
}

const noSigns: Signs = { anchors: false, aliases: false }

function topId(unit: SourceUnit): DocId {
  return unit.list ?? unit.id
}

/** A line that ends a document, whatever stands around it. */
const marker = /(?:^|[\r\n])(?:---|\.\.\.)(?=[ \t\r\n]|$)/

/** A sign on the last line: of a comment, or of nothing that a comment could begin with. */
const openComment = /#[^\r\n]*$/

function listIn(text: string): ListSlices | null {
  const block = splitItems(text)
  if (block !== null) return block
  const flow = splitFlowItems(text)
  return flow === 'shared' ? null : (flow ?? splitPrettyItems(text))
}

/** An item's own text has a blank for its dash, or its comma. */
function becomeItem(
  unit: SourceUnit,
  text: string,
  { column, isFlow }: { readonly column: number; readonly isFlow: boolean },
): boolean {
  unit.isFlowItem = isFlow
  if (isFlow) {
    const { end, comma } = endsOfFlowItem(text)
    const line = /(?:^|[\r\n])([ \t]*)\}$/.exec(text.slice(0, Math.max(0, end)))
    unit.indent = line?.[1]?.length ?? 0
    unit.dash = -1
    return unit.become(comma < 0 ? text : `${text.slice(0, comma)} ${text.slice(comma + 1)}`, null)
  }
  const after = /^[ \t]*(?=[^ \t\r\n#])/.exec(text.slice(column + 1))
  unit.indent = column + 1 + (after === null ? 1 : after[0].length)
  unit.dash = column
  return unit.become(`${text.slice(0, column)} ${text.slice(column + 1)}`, null)
}
