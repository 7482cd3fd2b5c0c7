import type {
  BackendTarget,
  Filter,
  Listener,
  Origin,
  Resolution,
  Route,
  RoutedRequest,
  WeightedBackend,
} from '../dataplane/index.ts'
import { rankOf } from '../match/index.ts'
import { controllerEnd } from '../policy/index.ts'
import { makeStep } from '../report/index.ts'
import type { BackendChosen, Outcome } from './answer.ts'
import { applyFilters, type Filtered, locate, startFiltering } from './apply-filters.ts'
import { backendOf, type FlowContext, finish, hopAt, type Journey, pass, unknownOutcome } from './context.ts'
import { loserStep, routeSteps } from './route-steps.ts'
import { type Carried, dialledPort, throughService } from './service-hop.ts'
import { type ClientRequest, readQuery } from './url.ts'

/** From a listener on: the route that takes the request, its filters, its action. */
export function takeRoute(
  context: FlowContext,
  journey: Journey,
  listener: Listener,
  request: ClientRequest,
  entryName: string,
): Outcome[] {
  if (listener.unknown !== null)
    return [unknownOutcome(journey, listener.unknown, { at: { doc: listener.origin.doc, path: listener.origin.path } })]
  const routed: RoutedRequest = {
    host: request.host,
    path: request.path,
    method: request.method,
    headers: request.headers,
    query: readQuery(request.query),
  }
  const resolution = listener.table.resolve(routed)
  const way = pass(journey, null, ...routeSteps(resolution, routed))
  const open = openQuestion(listener, resolution, routed)
  if (open !== null)
    return [unknownOutcome(way, open.feature, { at: { doc: open.route.origin.doc, path: open.route.origin.path } })]
  const { route } = resolution
  if (route === null) {
    const misses = listener.table.nearMisses(routed).map(loser => loserStep(loser, routed, null))
    const step = makeStep(
      'flow.noRoute',
      { host: { is: 'host', value: request.host }, path: { is: 'path', value: request.path } },
      { verdict: 'no', because: misses },
    )
    return [finish(way, { kind: 'failed', reason: 'no route', status: 404 }, step)]
  }
  return act(context, way, listener, route, request, entryName)
}

/** What keeps the winner from being certain: a route before it that may match, or an order that the API leaves open. */
function openQuestion(
  listener: Listener,
  resolution: Resolution,
  request: RoutedRequest,
): { feature: string; route: Route } | null {
  const first = resolution.unknown[0]
  if (first !== undefined) return { feature: featureOf(first), route: first }
  const winner = resolution.route
  if (winner === null) return null
  if (listener.table.hasOpenOrder) {
    const rival = listener.table.resolve(request, route => route.orderOpen !== winner.orderOpen).route
    if (rival !== null && hostRank(rival) === hostRank(winner))
      return { feature: 'order of a regular expression among other paths', route: rival.orderOpen ? rival : winner }
  }
  // IN-4: whether a wider host is tried when the best one has no path for the request is the controller's choice.
  if (listener.reach === 'oneLabel' && winner.rule === 'IN-3') {
    const narrower = listener.table
      .nearMisses(request)
      .find(({ route }) => route.rule === 'IN-3' && hostRank(route) > hostRank(winner))
    if (narrower !== undefined) return { feature: 'fallback to a wider host', route: winner }
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
  return search(route.match) ?? 'a condition that is not simulated'
}

function act(
  context: FlowContext,
  journey: Journey,
  listener: Listener,
  route: Route,
  request: ClientRequest,
  entryName: string,
): Outcome[] {
  const way = pass(journey, hopAt(route.origin, { doc: route.origin.doc, path: route.origin.path }))
  const { action } = route
  switch (action.kind) {
    case 'unknown':
      return [unknownOutcome(way, action.feature, { at: { doc: route.origin.doc, path: route.origin.path } })]
    case 'answer':
      return [
        finish(
          way,
          { kind: 'failed', reason: 'no backend', status: action.status },
          makeStep(
            action.code,
            {},
            { rule: action.rule, verdict: 'no', at: { doc: route.origin.doc, path: route.origin.path } },
          ),
        ),
      ]
    case 'redirect': {
      const location = locate(request, action.redirect, listener.port)
      const filtered = applyFilters(startFiltering(request), route.filters)
      const shown = `${location.scheme}://${location.host}${isWellKnown(location) ? '' : `:${location.port}`}${location.path}`
      const step = makeStep(
        'flow.redirected',
        { status: { is: 'status', value: action.redirect.status }, location: { is: 'url', value: shown } },
        { rule: action.rule, at: { doc: action.origin.doc, path: action.origin.path } },
      )
      return [
        finish(way, { kind: 'redirected', status: action.redirect.status, location }, step, {
          response: filtered.response,
        }),
      ]
    }
    case 'forward':
      return forward(context, way, route, action.backends, request, entryName)
  }
}

function isWellKnown({ scheme, port }: { scheme: string; port: number }): boolean {
  return (scheme === 'http' && port === 80) || (scheme === 'https' && port === 443)
}

/** Splits by weight; what a share meets is its own [GW-17, GW-18]. */
function forward(
  context: FlowContext,
  journey: Journey,
  route: Route,
  backends: readonly WeightedBackend[],
  request: ClientRequest,
  entryName: string,
): Outcome[] {
  const ruleFiltered = applyFilters(startFiltering(request), route.filters)
  if (ruleFiltered.unknown !== null)
    return [unknownOutcome(journey, ruleFiltered.unknown, { at: { doc: route.origin.doc, path: route.origin.path } })]
  const total = backends.reduce((sum, backend) => sum + backend.weight, 0)
  if (total === 0) {
    const step = makeStep(
      'backend.allZero',
      {},
      { rule: 'GW-18', verdict: 'no', at: { doc: route.origin.doc, path: route.origin.path } },
    )
    return [finish(journey, { kind: 'failed', reason: 'no backend', status: 500 }, step)]
  }
  return backends
    .filter(backend => backend.weight > 0)
    .flatMap(backend =>
      toBackend(context, journey, route, backend, backend.weight / total, ruleFiltered, request, entryName),
    )
}

function toBackend(
  context: FlowContext,
  journey: Journey,
  route: Route,
  backend: WeightedBackend,
  share: number,
  ruleFiltered: Filtered,
  request: ClientRequest,
  entryName: string,
): Outcome[] {
  const at = { doc: backend.origin.doc, path: backend.origin.path }
  const redirect = backend.filters.find(filter => filter.kind === 'redirect')
  if (redirect?.kind === 'redirect') return [unknownOutcome(journey, 'RequestRedirect in a backendRef', { share, at })]
  const filtered = applyFilters(ruleFiltered, backend.filters)
  if (filtered.unknown !== null) return [unknownOutcome(journey, filtered.unknown, { share, at })]
  const preset = presetQuestion(context, request)
  if (preset !== null) return [unknownOutcome(journey, preset, { share, at })]
  const { target } = backend
  if (target.kind === 'unknown') return [unknownOutcome(journey, target.feature, { share, at })]
  const percent = { is: 'percent' as const, value: share * 100 }
  const chosen = makeStep(
    'backend.chosen',
    { share: percent, backend: { is: 'resource', kind: 'Service', namespace: target.namespace, name: target.name } },
    { rule: 'GW-18', at },
  )
  const mirrors = mirrorsOf([...route.filters, ...backend.filters])
  const carried: Carried = { upstream: filtered.upstream, response: filtered.response, mirrors }
  if (target.kind === 'invalid') {
    const step = makeStep(
      target.code,
      { service: { is: 'resource', kind: 'Service', namespace: target.namespace, name: target.name } },
      { rule: 'GW-17', verdict: 'no', at },
    )
    return [
      finish(pass(journey, null, chosen), { kind: 'failed', reason: 'invalid backend', status: target.status }, step, {
        share,
      }),
    ]
  }
  return toService(context, pass(journey, null, chosen), target, share, carried, backend.origin, entryName)
}

function toService(
  context: FlowContext,
  journey: Journey,
  target: Extract<BackendTarget, { kind: 'service' }>,
  share: number,
  carried: Carried,
  origin: Origin,
  entryName: string,
): Outcome[] {
  const service = context.cluster.get('service', '', 'Service', target.namespace, target.name)
  if (service === undefined)
    return [
      unknownOutcome(journey, `Service ${target.namespace}/${target.name}`, {
        share,
        at: { doc: origin.doc, path: origin.path },
      }),
    ]
  const port = dialledPort(journey, service, target.port ?? service.ports[0]?.port ?? 0, 'TCP', share)
  if ('verdict' in port) return [port]
  const backend: BackendChosen = backendOf('Service', service.namespace, service.name, port.port)
  return throughService(context, journey, service, port, controllerEnd(entryName), share, { ...carried, backend }, true)
}

function mirrorsOf(filters: readonly Filter[]): BackendChosen[] {
  return filters.flatMap(filter => {
    if (filter.kind !== 'mirror' || filter.target.kind !== 'service') return []
    const port = typeof filter.target.port === 'number' ? filter.target.port : null
    return [{ ...backendOf('Service', filter.target.namespace, filter.target.name, port), percent: filter.percent }]
  })
}

/** The suite's echo server waits or fails when asked to; that is not simulated yet. */
function presetQuestion({ assumptions }: FlowContext, request: ClientRequest): string | null {
  if (assumptions.backendsPreset === null) return null
  const query = readQuery(request.query)
  if (query.has('delay') && query.get('delay') !== '0s') return 'applications that wait'
  return request.path.startsWith('/retry/') ? 'applications that fail at first' : null
}
