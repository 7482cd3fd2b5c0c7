import findMyWay, { type HTTPMethod } from 'find-my-way'
import type { RoutedRequest, RouteTable } from '../src/dataplane/index.ts'
import { median, millisecondsOf } from './measure.ts'
import { type Asked, exactRoutes, headerRoutes, prefixRoutes, requestsFor, tableOf } from './routes.ts'
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

/** The subset that find-my-way can do: static paths, a host and a method each. */
function againstFindMyWay(): { compared: Compared; build: readonly (string | number)[] } {
  const asked = exactRoutes()
  const requests = requestsFor(asked, lookups)
  const ours: number[] = []
  const theirs: number[] = []
  for (let i = 0; i < 3; i++) {
    ours.push(millisecondsOf(() => tableOf(asked)))
    theirs.push(millisecondsOf(() => routerOf(asked)))
  }
  const table = tableOf(asked)
  const router = routerOf(asked)
  const places = new Map(table.routes.map((route, index) => [route, index]))
  const constraints = requests.map(({ host }) => ({ host }))
  const find = (index: number): number | null => {
    const { method, path } = requests[index]!
    const found = router.find(method as HTTPMethod, path, constraints[index])
    return found === null ? null : (found.store as number)
  }
  const wrong = requests.findIndex((request, index) => {
    const { route } = table.resolve(request)
    return (route === null ? null : places.get(route)) !== find(index)
  })
  const [resolveMs, findMs] = interleaved(
    () => resolveAll(table, requests),
    () => {
      let found = 0
      for (let i = 0; i < requests.length; i++) if (find(i) !== null) found++
      return found
    },
  )
  const buildRatio = median(theirs) / median(ours)
  return {
    build: ['build, ms', median(ours), median(theirs), buildRatio],
    compared: {
      row: ['host, path, method', perCall(resolveMs, lookups), perCall(findMs, lookups), findMs / resolveMs],
      ratio: findMs / resolveMs,
      check: {
        what: `${lookups} requests take the route that find-my-way finds`,
        equal: wrong < 0,
        ...(wrong >= 0 && { difference: JSON.stringify({ ...requests[wrong], headers: [], query: [] }) }),
      },
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
    const { compared, build } = againstFindMyWay()
    say('prefixes and headers against asking each route')
    const rest = [againstScan('prefixes by element', prefixRoutes()), againstScan('headers', headerRoutes())]
    const aims: Aim[] = [
      atLeast("resolve with its reasons, of find-my-way's bare lookup speed", compared.ratio, 1),
      atLeast("building the table, of find-my-way's speed", build[3] as number, 1),
    ]
    return {
      scenario: 'resolve',
      tables: [
        {
          title: '10,000 routes; nanoseconds a request',
          columns: ['', 'with reasons', 'find-my-way', 'times as fast'],
          rows: [compared.row, build],
        },
        {
          title: '10,000 routes; nanoseconds a request',
          columns: ['', 'with reasons', 'asking each', 'times as fast'],
          rows: rest.map(({ row }) => row),
        },
      ],
      aims,
      checks: [compared.check, ...rest.map(({ check }) => check)],
    }
  },
}
