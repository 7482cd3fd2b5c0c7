import type { Listener, Resolution, Route, RoutedRequest, RouteTable } from '../dataplane/index.ts'
import { parseAddress, rankOf } from '../match/index.ts'
import { feature, makeStep } from '../report/index.ts'
import type { Outcome } from './answer.ts'
import { finish, type Journey, pass, unknownOutcome } from './context.ts'
import { act, type Proxying } from './forward.ts'
import { loserStep, routeSteps } from './route-steps.ts'
import { readQuery } from './url.ts'

/** From a table of routes on: the one that takes the request, its filters, its action. */
export function takeRoute(proxying: Proxying, journey: Journey, table: RouteTable): Outcome[] {
  const { request } = proxying
  const routed: RoutedRequest = {
    host: request.host,
    path: request.path,
    method: request.method,
    headers: new Map([
      ...request.headers,
      [':authority', request.authority],
      [':method', request.method],
      [':scheme', request.isTls ? 'https' : 'http'],
    ]),
    query: readQuery(request.query),
    ...meshFacts(proxying),
  }
  const resolution = table.resolve(routed)
  const way = pass(journey, null, ...routeSteps(resolution, routed))
  const open = openQuestion(table, resolution, routed)
  if (open !== null)
    return [unknownOutcome(way, open.feature, { at: { doc: open.route.origin.doc, path: open.route.origin.path } })]
  if (resolution.route !== null) return act(proxying, way, resolution.route)
  const misses = table.nearMisses(routed).map(loser => loserStep(loser, routed, null))
  const facts = { host: { is: 'host', value: request.host }, path: { is: 'path', value: request.path } } as const
  return [
    finish(
      way,
      { kind: 'failed', reason: 'no route', status: 404 },
      makeStep('flow.noRoute', facts, { verdict: 'no', because: misses }),
    ),
  ]
}

/** The same below HTTP: by server name, or whatever arrives on the port. What leads nowhere is a connection that is closed [GW-20]. */
export function takeStream(proxying: Proxying, journey: Journey, listener: Listener): Outcome[] {
  const { request } = proxying
  const isTls = listener.protocol === 'TLS'
  const routed: RoutedRequest = {
    host: isTls ? request.sni : '',
    path: '/',
    method: '',
    headers: new Map(),
    query: new Map(),
  }
  const resolution = listener.table.resolve(routed)
  const way = pass(journey, null, ...routeSteps(resolution, routed))
  if (resolution.route === null) {
    const step = makeStep(
      'flow.noStreamRoute',
      { sni: { is: 'host', value: request.sni }, port: { is: 'port', value: request.port } },
      { rule: 'GW-21', verdict: 'no' },
    )
    return [finish(way, { kind: 'failed', reason: 'no route', status: null }, step)]
  }
  const isPassthrough = isTls && listener.certificates === null
  return act(proxying, way, resolution.route).map(outcome => {
    if (outcome.verdict.kind === 'failed')
      return { ...outcome, verdict: { ...outcome.verdict, reason: 'connection refused', status: null } }
    if (outcome.upstream === null || !isPassthrough) return outcome
    return { ...outcome, upstream: { ...outcome.upstream, tls: { sni: request.sni, clientCertificate: null } } }
  })
}

/** What routes of a mesh ask about the client and the listener. */
function meshFacts({ mesh, claims, listenerPort, request }: Proxying): Partial<RoutedRequest> {
  if (mesh === undefined) return {}
  const { namespace, labels } = mesh.client
  return {
    source: { namespace, labels },
    claims: claims ?? null,
    port: listenerPort,
    sni: request.sni,
    address: parseAddress(mesh.dialled.name),
  }
}

/** The same in a mesh: a table of its own, asked by server name, address and port. */
export function takeMeshStream(proxying: Proxying, journey: Journey, table: RouteTable): Outcome[] {
  const { request } = proxying
  const routed: RoutedRequest = {
    host: '',
    path: '/',
    method: '',
    headers: new Map(),
    query: new Map(),
    ...meshFacts(proxying),
  }
  const resolution = table.resolve(routed)
  const way = pass(journey, null, ...routeSteps(resolution, routed))
  if (resolution.route !== null) return act({ ...proxying, isStream: true }, way, resolution.route)
  const facts = { sni: { is: 'host', value: request.sni }, port: { is: 'port', value: request.port } } as const
  const step = makeStep('flow.noStreamRoute', facts, { rule: 'IS-28', verdict: 'no' })
  return [finish(way, { kind: 'failed', reason: 'no filter chain', status: null }, step)]
}

/** What keeps the winner from being certain: a route before it that may match, or an order that the API leaves open. */
function openQuestion(
  table: RouteTable,
  resolution: Resolution,
  request: RoutedRequest,
): { feature: string; route: Route } | null {
  const first = resolution.unknown[0]
  if (first !== undefined) return { feature: featureOf(first), route: first }
  const winner = resolution.route
  if (winner === null) return null
  if (table.hasOpenOrder) {
    const rival = table.resolve(request, route => route.orderOpen !== winner.orderOpen).route
    if (rival !== null && hostRank(rival) === hostRank(winner))
      return { feature: feature('regexOrder'), route: rival.orderOpen ? rival : winner }
  }
  // IN-4: whether a wider host is tried when the best one has no path for the request is the controller's choice.
  if (table.reach === 'oneLabel' && winner.rule === 'IN-3') {
    const narrower = table
      .nearMisses(request)
      .find(({ route }) => route.rule === 'IN-3' && hostRank(route) > hostRank(winner))
    if (narrower !== undefined) return { feature: feature('widerHost'), route: winner }
  }
  return null
}

function hostRank(route: Route): number {
  const host = 'all' in route.match ? route.match.all.find(part => 'on' in part && part.on === 'host') : undefined
  return host !== undefined && 'on' in host && host.on === 'host' ? rankOf(host.pattern) : 0
}

/** Name of the first thing in the route that is not simulated. */
function featureOf(route: Route): string {
  const search = (formula: Route['match']): string | null => {
    if ('on' in formula) {
      if (formula.on === 'unknown') return formula.feature
      return 'match' in formula && formula.match.how === 'unknown' ? formula.match.feature : null
    }
    if ('not' in formula) return search(formula.not)
    for (const part of 'all' in formula ? formula.all : formula.any) {
      const found = search(part)
      if (found !== null) return found
    }
    return null
  }
  return search(route.match) ?? feature('condition')
}
