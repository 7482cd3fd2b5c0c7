import type { Point } from '../store/project.ts'
import type { Size } from './geometry.ts'

export const natural = new Intl.Collator('en', { numeric: true })
export const frameGap = 32

export type Places = ReadonlyMap<string, Point>

export interface Box extends Size {
  readonly id: string
  /** Where the box starts in the columns' coordinates. */
  readonly x: number
}

/**
 * Where whole namespaces stand. Each keeps its columns and slides up until it meets another; `links` put those that traffic
 * reaches first on top. A stack that grows too tall goes on beside itself.
 */
export const packBoxes = (boxes: readonly Box[], links: readonly (readonly [string, string])[]): Places =>
  stack(byRank(boxes, links), frameGap)

/** Puts boxes under each other where they meet, and goes on beside when the stack grows far taller than wide. */
export function stack(ordered: readonly Box[], space: number): Places {
  const places = new Map<string, Point>()
  const left = Math.min(0, ...ordered.map(box => box.x))
  const width = Math.max(1, ...ordered.map(box => box.x + box.width)) - left
  const total = ordered.reduce((sum, box) => sum + (box.height + space) * (box.width / width), 0)
  const stacks = Math.max(1, Math.round(Math.sqrt(total / (width * 1.3))))
  const limit = stacks === 1 ? Number.POSITIVE_INFINITY : total / stacks
  let offset = 0
  let current: (Box & { readonly y: number })[] = []
  const topFor = (box: Box): number => {
    let top = 0
    for (const other of current)
      if (other.x < box.x + box.width + space / 2 && box.x < other.x + other.width + space / 2)
        top = Math.max(top, other.y + other.height + space)
    return top
  }
  for (const box of ordered) {
    if (current.length > 0 && topFor(box) + box.height > limit) {
      current = []
      offset += width + space * 3
    }
    const y = topFor(box)
    current.push({ ...box, y })
    places.set(box.id, { x: offset, y })
  }
  return places
}

function byRank(boxes: readonly Box[], links: readonly (readonly [string, string])[]): Box[] {
  const rank = new Map(boxes.map(box => [box.id, 0]))
  const both = new Set(links.map(([a, b]) => `${a}\n${b}`))
  for (let round = 0; round < Math.min(boxes.length, 12); round += 1) {
    for (const [a, b] of links) {
      const next = (rank.get(a) ?? 0) + 1
      if (a !== b && !both.has(`${b}\n${a}`) && next > (rank.get(b) ?? 0)) rank.set(b, next)
    }
  }
  return [...boxes].sort(
    (a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0) || a.x - b.x || natural.compare(a.id, b.id),
  )
}
