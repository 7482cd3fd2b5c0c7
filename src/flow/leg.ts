import type { PortProtocol } from '../apis/istio/index.ts'
import type { EndpointGroup } from '../cluster/index.ts'
import type { ConnectionEnd } from '../policy/index.ts'
import type { Outcome, Transport } from './answer.ts'
import type { Journey } from './context.ts'
import type { ClientRequest } from './url.ts'

/** What an outcome carries beside its verdict. */
export type Carried = Partial<
  Pick<
    Outcome,
    'backend' | 'upstream' | 'response' | 'mirrors' | 'transport' | 'protocol' | 'fault' | 'tries' | 'route'
  >
>

/** One leg of the way: what leaves a client, or a proxy, for an endpoint. */
export interface Leg {
  /** Who dials, as a peer of policies. */
  readonly source: ConnectionEnd
  /** The request as it leaves, or the connection stated as one; null where nothing is known but an address. */
  readonly request: ClientRequest | null
  /** `auto`: mutual TLS wherever both ends have a proxy of the mesh and the destination takes it. */
  readonly transport: Transport | 'auto'
  /** What the client itself speaks, beneath any mutual TLS. */
  readonly inner: 'plaintext' | 'tls'
  /** What the dialled Service port declares. */
  readonly declared: PortProtocol | 'undeclared'
  readonly app: 'http' | 'http2' | 'tcp'
  readonly serverFirst: boolean
  /** The connection as it was stated, not as a client of the mesh makes it: what is on the wire is known. */
  readonly stated?: { readonly tls: 'SIMPLE' | 'MUTUAL' | null }
  /** Whether the client has a proxy of the mesh, which proves who it is. */
  readonly inMesh: boolean
  /** Server name of TLS that a proxy begins; null where none does, or it names none. */
  readonly sni?: string | null
  /** Port to dial at an address that is left as it is, where it is not the client's. */
  readonly originalPort?: number
  /** Proxies that were passed; a way that comes back to itself ends. */
  readonly depth: number
  /** What opens the next hop at pods that are a gateway; null for pods that are not. */
  readonly arrive: Arrive
}

export type Arrive = (
  journey: Journey,
  group: EndpointGroup,
  leg: Leg,
  share: number,
  carried: Carried,
) => Outcome[] | null

export const arriveNowhere: Arrive = () => null

/** A leg of a client that no mesh knows: plain text, or what the client itself encrypts. */
export function plainLeg(
  source: ConnectionEnd,
  request: ClientRequest | null,
  arrive: Arrive = arriveNowhere,
  depth = 0,
): Leg {
  return {
    source,
    request,
    transport: request?.isTls === true ? 'tls' : 'plaintext',
    inner: request?.isTls === true ? 'tls' : 'plaintext',
    declared: 'undeclared',
    app:
      request === null || request.scheme === 'tcp' || request.scheme === 'tls'
        ? 'tcp'
        : request.version === 'HTTP/2'
          ? 'http2'
          : 'http',
    serverFirst: request?.serverFirst ?? false,
    inMesh: false,
    depth,
    arrive,
  }
}
