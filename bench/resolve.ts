import findMyWay, { type HTTPMethod } from 'find-my-way'
import { type RoutedRequest, RouteTable } from '../src/dataplane/index.ts'
import { median, millisecondsOf } from './measure.ts'
import {
  type Asked,
  exactRoutes,
  headerRoutes,
  hostOf,
  prefixRoutes,
  requestsFor,
  routesOf,
  tableOf,
} from './routes.ts'
import { type Aim, atLeast, type Check, type Scenario } from './scenario.ts'

const rounds = 9
const lookups = 20_000
/** Asking every route takes its time. */
const scans = 200

interface Compared {
  readonly row: readonly (string | number)[]
  readonly ratio: number
  readonly check: Check
}

interface AgainstRouter {
  readonly rows: readonly (readonly (string | number)[])[]
  readonly aims: readonly Aim[]
  readonly check: Check
}

/** The subset that find-my-way can do: static paths, a host and a method each. */
function againstFindMyWay(): AgainstRouter {
  const asked = exactRoutes()
  const routes = routesOf(asked)
  const requests = requestsFor(asked, lookups)
  const build = (): RouteTable => new RouteTable(routes, 'manyLabels')
  const [ourMs, theirMs] = interleaved(
    () => build().size,
    () => Number(routerOf(asked) !== null),
  )
  const table = build()
  const router = routerOf(asked)
  const places = new Map(routes.map((route, index) => [route, index]))
  const constraints = requests.map(({ host }) => ({ host }))
  const find = (index: number): number | null => {
    const { method, path } = requests[index]!
    const found = router.find(method as HTTPMethod, path, constraints[index])
    return found === null ? null : (found.store as number)
  }
  const placeOf = (route: RouteTable['routes'][number] | null): number | null =>
    route === null ? null : places.get(route)!
  const wrong = requests.findIndex((request, index) => {
    const expected = find(index)
    return placeOf(table.resolve(request).route) !== expected || placeOf(table.lookup(request)) !== expected
  })
  const findAll = (): number => {
    let found = 0
    for (let i = 0; i < requests.length; i++) if (find(i) !== null) found++
    return found
  }
  const [resolveMs, findMs] = interleaved(() => resolveAll(table, requests), findAll)
  const [lookupMs, findAgainMs] = interleaved(() => {
    let found = 0
    for (let i = 0; i < requests.length; i++) if (table.lookup(requests[i]!) !== null) found++
    return found
  }, findAll)
  return {
    rows: [
      ['lookup', perCall(lookupMs, lookups), perCall(findAgainMs, lookups), findAgainMs / lookupMs],
      ['with reasons', perCall(resolveMs, lookups), perCall(findMs, lookups), findMs / resolveMs],
      ['build', ourMs * 1e6, theirMs * 1e6, theirMs / ourMs],
    ],
    aims: [
      atLeast("lookup, of find-my-way's speed", findAgainMs / lookupMs, 2.5),
      atLeast("resolve with its reasons, of find-my-way's bare lookup speed", findMs / resolveMs, 1),
      atLeast("building the table, of find-my-way's speed", theirMs / ourMs, 20),
    ],
    check: {
      what: `${lookups} requests take the route that find-my-way finds, looked up and with reasons`,
      equal: wrong < 0,
      ...(wrong >= 0 && { difference: JSON.stringify({ ...requests[wrong], headers: [], query: [] }) }),
    },
  }
}

/** One route edited: its hostname's routes are indexed again, the rest is shared. */
function editing(): Compared {
  const asked = exactRoutes()
  const routes = routesOf(asked)
  const edits = 100
  const edited = (n: number): Asked[] =>
    asked.map((one, i) => (i === n * 90 ? { ...one, path: `${one.path}/edited` } : one))
  const before = new RouteTable(routes, 'manyLabels')
  const changes = Array.from({ length: edits }, (_, n) => {
    const host = hostOf(Math.floor((n * 90) / 10))
    return [host, routesOf(edited(n).filter(one => one.host === host))] as const
  })
  const [editMs, buildMs] = interleaved(
    () => {
      let size = 0
      for (const change of changes) size += before.withHosts([change]).size
      return size
    },
    () => new RouteTable(routes, 'manyLabels').size,
  )
  const requests = requestsFor(edited(3), scans)
  const after = before.withHosts([changes[3]!])
  const fresh = tableOf(edited(3))
  const titleOf = (table: RouteTable, request: RoutedRequest): string | null => {
    const { route, losers } = table.resolve(request)
    return route === null ? null : `${route.title} ${losers.map(loser => loser.route.title).join(' ')}`
  }
  const wrong = requests.find(request => titleOf(after, request) !== titleOf(fresh, request))
  const ratio = buildMs / (editMs / edits)
  return {
    row: ['one route edited', (editMs / edits) * 1e6, buildMs * 1e6, ratio],
    ratio,
    check: {
      what: 'an edited table answers as one built anew',
      equal: wrong === undefined,
      ...(wrong !== undefined && { difference: JSON.stringify({ ...wrong, headers: [], query: [] }) }),
    },
  }
}

/** What find-my-way cannot do, against asking each route in turn. */
function againstScan(what: string, asked: readonly Asked[]): Compared {
  const table = tableOf(asked)
  const requests = requestsFor(asked, scans)
  const wrong = requests.findIndex(request => table.resolve(request).route !== table.scan(request))
  const many = Array.from({ length: lookups / scans }, () => requests).flat()
  const [resolveMs, scanMs] = interleaved(
    () => resolveAll(table, many),
    () => requests.filter(request => table.scan(request) !== null).length,
  )
  const ratio = scanMs / scans / (resolveMs / lookups)
  return {
    row: [what, perCall(resolveMs, lookups), perCall(scanMs, scans), ratio],
    ratio,
    check: {
      what: `${what}: ${scans} requests take the route that asking each in turn finds`,
      equal: wrong < 0,
      ...(wrong >= 0 && { difference: JSON.stringify({ ...requests[wrong], headers: [], query: [] }) }),
    },
  }
}

function routerOf(asked: readonly Asked[]): ReturnType<typeof findMyWay> {
  const router = findMyWay()
  for (const [index, { method, path, host }] of asked.entries())
    router.on(method as HTTPMethod, path, { constraints: { host } }, () => undefined, index)
  return router
}

/** Looks at the reasons too, so that nobody can leave them out. */
function resolveAll(table: RouteTable, requests: readonly RoutedRequest[]): number {
  let seen = 0
  for (const request of requests) {
    const { route, losers, excludedByHost, excludedByPath } = table.resolve(request)
    seen += (route === null ? 0 : 1) + losers.length + (excludedByHost > 0 ? 1 : 0) + (excludedByPath > 0 ? 1 : 0)
  }
  return seen
}

/** Median milliseconds of both, run in turn and each first in every other round. */
function interleaved(a: () => number, b: () => number): [number, number] {
  const times: [number[], number[]] = [[], []]
  for (let i = 0; i < rounds + 2; i++) {
    for (const which of i % 2 === 0 ? [0, 1] : [1, 0]) {
      const ms = millisecondsOf(which === 0 ? a : b)
      if (i >= 2) times[which]!.push(ms)
    }
  }
  return [median(times[0]), median(times[1])]
}

const perCall = (ms: number, calls: number): number => (ms * 1e6) / calls

export const resolve: Scenario = {
  name: 'resolve',
  about: 'the route of a request with its reasons at 10,000 routes, against find-my-way and against asking each',
  run(say) {
    say('10,000 routes against find-my-way')
    const router = againstFindMyWay()
    say('one route edited')
    const edit = editing()
    say('prefixes and headers against asking each route')
    const prefixes = againstScan('prefixes by element', prefixRoutes())
    const headers = againstScan('headers', headerRoutes())
    return {
      scenario: 'resolve',
      tables: [
        {
          title: '10,000 routes over 1,000 hosts by host, path and method; nanoseconds',
          columns: ['', 'here', 'find-my-way', 'times as fast'],
          rows: router.rows,
        },
        {
          title: '10,000 routes over 1,000 hosts; nanoseconds to index',
          columns: ['', 'the edit', 'everything', 'times as fast'],
          rows: [edit.row],
        },
        {
          title: '10,000 routes; nanoseconds a request',
          columns: ['', 'with reasons', 'asking each', 'times as fast'],
          rows: [prefixes.row, headers.row],
        },
      ],
      aims: [
        ...router.aims,
        atLeast('indexing one edited route, of the speed of indexing all', edit.ratio, 100),
        atLeast('headers, against asking each route in order', headers.ratio, 100),
      ],
      checks: [router.check, edit.check, prefixes.check, headers.check],
    }
  },
}
