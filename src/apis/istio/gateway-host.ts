import { matchSuffix } from '../../match/index.ts'
import type { IstioGatewayResource, IstioServer, VirtualServiceResource } from '../../model/index.ts'

/** A server of a Gateway on the listener that it was merged into. */
export interface BoundServer {
  readonly gateway: IstioGatewayResource
  readonly server: IstioServer
}

/** What a plain listener or a TLS server answers for one host pattern. */
export interface GatewayHost {
  readonly pattern: string
  /** Everything is sent to https. */
  readonly redirect: BoundServer | null
  readonly bound: BoundServer
  readonly routes: readonly BoundRoute[]
}

/** A VirtualService for one Gateway, or the paths that Ingresses have for a host. */
export type BoundRoute =
  | { readonly doc: VirtualServiceResource['doc']; readonly gateway: string }
  | { readonly ingressHost: string }

/** The host patterns of a plain listener, or of one TLS server. */
export class GatewayHosts {
  /** In the order they were found; no pattern twice. */
  readonly all: readonly GatewayHost[]
  private readonly byPattern: ReadonlyMap<string, GatewayHost>
  /** The longest first. */
  private readonly wildcards: readonly GatewayHost[]

  constructor(all: readonly GatewayHost[]) {
    this.all = all
    this.byPattern = new Map(all.map(host => [host.pattern, host]))
    this.wildcards = all
      .filter(({ pattern }) => pattern.startsWith('*'))
      .sort((a, b) => b.pattern.length - a.pattern.length)
  }

  /** The pattern that takes a host: exact, else the longest wildcard; no wider one is tried when it has no route [IS-43]. */
  taking(host: string): GatewayHost | null {
    return this.byPattern.get(host) ?? this.wildcards.find(({ pattern }) => matchSuffix(pattern, host)) ?? null
  }
}
