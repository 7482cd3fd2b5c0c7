import type { Box } from './fit.ts'

/** Nearer than this, one above another pushes it down; then they are a little further apart, so that the next row does not push again. */
const nearest = 8
const apart = 12

export interface Pushed extends Box {
  readonly id: string
  /** Is not pushed, but pushes. */
  readonly stays: boolean
}

const isBeside = (a: Box, b: Box): boolean => a.x >= b.x + b.width || b.x >= a.x + a.width

/**
 * Those that stand too near beneath another are pushed down, and push in turn; none is pushed up or aside. Where `first` is given, nothing
 * is pushed but by them and by what they pushed. Gives the tops of those that moved.
 */
export function pushDown(boxes: readonly Pushed[], first?: ReadonlySet<string>): Map<string, number> {
  const sorted = [...boxes].sort((a, b) => a.y - b.y)
  const staying = sorted.filter(box => box.stays)
  const tops = new Map<string, number>()
  /** The first place from `y` down that is clear of what stays. */
  const clearOf = (box: Pushed, y: number): number => {
    for (const other of staying) {
      if (!isBeside(box, other) && y < other.y + other.height + nearest && other.y < y + box.height + nearest)
        return clearOf(box, other.y + other.height + apart)
    }
    return y
  }
  sorted.forEach((above, i) => {
    if (first !== undefined && !first.has(above.id) && !tops.has(above.id)) return
    const foot = (tops.get(above.id) ?? above.y) + above.height
    // They are in the order of where they stood, and have only gone down since.
    for (let j = i + 1; j < sorted.length && sorted[j]!.y < foot + nearest; j += 1) {
      const below = sorted[j]!
      if (isBeside(above, below) || below.stays || (tops.get(below.id) ?? below.y) >= foot + nearest) continue
      tops.set(below.id, clearOf(below, foot + apart))
    }
  })
  return tops
}
