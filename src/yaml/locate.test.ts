import { expect, test } from 'vitest'
import type { DocId, FileId } from '../text/index.ts'
import { nearestRange, pathAt, rangeOf, sourceOf } from './locate.ts'
import { SourceFile } from './source-file.ts'

let count = 0
const open = (text: string) => new SourceFile('f' as FileId, text, () => `d${count++}` as DocId).documents()
const steps = (path: string) =>
  path === '' ? [] : path.split('.').map(step => (/^\d+$/.test(step) ? Number(step) : step))

const text = `# head
---
a: 1 # c
empty:
none: # c
map:
  b: "q"
  list:
  - x
  - c: |
      t
# foot
flow: {k: v, l: [1, 2]}
8080: port
base: &base
  m: 1
same: *base
merged:
  <<: *base
  n: 2
twice: 1
twice: 2
`

const ranges: { path: string; part: 'key' | 'value' | 'pair'; is: string | null; after?: string }[] = [
  { path: 'a', part: 'value', is: '1' },
  { path: 'a', part: 'key', is: 'a' },
  { path: 'a', part: 'pair', is: 'a: 1' },
  { path: 'empty', part: 'value', is: '', after: 'empty:' },
  { path: 'none', part: 'value', is: '', after: 'none:' },
  { path: 'map.b', part: 'value', is: '"q"' },
  { path: 'map', part: 'value', is: 'b: "q"\n  list:\n  - x\n  - c: |\n      t\n' },
  { path: 'map.list.0', part: 'value', is: 'x' },
  { path: 'map.list.1.c', part: 'pair', is: 'c: |\n      t\n' },
  { path: 'flow', part: 'value', is: '{k: v, l: [1, 2]}' },
  { path: 'flow.l.1', part: 'value', is: '2' },
  { path: 'same', part: 'value', is: '*base' },
  { path: 'same.m', part: 'value', is: '1', after: 'base: &base\n  m: ' },
  { path: 'merged.m', part: 'pair', is: 'm: 1' },
  { path: 'twice', part: 'value', is: '2' },
  { path: 'nowhere', part: 'value', is: null },
  { path: 'a.b', part: 'value', is: null },
]

test.each(ranges)('$part of $path', ({ path, part, is, after }) => {
  const doc = open(text)[0]!
  const range = rangeOf(doc, steps(path), part)
  expect(range === null ? null : text.slice(range.from, range.to)).toBe(is)
  if (after !== undefined) expect(text.slice(0, range?.from).endsWith(after)).toBe(true)
})

test('a key that is a number is found by its name', () => {
  const range = rangeOf(open(text)[0]!, ['8080'], 'value')
  expect(text.slice(range?.from, range?.to)).toBe('port')
})

const nearest = [
  { path: 'a', is: '1' },
  { path: 'empty', is: 'empty' },
  { path: 'map.nowhere.deep', is: 'map' },
  { path: 'nowhere', is: 'a: 1 # c' },
]

test.each(nearest)('the nearest to $path', ({ path, is }) => {
  const range = nearestRange(open(text)[0]!, steps(path))
  expect(text.slice(range.from, range.to)).toBe(is)
})

const places: { at: string; path: string }[] = [
  { at: '"q"', path: 'map.b' },
  { at: 'list:', path: 'map.list' },
  { at: '- c', path: 'map.list.0' },
  { at: 'c: |', path: 'map.list.1.c' },
  { at: '      t', path: 'map.list.1.c' },
  { at: '2]}', path: 'flow.l.1' },
  { at: ' # c\nmap', path: 'none' },
  { at: '# head', path: '' },
]

test.each(places)('what stands at $at', ({ at, path }) => {
  expect(pathAt(open(text)[0]!, text.indexOf(at)).join('.')).toBe(path)
})

test('sources as typed', () => {
  const doc = open(text)[0]!
  expect(sourceOf(doc, ['a'])).toEqual({ source: '1', style: 'plain' })
  expect(sourceOf(doc, ['map', 'b'])).toEqual({ source: '"q"', style: 'double' })
  expect(sourceOf(doc, ['empty'])).toEqual({ source: '', style: 'plain' })
  expect(sourceOf(doc, ['map'])?.style).toBe('block')
  expect(sourceOf(doc, ['flow'])?.style).toBe('flow')
  expect(sourceOf(doc, ['map', 'list', 1, 'c'])?.style).toBe('literal')
  expect(sourceOf(doc, ['nowhere'])).toBeNull()
})

test('places in a list and its items count in their own texts', () => {
  const list = 'items:\n- a: 1\n- b: [x]\nkind: List\nmetadata: {k: 1}\n'
  const [whole, , second] = open(list)
  const kind = rangeOf(whole!, ['kind'], 'value')
  expect(list.slice(kind?.from, kind?.to)).toBe('List')
  const inItem = rangeOf(second!, ['b', 0], 'value')
  expect(second!.text.slice(inItem?.from, inItem?.to)).toBe('x')
  expect(pathAt(whole!, list.indexOf('k: 1'))).toEqual(['metadata', 'k'])
})

test('a map that merges itself has an end', () => {
  const doc = open('a: &x\n  <<: [*x, *x]\n  b: 1\n')[0]!
  expect(doc.problems[0]?.code).toBe('yaml.aliasLoop')
  expect(rangeOf(doc, ['a', 'c'], 'value')).toBeNull()
})

test('broken text still has the places that were read', () => {
  const doc = open('a: 1\nb: [x\nc: 2\n')[0]!
  expect(rangeOf(doc, ['a'], 'value')).toEqual({ from: 3, to: 4 })
  expect(nearestRange(doc, ['z'])).toEqual({ from: 0, to: 4 })
})
