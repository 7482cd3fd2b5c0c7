import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Box } from './fit.ts'
import { settle } from './settle.ts'

const box = (y: number, x = 0): Box => ({ x, y, width: 100, height: 50 })

test('what has room stays; what does not goes beneath what is in its way, in order', () => {
  const boxes = new Map([
    ['free', box(0, 300)],
    ['upper', box(10)],
    ['lower', box(40)],
  ])
  expect([...settle(boxes, [box(0)])]).toEqual([
    ['free', 0],
    ['upper', 62],
    ['lower', 124],
  ])
})

const someBox = fc.record({
  x: fc.integer({ min: 0, max: 400 }),
  y: fc.integer({ min: 0, max: 400 }),
  width: fc.integer({ min: 10, max: 200 }),
  height: fc.integer({ min: 10, max: 120 }),
})

test('nothing that slid covers anything, and nothing slid up', () => {
  fc.assert(
    fc.property(fc.array(someBox, { maxLength: 10 }), fc.array(someBox, { maxLength: 8 }), (moving, fixed) => {
      const boxes = new Map(moving.map((each, i) => [String(i), each]))
      const tops = settle(boxes, fixed)
      const placed = [...boxes].map(([id, each]) => ({ ...each, y: tops.get(id)! }))
      placed.forEach((a, i) => {
        expect(a.y).toBeGreaterThanOrEqual(moving[i]!.y)
        for (const b of [...fixed, ...placed.filter(other => other !== a)])
          expect(a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height).toBe(false)
      })
    }),
  )
})
