import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commentsIn } from './comments.ts'

const found = (text: string) => commentsIn(text)?.map(({ from, to }) => text.slice(from, to))

test.each([
  ['# a\nb: 1 # c\n', ['# a', '# c']],
  ['a: "x # y" # z\n', ['# z']],
  ['a: |\n  # no\nb: 1\n', []],
  ['a: | # head\n  x\n', ['# head']],
  ['{"a": "see #1", # yes\n "b": 2}', ['# yes']],
  ['a: x#y\n', []],
  ['\uFEFF# a\r\nb: 1\r\n', ['# a']],
])('%j', (text, want) => expect(found(text)).toEqual(want))

const piece = fc.constantFrom(
  'a: ',
  '# c',
  ' #',
  '"',
  "'",
  '|\n',
  '\n',
  '  x',
  '{',
  '}',
  ', ',
  '- ',
  '\r\n',
  '---\n',
  '\t',
  '*a',
  '&b ',
  ': ',
)

test('whatever the text, a comment is where it says, or nothing is said', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 24 }), pieces => {
      const text = pieces.join('')
      for (const { from, to } of commentsIn(text) ?? []) {
        expect(text[from]).toBe('#')
        expect(text.slice(from, to)).not.toMatch(/[\r\n]/)
      }
    }),
    { numRuns: 2000 },
  )
})
