import type { ConnectionEnd } from './end.ts'
import type { PacketPort } from './peer.ts'

/** A direction is one end's own: egress the source's, ingress the destination's. */
export type Direction = 'ingress' | 'egress'

export interface Connection {
  readonly source: ConnectionEnd
  readonly destination: ConnectionEnd
  readonly packet: PacketPort
}
