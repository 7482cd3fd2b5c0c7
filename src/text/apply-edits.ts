import { BugError } from './bug-error.ts'
import type { TextEdit } from './edit.ts'

/** Applies edits to a text. They are sorted, don't overlap, and all count in the text before any of them. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = ''
  let at = 0
  for (const edit of edits) {
    if (edit.from < at || edit.to < edit.from || edit.to > text.length)
      throw new BugError(`edit ${edit.from}..${edit.to} after ${at} in a text of ${text.length}`)
    result += text.slice(at, edit.from) + edit.insert
    at = edit.to
  }
  return result + text.slice(at)
}

/** The edits that lead back: `applyEdits(applyEdits(t, e), invertEdits(t, e)) === t`. */
export function invertEdits(text: { slice(from: number, to: number): string }, edits: readonly TextEdit[]): TextEdit[] {
  let shift = 0
  return edits.map(edit => {
    const from = edit.from + shift
    shift += edit.insert.length - (edit.to - edit.from)
    return { from, to: from + edit.insert.length, insert: text.slice(edit.from, edit.to) }
  })
}

/** Drops what an edit replaces by itself at its two ends; null when nothing is left of it. */
export function trimEdit(text: { slice(from: number, to: number): string }, edit: TextEdit): TextEdit | null {
  const old = text.slice(edit.from, edit.to)
  const { insert } = edit
  const shorter = Math.min(old.length, insert.length)
  let head = 0
  while (head < shorter && old.charCodeAt(head) === insert.charCodeAt(head)) head++
  let tail = 0
  while (tail < shorter - head && old.charCodeAt(old.length - 1 - tail) === insert.charCodeAt(insert.length - 1 - tail))
    tail++
  if (head + tail === old.length && head + tail === insert.length) return null
  return { from: edit.from + head, to: edit.to - tail, insert: insert.slice(head, insert.length - tail) }
}
