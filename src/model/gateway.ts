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
}

export interface GatewayListener {
  readonly name: string
  /** '' for every host. */
  readonly hostname: string
  readonly port: number
  readonly protocol: string
  readonly tls: ListenerTls | null
  readonly allowedNamespaces: {
    readonly from: 'All' | 'Same' | 'Selector' | 'None'
    readonly selector: LabelSelector | null
    readonly at: Path
  }
  /** Null: the kinds that the protocol implies. */
  readonly allowedKinds: readonly { readonly group: string; readonly kind: string; readonly at: Path }[] | null
  readonly at: Path
}

export interface GatewayResource extends Meta {
  readonly type: 'gateway'
  readonly className: string
  /** Namespaces whose ListenerSets may add listeners; the API's default is None. */
  readonly allowsListenerSets: boolean
  readonly listeners: readonly GatewayListener[]
}

export interface ParentRef extends ObjectRef {
  readonly sectionName: string | null
  readonly port: number | null
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
  /** A filter that nothing here simulates: CORS, ExtensionRef, ExternalAuth, or an unknown type. */
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
  readonly hasRetry: boolean
  readonly at: Path
}

export interface HttpRouteResource extends Meta {
  readonly type: 'httproute'
  readonly parentRefs: readonly ParentRef[]
  readonly hostnames: readonly { readonly value: string; readonly at: Path }[]
  readonly rules: readonly HttpRouteRule[]
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
