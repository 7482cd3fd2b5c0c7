import type { Path } from '../text/index.ts'
import type { RetrySettings } from './istio/mesh-settings.ts'
import type { Meta } from './resource.ts'

/** A value with its place in the document. */
export interface Placed<T> {
  readonly value: T
  readonly at: Path
}

/** StringMatch: `present` for `{}`, null and regex `*`. */
export type IstioMatch = { readonly at: Path } & (
  | { readonly how: 'exact' | 'prefix' | 'regex'; readonly value: string }
  | { readonly how: 'present' }
)

export interface IstioServer {
  readonly port: { readonly number: number; readonly name: string; readonly protocol: string }
  /** `namespace` limits whose VirtualServices may bind: `*` for everybody's. */
  readonly hosts: readonly { readonly namespace: string; readonly host: string; readonly at: Path }[]
  readonly tls: {
    readonly httpsRedirect: boolean
    readonly mode: IstioServerTlsMode
    readonly credentialName: string | null
    /** Files of the gateway itself, where no Secret is named. */
    readonly serverCertificate: string
    readonly privateKey: string
    readonly at: Path
  } | null
  readonly bind: string
  readonly name: string
  readonly at: Path
}

export type IstioServerTlsMode =
  | 'PASSTHROUGH'
  | 'SIMPLE'
  | 'MUTUAL'
  | 'AUTO_PASSTHROUGH'
  | 'ISTIO_MUTUAL'
  | 'OPTIONAL_MUTUAL'

export interface IstioGatewayResource extends Meta {
  readonly type: 'istiogateway'
  /** Labels of the proxies that run it, in any namespace; none for every gateway proxy. */
  readonly selector: ReadonlyMap<string, string>
  readonly servers: readonly IstioServer[]
}

export interface IstioHttpMatch {
  readonly name: string | null
  readonly uri: IstioMatch | null
  readonly ignoreUriCase: boolean
  readonly scheme: IstioMatch | null
  readonly method: IstioMatch | null
  readonly authority: IstioMatch | null
  readonly headers: ReadonlyMap<string, IstioMatch>
  readonly withoutHeaders: ReadonlyMap<string, IstioMatch>
  readonly queryParams: ReadonlyMap<string, IstioMatch>
  readonly port: Placed<number> | null
  readonly sourceLabels: Placed<ReadonlyMap<string, string>> | null
  readonly sourceNamespace: Placed<string> | null
  /** Names as written; null where the match asks for none. */
  readonly gateways: readonly string[] | null
  readonly at: Path
}

export interface IstioDestination {
  readonly host: string
  readonly subset: string | null
  readonly port: number | null
  readonly at: Path
}

export interface IstioHeaderEdit {
  readonly set: ReadonlyMap<string, string>
  readonly add: ReadonlyMap<string, string>
  readonly remove: readonly string[]
}

export interface IstioHeaders {
  readonly request: IstioHeaderEdit
  readonly response: IstioHeaderEdit
  readonly at: Path
}

export interface IstioWeighted {
  readonly destination: IstioDestination
  readonly weight: number
  readonly headers: IstioHeaders | null
  readonly at: Path
}

export interface IstioRewrite {
  readonly uri: string | null
  readonly authority: string | null
  readonly regex: { readonly match: string; readonly rewrite: string } | null
  readonly at: Path
}

export interface IstioRedirect {
  readonly uri: string | null
  /** What the matched prefix gives way to, in place of `uri`. */
  readonly prefixRewrite: string | null
  readonly authority: string | null
  readonly scheme: string | null
  readonly port: number | null
  readonly derivePort: 'FROM_PROTOCOL_DEFAULT' | 'FROM_REQUEST_PORT' | null
  readonly code: number
  readonly at: Path
}

export interface IstioFault {
  /** `percent` 0 where the field is missing. */
  readonly delay: { readonly ms: number; readonly percent: number; readonly at: Path } | null
  readonly abort: {
    readonly status: number
    /** Name or number of a gRPC status; null for an HTTP one. */
    readonly grpc: string | null
    readonly percent: number
    readonly at: Path
  } | null
}

export interface IstioCors {
  readonly allowOrigins: readonly IstioMatch[]
  readonly allowMethods: readonly string[]
  readonly allowHeaders: readonly string[]
  readonly exposeHeaders: readonly string[]
  readonly maxAgeMs: number | null
  readonly allowCredentials: boolean | null
  readonly at: Path
}

export interface IstioMirror {
  readonly destination: IstioDestination
  readonly percent: number
  readonly at: Path
}

export interface IstioHttpRoute {
  readonly name: string | null
  readonly matches: readonly IstioHttpMatch[]
  readonly route: readonly IstioWeighted[]
  readonly redirect: IstioRedirect | null
  readonly directResponse: { readonly status: number; readonly body: string; readonly at: Path } | null
  readonly delegate: { readonly namespace: string | null; readonly name: string; readonly at: Path } | null
  readonly rewrite: IstioRewrite | null
  readonly timeoutMs: number | null
  readonly retries: (RetrySettings & { readonly at: Path }) | null
  readonly fault: IstioFault | null
  readonly mirrors: readonly IstioMirror[]
  readonly cors: IstioCors | null
  readonly headers: IstioHeaders | null
  readonly at: Path
}

/** A match below HTTP; `sniHosts` only for `tls` routes. */
export interface IstioStreamMatch {
  readonly sniHosts: readonly Placed<string>[]
  readonly destinationSubnets: readonly string[]
  readonly port: Placed<number> | null
  readonly sourceLabels: Placed<ReadonlyMap<string, string>> | null
  readonly sourceNamespace: Placed<string> | null
  readonly gateways: readonly string[] | null
  readonly at: Path
}

export interface IstioStreamRoute {
  readonly matches: readonly IstioStreamMatch[]
  readonly route: readonly IstioWeighted[]
  readonly at: Path
}

export interface VirtualServiceResource extends Meta {
  readonly type: 'virtualservice'
  /** As written; short names are of its own namespace. */
  readonly hosts: readonly Placed<string>[]
  /** As written; none means `mesh`. */
  readonly gateways: readonly Placed<string>[]
  /** Null: the mesh's default. */
  readonly exportTo: readonly string[] | null
  readonly http: readonly IstioHttpRoute[]
  readonly tls: readonly IstioStreamRoute[]
  readonly tcp: readonly IstioStreamRoute[]
}

export interface IstioClientTls {
  readonly mode: 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL'
  readonly sni: string | null
  readonly credentialName: string | null
  readonly at: Path
}

export interface LocalitySettings {
  readonly enabled: boolean
  readonly distribute: readonly { readonly from: string; readonly to: ReadonlyMap<string, number> }[]
  readonly failover: readonly { readonly from: string; readonly to: string }[]
  readonly failoverPriority: readonly string[]
  readonly at: Path
}

export interface IstioLoadBalancer {
  /** LEAST_REQUEST, ROUND_ROBIN, RANDOM, PASSTHROUGH …; null where nothing is said. */
  readonly simple: string | null
  readonly consistentHash: {
    readonly by: 'header' | 'cookie' | 'sourceIp' | 'query'
    /** Name of the header, cookie or parameter; '' for the address. */
    readonly name: string
    /** A cookie with a time to live is made by the proxy. */
    readonly made: boolean
  } | null
  readonly locality: LocalitySettings | null
  readonly at: Path
}

/** The four parts of a traffic policy: each is taken as a whole. */
export interface PortPolicy {
  readonly loadBalancer: IstioLoadBalancer | null
  readonly connectionPool: {
    readonly useClientProtocol: boolean
    readonly h2UpgradePolicy: string | null
    readonly maxRetries: number | null
    readonly connectTimeoutMs: number | null
    readonly at: Path
  } | null
  readonly outlierDetection: { readonly at: Path } | null
  readonly tls: IstioClientTls | null
}

export interface TrafficPolicy extends PortPolicy {
  /** By Service port. */
  readonly ports: readonly (PortPolicy & { readonly port: number; readonly at: Path })[]
  /** TLS tunnels and PROXY protocol, which nothing here simulates. */
  readonly unknown: string | null
  readonly at: Path
}

export interface IstioSubset {
  readonly name: string
  readonly labels: ReadonlyMap<string, string>
  readonly policy: TrafficPolicy | null
  readonly at: Path
}

export interface DestinationRuleResource extends Meta {
  readonly type: 'destinationrule'
  readonly host: Placed<string>
  readonly policy: TrafficPolicy | null
  readonly subsets: readonly IstioSubset[]
  readonly exportTo: readonly string[] | null
  /** Labels of the clients that it is for; null for all. */
  readonly workloadSelector: ReadonlyMap<string, string> | null
}

export interface ServiceEntryPort {
  readonly number: number
  readonly name: string
  readonly protocol: string
  readonly targetPort: number | null
  readonly at: Path
}

export interface ServiceEntryEndpoint {
  readonly address: string
  readonly ports: ReadonlyMap<string, number>
  readonly labels: ReadonlyMap<string, string>
  /** `region/zone/subzone`; '' for none. */
  readonly locality: string
  readonly weight: number
  readonly serviceAccount: string
  readonly at: Path
}

export interface ServiceEntryResource extends Meta {
  readonly type: 'serviceentry'
  readonly hosts: readonly Placed<string>[]
  readonly addresses: readonly string[]
  readonly ports: readonly ServiceEntryPort[]
  readonly isExternal: boolean
  readonly resolution: 'NONE' | 'STATIC' | 'DNS' | 'DNS_ROUND_ROBIN' | 'DYNAMIC_DNS'
  readonly endpoints: readonly ServiceEntryEndpoint[]
  readonly workloadSelector: ReadonlyMap<string, string> | null
  readonly exportTo: readonly string[] | null
}

export interface SidecarResource extends Meta {
  readonly type: 'sidecar'
  readonly workloadSelector: ReadonlyMap<string, string> | null
  /** Null: everything is imported. Hosts are `namespace/host`. */
  readonly egress:
    | readonly {
        readonly port: { readonly number: number; readonly protocol: string; readonly name: string } | null
        readonly bind: string
        readonly hosts: readonly Placed<string>[]
        readonly at: Path
      }[]
    | null
  readonly ingress: readonly {
    readonly port: { readonly number: number; readonly protocol: string; readonly name: string }
    readonly defaultEndpoint: string
    readonly bind: string
    readonly tlsMode: string | null
    readonly at: Path
  }[]
  readonly outboundTrafficPolicy: Placed<'ALLOW_ANY' | 'REGISTRY_ONLY'> | null
}

export interface WorkloadEntryResource extends Meta {
  readonly type: 'workloadentry'
  readonly endpoint: ServiceEntryEndpoint
}

export interface WorkloadGroupResource extends Meta {
  readonly type: 'workloadgroup'
  readonly podLabels: ReadonlyMap<string, string>
  readonly template: ServiceEntryEndpoint
}

/** What patches proxies, or runs code in them: which ones, and that it is not simulated. */
export interface ProxyPatchResource extends Meta {
  readonly type: 'proxypatch'
  /** Labels of the proxies; null for all of its namespace, or of the mesh when it stands in the root namespace. */
  readonly workloadSelector: ReadonlyMap<string, string> | null
  /** Whether it may change where a request goes. */
  readonly changesTraffic: boolean
  /** GATEWAY, SIDECAR_INBOUND, SIDECAR_OUTBOUND; null for any. */
  readonly contexts: readonly string[] | null
  /** Of an EnvoyFilter: what each patch is about, and whether it asks for a version of the proxy. */
  readonly patches: readonly { readonly name: string; readonly isVersioned: boolean }[]
}
