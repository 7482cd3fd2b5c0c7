import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Pushed, pushDown } from './push-down.ts'

const box = (id: string, y: number, x = 0): Pushed => ({ id, x, y, width: 100, height: 50, stays: false })

test('what is pushed pushes in turn; what stands beside, or far enough beneath, stays', () => {
  const boxes = [box('upper', 0), box('middle', 30), box('lower', 80), box('beside', 30, 200), box('far', 400)]
  expect([...pushDown(boxes)]).toEqual([
    ['middle', 62],
    ['lower', 124],
  ])
})

test('only the first, and what they push, push', () => {
  const boxes = [box('a', 0), box('b', 30), box('c', 0, 200), box('d', 30, 200)]
  expect([...pushDown(boxes, new Set(['c']))]).toEqual([['d', 62]])
})

test('what a person placed pushes and is not pushed', () => {
  expect([...pushDown([box('a', 0), { ...box('b', 30), stays: true }, box('c', 70)])]).toEqual([['c', 92]])
})

test('what is pushed goes past what stays', () => {
  expect([...pushDown([{ ...box('a', 0), height: 200 }, box('b', 100), { ...box('s', 220), stays: true }])]).toEqual([
    ['b', 282],
  ])
})

const someBoxes = fc
  .array(
    fc.record({
      x: fc.integer({ min: 0, max: 400 }),
      y: fc.integer({ min: 0, max: 400 }),
      width: fc.integer({ min: 10, max: 200 }),
      height: fc.integer({ min: 10, max: 120 }),
    }),
    { maxLength: 12 },
  )
  .map(boxes => boxes.map((each, i): Pushed => ({ ...each, id: String(i), stays: i % 4 === 3 })))

test('nothing covers anything afterwards, and nothing went up', () => {
  fc.assert(
    fc.property(someBoxes, boxes => {
      const tops = pushDown(boxes)
      const placed = boxes.map(each => ({ ...each, y: tops.get(each.id) ?? each.y }))
      placed.forEach((a, i) => {
        expect(a.y).toBeGreaterThanOrEqual(boxes[i]!.y)
        if (a.stays) expect(a.y).toBe(boxes[i]!.y)
        // What a person placed may stand on what a person placed, and before something that was not pushed.
        for (const b of placed.slice(i + 1).filter(b => !a.stays && !b.stays))
          expect(a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height).toBe(false)
      })
    }),
  )
})
