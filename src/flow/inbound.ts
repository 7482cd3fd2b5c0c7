import type { PortProtocol } from '../apis/istio/index.ts'
import type { PodGroup } from '../cluster/index.ts'
import type { ClaimMap } from '../dataplane/index.ts'
import type { Step } from '../report/index.ts'
import type { Transport, Verdict } from './answer.ts'
import type { FlowContext } from './context.ts'
import type { ClientRequest } from './url.ts'

/** A connection, and the request on it, as it arrives at a workload that has a proxy of the mesh. */
export interface Arrival {
  readonly pods: PodGroup
  readonly proxy: 'sidecar' | 'gateway'
  /** Container port. */
  readonly port: number
  /** What the Service's port, or a Sidecar's listener, says is spoken there; `undeclared` where neither knows the port. */
  readonly declared: PortProtocol | 'undeclared'
  readonly transport: Transport
  /** What is spoken inside the transport. */
  readonly app: 'http' | 'http2' | 'tcp'
  readonly serverFirst: boolean
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
 * The inbound side of a workload's proxy: transport, tokens, authorisation, in that order. The one place where policies of the mesh are
 * asked; sidecars and gateways come here alike.
 */
export function inbound(_context: FlowContext, { request }: Arrival): InboundResult {
  return { kind: 'passed', steps: [], request, claims: null }
}

/** What a workload's proxy takes on a container port: auto-mTLS of clients asks it. */
export function inboundMode(
  _context: FlowContext,
  _pods: PodGroup,
  _port: number,
): 'DISABLE' | 'PERMISSIVE' | 'STRICT' {
  return 'PERMISSIVE'
}
