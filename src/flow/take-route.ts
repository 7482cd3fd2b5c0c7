import type { Listener, Resolution, Route, RoutedRequest } from '../dataplane/index.ts'
import { rankOf } from '../match/index.ts'
import { feature, makeStep } from '../report/index.ts'
import type { Outcome } from './answer.ts'
import { type FlowContext, finish, type Journey, pass, unknownOutcome } from './context.ts'
import { act } from './forward.ts'
import { loserStep, routeSteps } from './route-steps.ts'
import { type ClientRequest, readQuery } from './url.ts'

/** From a listener on: the route that takes the request, its filters, its action. */
export function takeRoute(
  context: FlowContext,
  journey: Journey,
  listener: Listener,
  request: ClientRequest,
  entryName: string,
): Outcome[] {
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
  return act({ context, request, listenerPort: listener.port, entryName }, way, route)
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
      return { feature: feature('regexOrder'), route: rival.orderOpen ? rival : winner }
  }
  // IN-4: whether a wider host is tried when the best one has no path for the request is the controller's choice.
  if (listener.reach === 'oneLabel' && winner.rule === 'IN-3') {
    const narrower = listener.table
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
