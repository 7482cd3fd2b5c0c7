import { expect, test } from 'vitest'
import { parseText } from './parse.ts'
import { sameValue } from './value.ts'

interface Row {
  readonly text: string
  readonly value: unknown
  readonly why?: string
}

const rows: Row[] = [
  { text: 'a: y', value: { a: true } },
  { text: 'a: no', value: { a: false } },
  { text: 'a: On', value: { a: true } },
  { text: 'a: oN', value: { a: 'oN' }, why: 'only three spellings of each word' },
  { text: 'a: "no"', value: { a: 'no' } },
  { text: 'a: ~', value: { a: null } },
  { text: 'a:', value: { a: null } },
  { text: 'a: nULL', value: { a: 'nULL' } },
  { text: 'a: 012', value: { a: 10 }, why: 'octal' },
  { text: 'a: 08', value: { a: 8 }, why: 'no octal, so Go reads a float' },
  { text: 'a: 0o14', value: { a: 12 } },
  { text: 'a: 0x1F', value: { a: 31 } },
  { text: 'a: 0b101', value: { a: 5 } },
  { text: 'a: 1_000', value: { a: 1000 } },
  { text: 'a: +1', value: { a: 1 } },
  { text: 'a: -0', value: { a: 0 } },
  { text: 'a: 1e3', value: { a: 1000 } },
  { text: 'a: 1.', value: { a: 1 } },
  { text: 'a: .5', value: { a: 0.5 } },
  { text: 'a: .inf', value: { a: Number.POSITIVE_INFINITY } },
  { text: 'a: 12:30:45', value: { a: '12:30:45' }, why: 'base 60 was given up' },
  { text: 'a: 1:30', value: { a: '1:30' } },
  { text: 'a: 2026-11-22', value: { a: '2026-11-22' }, why: 'a date stays a string' },
  { text: 'a: 1.2.3', value: { a: '1.2.3' } },
  { text: 'a: 10.0.0.0/8', value: { a: '10.0.0.0/8' } },
  { text: 'a: 12345678901234567890', value: { a: 12345678901234567890n } },
  { text: 'a: 123456789012345678901', value: { a: 123456789012345680000 }, why: 'beyond 64 bits Go reads a float' },
  { text: '8080: a\ntrue: b\n1.50: c\n', value: { '8080': 'a', true: 'b', '1.5': 'c' } },
  { text: 'on: a', value: { true: 'a' } },
  { text: '"on": a', value: { on: 'a' } },
  { text: '__proto__: 1\nconstructor: 2\n', value: JSON.parse('{"__proto__":1,"constructor":2}') },
  { text: 'a: &x {b: 1}\nc: *x\n', value: { a: { b: 1 }, c: { b: 1 } } },
  { text: 'a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3\n', value: { a: { b: 1, c: 2 }, d: { b: 1, c: 3 } } },
  { text: 'd:\n  <<: [{a: 1}, {a: 2, b: 2}]\n', value: { d: { a: 1, b: 2 } }, why: 'earlier maps win' },
  { text: '"<<": 1', value: { '<<': 1 }, why: 'quoted, it is a key' },
  { text: 'a: !!str 12', value: { a: '12' } },
  { text: 'a: !!int "12"', value: { a: 12 } },
  { text: 'a: !mine x', value: { a: 'x' } },
  { text: 'a: |\r\n  x\r\n  y\r\n', value: { a: 'x\ny\n' } },
  { text: 'a: 1\rb:\r  c: 2\r', value: { a: 1, b: { c: 2 } }, why: 'a lone carriage return ends a line' },
  { text: '\uFEFFa: 1\n', value: { a: 1 } },
  { text: '---\n# c\n', value: undefined },
  { text: '', value: undefined },
  { text: '# only\n\n', value: undefined },
  { text: '--- ~\n', value: null },
  { text: '---\na: 1\n...\n', value: { a: 1 } },
  { text: '%YAML 1.1\n---\na: no\n', value: { a: false } },
  { text: '%YAML 1.2\n---\na: no\n', value: { a: false }, why: 'kubectl reads 1.1 whatever is declared' },
  { text: '- - 1\n  - 2\n', value: [[1, 2]] },
  { text: 'a: [1, {b: }, ]', value: { a: [1, { b: null }] } },
]

test.each(rows)('reads $text', ({ text, value }) => {
  const parsed = parseText(text)
  expect(parsed.problems).toEqual([])
  if (value === undefined) expect(parsed.value).toBeUndefined()
  else
    expect(
      sameValue(parsed.value, value as never),
      JSON.stringify(parsed.value, (_, v) => (typeof v === 'bigint' ? `${v}n` : v)),
    ).toBe(true)
})

const wrong: { text: string; code: string; at: string; good?: boolean }[] = [
  { text: 'a: 1\na: 2\n', code: 'yaml.duplicateKey', at: 'a', good: true },
  { text: 'a:\n\tb: 1\n', code: 'yaml.tab', at: '\t' },
  { text: 'a:\n  - b\n\t- c: d\n', code: 'yaml.tab', at: '\t' },
  { text: 'a:\n  b: 1\n  \tc: 2\n', code: 'yaml.tab', at: '  \t' },
  { text: 'a: *q\n', code: 'yaml.alias', at: '*q' },
  { text: 'a: &x [*x]\n', code: 'yaml.aliasLoop', at: '*x' },
  { text: 'a: \u0001\n', code: 'yaml.control', at: '\u0001' },
  { text: 'a: !!int b\n', code: 'yaml.tag', at: 'b' },
  { text: '<<: 1\n', code: 'yaml.merge', at: '1' },
  { text: '? [a]\n: 1\n', code: 'yaml.key', at: '[a]' },
  { text: 'a: "b\nc: 1\n', code: 'yaml.syntax', at: '' },
  { text: 'a: {{ .Values.x }}\n', code: 'yaml.template', at: '{{ .Values.x }}' },
  { text: 'a:\n  {{- include "x" . | nindent 4 }}\n', code: 'yaml.template', at: '{{- include "x" . | nindent 4 }}' },
  { text: 'a: "{{ $x }} down"\nb: 1\n  c: 2\n', code: 'yaml.syntax', at: '' },
]

test.each(wrong)('finds $code in $text', ({ text, code, at, good }) => {
  const parsed = parseText(text)
  expect(parsed.good).toBe(good ?? false)
  const problem = parsed.problems.find(one => one.code === code)
  expect(problem, JSON.stringify(parsed.problems)).toBeDefined()
  if (at !== '') expect(text.slice(problem!.range.from, problem!.range.to)).toBe(at)
})

test('large JSON is read as it is when small', () => {
  const one = '{"a": [1, 2.50, -0, true, null, "x\\u0041"], "__proto__": {"b": 1e3}}'
  const big = `{"pad": "${'x'.repeat(60_000)}", "one": ${one}}`
  const large = parseText(big)
  expect(large.good).toBe(true)
  const value = large.value as { one: never }
  expect(sameValue(value.one, parseText(one).value)).toBe(true)
  expect(Object.hasOwn(value.one, '__proto__')).toBe(true)
  expect(parseText(`${big.slice(0, -1)}, "n": 12345678901234567890}`).value).toMatchObject({ n: 12345678901234567890n })
  expect(parseText(`${big} x`).good).toBe(false)
})

test('bad input ends soon and never throws', () => {
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
  for (let i = 1; i < 12; i++)
    bomb.push(
      `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    )
  expect(parseText(bomb.join('\n')).problems[0]?.code).toBe('yaml.tooManyAliases')
  const many = `a: &a {b: 1}\nc:\n${'- *a\n'.repeat(10_000)}`
  expect(parseText(many).good).toBe(true)
  for (const deep of ['['.repeat(100_000), '- '.repeat(100_000), '{a: '.repeat(100_000), nested(2000)])
    expect(parseText(deep).problems[0]?.code).toBe('yaml.tooDeep')
  expect(parseText('x'.repeat(50_000_000)).problems[0]?.code).toBe('yaml.tooLarge')
  expect(parseText('? '.repeat(190)).problems[0]?.code).toBe('yaml.key')
  expect(parseText('\u0000\u0001PK').problems[0]?.code).toBe('yaml.control')
})

function nested(levels: number): string {
  let text = ''
  for (let i = 0; i < levels; i++) text += `${' '.repeat(i)}a:\n`
  return text
}
