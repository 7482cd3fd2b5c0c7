import type {
  Action,
  BackendTarget,
  Filter,
  Origin,
  Redirect,
  Route,
  Tries,
  WeightedBackend,
} from '../dataplane/index.ts'
import { normaliseHost } from '../match/index.ts'
import type { ConnectionEnd } from '../policy/index.ts'
import { feature, makeStep } from '../report/index.ts'
import type { BackendChosen, Outcome } from './answer.ts'
import { applyFilters, type Filtered, locate, startFiltering } from './apply-filters.ts'
import { backendOf, type FlowContext, finish, hopAt, type Journey, pass, unknownOutcome } from './context.ts'
import { type Arrive, arriveNowhere, type Carried, type Leg } from './leg.ts'
import { declaredOf } from './port-protocol.ts'
import { backendPort, throughService } from './service-hop.ts'
import { behaviourOf, runTries } from './tries.ts'
import type { ClientRequest } from './url.ts'

/** What stays the same while one request passes one proxy. */
export interface Proxying {
  readonly context: FlowContext
  readonly request: ClientRequest
  /** Port that the client dialled, for redirects that keep it. */
  readonly listenerPort: number
  /** The proxy as a peer of policies: a controller, or the client's own pod in a mesh. */
  readonly source: ConnectionEnd
  readonly protocol: 'TCP' | 'UDP'
  /** Whether the proxy is of the mesh, and so may speak mutual TLS. */
  readonly inMesh?: boolean
  readonly arrive?: Arrive
  readonly depth?: number
}

type Forwarding = Extract<Action, { kind: 'forward' }>

/** Does what the route says: redirects, answers, or forwards. */
export function act(proxying: Proxying, journey: Journey, route: Route): Outcome[] {
  const at = { doc: route.origin.doc, path: route.origin.path }
  const way = pass(journey, hopAt(route.origin, at))
  const { action } = route
  switch (action.kind) {
    case 'unknown':
      return [unknownOutcome(way, action.feature, { at })]
    case 'answer': {
      const step = makeStep(action.code, {}, { rule: action.rule, verdict: 'no', at })
      return [finish(way, { kind: 'failed', reason: 'no backend', status: action.status }, step)]
    }
    case 'redirect':
      return [
        redirect(
          proxying,
          way,
          action,
          applyFilters(startFiltering(proxying.request), route.filters, proxying.request),
          1,
        ),
      ]
    case 'forward':
      return forward(proxying, way, route, action)
  }
}

function redirect(
  proxying: Proxying,
  journey: Journey,
  to: { readonly redirect: Redirect; readonly origin: Origin; readonly rule: string },
  filtered: Filtered,
  share: number,
): Outcome {
  const { status } = to.redirect
  const location = locate(proxying.request, to.redirect, proxying.listenerPort)
  const isUsualPort =
    (location.scheme === 'http' && location.port === 80) || (location.scheme === 'https' && location.port === 443)
  const shown = `${location.scheme}://${location.host}${isUsualPort ? '' : `:${location.port}`}${location.path}`
  const facts = { status: { is: 'status', value: status }, location: { is: 'url', value: shown } } as const
  const step = makeStep('flow.redirected', facts, { rule: to.rule, at: { doc: to.origin.doc, path: to.origin.path } })
  return finish(journey, { kind: 'redirected', status, location }, step, { share, response: filtered.response })
}

/** Splits by weight; what a share meets is its own [GW-17, GW-18]. */
function forward(proxying: Proxying, journey: Journey, route: Route, { backends, tries }: Forwarding): Outcome[] {
  const at = { doc: route.origin.doc, path: route.origin.path }
  const filtered = applyFilters(
    startFiltering(proxying.request, proxying.context.assumptions.backendsPreset),
    route.filters,
    proxying.request,
  )
  if (filtered.unknown !== null) return [unknownOutcome(journey, filtered.unknown, { at })]
  if (filtered.preflight !== null) {
    const step = makeStep('flow.preflight', { status: { is: 'status', value: 204 } }, { rule: 'GW-28', at })
    return [finish(journey, { kind: 'answered', status: 204 }, step, { response: filtered.response })]
  }
  const total = backends.reduce((sum, backend) => sum + backend.weight, 0)
  if (total === 0) {
    const step = makeStep('backend.allZero', {}, { rule: 'GW-18', verdict: 'no', at })
    return [finish(journey, { kind: 'failed', reason: 'no backend', status: 500 }, step)]
  }
  return backends
    .filter(backend => backend.weight > 0)
    .flatMap(backend => toBackend(proxying, journey, route, backend, backend.weight / total, filtered))
    .map(outcome => withTries(proxying, outcome, tries))
}

function toBackend(
  proxying: Proxying,
  journey: Journey,
  route: Route,
  backend: WeightedBackend,
  share: number,
  ruleFiltered: Filtered,
): Outcome[] {
  const at = { doc: backend.origin.doc, path: backend.origin.path }
  const { target } = backend
  const facts = { share: { is: 'percent', value: share * 100 }, backend: nameOf(target) } as const
  let way = pass(journey, null, makeStep('backend.chosen', facts, { rule: 'GW-18', at }))
  const own = backend.filters.find(filter => filter.kind === 'redirect')
  if (own?.kind === 'redirect') return [redirect(proxying, way, own, ruleFiltered, share)]
  const filtered = applyFilters(ruleFiltered, backend.filters, proxying.request)
  const question = filtered.unknown ?? (target.kind === 'unknown' ? target.feature : null)
  if (question !== null) return [unknownOutcome(way, question, { share, at })]
  if (target.kind === 'invalid') {
    const step = makeStep(target.code, { service: nameOf(target) }, { rule: 'GW-17', verdict: 'no', at })
    return [finish(way, { kind: 'failed', reason: 'invalid backend', status: target.status }, step, { share })]
  }
  if (target.kind === 'unknown') return []
  const shown = target.tls?.shown ?? null
  if (shown !== null && target.tls !== null) {
    const secret = { is: 'name' as const, value: shown }
    const by = { doc: target.tls.origin.doc, path: target.tls.origin.path }
    way = pass(
      way,
      null,
      makeStep('assume.certificateMounted', { secret }, { rule: 'GW-23', verdict: 'assumed', at: by }),
    )
  }
  const carried: Carried = {
    upstream: target.tls === null ? filtered.upstream : { ...filtered.upstream, tls: target.tls },
    response: filtered.response,
    mirrors: mirrorsOf([...route.filters, ...backend.filters]),
  }
  return toService(proxying, way, target, share, carried, at)
}

function nameOf(target: BackendTarget): {
  readonly is: 'resource'
  readonly kind: string
  readonly namespace: string
  readonly name: string
} {
  const isNamed = target.kind !== 'unknown'
  return {
    is: 'resource',
    kind: 'Service',
    namespace: isNamed ? target.namespace : '',
    name: isNamed ? target.name : target.feature,
  }
}

function toService(
  proxying: Proxying,
  journey: Journey,
  target: Extract<BackendTarget, { kind: 'service' }>,
  share: number,
  carried: Carried,
  at: Outcome['step']['at'],
): Outcome[] {
  const { context, protocol } = proxying
  const service = context.cluster.get('service', '', 'Service', target.namespace, target.name)
  if (service === undefined)
    return [unknownOutcome(journey, feature('serviceProxy', `${target.namespace}/${target.name}`), { share, at })]
  const port = backendPort(journey, service, target.port ?? service.ports[0]?.port ?? 0, protocol, share)
  if ('verdict' in port) return [port]
  const backend: BackendChosen = backendOf('Service', service.namespace, service.name, port.port)
  return throughService(
    context,
    journey,
    service,
    port,
    legOf(proxying, carried, target.tls !== null, declaredOf(port)),
    share,
    {
      ...carried,
      backend,
    },
  )
}

/** What leaves the proxy for an endpoint: the request as filters left it. */
function legOf(proxying: Proxying, { upstream }: Carried, isTls: boolean, declared: Leg['declared']): Leg {
  const { request, source } = proxying
  const sent =
    upstream == null
      ? request
      : {
          ...request,
          authority: upstream.host,
          host: normaliseHost(upstream.host),
          path: upstream.path,
          query: upstream.query,
          method: upstream.method,
          headers: new Map(Object.entries(upstream.headers)),
        }
  return {
    source,
    request: sent,
    transport: isTls ? 'tls' : proxying.inMesh === true ? 'auto' : 'plaintext',
    declared,
    app: request.version === 'HTTP/2' ? 'http2' : 'http',
    serverFirst: false,
    inMesh: proxying.inMesh ?? false,
    depth: (proxying.depth ?? 0) + 1,
    arrive: proxying.arrive ?? arriveNowhere,
  }
}

function mirrorsOf(filters: readonly Filter[]): BackendChosen[] {
  return filters.flatMap(filter => {
    if (filter.kind !== 'mirror' || filter.target.kind !== 'service') return []
    const port = typeof filter.target.port === 'number' ? filter.target.port : null
    return [{ ...backendOf('Service', filter.target.namespace, filter.target.name, port), percent: filter.percent }]
  })
}

/** What the application's behaviour and the route's limits make of a delivered request [GW-29]. */
function withTries({ context, request }: Proxying, outcome: Outcome, tries: Tries | null): Outcome {
  if (outcome.verdict.kind !== 'delivered') return outcome
  const end = runTries(tries, behaviourOf(context.assumptions.backendsPreset, request))
  const facts = { count: { is: 'count', value: end.tries } } as const
  const because = [outcome.step]
  switch (end.kind) {
    case 'answered': {
      if (end.tries === 1 && end.status === 200) return outcome
      const step = makeStep(
        'flow.triesAnswered',
        { ...facts, status: { is: 'status', value: end.status } },
        { rule: 'GW-29', because },
      )
      return { ...outcome, verdict: { ...outcome.verdict, status: end.status }, step }
    }
    case 'timeout':
      return {
        ...outcome,
        verdict: { kind: 'failed', reason: 'timeout', status: 504 },
        step: makeStep(
          'flow.triesTimeout',
          { ...facts, limit: { is: 'name', value: end.limit } },
          { rule: 'GW-29', verdict: 'no', because },
        ),
      }
    case 'reset':
      return {
        ...outcome,
        verdict: { kind: 'failed', reason: 'reset', status: 503 },
        step: makeStep('flow.triesReset', facts, { rule: 'GW-29', verdict: 'no', because }),
      }
  }
}
