import {
  type BoundServer,
  certificatesOf,
  type GatewayHosts,
  type GatewayListener,
  type GatewayProxy,
  hostsOf,
  listenersOf,
  type MeshContext,
  originOfServer,
  readsHttp,
  serverFor,
  streamTable,
  tableOfHost,
} from '../apis/istio/index.ts'
import { fieldOf } from '../dataplane/index.ts'
import { parseAddress } from '../match/index.ts'
import { controllerEnd, podEnd } from '../policy/index.ts'
import { feature, makeStep, type Step } from '../report/index.ts'
import type { FailureReason, Outcome, Transport } from './answer.ts'
import { showCertificate } from './certificate.ts'
import { type FlowContext, finish, hopAt, type Journey, pass, unknownOutcome } from './context.ts'
import { arrivalOf, saidBy } from './destination-proxy.ts'
import type { Proxying } from './forward.ts'
import { imaginaryPods } from './imaginary-pods.ts'
import { inbound } from './inbound.ts'
import type { Leg } from './leg.ts'
import { meshContext } from './mesh-context.ts'
import { patchOf } from './proxy-patch.ts'
import { takeMeshStream, takeRoute } from './take-route.ts'
import type { ClientRequest } from './url.ts'

/** A request that comes to a gateway proxy on a container port. */
export interface AtGateway {
  readonly proxy: GatewayProxy
  readonly port: number
  readonly request: ClientRequest
  /** The leg that led here. */
  readonly leg: Leg
  readonly assumed: Step[]
}

const deepest = 8

/** Through a gateway: the listener of the port, TLS, the policies of the proxy itself, then the routes of the host [IS-42]. */
export function throughGateway(context: FlowContext, journey: Journey, at: AtGateway): Outcome[] {
  const mesh = meshContext(context)
  const { proxy, port, request, leg } = at
  if (leg.depth > deepest) return [unknownOutcome(journey, feature('condition'))]
  const listener = listenersOf(mesh, proxy).find(item => item.port === port)
  if (listener === undefined) return [refuse(journey, at, null, 'no listener', null, 'gateway.noListener')]
  const entered = enter(mesh, listener, at)
  if ('failed' in entered) return [refuse(journey, at, entered.bound, entered.failed, entered.status, entered.code)]
  const { bound, servers } = entered
  const place = fieldOf(originOfServer(bound))
  const { kind, namespace, name } = bound.gateway
  const chosen = makeStep(
    'gateway.server',
    {
      gateway: { is: 'resource', kind, namespace, name, doc: bound.gateway.doc },
      port: { is: 'port', value: bound.server.port.number },
      proxy: { is: 'name', value: `${proxy.namespace}/${proxy.name}` },
    },
    { rule: 'IS-42', at: place, because: droppedSteps(listener) },
  )
  const way = pass(journey, hopAt({ kind, namespace, name }, place), chosen)
  const patch = patchOf(context, {
    kind: 'gateway',
    namespace: proxy.namespace,
    labels: proxy.labels,
    pods: proxy.pods,
  })
  if (patch !== null) return [unknownOutcome(way, feature('proxyPatch', patch.name), { at: patch.at })]
  const isTls = listener.kind === 'tls'
  const readsIt = readsHttp(bound.server)
  const terminates = isTls && bound.server.tls !== null && bound.server.tls.mode !== 'PASSTHROUGH'
  // Certificates that are mounted as files are in no manifest.
  const certificates = terminates ? certificatesOf(mesh, proxy, bound) : []
  const shown = certificates.length > 0 ? showCertificate(way, certificates, request, 'Ingress', at.assumed) : way
  if ('verdict' in shown) return [shown]
  const isMutual = terminates && bound.server.tls?.mode === 'ISTIO_MUTUAL' && leg.transport === 'mtls'
  const spoken = isMutual ? 'mtls' : request.isTls ? 'tls' : 'plaintext'
  const met = meetPolicies(context, shown, at, spoken, readsIt && (terminates || !request.isTls))
  if (!('request' in met)) return met
  const proxying = proxyingOf(context, at, bound, met.request ?? request, met.claims)
  if (!readsIt) return takeMeshStream(proxying, met.way, streamTable(mesh, proxy, bound))
  return toHost(mesh, met.way, proxying, hostsOf(mesh, proxy, port, servers), bound)
}

type Entered =
  | { readonly bound: BoundServer; readonly servers: readonly BoundServer[] }
  | {
      readonly failed: FailureReason
      readonly status: number | null
      readonly code: string
      readonly bound: BoundServer | null
    }

/** The server that takes the connection: on a plain port all of them, under TLS the one with the server name. */
function enter(mesh: MeshContext, listener: GatewayListener, { proxy, request, leg }: AtGateway): Entered {
  const { servers, kind } = listener
  const first = servers[0]!
  const fail = (failed: FailureReason, code: string, bound: BoundServer | null = first): Entered => ({
    failed,
    status: null,
    code,
    bound,
  })
  const isStream = request.scheme === 'tcp' || request.scheme === 'tls'
  switch (kind) {
    case 'http':
      if (isStream || request.isTls || leg.transport === 'mtls') return fail('protocol', 'gateway.notHttp')
      return { bound: serverFor(servers, request.host) ?? first, servers }
    case 'tcp':
      // Without a route there is no filter chain, and without one no listener.
      return streamTable(mesh, proxy, first).size === 0
        ? fail('no listener', 'gateway.noListener')
        : { bound: first, servers: [first] }
    case 'tls': {
      // A proxy of the mesh may have put the request into TLS on its way here.
      const isMutual = leg.transport === 'mtls'
      if (!request.isTls && !isMutual && leg.transport !== 'tls') return fail('no filter chain', 'gateway.plainOnTls')
      const asked = request.isTls ? request.sni : (leg.sni ?? '')
      const sni = parseAddress(asked) === null ? asked : ''
      const bound = serverFor(servers, sni)
      if (bound === null) return fail('no filter chain', 'gateway.noSni', null)
      const mode = bound.server.tls?.mode ?? 'PASSTHROUGH'
      if (mode === 'MUTUAL' || (mode === 'ISTIO_MUTUAL' && !isMutual))
        return fail('tls', 'gateway.noClientCertificate', bound)
      return { bound, servers: [bound] }
    }
  }
}

function meetPolicies(
  context: FlowContext,
  way: Journey,
  { proxy, port, request, leg }: AtGateway,
  spoken: Transport,
  /** Whether the proxy reads requests: of plain HTTP, or of TLS that ends here. */
  reads: boolean,
): { readonly way: Journey; readonly request: ClientRequest | null; readonly claims: Proxying['claims'] } | Outcome[] {
  const pods = proxy.pods ?? imaginaryPods(proxy.namespace, proxy.name, proxy.labels)
  const result = inbound(
    context,
    arrivalOf(
      context,
      { ...leg, request, declared: 'undeclared', ...(!reads && { app: 'tcp' as const }) },
      { pods, kind: 'gateway', port, transport: spoken },
    ),
  )
  if (result.kind === 'ended') return [finish(way, result.verdict, result.step, saidBy(result))]
  return { way: pass(way, null, ...result.steps), request: result.request, claims: result.claims }
}

function proxyingOf(
  context: FlowContext,
  { proxy, port, leg }: AtGateway,
  { server }: BoundServer,
  request: ClientRequest,
  claims: Proxying['claims'],
): Proxying {
  const { namespace, labels, pods, name } = proxy
  return {
    context,
    request,
    listenerPort: server.port.number,
    source: pods === null ? controllerEnd(`gateway ${namespace}/${name}`) : podEnd(pods),
    protocol: 'TCP',
    mesh: {
      client: { kind: 'gateway', namespace, labels, pods },
      dialled: { name: request.dialled, port },
    },
    claims: claims ?? null,
    arrive: leg.arrive,
    depth: leg.depth,
  }
}

function toHost(
  mesh: MeshContext,
  journey: Journey,
  proxying: Proxying,
  hosts: GatewayHosts,
  bound: BoundServer,
): Outcome[] {
  const { request } = proxying
  const host = hosts.taking(request.host)
  const hostFact = { is: 'host', value: request.host } as const
  if (host === null) {
    const step = makeStep(
      'gateway.noHost',
      {
        host: hostFact,
        hosts: { is: 'list', items: hosts.all.slice(0, 6).map(({ pattern }) => ({ is: 'host', value: pattern })) },
      },
      { rule: 'IS-43', verdict: 'no', at: fieldOf(originOfServer(bound)) },
    )
    return [finish(journey, { kind: 'failed', reason: 'no route', status: 404 }, step)]
  }
  if (host.redirect !== null) {
    const place = [...(host.redirect.server.tls?.at ?? host.redirect.server.at), 'httpsRedirect']
    const step = makeStep(
      'gateway.httpsRedirect',
      { host: hostFact },
      { rule: 'IS-43', at: { doc: host.redirect.gateway.doc, path: place } },
    )
    const location = { scheme: 'https', host: request.host, port: 443, path: request.path, query: request.query }
    return [finish(journey, { kind: 'redirected', status: 301, location }, step)]
  }
  const step = makeStep(
    'gateway.host',
    { host: hostFact, pattern: { is: 'host', value: host.pattern } },
    { rule: 'IS-43' },
  )
  return takeRoute(proxying, pass(journey, null, step), tableOfHost(mesh, host))
}

function droppedSteps({ dropped }: GatewayListener): Step[] {
  return dropped.map(bound =>
    makeStep(
      'gateway.serverDropped',
      {
        gateway: {
          is: 'resource',
          kind: 'Gateway',
          namespace: bound.gateway.namespace,
          name: bound.gateway.name,
          doc: bound.gateway.doc,
        },
        port: { is: 'port', value: bound.server.port.number },
      },
      { rule: 'IS-42', verdict: 'no', at: fieldOf(originOfServer(bound)) },
    ),
  )
}

function refuse(
  journey: Journey,
  { proxy, port, request }: AtGateway,
  bound: BoundServer | null,
  reason: FailureReason,
  status: number | null,
  code: string,
): Outcome {
  const facts = {
    proxy: { is: 'name', value: `${proxy.namespace}/${proxy.name}` },
    port: { is: 'port', value: port },
    sni: { is: 'host', value: request.sni },
  } as const
  const at = bound === null ? null : fieldOf(originOfServer(bound))
  const way =
    bound === null
      ? journey
      : pass(
          journey,
          hopAt({ kind: 'Gateway', namespace: bound.gateway.namespace, name: bound.gateway.name }, at, 'failed'),
        )
  return finish(way, { kind: 'failed', reason, status }, makeStep(code, facts, { rule: 'IS-42', verdict: 'no', at }))
}
