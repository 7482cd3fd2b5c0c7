import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyEdits, type DocId, type FileId, type TextEdit } from '../text/index.ts'
import { SourceFile } from './source-file.ts'

let count = 0
const nextId = () => `d${count++}` as DocId
const open = (text: string) => new SourceFile('f' as FileId, text, nextId)
const texts = (file: SourceFile) => file.documents().map(doc => doc.text)

const splits: { why: string; text: string; docs: string[] }[] = [
  { why: 'nothing', text: '', docs: [] },
  { why: 'one document', text: 'a: 1\n', docs: ['a: 1\n'] },
  { why: 'a marker begins the next', text: 'a: 1\n---\nb: 1\n', docs: ['a: 1\n', '---\nb: 1\n'] },
  { why: 'leading comments belong to the first', text: '# c\n---\nb: 1\n', docs: ['# c\n---\nb: 1\n'] },
  { why: 'markers in a row are empty documents', text: '---\n---\n', docs: ['---\n', '---\n'] },
  {
    why: 'dots end a document',
    text: 'a: 1\n...\n# c\n%YAML 1.1\n---\nb: 1',
    docs: ['a: 1\n...\n', '# c\n%YAML 1.1\n---\nb: 1'],
  },
  { why: 'content may follow dots', text: 'a: 1\n... # c\nb: 1\n', docs: ['a: 1\n... # c\n', 'b: 1\n'] },
  { why: 'a marker may carry content', text: '--- {a: 1}\n---\tx\n', docs: ['--- {a: 1}\n', '---\tx\n'] },
  { why: 'four dashes are no marker', text: 'a: 1\n----\n ---\n', docs: ['a: 1\n----\n ---\n'] },
  { why: 'CRLF', text: 'a: 1\r\n---\r\nb: 1', docs: ['a: 1\r\n', '---\r\nb: 1'] },
  { why: 'lone carriage returns', text: 'a: 1\r---\rb: 1', docs: ['a: 1\r', '---\rb: 1'] },
  { why: 'a byte order mark', text: '\uFEFF---\na: 1\n---\n', docs: ['\uFEFF---\na: 1\n', '---\n'] },
  { why: 'a marker at the end', text: 'a: 1\n---', docs: ['a: 1\n', '---'] },
]

test.each(splits)('$why', ({ text, docs }) => {
  const file = open(text)
  expect(texts(file)).toEqual(docs)
  expect(file.text()).toBe(text)
})

const list = 'apiVersion: v1\nitems:\n- a: 1\n  b: |\n    - x\n- # c\n  a: 2\nkind: List\nmetadata: {}\n'

test('items of a list are units of their own', () => {
  const file = open(list)
  expect(texts(file)).toEqual([list, '  a: 1\n  b: |\n    - x\n', '  # c\n  a: 2\n'])
  const [whole, first] = file.documents()
  expect(whole?.value).toEqual({ apiVersion: 'v1', kind: 'List', metadata: {} })
  expect(first?.value).toEqual({ a: 1, b: '- x\n' })
  expect(first?.list).toBe(whole?.id)
  expect(first?.indent).toBe(2)
  expect(file.startOf(first!.id)).toBe(list.indexOf('- a'))
  expect(file.at(list.indexOf('- x'))).toBe(first)
  expect(file.at(list.indexOf('metadata'))).toBe(whole)
})

test('a list whose items share an anchor stays whole', () => {
  expect(open('kind: List\nitems:\n- &a {x: 1}\n- *a\n').documents()).toHaveLength(1)
  expect(open('{"kind": "List", "items": [&a {x: 1}, *a]}').documents()).toHaveLength(1)
  expect(open('{"kind": "List", "items": [{x: &a 1}, {x: *a}]}').documents()).toHaveLength(1)
})

const json = `{
    "apiVersion": "v1",
    "items": [
        {
            "a": "}, {",
            "b": [1, {"c": "&x *x"}]
        },
        {
            "a": 2
        }
    ],
    "kind": "List",
    "metadata": {"resourceVersion": ""}
}
`

test('items of a list in JSON are units of their own, with a blank for their comma', () => {
  const file = open(json)
  const [whole, first, second] = file.documents()
  expect(file.documents()).toHaveLength(3)
  expect(file.text()).toBe(json)
  expect(whole?.text).toBe(json)
  expect(whole?.value).toEqual({ apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' } })
  expect(first?.value).toEqual({ a: '}, {', b: [1, { c: '&x *x' }] })
  expect(second?.value).toEqual({ a: 2 })
  expect(first?.text).toMatch(/^\{.*\} \n {8}$/s)
  expect(first?.indent).toBe(8)
  expect(second?.list).toBe(whole?.id)
  expect(file.at(json.indexOf('"a": 2'))).toBe(second)
  expect(file.at(json.indexOf('resourceVersion'))).toBe(whole)
})

const flowLists: { why: string; text: string; units: number }[] = [
  { why: 'on one line', text: '{"kind":"List","items":[{"a":1},{"a":2}]}', units: 3 },
  { why: 'the kind behind the items, a list of its own kind', text: '{items: [{a: 1}], kind: PodList}', units: 2 },
  {
    why: 'comments, single quotes and a comma at the end',
    text: "{kind: 'List', items: [\n# c }\n{a: 'it''s }'}, # d\n]}\n",
    units: 2,
  },
  { why: 'no items', text: '{"kind":"List","items":[]}', units: 1 },
  { why: 'an item that is no map', text: '{"kind":"List","items":[{"a":1},2]}', units: 1 },
  { why: 'no list', text: '{"kind":"Pod","items":[{"a":1}]}', units: 1 },
  { why: 'items further in', text: '{"kind":"List","spec":{"items":[{"a":1}]}}', units: 1 },
  { why: 'a brace that closes nothing', text: '{"kind":"List","items":[{"a":1}}]}', units: 1 },
  { why: 'a quote within a plain text', text: "{kind: List, items: [{a: it's}, {b: it's}]}", units: 1 },
  { why: 'behind a marker and comments', text: '# c\n---\n{"kind":"List","items":[{"a":1}]}\n---\na: 1\n', units: 3 },
  { why: 'what follows it', text: '{"kind":"List","items":[{"a":1}]} x', units: 1 },
]

test.each(flowLists)('a list in braces: $why', ({ text, units }) => {
  const file = open(text)
  expect(file.documents()).toHaveLength(units)
  expect(file.text()).toBe(text)
})

test('an edit within an item in braces touches no other; one that ends it makes two of it', () => {
  const file = open('{"kind":"List","items":[{"a":1},{"b":2}]}')
  const [list, first, second] = file.documents()
  const at = file.text().indexOf('1')
  expect(file.apply([{ from: at, to: at + 1, insert: '3' }])).toEqual({ added: [], changed: [first], removed: [] })
  const split = file.apply([{ from: at + 1, to: at + 1, insert: '},{"c":4' }])
  expect(split.added.map(doc => doc.value)).toEqual([{ c: 4 }])
  expect(file.documents().map(({ id }) => id)).toEqual([list!.id, first!.id, split.added[0]!.id, second!.id])
})

test('one item that is half typed leaves the others of a JSON list alive, and comes back as itself', () => {
  const file = open(json)
  const ids = file.documents().map(({ id, value }) => (value === undefined ? null : id))
  const at = json.indexOf('": 2')
  file.apply([{ from: at, to: at + 1, insert: '' }])
  expect(file.documents().map(({ id }) => id)).toEqual(ids)
  expect(file.documents().map(({ stale }) => stale)).toEqual([false, false, true])
  expect(file.documents()[1]?.value).toEqual({ a: '}, {', b: [1, { c: '&x *x' }] })
  expect(file.documents()[2]?.value).toEqual({ a: 2 })
  file.apply([{ from: at, to: at, insert: '"' }])
  expect(file.documents().map(({ id }) => id)).toEqual(ids)
  expect(file.documents().every(({ stale }) => !stale)).toBe(true)
})

test('a comment that an edit opens takes in what follows, as in a new file', () => {
  const text = '{"kind":"List","items":[\n {"a":"x"},\n {"b":[{}]}\n]}'
  const at = text.indexOf('\n {"b"') + 1
  const file = open(text)
  file.apply([{ from: at, to: at, insert: ' #' }])
  expect(texts(file)).toEqual(texts(open(file.text())))
  const line = open('{"kind":"List","items":[{"a":1},{"b":2},{"c":3}]}')
  line.apply([{ from: 31, to: 31, insert: ' #' }])
  expect(texts(line)).toEqual(texts(open(line.text())))
})

test('a quote within a plain text ends nothing', () => {
  const file = open('{kind: List, items: [{a:"},{b:"}]}')
  expect(file.documents().map(doc => doc.kind)).toEqual(['document'])
})

test('documents keep their ids', () => {
  const file = open('a: 1\n---\nb: 1\n---\nc: 1\n')
  const [a, b, c] = file.documents().map(doc => doc.id)
  expect(file.apply([{ from: 12, to: 13, insert: '2' }])).toMatchObject({
    added: [],
    changed: [{ id: b }],
    removed: [],
  })
  const split = file.apply([{ from: 14, to: 14, insert: '---\nnew: 1\n' }])
  expect(split.added).toHaveLength(1)
  expect(split.changed).toEqual([])
  expect(file.documents().map(doc => doc.id)).toEqual([a, b, split.added[0]?.id, c])
  expect(file.apply([{ from: 14, to: 18, insert: '' }])).toMatchObject({
    changed: [{ id: b }],
    removed: [split.added[0]?.id],
  })
  expect(file.apply([{ from: 5, to: 21, insert: '' }]).removed).toEqual([b])
  expect(file.documents().map(doc => doc.id)).toEqual([a, c])
  expect(file.orderOf(c!)).toBe(1)
})

test('the last good value stays while the text is broken', () => {
  const file = open('a: 1\n')
  const [doc] = file.documents()
  expect(doc?.value).toEqual({ a: 1 })
  file.apply([{ from: 4, to: 4, insert: ' "' }])
  expect(doc?.stale || doc?.problems.length === 0).toBe(true)
  file.apply([{ from: 3, to: 6, insert: '"x' }])
  expect(doc?.value).toEqual({ a: '1 "' })
  expect(doc?.stale).toBe(true)
  expect(doc?.problems[0]?.code).toBe('yaml.syntax')
})

const line = fc.constantFrom(
  '---',
  '...',
  '--- # c',
  '# c',
  '',
  'a: 1',
  'b:',
  '  c: 2',
  'kind: List',
  'kind: PodList',
  'items:',
  '- a: 1',
  '  - b',
  '  b: 2',
  '- ',
  '-',
  '-  x: |',
  '    t',
  '%YAML 1.1',
  '  # d',
  ' ',
  '\t',
  '- &x 1',
  '- *x',
  '\uFEFF',
  'metadata: {}',
  '"q',
  'items: []',
)
const end = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r', '')
const text = fc
  .array(fc.tuple(line, end), { maxLength: 14 })
  .map(parts => parts.map(([one, stop]) => one + stop).join(''))
const listText = fc
  .tuple(
    fc.constantFrom('kind: List\nitems:\n', 'items:\n', '---\nkind: List\nitems:\n# c\n'),
    fc.array(fc.constantFrom('- a: 1\n', '- b:\n  - c\n', '-\n', '  x: 1\n', '# c\n'), { maxLength: 5 }),
    fc.constantFrom('', 'kind: List\n', '---\nb: 1\n'),
  )
  .map(([head, items, tail]) => head + items.join('') + tail)
const flowText = fc
  .tuple(
    fc.constantFrom(
      '{"kind": "List", "items": [',
      '{kind: List, items: [\n',
      '{"items": [',
      '---\n{"kind": "List",\n"items": [ ',
    ),
    fc.array(
      fc.constantFrom(
        '{"a": 1}',
        '{"b": "}"}',
        "{'c': [{}]}\n",
        '{}',
        ',',
        ',\n',
        ', # c\n',
        '"x"',
        '&x {}',
        '{"d": *x}',
      ),
      { maxLength: 7 },
    ),
    fc.constantFrom(']}', '], "kind": "List"}\n', '\n]}\n---\nb: 1\n', ']'),
  )
  .map(([head, items, tail]) => head + items.join('') + tail)
const prettyText = fc
  .tuple(
    fc.constantFrom('{\n  "kind": "List",\n  "items": [\n', '{\n  "items": [\n', '{"kind": "PodList", "items": [\n'),
    fc.array(
      fc.constantFrom(
        '    {\n      "a": 1\n    },\n',
        '    {\n      "b": {\n      }\n    }\n',
        '    {\n    "c": "},\n    },\n',
        '\n',
        '    {},\n',
      ),
      { maxLength: 5 },
    ),
    fc.constantFrom('  ]\n}\n', '  ],\n  "kind": "List"\n}\n', '  ]\n}\n---\nb: 1\n'),
  )
  .map(([head, items, tail]) => head + items.join('') + tail)
const change = fc.tuple(
  fc.nat(),
  fc.oneof(fc.constant(0), fc.nat(12)),
  fc.oneof(
    fc.constant(''),
    fc.constantFrom('\n', '\r', '-', '---\n', '\n---\n', ' ', 'x', '- z: 1\n', '#'),
    fc.constantFrom('{', '}', '"', ',', '{},', ']', ', {"e": 1}'),
    text,
  ),
)

test('after any edits a file is what a new one would be', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        listText,
        flowText,
        prettyText,
        fc.tuple(text, fc.oneof(listText, flowText, prettyText), text).map(parts => parts.join('')),
      ),
      fc.array(change, { maxLength: 8 }),
      (start, changes) => {
        const file = open(start)
        let now = start
        let ids = new Set(file.documents().map(doc => doc.id))
        for (const [at, removed, insert] of changes) {
          const from = at % (now.length + 1)
          const edits: TextEdit[] = [{ from, to: Math.min(now.length, from + removed), insert }]
          // Some changes come with a second place behind the first.
          const second = from + removed + 1 + (at % 7)
          if (at % 3 === 0 && second <= now.length) edits.push({ from: second, to: second, insert: insert.slice(0, 4) })
          const before = new Map(file.documents().map(doc => [doc.id, doc.text]))
          const done = file.apply(edits)
          now = applyEdits(now, edits)
          const fresh = open(now)
          expect(file.text()).toBe(now)
          expect(texts(file)).toEqual(texts(fresh))
          expect(file.documents().map(doc => [doc.kind, doc.indent])).toEqual(
            fresh.documents().map(doc => [doc.kind, doc.indent]),
          )
          let i = 0
          for (const doc of file.documents()) {
            const other = fresh.documents()[i++]!
            expect(doc.problems).toEqual(other.problems)
            if (!doc.stale) expect(doc.value).toEqual(other.value)
            expect(file.startOf(doc.id)).toBe(fresh.startOf(other.id))
            expect(file.slice(file.startOf(doc.id), file.startOf(doc.id) + doc.text.length).length).toBe(
              doc.text.length,
            )
          }
          // The change that is told is the change that happened.
          const after = new Set(file.documents().map(doc => doc.id))
          for (const id of done.removed) expect(ids.has(id) && !after.has(id)).toBe(true)
          for (const doc of done.added) expect(!ids.has(doc.id) && after.has(doc.id)).toBe(true)
          for (const id of ids) expect(after.has(id) || done.removed.includes(id)).toBe(true)
          for (const id of after) expect(ids.has(id) || done.added.some(doc => doc.id === id)).toBe(true)
          for (const doc of file.documents())
            if (
              before.has(doc.id) &&
              before.get(doc.id) !== doc.text &&
              doc.list === null &&
              !file.documents().some(item => item.list === doc.id)
            )
              expect(done.changed).toContain(doc)
          ids = after
        }
      },
    ),
    { numRuns: process.env.PORTOLAN_FULL === '1' ? 20_000 : 800 },
  )
})
