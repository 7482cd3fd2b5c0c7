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

/** `edits` in order, of one text. */
export function hunksOf(text: string, edits: readonly TextEdit[]): Hunk[] {
  return edits.flatMap(({ from, to, insert }) => {
    const start = text.lastIndexOf('\n', from - 1) + 1
    const end = text.indexOf('\n', to)
    const stop = end < 0 ? text.length : end
    const before = text.slice(start, stop).split('\n')
    const after = (text.slice(start, from) + insert + text.slice(to, stop)).split('\n')
    let same = 0
    while (same < before.length && same < after.length && before[same] === after[same]) same++
    let tail = 0
    while (
      tail < before.length - same &&
      tail < after.length - same &&
      before[before.length - 1 - tail] === after[after.length - 1 - tail]
    )
      tail++
    const lines = [
      ...changed('-', before.slice(same, before.length - tail)),
      ...changed('+', after.slice(same, after.length - tail)),
    ]
    return lines.length === 0 ? [] : [{ offset: from, lines: withoutIndent(lines) }]
  })
}

const changed = (sign: DiffLine['sign'], lines: readonly string[]): DiffLine[] =>
  lines.filter(line => line.trim() !== '').map(line => ({ sign, text: line.replace(/\r$/, '') }))

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
