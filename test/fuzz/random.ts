/** The same numbers for the same seed. */
export interface Random {
  /** 0 up to `count` - 1; 0 for none. */
  below(count: number): number
  pick<T>(items: readonly T[]): T | undefined
  chance(percent: number): boolean
}

export function randomOf(seed: number): Random {
  // Neighbouring seeds would begin alike.
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0
  const below = (count: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * count)
  }
  return {
    below,
    pick: items => (items.length === 0 ? undefined : items[below(items.length)]),
    chance: percent => below(100) < percent,
  }
}
