import { expect, test } from 'vitest'
import { applyEdits, type DocId, type FileId } from '../text/index.ts'
import { planAppendDocument, planRemoveDocument, planRemoveDocuments } from './plan-document.ts'
import { SourceFile } from './source-file.ts'

let count = 0
const open = (text: string) => new SourceFile('f' as FileId, text, () => `d${count++}` as DocId)

const appended = [
  { why: 'to nothing', file: '', to: 'k: 1\n' },
  { why: 'after a document', file: 'a: 1\n', to: 'a: 1\n---\nk: 1\n' },
  { why: 'after a missing newline', file: 'a: 1', to: 'a: 1\n---\nk: 1\n' },
  { why: 'after a marker', file: 'a: 1\n---\n', to: 'a: 1\n---\nk: 1\n' },
  { why: 'after a marker without newline', file: 'a: 1\n---', to: 'a: 1\n---\n---\nk: 1\n' },
  { why: 'after dots', file: 'a: 1\n...\n', to: 'a: 1\n...\nk: 1\n' },
  { why: 'under a header', file: '# c\n', to: '# c\nk: 1\n' },
  { why: 'in CRLF', file: 'a: 1\r\n', to: 'a: 1\r\n---\r\nk: 1\r\n' },
]

test.each(appended)('appends $why', ({ file, to }) => {
  const before = open(file)
  before.apply(planAppendDocument(before, 'k: 1\n'))
  expect(before.text()).toBe(to)
  expect(before.documents().at(-1)?.value).toEqual({ k: 1 })
})

const several = [
  {
    why: 'the last two of a list in braces',
    file: '{"items": [\n  {"a": 1},\n  {"b": 1},\n  {"c": 1}\n], "kind": "List"}',
    docs: [2, 3],
    to: '{"items": [\n  {"a": 1}\n], "kind": "List"}',
  },
  {
    why: 'the first and the last',
    file: '{"items": [{"a": 1}, {"b": 1}, {"c": 1}], "kind": "List"}',
    docs: [1, 3],
    to: '{"items": [{"b": 1}], "kind": "List"}',
  },
  {
    why: 'all of a list in braces',
    file: '{"items": [ {"a": 1}, {"b": 1} ], "kind": "List"}',
    docs: [1, 2],
    to: '{"items": [  ], "kind": "List"}',
  },
  {
    why: 'a bracket in a comment',
    file: '{kind: List, items: [ # ["c"]\n {a: 1}\n]}',
    docs: [1],
    to: '{kind: List, items: [ # ["c"]\n \n]}',
  },
  { why: 'a list and an item of it', file: 'kind: List\nitems:\n- a: 1\n---\nb: 1\n', docs: [0, 1], to: '---\nb: 1\n' },
]

test.each(several)('removes $why', ({ file, docs, to }) => {
  const before = open(file)
  const edits = planRemoveDocuments(
    before,
    docs.map(at => before.documents()[at]!.id),
  )
  expect(applyEdits(file, edits)).toBe(to)
  before.apply(edits)
  expect(before.documents().flatMap(doc => doc.problems)).toEqual([])
})

const removed = [
  { why: 'the first', file: 'a: 1\n---\nb: 1\n', doc: 0, to: '---\nb: 1\n' },
  { why: 'one between', file: 'a: 1\n---\nb: 1\n---\nc: 1\n', doc: 1, to: 'a: 1\n---\nc: 1\n' },
  { why: 'the last', file: 'a: 1\n---\nb: 1', doc: 1, to: 'a: 1\n' },
  { why: 'one whose dots divided others', file: 'a: 1\n---\nb: 1\n...\nc: 1\n', doc: 1, to: 'a: 1\n...\nc: 1\n' },
  { why: 'the first behind a byte order mark', file: '\uFEFFa: 1\n---\nb: 1\n', doc: 0, to: '\uFEFF---\nb: 1\n' },
  {
    why: 'an item with its comments',
    file: 'kind: List\nitems:\n- a: 1\n# b\n- b: 1\n# c\n- c: 1\n',
    doc: 2,
    to: 'kind: List\nitems:\n- a: 1\n# c\n- c: 1\n',
  },
  { why: 'the first item', file: 'kind: List\nitems:\n- a: 1\n- b: 1\n', doc: 1, to: 'kind: List\nitems:\n- b: 1\n' },
  {
    why: 'an item in braces between others',
    file: '{"items": [\n  {"a": 1},\n  {"b": 1},\n  {"c": 1}\n], "kind": "List"}',
    doc: 2,
    to: '{"items": [\n  {"a": 1},\n  {"c": 1}\n], "kind": "List"}',
  },
  {
    why: 'the last item in braces, with the comma before it',
    file: '{"items": [\n  {"a": 1},\n  {"b": 1}\n], "kind": "List"}',
    doc: 2,
    to: '{"items": [\n  {"a": 1}\n], "kind": "List"}',
  },
  {
    why: 'the only item in braces',
    file: '{"items": [ {"a": 1} ], "kind": "List"}',
    doc: 1,
    to: '{"items": [  ], "kind": "List"}',
  },
  { why: 'the only item', file: 'items: # c\n- a: 1\nkind: List\n', doc: 1, to: 'items: [] # c\nkind: List\n' },
]

test.each(removed)('removes $why', ({ file, doc, to }) => {
  const before = open(file)
  const others = before
    .documents()
    .filter((one, i) => i !== doc && one.kind === 'document')
    .map(one => one.id)
  const edits = planRemoveDocument(before, before.documents()[doc]!.id)
  expect(applyEdits(file, edits)).toBe(to)
  before.apply(edits)
  for (const id of others) expect(before.document(id)).toBeDefined()
})
