import type { TextEdit } from '../text/index.ts'

export interface Piece {
  readonly from: number
  readonly to: number
}

/**
 * Which old unit each new one continues, as its index, or -1. Old places count before the edit, new ones after it. A unit whose
 * text was deleted as a whole continues nowhere unless others took its place; of a unit that was split the first part continues it,
 * and of joined ones the first lives on.
 */
export function inheritUnits(old: readonly Piece[], pieces: readonly Piece[], edit: TextEdit | null): number[] {
  const heirs: number[] = pieces.map(() => -1)
  if (edit === null || pieces.length === 0) return heirs
  const shift = edit.insert.length - (edit.to - edit.from)
  const replaced: number[] = []
  let at = 0
  for (const [i, unit] of old.entries()) {
    if (edit.from <= unit.from && unit.to <= edit.to && unit.to > unit.from) {
      replaced.push(i)
      continue
    }
    const start =
      unit.from < edit.from ? unit.from : unit.from >= edit.to ? unit.from + shift : edit.from + edit.insert.length
    while (at < pieces.length - 1 && pieces[at]!.to <= start) at++
    if (heirs[at] === -1) heirs[at] = i
  }
  // What was pasted over whole units takes their places in order.
  for (const [i, heir] of heirs.entries()) {
    if (heir !== -1) continue
    const next = replaced.shift()
    if (next === undefined) break
    heirs[i] = next
  }
  return heirs
}
