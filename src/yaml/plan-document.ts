import type { DocId, TextEdit } from '../text/index.ts'
import { tidyEnd } from './own-node.ts'
import { isBlank } from './parse.ts'
import { type SourceDocument, SourceUnit } from './source-document.ts'
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
  const doc = file.document(id)
  if (doc === undefined) return []
  return doc.list === null ? removeTop(file, id) : removeItem(file, id, doc.list)
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
  if (item.isFlowItem) return removeFlowItem(file, item, items[index - 1], index === items.length - 1)
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

/** The comma in front of the last item goes with it. */
function removeFlowItem(
  file: SourceFile,
  item: SourceUnit,
  before: SourceDocument | undefined,
  isLast: boolean,
): TextEdit[] {
  const start = file.startOf(item.id)
  const end = start + item.text.length
  if (!isLast) return [{ from: start, to: end, insert: '' }]
  const own = start + endsOfFlowItem(item.text).end
  if (before !== undefined) {
    const from = file.startOf(before.id) + endsOfFlowItem(before.text).end
    return [{ from, to: own, insert: '' }]
  }
  const listStart = file.startOf(item.list ?? item.id)
  return [{ from: listStart + file.slice(listStart, start).lastIndexOf('[') + 1, to: end, insert: '' }]
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
