import { expect, test } from 'vitest'
import { type Alignment, alignMoves } from './align.ts'

const boxes = new Map([
  ['a', { x: 0, y: 10, width: 100, height: 50 }],
  ['b', { x: 30, y: 200, width: 60, height: 40 }],
  ['c', { x: 300, y: 90, width: 100, height: 20 }],
])

test.each<[Alignment, [string, number, number][]]>([
  [
    'left',
    [
      ['b', -30, 0],
      ['c', -300, 0],
    ],
  ],
  [
    'right',
    [
      ['a', 300, 0],
      ['b', 310, 0],
    ],
  ],
  [
    'top',
    [
      ['b', 0, -190],
      ['c', 0, -80],
    ],
  ],
  [
    'bottom',
    [
      ['a', 0, 180],
      ['c', 0, 130],
    ],
  ],
  ['spreadX', [['b', 140, 0]]],
  ['spreadY', [['c', 0, 30]]],
])('%s', (how, want) => {
  expect([...alignMoves(boxes, how)].map(([id, { x, y }]) => [id, x, y])).toEqual(want)
})

test('one box has nothing to stand in line with', () => {
  expect(alignMoves(new Map([['a', boxes.get('a')!]]), 'left').size).toBe(0)
})
