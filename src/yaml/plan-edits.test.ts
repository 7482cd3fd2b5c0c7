import { expect, test } from 'vitest'
import { applyEdits, type DocId, type FileId } from '../text/index.ts'
import { type EditOptions, planEdits } from './plan-edits.ts'
import { SourceFile } from './source-file.ts'
import type { YamlOp } from './yaml-op.ts'

let count = 0
const open = (text: string) => new SourceFile('f' as FileId, text, () => `d${count++}` as DocId)

interface Row {
  readonly why: string
  readonly text: string
  readonly ops: readonly YamlOp[]
  /** The text afterwards, or the code of the refusal. */
  readonly to: string
  readonly options?: EditOptions
}

const set = (path: string, value: never | unknown): YamlOp => ({ op: 'set', path: steps(path), value: value as never })
const remove = (path: string): YamlOp => ({ op: 'remove', path: steps(path) })
const insert = (path: string, value: unknown): YamlOp => ({ op: 'insert', path: steps(path), value: value as never })
const key = (path: string, name: string, value: unknown, before?: string): YamlOp => ({
  op: 'insertKey',
  path: steps(path),
  key: name,
  value: value as never,
  ...(before === undefined ? {} : { before }),
})
const rename = (path: string, to: string): YamlOp => ({ op: 'rename', path: steps(path), key: to })
const move = (path: string, to: number): YamlOp => ({ op: 'move', path: steps(path), to })
const steps = (path: string) =>
  path === '' ? [] : path.split('.').map(step => (/^\d+$/.test(step) ? Number(step) : step))

const rows: Row[] = [
  { why: 'a plain scalar', text: 'a: 1 # c\nb: 2\n', ops: [set('a', 3)], to: 'a: 3 # c\nb: 2\n' },
  {
    why: 'quotes stay',
    text: 'a: \'x\'\nb: "y"\n',
    ops: [set('a', "it's"), set('b', 'n')],
    to: "a: 'it''s'\nb: \"n\"\n",
  },
  { why: 'what YAML 1.1 would misread is quoted', text: 'a: x\n', ops: [set('a', 'no')], to: 'a: "no"\n' },
  { why: 'base 60 is quoted for other readers', text: 'a: x\n', ops: [set('a', '12:30')], to: 'a: "12:30"\n' },
  { why: 'an empty value, comment kept', text: 'a: # c\nb: 1\n', ops: [set('a', 'x')], to: 'a: x # c\nb: 1\n' },
  { why: 'an empty value at the end', text: 'a:', ops: [set('a', 1)], to: 'a: 1' },
  { why: 'a map under an empty value', text: 'a: # c\nb: 1\n', ops: [set('a.x', 1)], to: 'a: # c\n  x: 1\nb: 1\n' },
  {
    why: 'a map in place of {}',
    text: 'a: {}\nb:\n    c: 1\n',
    ops: [set('a.x', 1)],
    to: 'a:\n    x: 1\nb:\n    c: 1\n',
  },
  { why: 'a list in place of []', text: 'a: [] # none\n', ops: [insert('a.0', 'x')], to: 'a: # none\n- x\n' },
  {
    why: 'the list step of the document',
    text: 'l:\n  - 1\na: []\n',
    ops: [insert('a.0', 'x')],
    to: 'l:\n  - 1\na:\n  - x\n',
  },
  { why: 'missing parents are made', text: 'a: 1\n', ops: [set('b.c.0.d', true)], to: 'a: 1\nb:\n  c:\n  - d: true\n' },
  {
    why: 'a key is appended before foot comments',
    text: 'a:\n  b: 1 # c\n\n# next\nd: 1\n',
    ops: [set('a.x', 2)],
    to: 'a:\n  b: 1 # c\n  x: 2\n\n# next\nd: 1\n',
  },
  {
    why: 'a key after a block scalar',
    text: 'a:\n  b: |\n    t\nc: 1\n',
    ops: [set('a.x', 2)],
    to: 'a:\n  b: |\n    t\n  x: 2\nc: 1\n',
  },
  {
    why: 'a key before another, above its comment',
    text: 'a: 1\n# of b\nb: 2\n',
    ops: [key('', 'x', 0, 'b')],
    to: 'a: 1\nx: 0\n# of b\nb: 2\n',
  },
  {
    why: 'a key before the first behind a dash',
    text: '- a: 1\n  b: 2\n',
    ops: [key('0', 'x', 0, 'a')],
    to: '- x: 0\n  a: 1\n  b: 2\n',
  },
  { why: 'a missing final newline stays missing', text: 'a: 1', ops: [set('b', 2)], to: 'a: 1\nb: 2' },
  {
    why: 'CRLF',
    text: 'a:\r\n- x\r\n',
    ops: [insert('a.1', 'z'), set('b.c', 1)],
    to: 'a:\r\n- x\r\n- z\r\nb:\r\n  c: 1\r\n',
  },
  {
    why: 'an item in front',
    text: 'a:\n  # one\n  - 1\n  - 2\n',
    ops: [insert('a.0', 0)],
    to: 'a:\n  - 0\n  # one\n  - 1\n  - 2\n',
  },
  { why: 'an item between', text: 'a:\n- 1\n\n- 2\n', ops: [insert('a.1', 0)], to: 'a:\n- 1\n\n- 0\n- 2\n' },
  {
    why: 'an item that is a map',
    text: 'a:\n- b: 1\n',
    ops: [insert('a.1', { b: 2, c: [3] })],
    to: 'a:\n- b: 1\n- b: 2\n  c:\n  - 3\n',
  },
  {
    why: 'inside a flow list',
    text: 'a: [1, 2] # c\n',
    ops: [insert('a.2', 3), insert('a.0', 'x,y')],
    to: 'a: ["x,y", 1, 2, 3] # c\n',
  },
  { why: 'inside a flow map', text: 'a: {b: 1}\n', ops: [set('a.c', 'x'), remove('a.b')], to: 'a: {c: x}\n' },
  {
    why: 'JSON stays JSON',
    text: '{\n  "a": 1\n}\n',
    ops: [set('b', { c: 'x' })],
    to: '{\n  "a": 1,\n  "b": {"c": "x"}\n}\n',
  },
  {
    why: 'a key is removed with its comment',
    text: 'a: 1\n# of b\nb: 2\n\n# free\n\nc: 3\n',
    ops: [remove('b')],
    to: 'a: 1\n\n# free\n\nc: 3\n',
  },
  { why: 'the first key behind a dash', text: '- a: 1\n  # c\n  b: 2\n', ops: [remove('0.a')], to: '- # c\n  b: 2\n' },
  { why: 'the last key leaves {}', text: 'a:\n  b: 1\nc: 1\n', ops: [remove('a.b')], to: 'a: {}\nc: 1\n' },
  { why: 'the last item leaves []', text: 'a: # c\n- 1\nb: 1\n', ops: [remove('a.0')], to: 'a: [] # c\nb: 1\n' },
  { why: 'the last line without newline', text: 'a: 1\nb: 2', ops: [remove('b')], to: 'a: 1' },
  { why: 'both of two equal keys', text: 'a: 1\nb: 1\na: 2\n', ops: [remove('a')], to: 'b: 1\n' },
  { why: 'a key is renamed', text: '"a": 1 # c\n', ops: [rename('a', 'no')], to: '"no": 1 # c\n' },
  { why: 'no renaming onto another', text: 'a: 1\nb: 2\n', ops: [rename('a', 'b')], to: 'edit.keyExists' },
  {
    why: 'an item moves with its comment',
    text: 'a:\n- 1\n# two\n- 2\n- 3\n',
    ops: [move('a.1', 0)],
    to: 'a:\n# two\n- 2\n- 1\n- 3\n',
  },
  { why: 'a key moves down', text: 'a: 1\nb: 2\nc: 3\n', ops: [move('a', 2)], to: 'b: 2\nc: 3\na: 1\n' },
  { why: 'flow items move', text: 'a: [1, 22, 3]\n', ops: [move('a.2', 0)], to: 'a: [3, 1, 22]\n' },
  {
    why: 'a block in place of a scalar',
    text: 'a: 1 # c\nb: 2\n',
    ops: [set('a', { x: [1] })],
    to: 'a: # c\n  x:\n  - 1\nb: 2\n',
  },
  { why: 'a scalar in place of a block', text: 'a: # c\n  x: 1\nb: 2\n', ops: [set('a', 5)], to: 'a: 5 # c\nb: 2\n' },
  {
    why: 'what a new map shares with the old keeps its bytes',
    text: 'a:\n  x: "1" # c\n  y: 2\n',
    ops: [set('a', { x: '1', z: 3 })],
    to: 'a:\n  x: "1" # c\n  z: 3\n',
  },
  {
    why: 'several lines become a literal',
    text: 'a: x\nb: 1\n',
    ops: [set('a', 'p\nq\n')],
    to: 'a: |\n  p\n  q\nb: 1\n',
  },
  { why: 'a literal becomes one line', text: 'a: |\n  p\n  q\nb: 1\n', ops: [set('a', 'x')], to: 'a: x\nb: 1\n' },
  { why: 'an empty document', text: '# c\n---\n', ops: [set('a', 1)], to: '# c\n---\na: 1\n' },
  { why: 'before the dots', text: '---\n...\n', ops: [set('a', 1)], to: '---\na: 1\n...\n' },
  { why: 'through an alias', text: 'a: &x {b: 1}\nc: *x\n', ops: [set('c.b', 2)], to: 'edit.sharedAnchor' },
  { why: 'under an anchor', text: 'a: &x {b: 1}\nc: *x\n', ops: [set('a.b', 2)], to: 'edit.sharedAnchor' },
  {
    why: 'all uses',
    text: 'a: &x {b: 1}\nc: *x\n',
    ops: [set('c.b', 2)],
    to: 'a: &x {b: 2}\nc: *x\n',
    options: { sharedAnchor: 'editAll' },
  },
  {
    why: 'a copy of its own',
    text: 'a: &x {b: 1}\nc: *x\n',
    ops: [set('c.b', 2)],
    to: 'a: &x {b: 1}\nc:\n  b: 2\n',
    options: { sharedAnchor: 'inline' },
  },
  { why: 'an alias itself is replaced', text: 'a: &x 1\nc: *x\n', ops: [set('c', 2)], to: 'a: &x 1\nc: 2\n' },
  {
    why: 'a merged key is overridden here',
    text: 'a: &x {b: 1}\nc:\n  <<: *x\n',
    ops: [set('c.b', 2)],
    to: 'a: &x {b: 1}\nc:\n  <<: *x\n  b: 2\n',
  },
  { why: 'nothing there', text: 'a: 1\n', ops: [remove('b')], to: 'edit.noSuchPath' },
  { why: 'not into a scalar', text: 'a: 1\n', ops: [set('a.b', 1)], to: 'edit.notThere' },
  { why: 'not into broken text', text: 'a: "x\n', ops: [set('a', 1)], to: 'edit.broken' },
  { why: '__proto__ is a key', text: 'a: 1\n', ops: [key('', '__proto__', 1)], to: 'a: 1\n__proto__: 1\n' },
  { why: 'an explicit key widens', text: '? a\n: 1\n', ops: [set('a', 2)], to: 'a: 2\n' },
  { why: 'a tag that no longer fits goes', text: 'a: !!str 1\n', ops: [set('a', 2)], to: 'a: 2\n' },
  {
    why: 'the line end of the neighbour',
    text: 'a:\r\n  b: 1\r\nc:\n  d: 1\n',
    ops: [set('a.x', 1), set('c.x', 1)],
    to: 'a:\r\n  b: 1\r\n  x: 1\r\nc:\n  d: 1\n  x: 1\n',
  },
  {
    why: 'all uses, by a key that is merged in',
    text: 'a: &x\n  b: 1\nc:\n  <<: *x\n  d: 2\ne: *x\n',
    ops: [set('e.b', 2)],
    to: 'a: &x\n  b: 2\nc:\n  <<: *x\n  d: 2\ne: *x\n',
    options: { sharedAnchor: 'editAll' },
  },
  {
    why: 'the uses get copies of what was',
    text: 'a: &x [1]\nc: *x\n',
    ops: [set('a.0', 2)],
    to: 'a: &x [2]\nc:\n- 1\n',
    options: { sharedAnchor: 'inline' },
  },
  { why: 'a byte order mark', text: '\uFEFFa: 1\n', ops: [key('', 'b', 2, 'a')], to: '\uFEFFb: 2\na: 1\n' },
  { why: 'a lone carriage return', text: 'a: 1\rb: 2\r', ops: [set('c', 3)], to: 'a: 1\rb: 2\rc: 3\r' },
  {
    why: 'a tag goes with its value',
    text: 'a: !!str 1 # c\nb: 1\n',
    ops: [set('a', true)],
    to: 'a: true # c\nb: 1\n',
  },
  {
    why: 'a member that shares its line moves',
    text: '- a: 1\n  # b\n  b: 2\n',
    ops: [move('0.b', 0)],
    to: '- b: 2\n  # b\n  a: 1\n',
  },
  { why: 'the same value is no edit', text: 'a: 0x10\n', ops: [set('a', 16)], to: 'a: 0x10\n' },
]

const items = (first: string): string => `{"kind": "List", "items": [\n  ${first},\n  {"z": 1}\n]}\n`

test.each([
  { why: 'a value', from: '{\n    "a": "x"\n  }', ops: [set('a', 'y')], to: '{\n    "a": "y"\n  }' },
  { why: 'a new key', from: '{\n    "a": 1\n  }', ops: [set('b', 'true')], to: '{\n    "a": 1,\n    "b": "true"\n  }' },
  { why: 'a key that goes', from: '{"a": 1, "b": 2}', ops: [remove('b')], to: '{"a": 1}' },
  {
    why: 'a map in a map',
    from: '{"a": {"b": [1]}}',
    ops: [set('a.b.1', { c: 'd' })],
    to: '{"a": {"b": [1, {"c": "d"}]}}',
  },
])('in an item of a JSON list, $why is still JSON', ({ from, ops, to }) => {
  const file = open(items(from))
  const item = file.documents()[1]!
  const plan = planEdits(item, ops)
  expect(plan.ok).toBe(true)
  const start = file.startOf(item.id)
  if (plan.ok) file.apply(plan.edits.map(one => ({ ...one, from: one.from + start, to: one.to + start })))
  expect(file.text()).toBe(items(to))
  expect(JSON.parse(file.text())).toMatchObject({ kind: 'List' })
})

test.each(rows)('$why: $text', ({ text, ops, to, options }) => {
  const doc = open(text).documents()[0]!
  const plan = planEdits(doc, ops, options)
  expect(plan.ok ? applyEdits(text, plan.edits) : plan.code).toBe(to)
})

const list = 'apiVersion: v1\nitems:\n- a: 1\n  b: [x]\n# two\n- c: 1\nkind: List\nmetadata: {}\n'
const inList: { why: string; doc: number; ops: YamlOp[]; to: string }[] = [
  { why: 'a key of an item', doc: 1, ops: [set('d.e', 1)], to: list.replace('[x]\n', '[x]\n  d:\n    e: 1\n') },
  { why: 'the first key of an item', doc: 1, ops: [remove('a')], to: list.replace('a: 1\n  ', '') },
  { why: 'a key before the first', doc: 2, ops: [key('', 'x', 1, 'c')], to: list.replace('- c', '- x: 1\n  c') },
  { why: 'all of an item', doc: 2, ops: [set('', { z: 1 })], to: list.replace('c: 1', 'z: 1') },
  {
    why: 'behind the items',
    doc: 0,
    ops: [set('metadata.name', 'x')],
    to: list.replace('metadata: {}', 'metadata:\n  name: x'),
  },
  { why: 'before the items', doc: 0, ops: [set('apiVersion', 'v2')], to: list.replace('v1', 'v2') },
]

test.each(inList)('in a list: $why', ({ doc, ops, to }) => {
  const file = open(list)
  const unit = file.documents()[doc]!
  const plan = planEdits(unit, ops)
  if (!plan.ok) throw new Error(plan.code)
  const start = file.startOf(unit.id)
  file.apply(plan.edits.map(edit => ({ ...edit, from: edit.from + start, to: edit.to + start })))
  expect(file.text()).toBe(to)
  expect(file.documents()[doc]).toBe(unit)
})

const unended = 'kind: List\nitems:\n# one\n- a: 1'
const atTheEnd = [
  { why: 'a key', text: 'kind: List\nitems:\n- a: 1\n', to: 'kind: List\nitems:\n- a: 1\nb: x\n' },
  { why: 'a key, without final newline', text: unended, to: `${unended}\nb: x` },
  { why: 'a key before other documents', text: `${unended}\n---\n`, to: `${unended}\nb: x\n---\n` },
]

test.each(atTheEnd)('behind the items at the end: $why', ({ text, to }) => {
  const file = open(text)
  const plan = planEdits(file.documents()[0]!, [key('', 'b', 'x')])
  expect(plan.ok ? applyEdits(text, plan.edits) : plan.code).toBe(to)
})
