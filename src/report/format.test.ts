import { describe, expect, test } from 'vitest'
import type { Fact } from './fact.ts'
import { createFormatter } from './format.ts'

const words = {
  'a.list': { en: 'By {all}.', ko: '{all|이/가} 막습니다.' },
  'a.port': { en: 'On {port}.', ko: '{port|으로/로} 갑니다.' },
  'a.count': { en: '{n| file/ files} of {all}.', ko: '파일 {n}개.' },
  'a.name': { en: 'It is {name}.', ko: '{name|은/는} 있습니다.' },
}
const resource = (kind: string, namespace: string, name: string): Fact => ({
  is: 'resource',
  kind,
  namespace,
  name,
})

describe('a list', () => {
  const say = (...items: Fact[]): string =>
    createFormatter(words, 'en').sentence('a.list', { all: { is: 'list', items } })

  test.each<[string, Fact[], string]>([
    [
      'names a kind once for those in a row',
      [resource('NetworkPolicy', 'a', 'x'), resource('NetworkPolicy', 'b', 'y')],
      'By NetworkPolicy a/x, b/y.',
    ],
    ['names each kind', [resource('Gateway', 'a', 'x'), resource('Service', 'a', 'y')], 'By Gateway a/x, Service a/y.'],
    ['leaves out no namespace of a cluster', [resource('GatewayClass', '', 'x')], 'By GatewayClass x.'],
    ['holds other facts, too', [{ is: 'name', value: 'x' }, resource('Service', 'a', 'y')], 'By x, Service a/y.'],
  ])('%s', (_, items, want) => expect(say(...items)).toBe(want))
})

describe('Korean particles follow the last sound', () => {
  const korean = createFormatter(words, 'ko')
  test.each<[number, string]>([
    [80, '80으로 갑니다.'],
    [81, '81로 갑니다.'],
    [82, '82로 갑니다.'],
    [443, '443으로 갑니다.'],
  ])('%d', (value, want) => expect(korean.sentence('a.port', { port: { is: 'port', value } })).toBe(want))
  test.each<[string, string]>([
    ['웹', '웹은 있습니다.'],
    ['가게', '가게는 있습니다.'],
  ])('%s', (value, want) => expect(korean.sentence('a.name', { name: { is: 'name', value } })).toBe(want))
})

test.each([
  [0, '0 files of 9.'],
  [1, '1 file of 9.'],
  [12, '12 files of 9.'],
])('%d has its own word in English', (value, want) => {
  const facts = { n: { is: 'count', value }, all: { is: 'count', value: 9 } } as const
  expect(createFormatter(words, 'en').sentence('a.count', facts)).toBe(want)
})
