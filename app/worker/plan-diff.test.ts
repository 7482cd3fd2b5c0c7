import { expect, test } from 'vitest'
import { firstLines, hunksOf } from './plan-diff.ts'

const text = `spec:
  ports:
    - port: 80
  selector:
    app: serach
`
const at = (part: string) => text.indexOf(part)
const shown = (hunks: ReturnType<typeof hunksOf>) =>
  hunks.map(({ lines }) => lines.map(line => `${line.sign} ${line.text}`))

test('whole lines are shown, without the indentation that all share', () => {
  const from = at('serach')
  expect(shown(hunksOf(text, [{ from, to: from + 6, insert: 'search' }]))).toEqual([['- app: serach', '+ app: search']])
})

test('what is put in keeps its own indentation; lines that stay are left out', () => {
  const from = at('  selector')
  const insert = '    - port: 443\n      name: web\n'
  expect(shown(hunksOf(text, [{ from, to: from, insert }]))).toEqual([['+ - port: 443', '+   name: web']])
})

test('each edit is a hunk of its own; blank lines are none', () => {
  const port = at('80')
  const end = text.length
  const hunks = hunksOf(text, [
    { from: port, to: port + 2, insert: '8080' },
    { from: end, to: end, insert: '\n\n' },
  ])
  expect(shown(hunks)).toEqual([['- - port: 80', '+ - port: 8080']])
  expect(hunks[0]?.offset).toBe(port)
})

test('of many lines the first are shown, and the rest is counted', () => {
  const hunks = hunksOf('', [{ from: 0, to: 0, insert: 'a\nb\nc\nd\n' }])
  const cut = firstLines([...hunks, ...hunks], 5)
  expect(shown([...cut.hunks])).toEqual([['+ a', '+ b', '+ c', '+ d'], ['+ a']])
  expect(cut.more).toBe(3)
})

test('edits of one line are shown as one line', () => {
  const line = '{a: 1, b: 2}\n'
  const edits = [
    { from: 4, to: 5, insert: '9' },
    { from: 10, to: 11, insert: '8' },
  ]
  expect(shown(hunksOf(line, edits))).toEqual([['- {a: 1, b: 2}', '+ {a: 9, b: 8}']])
})

test('of a very long line what is around the change is shown', () => {
  const line = `{${'"k": 1, '.repeat(100_000)}"z": 1}`
  const at = 400_000
  const [hunk] = hunksOf(line, [{ from: at, to: at + 1, insert: 'X' }])
  expect(hunk?.lines.map(({ text: shownText }) => shownText.length < 1000)).toEqual([true, true])
})
