import { expect, test } from 'vitest'
import { holds, meets } from './expected.ts'
import type { ExpectedOutcome } from './view.ts'

const outcome = (verdict: ExpectedOutcome['verdict'], detail: string, backend = '', share = 100): ExpectedOutcome => ({
  share,
  verdict,
  detail,
  backend,
})
const delivered = [outcome('delivered', '200', 'shop/cart:80 · v2')]
const split = [outcome('delivered', '200', 'shop/a:80', 75), outcome('delivered', '200', 'shop/b:80', 25)]
const moved = [outcome('redirected', '302 https://shop.example/new')]

test.each<[string, Record<string, unknown>, ExpectedOutcome[], boolean]>([
  ['a backend without its port', { backend: { namespace: 'shop', service: 'cart' } }, delivered, true],
  ['a subset', { backend: { service: 'cart', subset: 'v2' } }, delivered, true],
  ['another subset', { backend: { service: 'cart', subset: 'v1' } }, delivered, false],
  ['a status and no backend', { status: 200 }, delivered, true],
  ['another status', { status: 404 }, delivered, false],
  ['a delay does not matter to a status', { status: 200 }, [outcome('delivered', '200 +7000 ms', 'a/b:1')], true],
  ['a refusal, whatever its direction', { denied: true }, [outcome('refused', 'ingress')], true],
  ['no refusal', { denied: true }, delivered, false],
  [
    'shares in any order and scale',
    {
      backends: [
        { service: 'b', weight: 1 },
        { service: 'a', weight: 3 },
      ],
    },
    split,
    true,
  ],
  [
    'other shares',
    {
      backends: [
        { service: 'b', weight: 1 },
        { service: 'a', weight: 1 },
      ],
    },
    split,
    false,
  ],
  ['one backend where there are two', { backend: { service: 'a' } }, split, false],
  ['a redirect by its parts', { redirect: { status: 302, scheme: 'https', port: 443, path: '/new' } }, moved, true],
  ['a redirect elsewhere', { redirect: { host: 'other.example' } }, moved, false],
  ['what is not simulated meets nothing', { status: 200 }, [outcome('unknown', 'x')], false],
  ['nothing asserted is not met', {}, delivered, false],
])('%s', (_, asserted, outcomes, want) => expect(meets(asserted, outcomes)).toBe(want))

test('a kept request is compared whole, a test of a file by what it asserts', () => {
  const kept = { id: 'a', name: 'a', request: null as never, expected: [outcome('delivered', '200', 'shop/cart:80')] }
  expect(holds(kept, delivered)).toBe(false)
  expect(holds({ ...kept, asserted: { backend: { service: 'cart' } } }, delivered)).toBe(true)
})
