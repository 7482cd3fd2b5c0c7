import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyEdits, type DocId, type FileId, type Path } from '../text/index.ts'
import { parseText } from './parse.ts'
import { planEdits } from './plan-edits.ts'
import { SourceFile } from './source-file.ts'
import { isMap, type PlainValue, sameValue, type YamlValue } from './value.ts'
import { intend, type YamlOp } from './yaml-op.ts'

/** Documents in every style at once: what people write, and what nobody should. */
const scalar = fc.constantFrom(
  'x',
  '1',
  '"q"',
  "'s'",
  '',
  '~',
  'no',
  '"a: b"',
  'a b',
  '{}',
  '[]',
  '[1, 2]',
  '{k: v}',
  '{k: v, }',
  '[a, {b: c}]',
  '[\n    1,\n    2 # c\n  ]',
  '{"a": 1}',
  '!!str 1',
  '&a x',
  '*a',
  '|\n    t\n    u',
  '>-\n    t\n\n    u',
  '|+\n    t\n\n',
  '"two\n    lines"',
  'plain\n    more',
  '# c',
  'x # c',
  '&b {k: 1}',
  '*b',
)
const name = fc.constantFrom('a', 'b', 'c', '"d"', "'e'", 'f g', '1', 'on', 'k')
const comment = fc.constantFrom('', '', '', '\n', '# c\n', '  # d\n', '\n# e\n\n', '    # f\n')
const eol = fc.constantFrom('\n', '\n', '\r\n')

const block: fc.Memo<string[]> = fc.memo(depth => (depth <= 1 ? leafMap() : fc.oneof(mapLines(depth), seqLines(depth))))
const leafMap = () =>
  fc
    .uniqueArray(fc.tuple(name, scalar, comment), { minLength: 1, maxLength: 3, selector: pair => pair[0] })
    .map(pairs => pairs.map(([key, value, after]) => `${key}: ${value}\n${after}`))
const mapLines = (depth: number) =>
  fc
    .uniqueArray(
      fc.tuple(name, fc.oneof(scalar, block(depth - 1)), comment, fc.constantFrom(2, 2, 4, 1), fc.boolean()),
      { minLength: 1, maxLength: 3, selector: pair => pair[0] },
    )
    .map(pairs =>
      pairs.map(([key, value, after, step, flush]) => {
        if (typeof value === 'string') return `${key}: ${value}\n${after}`
        const dashes = value[0]?.startsWith('-') && flush
        return `${key}:${after.trim() === '' ? '' : ' # k'}\n${indent(value.join(''), dashes ? 0 : step)}${after}`
      }),
    )
const seqLines = (depth: number) =>
  fc
    .array(fc.tuple(fc.oneof(scalar, block(depth - 1)), comment), { minLength: 1, maxLength: 3 })
    .map(items =>
      items.map(([value, after]) =>
        typeof value === 'string' ? `- ${value}\n${after}` : `- ${indent(value.join(''), 2).slice(2)}${after}`,
      ),
    )
function indent(text: string, by: number): string {
  return text.replace(/^(?=[^\n])/gm, ' '.repeat(by))
}
const documentText = fc
  .tuple(
    fc.constantFrom('', '', '---\n', '# head\n---\n', '--- # c\n', '\uFEFF'),
    fc.oneof(block(1), block(2), block(3)),
    fc.constantFrom('', '', '...\n', '# foot\n', '\n\n'),
    eol,
    fc.boolean(),
  )
  .map(([head, lines, foot, end, cut]) => {
    const text = (head + lines.join('') + foot).replaceAll('\n', end)
    return cut && text.endsWith(end) ? text.slice(0, -end.length) : text
  })

const written: fc.Arbitrary<PlainValue> = fc.oneof(
  fc.constantFrom<PlainValue>(
    'x',
    'no',
    '',
    80,
    1.5,
    '1_000',
    '12:30',
    '2026-11-22',
    null,
    true,
    'two\nlines',
    'kept\n\n',
    ' lead',
    '#',
    'a: b',
    '- x',
    '[x',
    '*x',
    'é ☃ \u{1f600}',
    '\u0007\u0085',
    'it\'s "q"',
    '\\',
    12345678901234567890n,
    Number.NaN,
  ),
  fc.string({ maxLength: 6 }),
  fc.constantFrom<PlainValue>(
    {},
    [],
    ['p', 'q'],
    { a: 1 },
    { a: { b: ['c', { d: null }] }, z: '' },
    [['n', []], {}],
    [{ k: 'v', l: 'w' }],
  ),
)
const choice = fc.record({
  route: fc.array(fc.nat(), { maxLength: 4 }),
  kind: fc.nat(5),
  value: written,
  at: fc.nat(4),
  key: fc.oneof(name, fc.string({ minLength: 1, maxLength: 4 })),
})

test('an edit leads to the intended value, whatever the style', () => {
  let wide = 0
  let small = 0
  let refused = 0
  fc.assert(
    fc.property(
      documentText,
      choice,
      fc.boolean(),
      fc.constantFrom('refuse', 'editAll', 'inline') as fc.Arbitrary<'refuse' | 'editAll' | 'inline'>,
      (text, one, inList, sharedAnchor) => {
        let count = 0
        const list = inList && !/^(?:\uFEFF|---|#)|\*|&/.test(text) && !/(?:^|[\r\n])\.\.\./.test(text)
        const item = indent(text.replaceAll('\r', ''), 4).slice(4)
        const tail = one.at % 2 === 0 ? '' : 'metadata:\n  name: x\n'
        const whole = list ? `kind: List\nitems:\n  - ${item}\n  - last: 1\n${tail}` : text
        const file = new SourceFile('f' as FileId, whole, () => `d${count++}` as DocId)
        const docs = file.documents()
        const inHead = list && one.at > 2
        const doc = list && !inHead ? docs[1] : docs[0]
        if (doc === undefined || (docs.length !== 1 && !list) || doc.value === undefined || doc.problems.length > 0)
          return
        const op = opOf(doc.value, one)
        const plan = planEdits(doc, [op], { sharedAnchor })
        if (!plan.ok) {
          refused++
          expect(
            ['edit.sharedAnchor', 'edit.keyExists', 'edit.unsafe', 'edit.notThere'],
            JSON.stringify([text, show(op)]),
          ).toContain(plan.code)
          return
        }
        const after = applyEdits(doc.text, plan.edits)
        const read = parseText(after)
        const intended = intend(doc.value, op)
        expect(read.good && intended.ok, JSON.stringify([text, show(op), after])).toBe(true)
        if (sharedAnchor !== 'editAll')
          expect(
            intended.ok && sameValue(inHead ? withoutItems(read.value) : (read.value ?? null), intended.value),
            JSON.stringify([text, show(op), after]),
          ).toBe(true)
        const span = plan.edits.length === 0 ? 0 : plan.edits.at(-1)!.to - plan.edits[0]!.from
        if (span > 60) wide++
        else small++
        const start = file.startOf(doc.id)
        file.apply(plan.edits.map(edit => ({ ...edit, from: edit.from + start, to: edit.to + start })))
        expect(file.document(doc.id)?.text, JSON.stringify([text, show(op)])).toBe(after)
      },
    ),
    { numRuns: process.env.PORTOLAN_FULL === '1' ? 40_000 : 2000 },
  )
  expect(refused).toBeLessThan((small + wide) / 4)
})

function opOf(
  value: YamlValue,
  one: { route: readonly number[]; kind: number; value: PlainValue; at: number; key: string },
): YamlOp {
  const path: (string | number)[] = []
  let at = value
  for (const turn of one.route) {
    if (Array.isArray(at) && at.length > 0) {
      const step: number = turn % at.length
      path.push(step)
      at = at[step]!
    } else if (isMap(at) && Object.keys(at).length > 0) {
      const keys = Object.keys(at)
      const step: string = keys[turn % keys.length]!
      path.push(step)
      at = at[step]!
    }
  }
  const target: Path = path
  if (path.length > 0 && one.kind === 0) return { op: 'remove', path: target }
  if (path.length > 0 && one.kind === 1)
    return typeof path.at(-1) === 'number'
      ? { op: 'move', path: target, to: one.at }
      : { op: 'rename', path: target, key: one.key }
  if (path.length > 0 && one.kind === 2) return { op: 'move', path: target, to: one.at }
  if (isMap(at) && one.kind < 5)
    return {
      op: 'insertKey',
      path: target,
      key: one.key,
      value: one.value,
      ...(one.at > 1 ? { before: Object.keys(at)[one.at % 2] ?? '' } : {}),
    }
  if (Array.isArray(at) && one.kind < 5)
    return { op: 'insert', path: [...target, one.at % (at.length + 1)], value: one.value }
  return { op: 'set', path: target, value: one.value }
}

function show(op: YamlOp): unknown {
  return JSON.parse(JSON.stringify(op, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)))
}

/** The value that a list has while its items are documents of their own. */
function withoutItems(value: YamlValue | undefined): YamlValue {
  return isMap(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'items')) : (value ?? null)
}
