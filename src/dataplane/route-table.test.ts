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
        expect(table.lookup(request)).toBe(plain)
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

const arbitraryByHost = fc.dictionary(
  fc.constantFrom(...patterns),
  fc.array(fc.array(arbitraryFormula, { maxLength: 2 }), { maxLength: 4 }),
)

test.each(['oneLabel', 'manyLabels'] as const)(
  'a table edited hostname by hostname is the table built at once (%s)',
  reach => {
    let serial = 0
    const routesOf = (pattern: string, items: readonly (readonly Formula[])[]): Route[] =>
      items.map(rest =>
        route({ all: [...(pattern === '' ? [] : [condition({ on: 'host', pattern })]), ...rest] }, serial++),
      )
    fc.assert(
      fc.property(
        arbitraryByHost,
        fc.array(arbitraryByHost, { minLength: 1, maxLength: 4 }),
        fc.array(arbitraryRequest, { minLength: 1, maxLength: 5 }),
        (first, edits, requests) => {
          const current = new Map(Object.entries(first).map(([pattern, items]) => [pattern, routesOf(pattern, items)]))
          const tables = [RouteTable.ofHosts(current, reach)]
          const flats = [[...current.values()].flat()]
          for (const edit of edits) {
            const changes = Object.entries(edit).map(([pattern, items]) => [pattern, routesOf(pattern, items)] as const)
            for (const [pattern, routes] of changes) current.set(pattern, routes)
            tables.push(tables.at(-1)!.withHosts(changes))
            flats.push([...current.values()].flat())
          }
          // Earlier tables answer as before they were edited.
          tables.forEach((table, i) => {
            const fresh = new RouteTable(table.routes, reach)
            expect(new Set(table.routes)).toEqual(new Set(flats[i]))
            expect(table.size).toBe(flats[i]!.length)
            for (const request of requests) {
              expect(table.resolve(request)).toEqual(fresh.resolve(request))
              expect(table.lookup(request)).toBe(table.scan(request))
            }
          })
        },
      ),
      { numRuns: 1000, seed: 20261125 },
    )
  },
)

test('an index that is copied and patched many times over keeps every version apart', () => {
  const at = (n: number): Route => route({ all: [condition({ on: 'host', pattern: `h${n % 50}.org` })] }, n)
  const ask = (table: RouteTable, n: number): Route | null =>
    table.lookup({ host: `h${n}.org`, path: '/', method: 'GET', headers: new Map(), query: new Map() })
  const tables = [RouteTable.ofHosts([], 'manyLabels')]
  const routes = Array.from({ length: 200 }, (_, n) => at(n))
  for (const [n, one] of routes.entries()) tables.push(tables[n]!.withHosts([[`h${n % 50}.org`, [one]]]))
  for (const [n, table] of tables.entries()) {
    for (let h = 0; h < 50; h++) {
      const last = n - 1 - ((((n - 1 - h) % 50) + 50) % 50)
      expect(ask(table, h)).toBe(n === 0 || last < 0 ? null : routes[last])
    }
  }
})

test('a route before the winner that hangs on something not simulated is reported, one behind it is not', () => {
  const unknown = condition({ on: 'unknown', feature: 'x' })
  const request: RoutedRequest = { host: 'a.org', path: '/a', method: 'GET', headers: new Map(), query: new Map() }
  const sure = route({ all: [condition({ on: 'path', match: { how: 'exact', value: '/a' } })] }, 1)
  const open = route({ all: [condition({ on: 'path', match: { how: 'elements', value: '/' } }), unknown] }, 0)
  expect(new RouteTable([open, sure], 'manyLabels').resolve(request)).toMatchObject({ route: sure, unknown: [open] })
  expect(new RouteTable([sure, open], 'manyLabels').resolve(request)).toMatchObject({ route: sure, unknown: [] })
})
