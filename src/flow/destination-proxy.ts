import { identityOf, meshOf, proxyOf } from '../apis/istio/index.ts'
import type { EndpointGroup } from '../cluster/index.ts'
import { makeStep, type Step } from '../report/index.ts'
import type { Outcome, Transport } from './answer.ts'
import { deafApplication } from './application.ts'
import { type FlowContext, finish, hopAt, type Journey, pass } from './context.ts'
import { nameOfEndpoints } from './endpoint-name.ts'
import { type Arrival, type InboundResult, inbound, inboundMode } from './inbound.ts'
import type { Carried, Leg } from './leg.ts'
import type { ClientRequest } from './url.ts'

/** A connection that is let through; `request` as the proxy leaves it, null where it leaves it alone. */
export interface Met {
  readonly steps: readonly Step[]
  readonly transport: Transport
  readonly request: ClientRequest | null
}

/**
 * What the proxy before endpoints makes of a connection: it lets it pass, ends it, or (a gateway) sends it on. Endpoints without a proxy
 * take what comes.
 */
export function meetProxy(
  context: FlowContext,
  journey: Journey,
  group: EndpointGroup,
  leg: Leg,
  share: number,
  carried: Carried,
): Met | Outcome[] {
  const { cluster, assumptions } = context
  const { pods } = group
  const proxy = pods === null ? null : proxyOf(cluster, assumptions, pods)
  const arrival = pods === null || proxy === null || proxy.kind === 'none' ? null : { pods, kind: proxy.kind }
  const transport = transportOf(context, leg, group, arrival?.kind === 'sidecar')
  if (arrival === null) {
    if (transport !== 'mtls') return { steps: [], transport, request: null }
    const name = nameOfEndpoints(group)
    const at = pods === null ? null : { doc: pods.resource.doc, path: pods.spec.at }
    const step = makeStep(
      'mesh.noProxyForTls',
      { pod: { is: 'name', value: name.namespace === '' ? name.name : `${name.namespace}/${name.name}` } },
      { rule: 'IS-3', verdict: 'no', at, because: proxy === null ? [] : [proxy.step] },
    )
    const verdict = { kind: 'failed', reason: 'tls', status: leg.app === 'tcp' ? null : 503 } as const
    return [finish(pass(journey, hopAt(name, at, 'failed')), verdict, step, { share, ...carried, transport })]
  }
  if (arrival.kind === 'gateway') {
    const sent = leg.arrive(journey, group, { ...leg, transport }, share, carried)
    if (sent !== null) return sent
  }
  const arrived = arrivalOf(context, leg, { ...arrival, port: group.port ?? 0, transport })
  const asked = inbound(context, arrived)
  // Bytes that the proxy hands on unread are the application's to read, and mutual TLS is the proxies' own.
  const isLost =
    asked.kind === 'passed' &&
    leg.stated === undefined &&
    transport === 'mtls' &&
    inboundMode(context, arrival.pods, arrived.port) === 'DISABLE'
  const result: InboundResult =
    isLost && arrival.kind === 'sidecar'
      ? {
          kind: 'ended',
          verdict: { kind: 'failed', reason: 'tls', status: null },
          step: makeStep('peer.nobodyEndsTls', {}, { rule: 'IA-3', verdict: 'no', because: asked.steps }),
        }
      : asked
  if (result.kind === 'passed') {
    const request = result.request === leg.request ? null : result.request
    const deaf = deafApplication(context, arrival.pods, group.port ?? 0)
    if (deaf === null) return { steps: [proxy!.step, ...result.steps], transport, request }
    const way = pass(journey, hopAt(nameOfEndpoints(group), deaf.at, 'failed'), proxy!.step, ...result.steps)
    const status = leg.app === 'tcp' ? null : 503
    return [
      finish(way, { kind: 'failed', reason: 'connection refused', status }, deaf, { share, ...carried, transport }),
    ]
  }
  // A client's own proxy tells the application of a broken connection with 503.
  const { verdict } = result
  const isToldByProxy = leg.inMesh && leg.app !== 'tcp' && verdict.kind === 'failed' && verdict.status === null
  const at = result.step.at ?? { doc: arrival.pods.resource.doc, path: [] }
  const word = verdict.kind === 'unknown' ? 'unknown' : verdict.kind === 'refused' ? 'refused' : 'failed'
  const way = pass(journey, hopAt(nameOfEndpoints(group), at, word), proxy!.step)
  return [
    finish(way, isToldByProxy ? { ...verdict, status: 503 } : verdict, result.step, {
      share,
      ...carried,
      transport,
      ...saidBy(result),
    }),
  ]
}

/** What the proxy itself answers with. */
export function saidBy({ verdict, step }: Extract<InboundResult, { kind: 'ended' }>): Pick<Carried, 'response'> {
  const isAccess = verdict.kind === 'refused' && verdict.status === 403 && step.code.startsWith('authz.')
  return isAccess ? { response: { headers: {}, absent: [], body: 'RBAC: access denied' } } : {}
}

/** The connection as the destination's proxy sees it; who the client is counts only under mutual TLS. */
export function arrivalOf(
  { cluster, assumptions }: FlowContext,
  leg: Leg,
  at: {
    readonly pods: Arrival['pods']
    readonly kind: Arrival['proxy']
    readonly port: number
    readonly transport: Transport
    readonly gateway?: Arrival['gateway']
  },
): Arrival {
  const { pods } = leg.source
  const isProved = at.transport === 'mtls' && pods !== null
  return {
    pods: at.pods,
    proxy: at.kind,
    gateway: at.gateway ?? null,
    port: at.port,
    declared: leg.declared,
    transport: at.transport,
    app: leg.app,
    serverFirst: leg.serverFirst,
    stated: leg.stated ?? null,
    client: {
      principal: isProved ? identityOf(meshOf(cluster, assumptions).trustDomain, pods) : null,
      pods,
      address: pods === null ? leg.source.text : (pods.ips[0] ?? null),
    },
    request: leg.app === 'tcp' ? null : leg.request,
  }
}

/** Mutual TLS where both ends have a proxy, and the destination takes it [IS-3]. */
function transportOf(context: FlowContext, leg: Leg, { pods, port }: EndpointGroup, hasSidecar: boolean): Transport {
  if (leg.transport !== 'auto') return leg.transport
  if (!leg.inMesh || !hasSidecar || pods === null) return leg.inner
  return inboundMode(context, pods, port ?? 0) === 'DISABLE' ? leg.inner : 'mtls'
}
