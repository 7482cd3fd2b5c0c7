import type { LabelSelector } from '../match/index.ts'
import type { Path } from '../text/index.ts'
import type { Meta, ObjectRef } from './resource.ts'

export interface GatewayClassResource extends Meta {
  readonly type: 'gatewayclass'
  readonly controllerName: string
}

export interface ListenerTls {
  readonly mode: 'Terminate' | 'Passthrough'
  readonly certificateRefs: readonly ObjectRef[]
  /** What only some implementations understand. */
  readonly options: ReadonlyMap<string, string>
}

export interface GatewayListener {
  readonly name: string
  /** '' for every host. */
  readonly hostname: string
  readonly port: number
  readonly protocol: string
  readonly tls: ListenerTls | null
  readonly allowedNamespaces: NamespaceChoice
  /** Null: the kinds that the protocol implies. */
  readonly allowedKinds: readonly { readonly group: string; readonly kind: string; readonly at: Path }[] | null
  readonly at: Path
}

export interface NamespaceChoice {
  readonly from: 'All' | 'Same' | 'Selector' | 'None'
  readonly selector: LabelSelector | null
  readonly at: Path
}

/** How a Gateway checks its clients' certificates. */
export interface FrontendValidation {
  readonly caCertificateRefs: readonly ObjectRef[]
  readonly allowInsecure: boolean
  readonly at: Path
}

export interface GatewayResource extends Meta {
  readonly type: 'gateway'
  readonly className: string
  readonly addresses: readonly { readonly type: string; readonly value: string | null; readonly at: Path }[]
  /** Namespaces whose ListenerSets may add listeners; the API's default is None. */
  readonly allowedListeners: NamespaceChoice
  readonly listeners: readonly GatewayListener[]
  /** More about the proxies that serve it; null for none. */
  readonly parametersRef: ObjectRef | null
  /** Certificate that it shows to backends. */
  readonly backendClientCertificate: ObjectRef | null
  /** Null where clients need no certificate; by port what differs from the default. */
  readonly frontendValidation: {
    readonly byDefault: FrontendValidation | null
    readonly perPort: ReadonlyMap<number, FrontendValidation | null>
  }
}

/** Listeners that another object adds to a Gateway. */
export interface ListenerSetResource extends Meta {
  readonly type: 'listenerset'
  readonly parentRef: ParentRef
  readonly listeners: readonly GatewayListener[]
}

export interface ParentRef extends ObjectRef {
  readonly sectionName: string | null
  readonly port: number | null
}

/** What a controller has written about an object and one of its parents, where the document holds a status. */
export interface WrittenStatus {
  readonly controllerName: string
  readonly parentRef: Omit<ParentRef, 'at'>
  readonly conditions: readonly {
    readonly type: string
    readonly status: 'True' | 'False' | 'Unknown'
    readonly reason: string
  }[]
}

export interface StringMatch {
  readonly type: 'Exact' | 'RegularExpression'
  readonly name: string
  readonly value: string
  readonly at: Path
}

export interface HttpPathMatch {
  readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression'
  readonly value: string
  /** Null when the path is the API's default. */
  readonly at: Path | null
}

export interface HttpRouteMatch {
  readonly path: HttpPathMatch
  readonly method: { readonly value: string; readonly at: Path } | null
  readonly headers: readonly StringMatch[]
  readonly queryParams: readonly StringMatch[]
  /** Null when the whole match is the API's default. */
  readonly at: Path | null
}

export interface HeaderChange {
  readonly set: readonly (readonly [name: string, value: string])[]
  readonly add: readonly (readonly [name: string, value: string])[]
  readonly remove: readonly string[]
}

export type PathRewrite = { readonly type: 'ReplaceFullPath' | 'ReplacePrefixMatch'; readonly value: string }

export type HttpFilter =
  | {
      readonly kind: 'RequestHeaderModifier' | 'ResponseHeaderModifier'
      readonly change: HeaderChange
      readonly at: Path
    }
  | {
      readonly kind: 'RequestRedirect'
      readonly scheme: string | null
      readonly hostname: string | null
      readonly path: PathRewrite | null
      readonly port: number | null
      readonly statusCode: number
      readonly at: Path
    }
  | {
      readonly kind: 'URLRewrite'
      readonly hostname: string | null
      readonly path: PathRewrite | null
      readonly at: Path
    }
  | { readonly kind: 'RequestMirror'; readonly backend: BackendObjectRef; readonly percent: number; readonly at: Path }
  | {
      readonly kind: 'CORS'
      readonly allowOrigins: readonly string[]
      readonly allowMethods: readonly string[]
      readonly allowHeaders: readonly string[]
      readonly exposeHeaders: readonly string[]
      readonly allowCredentials: boolean
      readonly maxAge: number
      readonly at: Path
    }
  /** A filter that nothing here simulates: ExtensionRef, ExternalAuth, or an unknown type. */
  | { readonly kind: 'other'; readonly name: string; readonly at: Path }

export interface BackendObjectRef extends ObjectRef {
  readonly port: number | null
  /** Whether the reference itself names the namespace. */
  readonly namespaceGiven: boolean
}

export interface HttpBackendRef extends BackendObjectRef {
  readonly weight: number
  readonly filters: readonly HttpFilter[]
}

export interface HttpRouteRule {
  readonly name: string | null
  /** At least one: the API's default is PathPrefix `/`. */
  readonly matches: readonly HttpRouteMatch[]
  readonly filters: readonly HttpFilter[]
  readonly backendRefs: readonly HttpBackendRef[]
  /** Durations as written; null when not set. */
  readonly timeouts: { readonly request: string | null; readonly backendRequest: string | null }
  /** Null without a retry stanza. `attempts` are retries, not tries. */
  readonly retry: { readonly codes: readonly number[]; readonly attempts: number; readonly at: Path } | null
  /** Requests of one session go to one endpoint; null where none are kept. */
  readonly session: { readonly type: 'Cookie' | 'Header'; readonly name: string | null; readonly at: Path } | null
  readonly at: Path
}

/** What every kind of route has. */
export interface RouteMeta extends Meta {
  readonly parentRefs: readonly ParentRef[]
  readonly hostnames: readonly { readonly value: string; readonly at: Path }[]
  readonly written: readonly WrittenStatus[]
}

export interface HttpRouteResource extends RouteMeta {
  readonly type: 'httproute'
  readonly rules: readonly HttpRouteRule[]
}

export interface GrpcRouteMatch {
  /** Null where it takes every service, or every method. */
  readonly method: {
    readonly type: 'Exact' | 'RegularExpression'
    readonly service: string | null
    readonly method: string | null
    readonly at: Path
  } | null
  readonly headers: readonly StringMatch[]
  /** Null when the whole match is the API's default. */
  readonly at: Path | null
}

export interface GrpcRouteRule {
  readonly name: string | null
  readonly matches: readonly GrpcRouteMatch[]
  readonly filters: readonly HttpFilter[]
  readonly backendRefs: readonly HttpBackendRef[]
  readonly at: Path
}

export interface GrpcRouteResource extends RouteMeta {
  readonly type: 'grpcroute'
  readonly rules: readonly GrpcRouteRule[]
}

/** TLSRoute, TCPRoute, UDPRoute: by `kind`. Only a TLSRoute has hostnames. */
export interface L4RouteResource extends RouteMeta {
  readonly type: 'l4route'
  readonly rules: readonly {
    readonly name: string | null
    readonly backendRefs: readonly HttpBackendRef[]
    readonly at: Path
  }[]
}

export type RouteResource = HttpRouteResource | GrpcRouteResource | L4RouteResource

export interface BackendTlsPolicyResource extends Meta {
  readonly type: 'backendtlspolicy'
  readonly targetRefs: readonly (ObjectRef & { readonly sectionName: string | null })[]
  readonly caCertificateRefs: readonly ObjectRef[]
  readonly wellKnownCa: string | null
  readonly hostname: string
  readonly subjectAltNames: readonly { readonly type: string; readonly value: string }[]
  readonly written: readonly WrittenStatus[]
}

/** A backend that is no Service, as Gateway API's experiments have it. */
export interface XBackendResource extends Meta {
  readonly type: 'xbackend'
  readonly hostname: string | null
  readonly port: number | null
  /** Null where it is spoken to in plain text. */
  readonly tls: { readonly mode: string; readonly caCertificateRefs: readonly ObjectRef[]; readonly at: Path } | null
}

/** How often and where requests to a target are tried, as Gateway API's experiments have it; only what its status needs. */
export interface XBackendTrafficPolicyResource extends Meta {
  readonly type: 'xbackendtrafficpolicy'
  readonly targetRefs: readonly ObjectRef[]
  readonly written: readonly WrittenStatus[]
}

export interface ReferenceGrantResource extends Meta {
  readonly type: 'referencegrant'
  readonly from: readonly {
    readonly group: string
    readonly kind: string
    readonly namespace: string
    readonly at: Path
  }[]
  /** `name` null: every object of the kind. */
  readonly to: readonly {
    readonly group: string
    readonly kind: string
    readonly name: string | null
    readonly at: Path
  }[]
}
