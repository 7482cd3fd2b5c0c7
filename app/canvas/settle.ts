import type { Box } from './fit.ts'

const gap = 12

const meet = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap

/** Boxes slide down, the upper ones first, until they meet neither each other nor what is `fixed`; gives where each one's top is then. */
export function settle(boxes: ReadonlyMap<string, Box>, fixed: readonly Box[]): Map<string, number> {
  const tops = new Map<string, number>()
  const standing = [...fixed].sort((a, b) => a.y - b.y)
  for (const [id, box] of [...boxes].sort(([, a], [, b]) => a.y - b.y)) {
    let at = box
    for (const other of standing) if (meet(at, other)) at = { ...at, y: other.y + other.height + gap }
    // What it passed over may stand higher than what pushed it: until nothing does.
    for (let next = standing.find(other => meet(at, other)); next !== undefined; ) {
      at = { ...at, y: next.y + next.height + gap }
      next = standing.find(other => meet(at, other))
    }
    tops.set(id, at.y)
    standing.push(at)
  }
  return tops
}
