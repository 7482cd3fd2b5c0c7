import type { Point } from '../store/project.ts'
import type { Size } from './geometry.ts'

export const alignments = ['left', 'right', 'top', 'bottom', 'spreadX', 'spreadY'] as const
export type Alignment = (typeof alignments)[number]

export type Boxes = ReadonlyMap<string, Point & Size>

/** How far each box moves, by id; boxes that stay are left out. */
export function alignMoves(boxes: Boxes, how: Alignment): Map<string, Point> {
  const all = [...boxes]
  const moves = new Map<string, Point>()
  const put = (id: string, dx: number, dy: number): void => {
    if (Math.round(dx) !== 0 || Math.round(dy) !== 0) moves.set(id, { x: Math.round(dx), y: Math.round(dy) })
  }
  if (all.length < 2) return moves
  if (how === 'spreadX' || how === 'spreadY') {
    const [at, long] = how === 'spreadX' ? (['x', 'width'] as const) : (['y', 'height'] as const)
    const sorted = all.sort(([, a], [, b]) => a[at] - b[at])
    const first = sorted[0]![1]
    const last = sorted.at(-1)![1]
    const filled = sorted.reduce((sum, [, box]) => sum + box[long], 0)
    const gap = (last[at] + last[long] - first[at] - filled) / (sorted.length - 1)
    let next = first[at]
    for (const [id, box] of sorted) {
      const by = next - box[at]
      put(id, how === 'spreadX' ? by : 0, how === 'spreadX' ? 0 : by)
      next += box[long] + gap
    }
    return moves
  }
  const edge = {
    left: Math.min(...all.map(([, box]) => box.x)),
    right: Math.max(...all.map(([, box]) => box.x + box.width)),
    top: Math.min(...all.map(([, box]) => box.y)),
    bottom: Math.max(...all.map(([, box]) => box.y + box.height)),
  }[how]
  for (const [id, box] of all) {
    if (how === 'left') put(id, edge - box.x, 0)
    else if (how === 'right') put(id, edge - box.x - box.width, 0)
    else if (how === 'top') put(id, 0, edge - box.y)
    else put(id, 0, edge - box.y - box.height)
  }
  return moves
}
