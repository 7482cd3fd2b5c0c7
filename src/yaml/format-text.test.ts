import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { applyEdits } from '../text/index.ts'
import { formatText } from './format-text.ts'
import { parseText } from './parse.ts'
import { splitDocuments } from './split-documents.ts'
import { sameValue } from './value.ts'

const formatted = (text: string): string => applyEdits(text, formatText(text).edits)

describe('what is made tidy', () => {
  test.each([
    ['levels of four columns', 'a:\n    b:\n        c: 1\n    d: 2\n', 'a:\n  b:\n    c: 1\n  d: 2\n'],
    ['levels of one column', 'a:\n b:\n  c: 1\n', 'a:\n  b:\n    c: 1\n'],
    ['levels that differ', 'a:\n   b: 1\nc:\n     d: 1\n', 'a:\n  b: 1\nc:\n  d: 1\n'],
    ['blanks behind colons and dashes', 'a:   1\nb:\n  -   x: 1\n      y:\t2\n', 'a: 1\nb:\n  - x: 1\n    y: 2\n'],
    ['blanks at the ends of lines', 'a: 1  \n  \nb: 2\t\n', 'a: 1\n\nb: 2\n'],
    ['no line end at the end', 'a: 1', 'a: 1\n'],
    ['many line ends at the end', 'a: 1\n\n  \n\n', 'a: 1\n'],
    ['dashes as the first list has them', 'a:\n- b:\n    - c\n', 'a:\n- b:\n  - c\n'],
    ['dashes of kubectl stay where they are', 'a:\n- b: 1\n  c: 2\n', 'a:\n- b: 1\n  c: 2\n'],
    ['lists in lists', 'a:\n  -   - x\n      - y\n  -   - z\n', 'a:\n  - - x\n    - y\n  - - z\n'],
    [
      'comments go with what they are about',
      '# top\na:\n    # of b\n    b: 1 # behind\n    # after b\n# of c\nc: 2\n    # deep\n',
      '# top\na:\n  # of b\n  b: 1 # behind\n  # after b\n# of c\nc: 2\n    # deep\n',
    ],
    [
      'block scalars as a whole, their own blanks kept',
      'a:\n    b: |\n        one  \n          two\n\n        three\n    c: >-\n      x\n',
      'a:\n  b: |\n    one  \n      two\n\n    three\n  c: >-\n    x\n',
    ],
    [
      'a block scalar with its indentation named',
      'a:\n    b: |2\n         one\n        two\n',
      'a:\n  b: |2\n       one\n      two\n',
    ],
    [
      'texts over several lines',
      'a:\n    b: one\n        two\n    c: "x\n     y"\n',
      'a:\n  b: one\n    two\n  c: "x\n    y"\n',
    ],
    [
      'what is between brackets',
      'a:\n    b: [1,\n        2]\n    c: {x: 1}\n',
      'a:\n  b: [1,\n      2]\n  c: {x: 1}\n',
    ],
    ['anchors, aliases and quotes', "a: &x\n    b: 'y'\nc: *x\n", "a: &x\n  b: 'y'\nc: *x\n"],
    ['line ends of Windows', 'a:\r\n    b: 1  \r\n', 'a:\r\n  b: 1\r\n'],
    [
      'several documents',
      '---\na:\n    b: 1\n---\n# alone\n---\nc:\n    d: 2\n\n',
      '---\na:\n  b: 1\n---\n# alone\n---\nc:\n  d: 2\n',
    ],
    ['a byte order mark', '\uFEFFa:\n    b: 1\n', '\uFEFFa:\n  b: 1\n'],
    ['a text that keeps its last lines', 'a: |+\n  x\n\n\n', 'a: |+\n  x\n\n\n'],
    ['blanks that are text stay', 'a:\n    b:  x\u00A0\n    # c\u3000\n', 'a:\n  b: x\u00A0\n  # c\u3000\n'],
    ['nothing', '', ''],
  ])('%s', (_, text, want) => {
    expect(formatted(text)).toBe(want)
    expect(formatText(want).edits).toEqual([])
  })
})

test.each([
  ['a: [1\n', 'format.broken'],
  ['? a\n: b\n', 'format.explicitKey'],
  ['a:\n\tb: 1\n', 'format.broken'],
])('%j is left, and it is said why', (text, code) => {
  expect(formatText(text)).toEqual({ edits: [], left: [{ from: 0, code }] })
})

test('one document that is left does not keep the others', () => {
  const text = 'a:\n    b: 1\n---\nc: [\n---\nd:\n    e: 1\n'
  expect(formatted(text)).toBe('a:\n  b: 1\n---\nc: [\n---\nd:\n  e: 1\n')
  expect(formatText(text).left).toEqual([{ from: 12, code: 'format.broken' }])
})

const filesIn = (root: string): string[] =>
  existsSync(root)
    ? readdirSync(root, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile() && /\.ya?ml$/.test(entry.name))
        .map(entry => join(entry.parentPath, entry.name))
        .sort()
    : []

test('real manifests mean the same afterwards, differ in blanks alone, and are formatted once for all', () => {
  const files = [...filesIn('public/examples'), ...filesIn('../shared/real')]
  expect(files.length).toBeGreaterThan(0)
  for (const path of files) {
    const original = readFileSync(path, 'utf8')
    for (const text of [original, crooked(original)]) {
      const { edits, left } = formatText(text)
      expect(left, path).toEqual([])
      const after = applyEdits(text, edits)
      expect(after.replace(/\s+/g, ''), path).toBe(text.replace(/\s+/g, ''))
      const [were, are] = [splitDocuments(text), splitDocuments(after)]
      expect(are.length, path).toBe(were.length)
      were.forEach(({ from, to }, i) => {
        const [a, b] = [parseText(text.slice(from, to)), parseText(after.slice(are[i]!.from, are[i]!.to))]
        expect(a.good === b.good && sameValue(a.value ?? null, b.value ?? null), path).toBe(true)
      })
      expect(formatText(after).edits, path).toEqual([])
    }
  }
})

/** The same with twice the indentation, where that is surely the same. */
function crooked(text: string): string {
  if (text.length > 300_000) return text
  return text
    .split('\n')
    .map(line => `${' '.repeat(/^ */.exec(line)![0].length)}${line.replace(/^( *)- /, '$1-   ')}`)
    .join('\n')
}
