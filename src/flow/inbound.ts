import {
  type Attributes,
  authorize,
  meshOf,
  normalisePath,
  type PortProtocol,
  policiesFor,
  type ServedMode,
  servedMode,
  type TransportFault,
  transportFault,
  type Verified,
  verifyTokens,
} from '../apis/istio/index.ts'
import type { PodGroup } from '../cluster/index.ts'
import type { ClaimMap } from '../dataplane/index.ts'
import type { PathNormalization } from '../model/index.ts'
import { makeStep, type Step } from '../report/index.ts'
import type { ResourceName, Transport, Verdict } from './answer.ts'
import type { FlowContext } from './context.ts'
import type { Leg } from './leg.ts'
import type { ClientRequest } from './url.ts'

/** A connection, and the request on it, as it arrives at a workload that has a proxy of the mesh. */
export interface Arrival {
  readonly pods: PodGroup
  readonly proxy: 'sidecar' | 'gateway'
  /** The Gateway of Gateway API that the proxy runs; null for every other proxy. */
  readonly gateway: { readonly namespace: string; readonly name: string } | null
  /** Container port. */
  readonly port: number
  /** What the Service's port, or a Sidecar's listener, says is spoken there; `undeclared` where neither knows the port. */
  readonly declared: PortProtocol | 'undeclared'
  readonly transport: Transport
  /** What is spoken inside the transport. */
  readonly app: 'http' | 'http2' | 'tcp'
  readonly serverFirst: boolean
  /** What is on the wire is known, byte by byte; with the TLS that the sidecar itself ends. */
  readonly stated: Leg['stated'] | null
  readonly client: ClientIdentity
  /** Null below HTTP. */
  readonly request: ClientRequest | null
}

/** Who the peer is, as the proxy of the destination can tell. */
export interface ClientIdentity {
  /** `trustDomain/ns/namespace/sa/account`; null unless it is proved by mutual TLS. */
  readonly principal: string | null
  readonly pods: PodGroup | null
  /** Address of the peer; null where the manifests do not say it. */
  readonly address: string | null
}

export type InboundResult =
  /** `request` as the proxy leaves it (normalised, headers made of claims); `claims` of tokens that were verified. */
  | {
      readonly kind: 'passed'
      readonly steps: readonly Step[]
      readonly request: ClientRequest | null
      readonly claims: ClaimMap | null
    }
  /** The verdict's own step, with its reasons beneath. */
  | { readonly kind: 'ended'; readonly verdict: Verdict; readonly step: Step }

/**
 * The inbound side of a workload's proxy: transport, path, tokens, authorisation, in that order. The one place where policies of the mesh
 * are asked; sidecars and gateways come here alike.
 */
export function inbound(context: FlowContext, arrival: Arrival): InboundResult {
  const { cluster, assumptions } = context
  const mesh = meshOf(cluster, assumptions)
  const steps: Step[] = []
  // The servers of a gateway say themselves how TLS is spoken.
  if (arrival.proxy === 'sidecar') {
    const served = servedMode(cluster, mesh.rootNamespace, arrival.pods, arrival.port)
    const own = served.mode === 'DISABLE' ? (arrival.stated?.tls ?? null) : null
    const fault =
      own === null
        ? transportFault(served.mode, arrival.transport, {
            isHttp: isHttpPort(arrival.declared),
            serverFirst: arrival.serverFirst,
          })
        : arrival.transport === (own === 'SIMPLE' ? 'tls' : 'mtls')
          ? null
          : 'listenerTls'
    if (fault !== null) return endTransport(fault, arrival, served.step)
    // Bytes of something else on a port for HTTP.
    if (arrival.stated != null && isHttpPort(arrival.declared) && arrival.app === 'tcp')
      return endTransport('notUnderstood', arrival, served.step)
    if (served.step.at !== null) steps.push(served.step)
  }
  // Inside TLS that does not end at the proxy, and on ports for plain streams, it reads no requests.
  const isOpen = arrival.proxy === 'gateway' || arrival.transport !== 'tls'
  const seen = arrival.request !== null && isOpen && readsRequests(arrival.declared) ? arrival.request : null
  const request = seen === null ? null : normalised(seen, mesh.pathNormalization, steps)
  const workload = { pods: arrival.pods, gateway: gatewayOf(arrival) }
  const verified =
    request === null
      ? null
      : verifyTokens(
          cluster,
          policiesFor(cluster, 'requestauthentication', workload, mesh.rootNamespace),
          isPreflight(request) ? [] : request.tokens,
          assumptions.nowMs,
        )
  if (verified?.kind === 'refused') return refuse(verified.step, verified.status, verified.step)
  if (verified?.kind === 'unknown')
    return { kind: 'ended', verdict: { kind: 'unknown', feature: verified.feature }, step: verified.step }
  if (verified !== null) steps.push(...verified.steps)
  const claims = verified?.claims ?? null
  const authorized = authorize(
    policiesFor(cluster, 'authorizationpolicy', workload, mesh.rootNamespace),
    attributesOf(context, arrival, request, claims),
    [mesh.trustDomain, ...mesh.trustDomainAliases],
  )
  switch (authorized.kind) {
    case 'denied':
      return refuse(
        { ...authorized.step, because: [...steps, ...authorized.step.because] },
        403,
        authorized.step,
        request,
      )
    case 'unknown':
      return { kind: 'ended', verdict: { kind: 'unknown', feature: authorized.feature }, step: authorized.step }
    case 'allowed':
      return {
        kind: 'passed',
        steps: [...steps, ...authorized.steps],
        request: request === null || verified === null ? arrival.request : withClaims(request, verified),
        claims,
      }
  }
}

/** What a workload's proxy takes on a container port: auto-mTLS of clients asks it. */
export function inboundMode({ cluster, assumptions }: FlowContext, pods: PodGroup, port: number): ServedMode {
  return servedMode(cluster, meshOf(cluster, assumptions).rootNamespace, pods, port).mode
}

const isHttpPort = (declared: Arrival['declared']): boolean =>
  declared === 'http' || declared === 'http2' || declared === 'grpc'

const readsRequests = (declared: Arrival['declared']): boolean =>
  isHttpPort(declared) || declared === 'auto' || declared === 'undeclared'

const spokenWords = { plaintext: 'plain text', tls: 'TLS', mtls: 'mutual TLS' } as const

function endTransport(
  fault: TransportFault | 'listenerTls',
  { transport, pods }: Arrival,
  because: Step,
): InboundResult {
  const step = makeStep(
    `peer.${fault}`,
    { spoken: { is: 'text', value: spokenWords[transport] } },
    {
      rule: fault === 'needsMutual' ? 'IA-2' : fault === 'listenerTls' ? 'IS-48' : 'IA-3',
      verdict: 'no',
      at: because.at ?? { doc: pods.resource.doc, path: [] },
      because: [because],
    },
  )
  const reason =
    fault === 'needsMutual' || fault === 'listenerTls' ? 'reset' : fault === 'notUnderstood' ? 'protocol' : 'timeout'
  return { kind: 'ended', verdict: { kind: 'failed', reason, status: null }, step }
}

/** A policy that says no; an HTTP client reads a status, another sees its connection closed. */
function refuse(step: Step, status: number, by: Step, request: ClientRequest | null = null): InboundResult {
  const { policy } = by.facts
  const name: ResourceName =
    policy?.is === 'resource'
      ? { kind: policy.kind, namespace: policy.namespace, name: policy.name }
      : { kind: '', namespace: '', name: '' }
  const isHttp = request !== null || status === 401 || by.code.startsWith('jwt.')
  const verdict: Verdict = { kind: 'refused', direction: 'ingress', by: [name], ...(isHttp && { status }) }
  return { kind: 'ended', verdict, step }
}

function normalised(request: ClientRequest, how: PathNormalization, steps: Step[]): ClientRequest {
  const path = normalisePath(request.path, how)
  if (path === request.path) return request
  steps.push(
    makeStep(
      'path.normalised',
      { from: { is: 'path', value: request.path }, to: { is: 'path', value: path } },
      { rule: 'IA-8' },
    ),
  )
  return { ...request, path }
}

/** A CORS preflight carries no token, and is not asked for one. */
function isPreflight({ method, headers }: ClientRequest): boolean {
  return method === 'OPTIONS' && headers.has('origin') && headers.has('access-control-request-method')
}

/** The Gateway of Gateway API that pods were made for. */
function gatewayOf({ proxy, pods }: Arrival): { readonly namespace: string; readonly name: string } | null {
  const name = pods.labels.get('gateway.networking.k8s.io/gateway-name')
  return proxy === 'gateway' && name !== undefined ? { namespace: pods.namespace, name } : null
}

function attributesOf(
  { assumptions }: FlowContext,
  { pods, proxy, port, client, transport, request: arrived }: Arrival,
  request: ClientRequest | null,
  claims: ClaimMap | null,
): Attributes {
  const [trustDomain, , namespace, , account] = client.principal?.split('/') ?? []
  const source = client.address ?? undefined
  const forwarded = request?.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim()
  return {
    peer:
      trustDomain === undefined || namespace === undefined || account === undefined
        ? null
        : { trustDomain, namespace, account },
    sourceAddress: source,
    // A sidecar believes the gateway before it; a gateway sees the client itself.
    remoteAddress: proxy === 'sidecar' ? (forwarded ?? source) : source,
    destinationAddress: assumptions.pods.get(`${pods.namespace}/${pods.name}`)?.ip ?? pods.ips[0],
    port,
    sni: transport === 'mtls' ? meshServerName(arrived) : transport === 'tls' ? arrived?.sni : null,
    http:
      request === null
        ? null
        : {
            method: request.method,
            path: request.path,
            authority: request.authority,
            headers: request.headers,
            claims,
          },
  }
}

/** The server name that sidecars ask each other for; unknown where the client dialled something else than a Service's full name. */
function meshServerName(request: ClientRequest | null): string | undefined {
  return request?.dialled.endsWith('.svc.cluster.local') === true
    ? `outbound_.${request.port}_._.${request.dialled}`
    : undefined
}

/** Tokens that are not passed on, and headers made of their claims. */
function withClaims(request: ClientRequest, { drop, set }: Extract<Verified, { kind: 'passed' }>): ClientRequest {
  if (drop.length === 0 && set.size === 0) return request
  const headers = new Map(request.headers)
  for (const name of drop) headers.delete(name)
  for (const [name, value] of set) headers.set(name, value)
  return { ...request, headers }
}
