import type { Answer } from './answer.ts'

/** How many of `count` equal requests meet each outcome, drawn from the shares: the same seed draws the same, and they add up. */
export function drawSample({ outcomes }: Answer, count: number, seed: number): number[] {
  const counts = outcomes.map(() => 0)
  if (outcomes.length === 0) return counts
  const next = generator(seed)
  for (let drawn = 0; drawn < count; drawn++) {
    let left = next()
    const index = outcomes.findIndex(({ share }) => {
      left -= share
      return left < 0
    })
    // Shares may add up to a hair less than 1.
    counts[index === -1 ? outcomes.length - 1 : index]!++
  }
  return counts
}

/** Numbers from 0 to below 1 (mulberry32). */
function generator(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
