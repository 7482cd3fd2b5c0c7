import { expect, test } from 'vitest'
import type { Answer, Outcome } from './answer.ts'
import { drawSample } from './sample.ts'

const answer = (...shares: number[]): Answer => ({
  outcomes: shares.map(share => ({ share }) as Outcome),
  assumed: [],
})

test('a sample adds up, is near the shares, and is the same again for the same seed', () => {
  const split = answer(0.8, 0.2)
  for (const seed of [1, 2, 3, 99]) {
    const drawn = drawSample(split, 10_000, seed)
    expect(drawn[0]! + drawn[1]!).toBe(10_000)
    expect(Math.abs(drawn[0]! / 10_000 - 0.8)).toBeLessThan(0.02)
    expect(drawSample(split, 10_000, seed)).toEqual(drawn)
  }
  expect(drawSample(split, 1000, 1)).not.toEqual(drawSample(split, 1000, 2))
})

test('one outcome takes all, none takes none, and thirds that do not quite add up lose nobody', () => {
  expect(drawSample(answer(1), 7, 1)).toEqual([7])
  expect(drawSample(answer(), 7, 1)).toEqual([])
  expect(drawSample(answer(0.333, 0.333, 0.333), 5000, 4).reduce((sum, n) => sum + n, 0)).toBe(5000)
})
