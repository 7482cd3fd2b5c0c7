import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Box, fitAround, minZoom } from './fit.ts'

const pane = { width: 640, height: 480 }
const tools: Box = { x: 12, y: 430, width: 400, height: 38 }

const seen = (box: Box, { x, y, zoom }: ReturnType<typeof fitAround>): Box => ({
  x: box.x * zoom + x,
  y: box.y * zoom + y,
  width: box.width * zoom,
  height: box.height * zoom,
})
const meet = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

test('a small picture is not drawn larger than it is, and stands in the middle', () => {
  expect(fitAround([{ x: 0, y: 0, width: 100, height: 100 }], pane, [])).toEqual({ x: 270, y: 190, zoom: 1 })
})

test('a picture whose corner is free reaches down beside the tools', () => {
  const steps = [
    { x: 0, y: 0, width: 600, height: 200 },
    { x: 800, y: 700, width: 400, height: 200 },
  ]
  const free = fitAround(steps, pane, [])
  expect(fitAround(steps, pane, [tools]).zoom).toBe(free.zoom)
})

test('a picture that fills its corners stands above the tools', () => {
  const full = [{ x: 0, y: 0, width: 1200, height: 900 }]
  const view = fitAround(full, pane, [tools])
  expect(view.zoom).toBeCloseTo((430 - 8 - 16) / 900)
  expect(meet(seen(full[0]!, view), tools)).toBe(false)
})

test('where nothing is left free, all is shown nevertheless', () => {
  const view = fitAround([{ x: 0, y: 0, width: 1200, height: 900 }], pane, [{ x: 0, y: 0, width: 640, height: 480 }])
  expect(view.zoom).toBeCloseTo(448 / 900)
})

const boxes = fc.array(
  fc.record({
    x: fc.integer({ min: -500, max: 3000 }),
    y: fc.integer({ min: -500, max: 3000 }),
    width: fc.integer({ min: 40, max: 300 }),
    height: fc.integer({ min: 40, max: 300 }),
  }),
  { minLength: 1, maxLength: 12 },
)

test('whatever stands there: all is in the pane, and nothing beneath tools, legend or banner', () => {
  const floats: Box[] = [tools, { x: 400, y: 10, width: 228, height: 120 }, { x: 200, y: 10, width: 190, height: 30 }]
  fc.assert(
    fc.property(boxes, list => {
      const view = fitAround(list, pane, floats)
      for (const box of list) {
        const drawn = seen(box, view)
        expect(drawn.x >= 0 && drawn.y >= 0).toBe(true)
        expect(drawn.x + drawn.width <= pane.width && drawn.y + drawn.height <= pane.height).toBe(true)
        for (const float of floats) expect(meet(drawn, float)).toBe(false)
      }
    }),
  )
})

test('what cannot be shown whole even from afar is shown from its top', () => {
  const view = fitAround([{ x: 0, y: 0, width: 400, height: 100_000 }], pane, [tools])
  expect(view.zoom).toBe(minZoom)
  expect(view.y).toBe(16)
})
