import { expect, test } from 'vitest'
import type { Answer, Outcome, Step } from '../store/contracts.ts'
import { partingOf } from './versus.ts'

const step = (code: string, verdict: Step['verdict'], because: readonly Step[] = [], path = code): Step => ({
  code,
  rule: '',
  verdict,
  at: null,
  facts: { path: { is: 'text', value: path } },
  because,
})
const answer = (...roots: readonly Step[]): Answer => ({
  outcomes: roots.map(root => ({ share: 1 / roots.length, step: root }) as unknown as Outcome),
  assumed: [],
})

const codes = (steps: Iterable<Step>): string[] => [...steps].map(({ code, verdict }) => `${code} ${verdict}`)

test('two answers part at the first step that the other has none like', () => {
  const a = answer(step('delivered', 'yes', [step('host', 'yes'), step('rule', 'yes', [step('header', 'yes')])]))
  const b = answer(
    step('delivered', 'yes', [step('host', 'yes'), step('rule', 'yes', [step('header', 'no')]), step('late', 'yes')]),
  )
  const parting = partingOf(a, b)
  expect(codes(parting.differing)).toEqual(['header yes', 'header no', 'late yes'])
  expect(parting.a).toMatchObject({ code: 'header', verdict: 'yes' })
  expect(parting.b).toMatchObject({ code: 'header', verdict: 'no' })
})

test('the same reasons in another order, or for more shares, are the same', () => {
  const a = answer(step('delivered', 'yes', [step('one', 'yes'), step('two', 'yes')]))
  const b = answer(
    step('delivered', 'yes', [step('two', 'yes'), step('one', 'yes')]),
    step('other', 'yes', [step('one', 'yes')]),
  )
  expect(partingOf(a, b)).toEqual({ differing: new Set(), a: null, b: null })
})

test('a step is another one by its field and its facts, not by its code alone', () => {
  const a = answer(step('delivered', 'yes', [step('match', 'yes', [], '/cart')]))
  const b = answer(step('delivered', 'yes', [step('match', 'yes', [], '/pay')]))
  expect(partingOf(a, b).a?.facts.path).toEqual({ is: 'text', value: '/cart' })
  expect(partingOf(a, b).b?.facts.path).toEqual({ is: 'text', value: '/pay' })
})
