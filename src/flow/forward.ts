import { declaredOf, type MeshClient } from '../apis/istio/index.ts'
import type {
  Action,
  BackendTarget,
  ClaimMap,
  Filter,
  Origin,
  Redirect,
  Route,
  Tries,
  WeightedBackend,
} from '../dataplane/index.ts'
import { normaliseHost } from '../match/index.ts'
import { serviceOfHost } from '../model/index.ts'
import type { ConnectionEnd } from '../policy/index.ts'
import { feature, makeStep, type Step } from '../report/index.ts'
import type { BackendChosen, Outcome } from './answer.ts'
import { applyFilters, type Filtered, locate, startFiltering } from './apply-filters.ts'
import { backendOf, type FlowContext, finish, hopAt, type Journey, pass, unknownOutcome } from './context.ts'
import { abortStatus, faultIn, faultParts } from './fault.ts'
import { type Arrive, arriveNowhere, type Carried, type Leg } from './leg.ts'
import { type HostTarget, type MeshForwarding, mirrorAt, toMeshHost } from './mesh-destination.ts'
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
  /** The proxy as the mesh sees it, and what was dialled; absent for one that is of no mesh. */
  readonly mesh?: {
    readonly client: MeshClient
    readonly dialled: { readonly name: string; readonly port: number }
  }
  /** Bytes pass through it: no request is read. */
  readonly isStream?: boolean
  /** Claims of tokens that it verified. */
  readonly claims?: ClaimMap | null
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
    case 'respond': {
      const { status, body, origin, rule } = action
      const { response } = applyFilters(startFiltering(proxying.request), route.filters, proxying.request)
      const step = makeStep(
        'flow.responded',
        { status: { is: 'status', value: status } },
        { rule, at: { doc: origin.doc, path: origin.path } },
      )
      return [
        finish(way, { kind: 'answered', status }, step, { response: { ...response, body }, route: route.name ?? '' }),
      ]
    }
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
function forward(
  proxying: Proxying,
  before: Journey,
  route: Route,
  { backends, tries, session }: Forwarding,
): Outcome[] {
  const at = { doc: route.origin.doc, path: route.origin.path }
  const journey = session == null ? before : pass(before, null, sessionStep(session))
  const filtered = applyFilters(
    startFiltering(proxying.request, proxying.context.assumptions.backendsPreset),
    route.filters,
    proxying.request,
  )
  if (filtered.unknown !== null) return [unknownOutcome(journey, filtered.unknown, { at })]
  if (filtered.preflight !== null) {
    const cors = route.filters.find(filter => filter.kind === 'cors')
    const status = cors?.kind === 'cors' ? cors.cors.preflightStatus : 204
    const step = makeStep(
      'flow.preflight',
      { status: { is: 'status', value: status } },
      { rule: cors?.rule ?? 'GW-28', at },
    )
    return [finish(journey, { kind: 'answered', status }, step, { response: filtered.response })]
  }
  const injected = faultIn(route.filters)
  const marks = { fault: injected?.fault ?? null, tries, route: route.name ?? '' }
  const send = (way: Journey, part: number): Outcome[] =>
    split(proxying, way, route, { backends, tries }, filtered, part)
  if (injected === null) return send(journey, 1).map(outcome => ({ ...outcome, ...marks }))
  return faultParts(injected).flatMap(({ share, delayMs, aborts, steps }) => {
    const way = pass(journey, null, ...steps.filter(step => !aborts || step.code !== 'fault.abort'))
    if (!aborts) return send(way, share).map(outcome => ({ ...outcome, ...marks, delayMs }))
    const isGrpc = proxying.request.headers.get('content-type')?.startsWith('application/grpc') === true
    const seen = abortStatus(injected.fault.abort!, isGrpc)
    return [{ ...finish(way, { kind: 'answered', ...seen }, steps[steps.length - 1]!, { share }), ...marks, delayMs }]
  })
}

function sessionStep({ by, origin, rule }: NonNullable<Forwarding['session']>): Step {
  return makeStep(
    'route.session',
    { by: { is: 'name', value: by } },
    { rule, at: { doc: origin.doc, path: origin.path } },
  )
}

/** Destinations by weight. */
function split(
  proxying: Proxying,
  journey: Journey,
  route: Route,
  { backends, tries }: Pick<Forwarding, 'backends' | 'tries'>,
  filtered: Filtered,
  part: number,
): Outcome[] {
  const at = { doc: route.origin.doc, path: route.origin.path }
  const total = backends.reduce((sum, backend) => sum + backend.weight, 0)
  if (total === 0) {
    const step = makeStep('backend.allZero', {}, { rule: 'GW-18', verdict: 'no', at })
    return [finish(journey, { kind: 'failed', reason: 'no backend', status: 500 }, step, { share: part })]
  }
  return backends
    .filter(backend => backend.weight > 0)
    .flatMap(backend => toBackend(proxying, journey, route, backend, (part * backend.weight) / total, filtered))
    .map(outcome => withTries(proxying, outcome, tries, backends))
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
  let way = pass(journey, null, chosenStep(target, share, at))
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
  const mirrors = mirrorsOf(proxying, [...route.filters, ...backend.filters])
  const carried: Carried = { upstream: filtered.upstream, response: filtered.response, mirrors }
  const host = hostOf(proxying, target)
  if (host !== null && proxying.mesh !== undefined)
    return toMeshHost(forwardingOf(proxying, carried), way, host, share, carried)
  if (target.kind === 'host') return [unknownOutcome(way, feature('backendKind', 'Hostname'), { share, at })]
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
  if (target.tls !== null && target.tls.assumed !== null) {
    const authority = { is: 'name' as const, value: target.tls.assumed }
    const by = { doc: target.tls.origin.doc, path: target.tls.origin.path }
    way = pass(
      way,
      null,
      makeStep('assume.authorityExists', { authority }, { rule: 'GW-44', verdict: 'assumed', at: by }),
    )
  }
  const upstream = target.tls === null ? filtered.upstream : { ...filtered.upstream, tls: target.tls }
  return toService(proxying, way, target, share, { ...carried, upstream }, at)
}

function chosenStep(target: BackendTarget, share: number, at: Step['at']): Step {
  const facts = { share: { is: 'percent', value: share * 100 }, backend: nameOf(target) } as const
  if (target.kind !== 'host') return makeStep('backend.chosen', facts, { rule: 'GW-18', at })
  if (target.subset === null) return makeStep('backend.chosen', facts, { rule: 'IS-19', at })
  const subset = { is: 'name', value: target.subset } as const
  return makeStep('backend.chosenSubset', { ...facts, subset }, { rule: 'IS-19', at })
}

function nameOf(target: BackendTarget): {
  readonly is: 'resource'
  readonly kind: string
  readonly namespace: string
  readonly name: string
} {
  if (target.kind === 'host') {
    const named = serviceOfHost(target.host, '')
    return named === null || named.namespace === ''
      ? { is: 'resource', kind: 'Host', namespace: '', name: target.host }
      : { is: 'resource', kind: 'Service', ...named }
  }
  const isNamed = target.kind !== 'unknown'
  return {
    is: 'resource',
    kind: 'Service',
    namespace: isNamed ? target.namespace : '',
    name: isNamed ? target.name : target.feature,
  }
}

/** A Service of the cluster is a host of the mesh to a proxy of the mesh, unless the route itself begins TLS. */
function hostOf({ mesh }: Proxying, target: BackendTarget): HostTarget | null {
  if (target.kind === 'host') return target
  if (mesh === undefined || target.kind !== 'service' || target.tls !== null || typeof target.port === 'string')
    return null
  const host = `${target.name}.${target.namespace}.svc.cluster.local`
  return { kind: 'host', host, port: target.port, subset: null, status: 500 }
}

function forwardingOf(proxying: Proxying, carried: Carried): MeshForwarding {
  const { context, listenerPort, mesh } = proxying
  return {
    context,
    client: mesh!.client,
    listenerPort,
    leg: legOf(proxying, carried, false, 'undeclared'),
    dialled: mesh!.dialled,
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
    transport: isTls ? 'tls' : proxying.mesh === undefined ? 'plaintext' : 'auto',
    // A proxy that reads the request has taken the client's TLS off.
    inner: proxying.isStream === true && request.isTls ? 'tls' : 'plaintext',
    declared,
    app: proxying.isStream === true ? 'tcp' : request.version === 'HTTP/2' ? 'http2' : 'http',
    serverFirst: request.serverFirst,
    inMesh: proxying.mesh !== undefined,
    depth: (proxying.depth ?? 0) + 1,
    arrive: proxying.arrive ?? arriveNowhere,
  }
}

/** Copies of the request; what becomes of them is nobody's business. */
function mirrorsOf({ context, mesh, listenerPort }: Proxying, filters: readonly Filter[]): BackendChosen[] {
  return filters.flatMap((filter): BackendChosen[] => {
    if (filter.kind !== 'mirror') return []
    const { target, percent } = filter
    if (target.kind === 'host') {
      if (mesh === undefined) return []
      return [{ ...mirrorAt(context, mesh.client, listenerPort, target), percent }]
    }
    if (target.kind !== 'service') return []
    const port = typeof target.port === 'number' ? target.port : null
    return [{ ...backendOf('Service', target.namespace, target.name, port), percent }]
  })
}

/** What the application's behaviour and the route's limits make of a delivered request [GW-29]. */
function withTries(
  { context, request }: Proxying,
  outcome: Outcome,
  tries: Tries | null,
  backends: readonly WeightedBackend[],
): Outcome {
  if (outcome.verdict.kind !== 'delivered') return outcome
  const end = runTries(tries, behaviourOf(context.assumptions.backendsPreset, request))
  const facts = { count: { is: 'count', value: end.tries } } as const
  const rule = backends.some(({ target }) => target.kind === 'host') ? 'IS-26' : 'GW-29'
  const because = [outcome.step]
  switch (end.kind) {
    case 'answered': {
      if (end.tries === 1 && end.status === 200) return outcome
      const step = makeStep(
        'flow.triesAnswered',
        { ...facts, status: { is: 'status', value: end.status } },
        { rule, because },
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
          { rule, verdict: 'no', because },
        ),
      }
    case 'reset':
      return {
        ...outcome,
        verdict: { kind: 'failed', reason: 'reset', status: 503 },
        step: makeStep('flow.triesReset', facts, { rule, verdict: 'no', because }),
      }
  }
}
