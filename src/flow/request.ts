import type { ClaimMap } from '../dataplane/index.ts'
import type { Transport } from './answer.ts'

/** One request or connection to follow, as a person or a traffic test states it. */
export interface TrafficRequest {
  readonly from: TrafficSource
  /** The entry, when it is pinned; else every entry that could take it is considered. */
  readonly to: TrafficEntry | null
  readonly http: HttpRequest | null
  /** For a bare connection; null for an HTTP request. */
  readonly connection: ConnectionRequest | null
}

export type TrafficSource =
  | { readonly kind: 'external'; readonly ip: string | null }
  | { readonly kind: 'pod'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'labels'; readonly namespace: string; readonly labels: Readonly<Record<string, string>> }

/** `section`: a listener's name. */
export interface TrafficEntry {
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly section: string | null
}

export interface HttpRequest {
  readonly method: string
  /** Scheme, host, port that the client dials, path, query. */
  readonly url: string
  /** In the order sent; names as typed. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** For TLS, when it differs from the host. */
  readonly sni: string | null
  /** Name or IP that is dialled, when it differs from the url's host. */
  readonly address?: string | null
  /** `namespace/name` of the Secret whose certificate the client shows. */
  readonly clientCertificate?: string | null
  readonly version?: 'HTTP/1.1' | 'HTTP/2'
  /** The path byte for byte, where it would not survive in a url. */
  readonly rawPath?: string | null
  /** Below HTTP: the server speaks before the client does. */
  readonly serverFirst?: boolean
  /** Signed tokens that are sent along. */
  readonly tokens?: readonly Token[]
}

/** A signed token, as far as it matters: where it is sent and what it says. */
export interface Token {
  readonly in: 'header' | 'query' | 'cookie'
  /** Header in lower case, or parameter. */
  readonly name: string
  readonly prefix: string
  /** Null for a token that is no valid JWT, or is signed by somebody else. */
  readonly claims: ClaimMap | null
}

export interface ConnectionRequest {
  readonly to: ConnectionTarget
  /** A number, or the name of a port of the target. */
  readonly port: number | string
  readonly protocol: 'TCP' | 'UDP' | 'SCTP'
  /** What is on the wire; without it nothing is known but the address. */
  readonly speaks?: { readonly transport: Transport; readonly app: 'http' | 'http2' | 'tcp' }
}

export type ConnectionTarget =
  | { readonly kind: 'pod'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'service'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'ip'; readonly ip: string }
