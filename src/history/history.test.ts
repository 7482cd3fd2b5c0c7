import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FileId, TextEdit } from '../text/index.ts'
import { type Change, History, type Step } from './index.ts'

const id = (name: string) => name as FileId
const file = (name: string, text: string, readOnly = false) => ({ id: id(name), name, text, enabled: true, readOnly })
const change = (steps: readonly Step[], origin = 'canvas.connect'): Change => ({
  label: origin,
  facts: {},
  origin,
  steps,
})
const edit = (name: string, from: number, to: number, insert: string): Step => ({
  kind: 'edit',
  file: id(name),
  edits: [{ from, to, insert }],
})
const typed = (at: number, insert: string) => change([edit('a', at, at, insert)], 'typing')

function open(...files: ReturnType<typeof file>[]): History {
  const history = new History()
  history.open(files, new Map())
  return history
}

const shown = (history: History) =>
  JSON.stringify([
    history.files.map(one => [one.id, one.name, one.enabled, one.text.toString()]),
    [...history.layout].sort(),
  ])

test('typing in one place joins, after a pause it does not', () => {
  const history = open(file('a', 'x'))
  history.apply(typed(1, '1'), 0)
  history.apply(typed(2, '2'), 400)
  history.apply(typed(3, '3'), 900)
  history.apply(typed(4, '4'), 1500)
  history.apply(typed(0, '0'), 1600)
  expect(history.textOf(id('a'))?.toString()).toBe('0x1234')
  const texts: string[] = []
  while (history.undo() !== null) texts.push(history.textOf(id('a'))?.toString() ?? '')
  expect(texts).toEqual(['x1234', 'x123', 'x'])
})

test('backspaces join; what was undone to does not', () => {
  const history = open(file('a', 'abc'))
  history.apply(change([edit('a', 2, 3, '')], 'typing'), 0)
  history.apply(change([edit('a', 1, 2, '')], 'typing'), 10)
  history.undo()
  expect(history.textOf(id('a'))?.toString()).toBe('abc')
  history.redo()
  history.apply(typed(1, 'z'), 20)
  history.undo()
  expect(history.textOf(id('a'))?.toString()).toBe('a')
})

test('a drag is one entry, or none', () => {
  const history = open(file('a', ''))
  const before = shown(history)
  const move = (x: number) => change([{ kind: 'move', layout: new Map([['n', { x, y: 0 }]]) }])
  history.begin({ label: 'layout.move', facts: {}, origin: 'canvas.drag', selectionBefore: 'old' })
  history.apply(move(1), 0)
  history.apply(move(2), 1)
  history.commit(2, 'new')
  expect(history.layout.get('n')).toEqual({ x: 2, y: 0 })
  expect(history.nextUndo?.label).toBe('layout.move')
  expect(history.undo()?.selection).toBe('old')
  expect(shown(history)).toBe(before)
  expect(history.redo()?.selection).toBe('new')
  history.begin({ label: 'layout.move', facts: {}, origin: 'canvas.drag' })
  history.apply(move(5), 3)
  expect(history.abandon()?.steps).toEqual([{ kind: 'move', layout: new Map([['n', { x: 2, y: 0 }]]) }])
  expect(history.layout.get('n')).toEqual({ x: 2, y: 0 })
})

test('a read-only file refuses edits, but may go', () => {
  const history = open(file('a', 'x', true))
  expect(history.apply(typed(0, 'y'), 0)).toEqual({ kind: 'refused', code: 'history.readOnly', file: 'a' })
  expect(history.apply(change([edit('b', 0, 0, '')]), 0)).toMatchObject({ code: 'history.noFile' })
  expect(history.apply(change([{ kind: 'remove', file: id('a') }]), 0).kind).toBe('applied')
  expect(history.undo()?.steps[0]).toMatchObject({ kind: 'add', at: 0, file: { readOnly: true, text: 'x' } })
})

test('what steps would lead to can be seen without doing them; none where they cannot be done', () => {
  const history = open(file('a', 'x'), file('b', 'y'))
  const before = shown(history)
  const steps: Step[] = [
    edit('a', 1, 1, '!'),
    { kind: 'remove', file: id('b') },
    { kind: 'add', file: file('c', 'z'), at: 1 },
  ]
  expect(history.preview(steps)?.map(({ name, text }) => [name, text.toString()])).toEqual([
    ['a', 'x!'],
    ['c', 'z'],
  ])
  expect(history.preview([edit('gone', 0, 0, '')])).toBeNull()
  expect(shown(history)).toBe(before)
  expect(history.nextUndo).toBeNull()
})

test('a plan for an older revision is mapped or refused', () => {
  const history = open(file('a', '0123456789'))
  const { revision } = history
  history.apply(typed(2, 'xx'), 0)
  const plan = (from: number, to: number) => [{ file: id('a'), edits: [{ from, to, insert: '!' }] }]
  expect(history.mapPlan(revision, plan(5, 6))).toEqual(plan(7, 8))
  expect(history.mapPlan(revision, plan(1, 3))).toBeNull()
  history.undo()
  expect(history.mapPlan(revision, plan(5, 6))).toEqual(plan(5, 6))
  history.apply(change([{ kind: 'remove', file: id('a') }]), 0)
  expect(history.mapPlan(revision, plan(5, 6))).toBeNull()
})

const action = fc.record({
  kind: fc.constantFrom(
    'type',
    'type',
    'type',
    'edit',
    'move',
    'add',
    'remove',
    'switch',
    'rename',
    'undo',
    'redo',
    'drag',
    'drop',
  ),
  at: fc.nat(),
  removed: fc.nat(3),
  insert: fc.string({ maxLength: 4 }),
  pause: fc.constantFrom(10, 10, 1000),
})

test('all undone is as it was, all redone is as it became', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 30 }), actions => {
      const history = open(file('a', 'first\nfile\n'), file('b', ''))
      const start = shown(history)
      let time = 0
      for (const one of actions) {
        time += one.pause
        const target = history.files[one.at % Math.max(1, history.files.length)]
        if (one.kind === 'undo') history.undo()
        else if (one.kind === 'redo') history.redo()
        else if (one.kind === 'drag') {
          if (!history.inGesture) history.begin({ label: 'drag', facts: {}, origin: 'drag' })
        } else if (one.kind === 'drop') {
          if (history.inGesture && one.at % 2 === 0) history.commit(time)
          else if (history.inGesture) history.abandon()
        } else {
          const steps = stepsOf(one, target, history.files.length)
          history.apply(change(steps, one.kind === 'type' ? 'typing' : one.kind), time)
        }
      }
      if (history.inGesture) history.commit(time)
      while (history.redo() !== null);
      const end = shown(history)
      while (history.undo() !== null);
      expect(shown(history)).toBe(start)
      while (history.redo() !== null);
      expect(shown(history)).toBe(end)
    }),
    { numRuns: 1000 },
  )
})

let made = 0

function stepsOf(
  one: { kind: string; at: number; removed: number; insert: string },
  target: History['files'][number] | undefined,
  count: number,
): Step[] {
  if (one.kind === 'move')
    return [{ kind: 'move', layout: new Map([[one.insert, one.removed > 0 ? { x: one.at, y: 0 } : null]]) }]
  if (one.kind === 'add') return [{ kind: 'add', file: file(`n${made++}`, one.insert), at: count }]
  if (target === undefined) return []
  if (one.kind === 'remove') return [{ kind: 'remove', file: target.id }]
  if (one.kind === 'switch') return [{ kind: 'switch', file: target.id, enabled: one.removed > 1 }]
  if (one.kind === 'rename') return [{ kind: 'rename', file: target.id, name: one.insert }]
  const from = one.at % (target.text.length + 1)
  const edits: TextEdit[] = [{ from, to: Math.min(target.text.length, from + one.removed), insert: one.insert }]
  return [{ kind: 'edit', file: target.id, edits }]
}
