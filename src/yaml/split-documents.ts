/** A document's place in the text it was split from. */
export interface DocumentSlice {
  readonly from: number
  readonly to: number
  readonly ends: DocumentEnd
}

/**
 * How a document ends. After `dots` anything begins a new one; an `open` one (it has a `---` line or content) ends at the
 * next `---`; one of `prefix` lines alone (comments, directives, blank lines) takes the next `---` into itself.
 */
export type DocumentEnd = 'dots' | 'open' | 'prefix'

/**
 * Splits a stream into documents, without parsing: at `---` and `...` in the first column, wherever they stand, for YAML ends
 * even quoted and block text there. Each slice holds its own markers, leading comments and directives; together they are the text.
 */
export function splitDocuments(text: string): DocumentSlice[] {
  const slices: DocumentSlice[] = []
  let from = 0
  let hasMarker = false
  const marker = /(?:---|\.\.\.)(?=[ \t\r\n]|$)/g
  for (let found = marker.exec(text); found !== null; found = marker.exec(text)) {
    const at = found.index
    if (!startsLine(text, at, from)) continue
    if (text.charCodeAt(at) === 46) {
      const to = lineEndAfter(text, at)
      slices.push({ from, to, ends: 'dots' })
      from = to
      hasMarker = false
      marker.lastIndex = to
    } else if (hasMarker || !isPrefix(text, from, at)) {
      slices.push({ from, to: at, ends: 'open' })
      from = at
      hasMarker = true
    } else hasMarker = true
  }
  if (from < text.length)
    slices.push({ from, to: text.length, ends: hasMarker || !isPrefix(text, from, text.length) ? 'open' : 'prefix' })
  return slices
}

/** Whether a document may begin with `next` after one that ends so. The text between ends in a line end. */
export function divides(ends: DocumentEnd, next: string): boolean {
  return ends === 'dots' || (ends === 'open' && /^---(?=[ \t\r\n]|$)/.test(next))
}

/** Whether a line can begin between two texts: one ends in a line end that the other does not prolong. */
export function lineBreaksBetween(before: string, after: string): boolean {
  const last = before.charCodeAt(before.length - 1)
  return last === 10 || (last === 13 && after.charCodeAt(0) !== 10)
}

/** A byte order mark may stand before the first line of a document. */
function startsLine(text: string, at: number, from: number): boolean {
  if (at === 0) return true
  const before = text.charCodeAt(at - 1)
  return before === 10 || before === 13 || (before === 0xfeff && at - 1 === from)
}

function lineEndAfter(text: string, at: number): number {
  for (let i = at; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 10) return i + 1
    if (unit === 13) return text.charCodeAt(i + 1) === 10 ? i + 2 : i + 1
  }
  return text.length
}

/** Whether only comments, directives and blank lines stand here. `from` is the start of a line. */
function isPrefix(text: string, from: number, to: number): boolean {
  contentLine.lastIndex = from
  const found = contentLine.exec(text)
  return found === null || found.index >= to
}

/** A line's start up to its first character of content; a `%` is content where it is indented. */
const contentLine = /(?<![^\r\n\uFEFF])(?:[ \t]*[^ \t\r\n#%\uFEFF]|[ \t]+%)/g
