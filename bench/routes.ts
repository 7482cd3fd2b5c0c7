import { type Condition, type Formula, type Route, type RoutedRequest, RouteTable } from '../src/dataplane/index.ts'
import type { DocId } from '../src/text/index.ts'
import { numbers } from './measure.ts'

/** What a generated route asks for; null where it does not. */
export interface Asked {
  readonly host: string
  readonly path: string
  readonly isPrefix: boolean
  readonly method: string | null
  readonly header: string | null
}

const methods = ['GET', 'POST']
const words = ['api', 'cart', 'orders', 'users', 'search', 'items', 'admin', 'reports', 'billing', 'files']

export const hostOf = (h: number): string => `shop-${h}.team-${h % 7}.example.com`

/** Static paths of two to five elements. */
export const pathOf = (p: number): string =>
  `/v${(p % 3) + 1}/${words[p % words.length]}${p % 2 === 0 ? `/${p}` : `/${p}/${words[(p * 3) % words.length]}/detail`}`

/** 1,000 hosts with five paths of two methods each, all exact: what find-my-way can do as well. It takes at most 31 hosts on one path. */
export function exactRoutes(): Asked[] {
  const asked: Asked[] = []
  for (let h = 0; h < 1000; h++) {
    const team = Math.floor(h / 25)
    for (let p = 0; p < 5; p++)
      for (const method of methods)
        asked.push({ host: hostOf(h), path: pathOf(team * 5 + p), isPrefix: false, method, header: null })
  }
  return asked
}

/** Prefixes by element, the longer first as the APIs have it. */
export function prefixRoutes(): Asked[] {
  const asked: Asked[] = []
  for (let h = 0; h < 50; h++)
    for (let p = 0; p < 200; p++)
      asked.push({ host: hostOf(h), path: pathOf(p), isPrefix: true, method: null, header: null })
  return asked.sort((a, b) => b.path.length - a.path.length)
}

/** Twenty routes on each path that differ by a header alone. */
export function headerRoutes(): Asked[] {
  const asked: Asked[] = []
  for (let h = 0; h < 50; h++)
    for (let p = 0; p < 10; p++)
      for (let v = 0; v < 20; v++)
        asked.push({
          host: hostOf(h),
          path: pathOf(p),
          isPrefix: false,
          method: null,
          header: v === 19 ? null : `v${v}`,
        })
  return asked
}

export function routesOf(asked: readonly Asked[]): Route[] {
  return asked.map(routeOf)
}

export function tableOf(asked: readonly Asked[]): RouteTable {
  return new RouteTable(routesOf(asked), 'manyLabels')
}

function routeOf({ host, path, isPrefix, method, header }: Asked, index: number): Route {
  const doc = `d${index}` as DocId
  const at = { doc, path: ['spec', 'rules', 0] }
  const all: Condition[] = [
    { on: 'host', pattern: host, at, rule: 'GW-7' },
    { on: 'path', match: { how: isPrefix ? 'elements' : 'exact', value: path }, at, rule: 'GW-14' },
  ]
  if (method !== null) all.push({ on: 'method', value: method, at, rule: 'GW-16' })
  if (header !== null)
    all.push({ on: 'header', name: 'x-version', match: { how: 'exact', value: header }, at, rule: 'GW-15' })
  const match: Formula = { all }
  return {
    title: path,
    match,
    filters: [],
    action: { kind: 'answer', status: 200, code: 'bench', rule: '' },
    origin: { doc, kind: 'HTTPRoute', namespace: 'bench', name: `r${index}`, path: [] },
    rule: 'GW-13',
    orderOpen: false,
  }
}

const noQuery: ReadonlyMap<string, string> = new Map()

/** Requests that mostly find a route: by its host, a path at or below it, its method; one in five misses something. */
export function requestsFor(asked: readonly Asked[], count: number): RoutedRequest[] {
  const pick = numbers(11)
  return Array.from({ length: count }, (): RoutedRequest => {
    const one = asked[pick(asked.length)]!
    const miss = pick(15)
    const version = one.header ?? (pick(2) === 0 ? 'none' : null)
    return {
      host: miss === 0 ? 'nobody.example.com' : one.host,
      path: miss === 1 ? `${one.path}x` : one.isPrefix && pick(2) === 0 ? `${one.path}/below/it` : one.path,
      method: miss === 2 ? 'DELETE' : (one.method ?? 'GET'),
      headers: version === null ? noQuery : new Map([['x-version', version]]),
      query: noQuery,
    }
  })
}
