import fc from 'fast-check'
import { expect, test } from 'vitest'
import { translateGateway } from '../src/apis/gateway/index.ts'
import { trace } from '../src/flow/index.ts'
import { app, project } from './ask.ts'

/**
 * Random HTTPRoutes and requests, answered three ways: by the indexed table, by the traced request, and by a plain reading of the
 * specification that shares no code with either [GW-1, GW-2, GW-3, GW-4, GW-7].
 */

interface Match {
  readonly path: { readonly type: 'Exact' | 'PathPrefix'; readonly value: string } | null
  readonly method: string | null
  readonly headers: readonly (readonly [string, string])[]
  readonly query: readonly (readonly [string, string])[]
}

interface DrawnRoute {
  readonly name: string
  /** Seconds after midnight; null: no creationTimestamp. */
  readonly age: number | null
  readonly hostnames: readonly string[]
  /** Matches by rule; none: the default match. */
  readonly rules: readonly (readonly Match[])[]
}

interface DrawnRequest {
  readonly host: string
  readonly path: string
  readonly method: string
  readonly headers: readonly (readonly [string, string])[]
  readonly query: readonly (readonly [string, string])[]
}

const names = ['alpha', 'beta', 'gamma', 'delta']
const paths = ['/', '/a', '/a/', '/a/b', '/a/bc', '/ab', '/A', '/a/b/c']

const arbitraryMatch: fc.Arbitrary<Match> = fc.record({
  path: fc.option(
    fc.record({ type: fc.constantFrom('Exact' as const, 'PathPrefix' as const), value: fc.constantFrom(...paths) }),
  ),
  method: fc.option(fc.constantFrom('GET', 'POST'), { freq: 1 }),
  headers: fc.array(fc.tuple(fc.constantFrom('X-One', 'x-two', 'x-one'), fc.constantFrom('1', '2')), { maxLength: 2 }),
  query: fc.array(fc.tuple(fc.constantFrom('q', 'Q'), fc.constantFrom('1', '2')), { maxLength: 2 }),
})

const arbitraryRoutes: fc.Arbitrary<readonly DrawnRoute[]> = fc
  .shuffledSubarray(names, { minLength: 1 })
  .chain(chosen =>
    fc.tuple(
      ...chosen.map(name =>
        fc.record({
          name: fc.constant(name),
          age: fc.option(fc.integer({ min: 0, max: 2 })),
          hostnames: fc.uniqueArray(fc.constantFrom('a.org', 'b.a.org', '*.a.org', '*.b.a.org', '*.org', 'x.net'), {
            maxLength: 3,
          }),
          rules: fc.array(fc.array(arbitraryMatch, { maxLength: 3 }), { minLength: 1, maxLength: 3 }),
        }),
      ),
    ),
  )

const arbitraryRequest: fc.Arbitrary<DrawnRequest> = fc.record({
  host: fc.constantFrom('a.org', 'b.a.org', 'c.b.a.org', 'org', 'x.net', 'other.net'),
  path: fc.constantFrom(...paths, '/a/b/', '/a/b/d', '/z'),
  method: fc.constantFrom('GET', 'POST', 'PUT'),
  headers: fc.uniqueArray(fc.tuple(fc.constantFrom('X-One', 'X-Two'), fc.constantFrom('1', '2')), {
    selector: ([name]) => name,
  }),
  query: fc.uniqueArray(fc.tuple(fc.constantFrom('q', 'Q'), fc.constantFrom('1', '2')), { selector: ([name]) => name }),
})

function yamlOf(listenerHost: string, routes: readonly DrawnRoute[]): string {
  const flow = (pairs: readonly (readonly [string, string])[]): string =>
    `[${pairs.map(([name, value]) => `{name: ${name}, value: "${value}"}`).join(', ')}]`
  const matchOf = ({ path, method, headers, query }: Match): string =>
    `{${[
      ...(path === null ? [] : [`path: {type: ${path.type}, value: "${path.value}"}`]),
      ...(method === null ? [] : [`method: ${method}`]),
      ...(headers.length === 0 ? [] : [`headers: ${flow(headers)}`]),
      ...(query.length === 0 ? [] : [`queryParams: ${flow(query)}`]),
    ].join(', ')}}`
  const host = listenerHost === '' ? '' : `, hostname: "${listenerHost}"`
  return `${app('web')}---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: default}
spec: {gatewayClassName: any, listeners: [{name: http, port: 80, protocol: HTTP${host}}]}
${routes
  .map(
    route => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${route.name}, namespace: default${route.age === null ? '' : `, creationTimestamp: "2026-01-01T00:00:0${route.age}Z"`}}
spec:
  parentRefs: [{name: edge}]
  hostnames: [${route.hostnames.map(name => `"${name}"`).join(', ')}]
  rules:
${route.rules.map(matches => `  - {${matches.length === 0 ? '' : `matches: [${matches.map(matchOf).join(', ')}], `}backendRefs: [{name: web, port: 80}]}`).join('\n')}
`,
  )
  .join('')}`
}

/** Whether a pattern covers a host, written down from the specification's sentence. */
function covers(pattern: string, host: string): boolean {
  if (pattern === '') return true
  return pattern.startsWith('*') ? host.length >= pattern.length && host.endsWith(pattern.slice(1)) : host === pattern
}

/** The narrower of two patterns; null when they share no host. */
function narrower(a: string, b: string): string | null {
  const inside = (small: string, large: string): boolean =>
    large === '' || small === large || (large.startsWith('*') && covers(large, small.replace('*', 'any')))
  if (inside(a, b)) return a
  return inside(b, a) ? b : null
}

function matches(match: Match, request: DrawnRequest): boolean {
  const path = match.path ?? { type: 'PathPrefix', value: '/' }
  const elements = (text: string): string[] => text.split('/').filter(part => part !== '')
  if (
    path.type === 'Exact' ? request.path !== path.value : !startsWithAll(elements(request.path), elements(path.value))
  )
    return false
  if (match.method !== null && match.method !== request.method) return false
  const header = (name: string): string | undefined =>
    request.headers.find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1]
  return (
    firstOfEach(match.headers, true).every(([name, value]) => header(name) === value) &&
    firstOfEach(match.query, false).every(([name, value]) => request.query.some(([n, v]) => n === name && v === value))
  )
}

const startsWithAll = (all: readonly string[], first: readonly string[]): boolean =>
  first.every((part, i) => all[i] === part)

function firstOfEach(
  pairs: readonly (readonly [string, string])[],
  ignoreCase: boolean,
): (readonly [string, string])[] {
  const key = (name: string): string => (ignoreCase ? name.toLowerCase() : name)
  return pairs.filter(([name], i) => pairs.findIndex(([other]) => key(other) === key(name)) === i)
}

/** `route rule` by a plain reading, or null for a 404. */
function plainly(listenerHost: string, routes: readonly DrawnRoute[], request: DrawnRequest): string | null {
  const candidates = routes.flatMap(route => {
    const hosts = (route.hostnames.length === 0 ? [listenerHost] : route.hostnames).flatMap(name => {
      const shared = narrower(listenerHost, name)
      return shared !== null && covers(shared, request.host) ? [shared] : []
    })
    return hosts.flatMap(host =>
      route.rules.flatMap((rule, ruleIndex) =>
        (rule.length === 0 ? [{ path: null, method: null, headers: [], query: [] }] : rule)
          .map((match, matchIndex) => ({ route, host, ruleIndex, match, matchIndex }))
          .filter(({ match }) => matches(match, request)),
      ),
    )
  })
  const wins: ((a: (typeof candidates)[number], b: (typeof candidates)[number]) => number)[] = [
    (a, b) => Number(b.host !== '' && !b.host.startsWith('*')) - Number(a.host !== '' && !a.host.startsWith('*')),
    (a, b) => b.host.length - a.host.length,
    (a, b) => Number(b.match.path?.type === 'Exact') - Number(a.match.path?.type === 'Exact'),
    (a, b) => (b.match.path ?? { value: '/' }).value.length - (a.match.path ?? { value: '/' }).value.length,
    (a, b) => Number(b.match.method !== null) - Number(a.match.method !== null),
    (a, b) => firstOfEach(b.match.headers, true).length - firstOfEach(a.match.headers, true).length,
    (a, b) => firstOfEach(b.match.query, false).length - firstOfEach(a.match.query, false).length,
    (a, b) => (a.route.age ?? Number.POSITIVE_INFINITY) - (b.route.age ?? Number.POSITIVE_INFINITY) || 0,
    (a, b) => (a.route.name < b.route.name ? -1 : a.route.name > b.route.name ? 1 : 0),
    (a, b) => a.ruleIndex - b.ruleIndex,
  ]
  const [best] = candidates.sort((a, b) => {
    for (const win of wins) {
      const order = win(a, b)
      if (order !== 0) return order
    }
    return 0
  })
  return best === undefined ? null : `${best.route.name} ${best.ruleIndex}`
}

test('the indexed table, the traced request and a plain reading of the specification take the same rule', () => {
  let asked = 0
  let found = 0
  fc.assert(
    fc.property(
      fc.constantFrom('', '*.org', '*.a.org', 'a.org'),
      arbitraryRoutes,
      fc.array(arbitraryRequest, { minLength: 100, maxLength: 100 }),
      (listenerHost, routes, requests) => {
        const { flow } = project(yamlOf(listenerHost, routes))
        const entry = translateGateway(flow.cluster, flow.assumptions, flow.cluster.all('gateway')[0]!)
        const { table } = entry.listeners[0]!
        for (const request of requests.filter(({ host }) => covers(listenerHost, host))) {
          asked++
          const expected = plainly(listenerHost, routes, request)
          const routed = {
            ...request,
            headers: new Map(request.headers.map(([name, value]) => [name.toLowerCase(), value])),
            query: new Map(request.query),
          }
          const { route } = table.resolve(routed)
          const ruleOf = (origin: { name: string; path: readonly (string | number)[] }): string =>
            `${origin.name} ${String(origin.path[2])}`
          expect([request, route === null ? null : ruleOf(route.origin)]).toEqual([request, expected])
          expect(table.lookup(routed)).toBe(route)
          const query = request.query.map(([name, value]) => `${name}=${value}`).join('&')
          const { outcomes } = trace(flow, {
            from: { kind: 'external', ip: null },
            to: { kind: 'Gateway', namespace: 'default', name: 'edge', section: null },
            http: {
              method: request.method,
              url: `http://${request.host}${request.path}${query === '' ? '' : `?${query}`}`,
              headers: request.headers,
              sni: null,
            },
            connection: null,
          })
          const { verdict, hops } = outcomes[0]!
          const hop = hops.find(({ resource }) => resource.kind === 'HTTPRoute')
          if (expected === null) expect(verdict).toMatchObject({ kind: 'failed', status: 404 })
          else {
            found++
            expect(verdict.kind).toBe('delivered')
            expect(hop).toBeDefined()
            expect(ruleOf({ name: hop!.resource.name, path: hop!.at!.path })).toBe(expected)
          }
        }
      },
    ),
    // Requests that no listener takes are drawn and left out.
    { numRuns: 2200, seed: 20261125 },
  )
  // Both kinds of answer must have been met.
  expect(asked).toBeGreaterThan(100_000)
  expect(found).toBeGreaterThan(asked / 10)
  expect(asked - found).toBeGreaterThan(asked / 100)
})
