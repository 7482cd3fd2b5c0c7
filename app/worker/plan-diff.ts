import { applyEdits } from '../../src/page.ts'
import type { TextEdit } from '../store/contracts.ts'

export interface DiffLine {
  readonly sign: '+' | '-'
  readonly text: string
}

/** What one edit takes out and puts in: whole lines, those that stay left out, without the indentation that all of them share. */
export interface Hunk {
  /** Where in the text before it. */
  readonly offset: number
  readonly lines: readonly DiffLine[]
}

/** Of a line that is longer, so much is shown on either side of what changes. */
const reach = 160

/** `edits` in order, of one text; those of one line are one hunk. */
export function hunksOf(text: string, edits: readonly TextEdit[]): Hunk[] {
  const hunks: Hunk[] = []
  for (let i = 0; i < edits.length; ) {
    const first = edits[i]!
    const start = lineStart(text, first.from)
    let stop = lineEnd(text, first.to)
    let next = i + 1
    while (next < edits.length && edits[next]!.from <= stop) {
      stop = lineEnd(text, edits[next]!.to)
      next++
    }
    const hunk = hunkOf(text, edits.slice(i, next), start, stop)
    if (hunk !== null) hunks.push(hunk)
    i = next
  }
  return hunks
}

function lineStart(text: string, at: number): number {
  const start = text.lastIndexOf('\n', at - 1) + 1
  return at - start > reach * 2 ? at - reach : start
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  const stop = end < 0 ? text.length : end
  return stop - at > reach * 2 ? at + reach : stop
}

function hunkOf(text: string, edits: readonly TextEdit[], start: number, stop: number): Hunk | null {
  const before = text.slice(start, stop)
  const moved = edits.map(({ from, to, insert }) => ({ from: from - start, to: to - start, insert }))
  const old = before.split('\n')
  const now = applyEdits(before, moved).split('\n')
  let same = 0
  while (same < old.length && same < now.length && old[same] === now[same]) same++
  let tail = 0
  while (tail < old.length - same && tail < now.length - same && old.at(-1 - tail) === now.at(-1 - tail)) tail++
  const lines = [
    ...changed('-', old.slice(same, old.length - tail)),
    ...changed('+', now.slice(same, now.length - tail)),
  ]
  return lines.length === 0 ? null : { offset: edits[0]!.from, lines: withoutIndent(lines) }
}

const changed = (sign: DiffLine['sign'], lines: readonly string[]): DiffLine[] =>
  lines.filter(line => line.trim() !== '').map(line => ({ sign, text: clipped(line.replace(/\r$/, '')) }))

/** What is put in may be one long line, too. */
const clipped = (line: string): string => (line.length > reach * 5 ? `${line.slice(0, reach * 5)}…` : line)

function withoutIndent(lines: readonly DiffLine[]): DiffLine[] {
  const shared = Math.min(...lines.map(({ text }) => text.length - text.trimStart().length))
  return lines.map(({ sign, text }) => ({ sign, text: text.slice(shared) }))
}

/** So many lines of it all, and how many more there are. */
export function firstLines(
  hunks: readonly Hunk[],
  most: number,
): { readonly hunks: readonly Hunk[]; readonly more: number } {
  const shown: Hunk[] = []
  let left = most
  for (const hunk of hunks) {
    if (left > 0) shown.push({ ...hunk, lines: hunk.lines.slice(0, left) })
    left -= hunk.lines.length
  }
  return { hunks: shown, more: Math.max(0, -left) }
}
