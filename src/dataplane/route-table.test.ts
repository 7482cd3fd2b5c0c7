import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileRegex } from '../match/index.ts'
import { type Condition, evaluateFormula, type Formula, type Route, type RoutedRequest, RouteTable } from './index.ts'

const hosts = ['a.org', 'b.a.org', 'c.b.a.org', 'org', 'x.com']
const patterns = ['', 'a.org', '*.a.org', '*.org', 'b.a.org', 'x.com', '*.com']
const paths = ['/', '/a', '/a/', '/a/b', '/a/b/c', '/ab', '/a//b', '/b']

const condition = (
  part: Condition extends infer C ? (C extends Condition ? Omit<C, 'at' | 'rule'> : never) : never,
): Condition => ({ ...part, at: null, rule: '' }) as Condition

const path = fc.constantFrom(...paths)
const arbitraryCondition: fc.Arbitrary<Condition> = fc.oneof(
  path.map(value => condition({ on: 'path', match: { how: 'exact', value } })),
  path.map(value => condition({ on: 'path', match: { how: 'elements', value } })),
  path.map(value => condition({ on: 'path', match: { how: 'startsWith', value } })),
  fc.constantFrom('/a.*', '/[ab]+', '/').map(source => {
    const made = compileRegex(source)
    return condition({
      on: 'path',
      match: made.ok ? { how: 'regex', regex: made.regex } : { how: 'unknown', feature: source },
    })
  }),
  fc.constantFrom('GET', 'POST').map(value => condition({ on: 'method', value })),
  fc
    .tuple(fc.constantFrom('h', 'g'), fc.constantFrom('1', '2'))
    .map(([name, value]) => condition({ on: 'header', name, match: { how: 'exact', value } })),
  fc
    .tuple(fc.constantFrom('q'), fc.constantFrom('1', '2'))
    .map(([name, value]) => condition({ on: 'query', name, match: { how: 'exact', value } })),
)

const { formula: arbitraryFormula } = fc.letrec<{ formula: Formula; leaf: Formula }>(tie => ({
  leaf: arbitraryCondition,
  formula: fc.oneof(
    { depthSize: 'small' },
    tie('leaf'),
    fc.array(tie('formula'), { maxLength: 3 }).map(all => ({ all })),
    fc.array(tie('formula'), { minLength: 1, maxLength: 3 }).map(any => ({ any })),
    tie('formula').map(not => ({ not })),
  ),
}))

const route = (match: Formula, index: number): Route => ({
  title: String(index),
  match,
  filters: [],
  action: { kind: 'answer', status: index, code: '', rule: '' },
  rule: '',
  orderOpen: false,
  origin: { doc: 'd' as never, kind: 'R', namespace: '', name: String(index), path: [] },
})

const arbitraryRoutes = fc
  .array(fc.tuple(fc.constantFrom(...patterns), fc.array(arbitraryFormula, { maxLength: 3 })), { maxLength: 14 })
  .map(items =>
    items.map(([pattern, rest], index) =>
      route({ all: [...(pattern === '' ? [] : [condition({ on: 'host', pattern })]), ...rest] }, index),
    ),
  )

const arbitraryRequest: fc.Arbitrary<RoutedRequest> = fc.record({
  host: fc.constantFrom(...hosts),
  path,
  method: fc.constantFrom('GET', 'POST'),
  headers: fc
    .dictionary(fc.constantFrom('h', 'g'), fc.constantFrom('1', '2'))
    .map(entries => new Map(Object.entries(entries))),
  query: fc
    .dictionary(fc.constantFrom('q'), fc.constantFrom('1', '2'))
    .map(entries => new Map(Object.entries(entries))),
})

test.each(['oneLabel', 'manyLabels'] as const)('the index finds what asking route by route finds (%s)', reach => {
  fc.assert(
    fc.property(arbitraryRoutes, fc.array(arbitraryRequest, { minLength: 1, maxLength: 8 }), (routes, requests) => {
      const table = new RouteTable(routes, reach)
      for (const request of requests) {
        const plain = routes.find(item => evaluateFormula(item.match, request, reach) === 'yes') ?? null
        const resolution = table.resolve(request)
        expect(resolution.route).toBe(plain)
        expect(table.scan(request)).toBe(plain)
        // What is said of the losers is true: a failed condition fails, and one that was outranked holds.
        for (const loser of resolution.losers) {
          const verdict = evaluateFormula(loser.route.match, request, reach)
          expect(verdict).toBe(loser.failed === null ? 'yes' : 'no')
          if (loser.failed !== null) expect(evaluateFormula(loser.failed, request, reach)).toBe('no')
        }
      }
    }),
    { numRuns: 3000, seed: 20261122 },
  )
})

test('a route before the winner that hangs on something not simulated is reported, one behind it is not', () => {
  const unknown = condition({ on: 'unknown', feature: 'x' })
  const request: RoutedRequest = { host: 'a.org', path: '/a', method: 'GET', headers: new Map(), query: new Map() }
  const sure = route({ all: [condition({ on: 'path', match: { how: 'exact', value: '/a' } })] }, 1)
  const open = route({ all: [condition({ on: 'path', match: { how: 'elements', value: '/' } }), unknown] }, 0)
  expect(new RouteTable([open, sure], 'manyLabels').resolve(request)).toMatchObject({ route: sure, unknown: [open] })
  expect(new RouteTable([sure, open], 'manyLabels').resolve(request)).toMatchObject({ route: sure, unknown: [] })
})
