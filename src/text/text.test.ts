import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  applyEdits,
  composeEdits,
  EditorView,
  invertEdits,
  LengthIndex,
  LineIndex,
  mapEdits,
  mapOffset,
  type TextEdit,
  TextStore,
  trimEdit,
} from './index.ts'

const piece = fc.constantFrom('a', 'bc', '\n', '\r\n', '\r', 'def', ' ')
const text = fc.array(piece, { maxLength: 20 }).map(parts => parts.join(''))
const cuts = fc.array(fc.tuple(fc.nat(6), fc.nat(4), text), { maxLength: 4 })

/** Sorted edits of a text of some length. */
function editsFor(length: number, parts: readonly (readonly [number, number, string])[]): TextEdit[] {
  const edits: TextEdit[] = []
  let at = 0
  for (const [gap, removed, insert] of parts) {
    const from = at + gap + (edits.length > 0 ? 1 : 0)
    const to = from + removed
    if (to > length) break
    edits.push({ from, to, insert })
    at = to
  }
  return edits
}

test('an edit undone leaves the same text', () => {
  fc.assert(
    fc.property(text, cuts, (before, parts) => {
      const edits = editsFor(before.length, parts)
      const after = applyEdits(before, edits)
      expect(applyEdits(after, invertEdits(before, edits))).toBe(before)
    }),
  )
})

test('composed edits do what both do', () => {
  fc.assert(
    fc.property(text, cuts, cuts, (before, first, second) => {
      const a = editsFor(before.length, first)
      const between = applyEdits(before, a)
      const b = editsFor(between.length, second)
      expect(applyEdits(before, composeEdits(a, b))).toBe(applyEdits(between, b))
    }),
    { numRuns: 2000 },
  )
})

test('edits mapped over others do the same in either order', () => {
  fc.assert(
    fc.property(text, cuts, cuts, (before, first, second) => {
      const a = editsFor(before.length, first)
      const b = editsFor(before.length, second)
      const mapped = mapEdits(a, b)
      const back = mapEdits(b, a)
      expect(mapped === null).toBe(back === null)
      if (mapped === null || back === null) return
      expect(applyEdits(applyEdits(before, b), mapped)).toBe(applyEdits(applyEdits(before, a), back))
    }),
    { numRuns: 2000 },
  )
})

test('overlapping edits are not mapped', () => {
  const at = (from: number, to: number, insert = '') => [{ from, to, insert }]
  expect(mapEdits(at(2, 4), at(3, 5))).toBeNull()
  expect(mapEdits(at(3, 3, 'x'), at(2, 5))).toBeNull()
  expect(mapEdits(at(3, 3, 'x'), at(3, 3, 'y'))).toBeNull()
  expect(mapEdits(at(4, 5), at(2, 4, 'xyz'))).toEqual(at(5, 6))
  expect(mapEdits(at(2, 4), at(4, 5))).toEqual(at(2, 4))
})

test('an offset moves with the text', () => {
  const edits = [
    { from: 2, to: 4, insert: 'xyz' },
    { from: 6, to: 6, insert: '!' },
  ]
  expect([0, 1, 2, 5, 6, 7].map(offset => mapOffset(edits, offset, -1))).toEqual([0, 1, 2, 6, 7, 9])
  expect([2, 3, 4, 6].map(offset => mapOffset(edits, offset, 1))).toEqual([5, 5, 5, 8])
})

test('a trimmed edit does the same', () => {
  fc.assert(
    fc.property(text, cuts, (before, parts) => {
      const [edit] = editsFor(before.length, parts)
      if (edit === undefined) return
      const small = trimEdit(before, edit)
      expect(applyEdits(before, small === null ? [] : [small])).toBe(applyEdits(before, [edit]))
    }),
  )
})

test('lengths and places agree', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(5), { maxLength: 30 }),
      fc.array(fc.tuple(fc.nat(), fc.nat(5), fc.array(fc.nat(5)))),
      (start, changes) => {
        const lengths = [...start]
        const index = new LengthIndex(lengths)
        for (const [at, count, added] of changes) {
          const from = at % (lengths.length + 1)
          const removed = Math.min(count, lengths.length - from)
          lengths.splice(from, removed, ...added)
          index.replace(from, removed, added)
        }
        let offset = 0
        for (const [i, length] of lengths.entries()) {
          expect(index.startOf(i)).toBe(offset)
          if (length > 0) expect(index.indexAt(offset)).toBe(i)
          offset += length
        }
        expect(index.total).toBe(offset)
      },
    ),
  )
})

test('a store holds what the edits made', () => {
  fc.assert(
    fc.property(
      fc.nat(9000),
      fc.array(fc.tuple(fc.nat(), fc.nat(5000), fc.nat(6000)), { maxLength: 12 }),
      (length, changes) => {
        let now = 'x'.repeat(length)
        const store = new TextStore(now)
        for (const [i, [at, removed, added]] of changes.entries()) {
          const from = at % (now.length + 1)
          const edits = [{ from, to: Math.min(now.length, from + removed), insert: String(i % 10).repeat(added) }]
          now = applyEdits(now, edits)
          store.apply(edits)
          expect(store.length).toBe(now.length)
          expect(store.slice(from - 3, from + 9000)).toBe(now.slice(Math.max(0, from - 3), from + 9000))
        }
        expect(store.toString()).toBe(now)
      },
    ),
  )
})

test('lines end at every kind of line end', () => {
  const lines = new LineIndex('a\nb\r\nc\rd')
  expect(lines.count).toBe(4)
  expect([0, 1, 2, 3, 5, 6, 7, 8].map(offset => lines.placeAt(offset))).toEqual(
    [
      [1, 1],
      [1, 2],
      [2, 1],
      [2, 2],
      [3, 1],
      [3, 2],
      [4, 1],
      [4, 2],
    ].map(([line, column]) => ({ line, column })),
  )
  expect(lines.offsetAt({ line: 3, column: 1 })).toBe(5)
  expect(lines.offsetAt({ line: 2, column: 99 })).toBe(3)
  expect(lines.offsetAt({ line: 99, column: 1 })).toBe(8)
})

/** An edit of a view at positions an editor can reach: never inside a line end. */
function reachable(view: string, edits: readonly TextEdit[]): boolean {
  const inside = (at: number) => view[at - 1] === '\r' && view[at] === '\n'
  return edits.every(edit => !inside(edit.from) && !inside(edit.to))
}

test('a view stays a view of its source, whoever edits', () => {
  const change = fc.tuple(fc.boolean(), cuts)
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.array(piece, { maxLength: 40 }),
      fc.array(change, { maxLength: 6 }),
      (bom, parts, changes) => {
        const start = (bom ? '\uFEFF' : '') + parts.join('')
        const source = new TextStore(start)
        const view = new EditorView(start)
        let shown = view.viewOf(start)
        for (const [inView, cut] of changes) {
          let edits: TextEdit[]
          if (inView) {
            const made = editsFor(shown.length, cut)
            if (!reachable(shown, made)) continue
            edits = view.toSourceEdits(
              made.map(edit => ({ ...edit, insert: edit.insert.replace(/\r\n|\r|\n/g, view.eol) })),
              source,
            )
            shown = applyEdits(
              shown,
              made.map(edit => ({ ...edit, insert: edit.insert.replace(/\r\n|\r|\n/g, view.eol) })),
            )
          } else {
            edits = editsFor(source.length, cut)
            shown = applyEdits(shown, view.toViewEdits(edits, source))
          }
          view.apply(edits, source)
          source.apply(edits)
          expect(shown).toBe(view.viewOf(source.toString()))
          const fresh = shown.length
          for (let at = 0; at <= fresh; at++) {
            if (shown[at - 1] === '\r' && shown[at] === '\n') continue
            expect(view.toView(view.toSource(at))).toBe(at)
          }
        }
      },
    ),
    { numRuns: 3000 },
  )
})

test.each([
  ['goes', '\uFEFFa: 1\n', 'a: 1\n'],
  ['goes with what it led', '\uFEFFa: 1\r\n', 'b: 2\n'],
  ['stays', '\uFEFFa: 1\n', '\uFEFFb: 2\n'],
])('a byte order mark that %s with another text leaves the view right', (_, before, after) => {
  const view = new EditorView(before)
  const edits = [{ from: 0, to: before.length, insert: after }]
  const shown = applyEdits(view.viewOf(before), view.toViewEdits(edits, before))
  view.apply(edits, before)
  expect(shown).toBe(view.viewOf(after))
  expect(applyEdits(after, view.toSourceEdits([{ from: 0, to: 1, insert: 'c' }], after))).toBe(
    after.replace(/[ab]/, 'c'),
  )
})

test('line ends that nobody touched keep their bytes', () => {
  const source = new TextStore('a\nb\r\nc\nd\n')
  const view = new EditorView(source.toString())
  expect(view.viewOf(source.toString())).toBe('a\nb\nc\nd\n')
  const edits = view.toSourceEdits([{ from: 3, to: 3, insert: '\nx' }], source)
  expect(applyEdits(source.toString(), edits)).toBe('a\nb\r\nx\r\nc\nd\n')
  expect(applyEdits(source.toString(), view.toSourceEdits([{ from: 3, to: 4, insert: '' }], source))).toBe('a\nbc\nd\n')
})
