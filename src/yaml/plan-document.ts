import type { DocId, TextEdit } from '../text/index.ts'
import { tidyEnd } from './own-node.ts'
import { isBlank } from './parse.ts'
import { SourceUnit } from './source-document.ts'
import type { SourceFile } from './source-file.ts'
import { splitDocuments } from './split-documents.ts'
import { endsOfFlowItem } from './split-flow-items.ts'
import { lineStart } from './style.ts'

/** Edits that add a document at the end of a file, in the file's line ends, with a `---` only where one is needed. */
export function planAppendDocument(file: SourceFile, text: string): TextEdit[] {
  const eol = lineEndOf(file.slice(0, 100_000))
  const own = eol === null ? text : text.replace(/\r\n|\r|\n/g, eol)
  const end = eol ?? lineEndOf(text) ?? '\n'
  const last = file.documents().findLast(doc => doc.kind === 'document')
  if (last === undefined) return [{ from: 0, to: 0, insert: own }]
  const tail = file.slice(Math.max(0, file.length - 2), file.length)
  const begun = /[\r\n]$/.test(tail) || file.length === 0 || file.slice(0, 2) === '\uFEFF'
  const marked = /^---(?=[ \t\r\n]|$)/.test(own)
  const ended = splitDocuments(last.text).at(-1)?.ends === 'dots'
  const separator = marked || ended || (begun && isBlank(last.text)) ? '' : `---${end}`
  return [{ from: file.length, to: file.length, insert: `${begun ? '' : end}${separator}${own}` }]
}

/**
 * Edits that take a document, or an item of a list, out of its file. Its separator and an item's own comments go with it; the
 * neighbours keep their bytes. Of a list's only item `items: []` remains.
 */
export function planRemoveDocument(file: SourceFile, id: DocId): TextEdit[] {
  return planRemoveDocuments(file, [id])
}

/** As `planRemoveDocument`, for several at once; sorted, and those that meet are one. */
export function planRemoveDocuments(file: SourceFile, ids: readonly DocId[]): TextEdit[] {
  const gone = new Set(ids)
  const edits: TextEdit[] = []
  const lists = new Set<DocId>()
  for (const id of gone) {
    const doc = file.document(id)
    if (doc === undefined || (doc.list !== null && gone.has(doc.list))) continue
    if (doc.list === null) edits.push(...removeTop(file, id))
    else if (doc instanceof SourceUnit && doc.isFlowItem) lists.add(doc.list)
    else edits.push(...removeItem(file, id, doc.list))
  }
  for (const list of lists) {
    const items = file.documents().flatMap(doc => (doc.list === list && doc instanceof SourceUnit ? [doc] : []))
    edits.push(...removeFlowItems(file, items, gone))
  }
  return merged(edits)
}

/** Sorts removals; those that meet become one. */
function merged(edits: readonly TextEdit[]): TextEdit[] {
  const out: TextEdit[] = []
  for (const edit of [...edits].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = out.at(-1)
    if (last !== undefined && edit.from < last.to)
      out[out.length - 1] = { from: last.from, to: Math.max(last.to, edit.to), insert: last.insert + edit.insert }
    else out.push(edit)
  }
  return out
}

function removeTop(file: SourceFile, id: DocId): TextEdit[] {
  const tops = file.documents().filter(doc => doc.kind === 'document')
  const index = tops.findIndex(doc => doc.id === id)
  const doc = tops[index]!
  const start = file.startOf(id)
  const to = start + doc.text.length
  const from = start === 0 && doc.text.startsWith('\uFEFF') ? 1 : start
  const before = tops[index - 1]
  const after = tops[index + 1]
  if (before === undefined || after === undefined) return [{ from, to, insert: '' }]
  const apart = splitDocuments(before.text + after.text).length === 2
  // A neighbour without a marker of its own would run into the one before: the dots that divide them stay.
  return [{ from, to: apart ? to : start + lineStart(doc.text, tidyEnd(doc.text, doc.text.length)), insert: '' }]
}

function removeItem(file: SourceFile, id: DocId, list: DocId): TextEdit[] {
  const items = file.documents().filter(doc => doc.list === list)
  const index = items.findIndex(doc => doc.id === id)
  const item = items[index]
  const start = file.startOf(id)
  if (!(item instanceof SourceUnit)) return []
  const listStart = file.startOf(list)
  const from = ownCommentsBefore(file.slice(listStart, start), item.dash) + listStart
  const end = start + item.text.length
  const isLast = index === items.length - 1
  const to = isLast ? end : start + ownCommentsBefore(item.text, item.dash)
  if (items.length > 1) return [{ from, to, insert: '' }]
  const head = file.slice(listStart, start)
  const key = /(?:^|[\r\n])items:(?=[^\r\n]*[\r\n](?:[ \t]*(?:#[^\r\n]*)?[\r\n]*)*$)/.exec(head)
  if (key === null) return []
  const colon = listStart + key.index + key[0].length
  return [
    { from: colon, to: colon, insert: ' []' },
    { from: Math.max(from, colon), to, insert: '' },
  ]
}

/** The items of a list in braces that go, with their commas; that of the last one left goes too when it is at the end then. */
function removeFlowItems(file: SourceFile, items: readonly SourceUnit[], gone: ReadonlySet<DocId>): TextEdit[] {
  const edits: TextEdit[] = []
  const startOf = (index: number): number => file.startOf(items[index]!.id)
  for (let i = 0; i < items.length; i++) {
    if (!gone.has(items[i]!.id)) continue
    let after = i
    while (after < items.length && gone.has(items[after]!.id)) after++
    const last = items[after - 1]!
    const end = startOf(after - 1) + last.text.length
    if (after < items.length) edits.push({ from: startOf(i), to: end, insert: '' })
    else {
      const before = items[i - 1]
      let from = startOf(i)
      if (before !== undefined) {
        const comma = startOf(i - 1) + endsOfFlowItem(file.slice(startOf(i - 1), from)).comma
        // A comment behind the comma is about what stays.
        if (file.slice(comma + 1, from).trim() === '') from = comma
        else edits.push({ from: comma, to: comma + 1, insert: '' })
      }
      // What stands before the bracket stays, so that it stays where it was.
      const blank = last.text.length - last.text.trimEnd().length
      edits.push({ from, to: Math.max(from, end - blank), insert: '' })
    }
    i = after
  }
  return edits
}

/** Where the comment lines directly at the end of a text begin that stand at a column; its end when there are none. */
function ownCommentsBefore(text: string, column: number): number {
  let from = text.length
  while (from > 0) {
    const above = lineStart(text, from - (text.endsWith('\r\n', from) ? 2 : 1))
    const line = text.slice(above, from)
    if (above === 0 || !/^[ ]*#/.test(line) || line.indexOf('#') !== column) break
    from = above
  }
  return from
}

function lineEndOf(text: string): string | null {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? null
}
