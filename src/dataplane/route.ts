import type { LinearRegex } from '../match/index.ts'
import type { DocId, FieldRef, Path } from '../text/index.ts'

/** Where something of the data plane was written. */
export interface Origin {
  readonly doc: DocId
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly path: Path
}

export function fieldOf(origin: Origin): FieldRef {
  return { doc: origin.doc, path: origin.path }
}

/** How a text is compared. A regex that is outside RE2 cannot be answered. */
export type TextMatch =
  | { readonly how: 'exact'; readonly value: string }
  | { readonly how: 'regex'; readonly regex: LinearRegex }
  | { readonly how: 'unknown'; readonly feature: string }

export type PathMatch =
  | TextMatch
  | { readonly how: 'elements'; readonly value: string }
  | { readonly how: 'startsWith'; readonly value: string }

/** One typed condition. `at` is the field that asks for it; null for a default of the API. */
export type Condition = { readonly at: FieldRef | null; readonly rule: string } & (
  | { readonly on: 'host'; readonly pattern: string }
  /** `elements` is a prefix by whole elements, `startsWith` one by characters. */
  | { readonly on: 'path'; readonly match: PathMatch }
  | { readonly on: 'method'; readonly value: string }
  /** `name` in lower case. */
  | { readonly on: 'header'; readonly name: string; readonly match: TextMatch }
  | { readonly on: 'query'; readonly name: string; readonly match: TextMatch }
  /** Something that is not simulated; it may hold or not. */
  | { readonly on: 'unknown'; readonly feature: string }
)

export type Formula =
  | Condition
  | { readonly all: readonly Formula[] }
  | { readonly any: readonly Formula[] }
  | { readonly not: Formula }

export interface HeaderEdit {
  readonly set: readonly (readonly [name: string, value: string])[]
  readonly add: readonly (readonly [name: string, value: string])[]
  readonly remove: readonly string[]
}

/** `prefix` is the matched prefix that gives way; null when the whole path does. */
export interface PathEdit {
  readonly prefix: string | null
  readonly value: string
}

export type Filter = { readonly origin: Origin; readonly rule: string } & (
  | { readonly kind: 'requestHeaders' | 'responseHeaders'; readonly edit: HeaderEdit }
  | { readonly kind: 'rewrite'; readonly hostname: string | null; readonly path: PathEdit | null }
  | { readonly kind: 'mirror'; readonly target: BackendTarget; readonly percent: number }
  | { readonly kind: 'redirect'; readonly redirect: Redirect }
  | { readonly kind: 'cors'; readonly cors: Cors }
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'unknown'; readonly feature: string }
)

/** Faults that a proxy injects into a part of the requests, each by itself. Percentages of 0..100. */
export interface Fault {
  readonly delay: { readonly ms: number; readonly percent: number } | null
  /** `grpc`: a status of gRPC, by number. */
  readonly abort: { readonly status: number; readonly grpc: number | null; readonly percent: number } | null
}

export interface Cors {
  readonly allowOrigins: readonly string[]
  readonly allowMethods: readonly string[]
  readonly allowHeaders: readonly string[]
  readonly exposeHeaders: readonly string[]
  readonly allowCredentials: boolean
  readonly maxAgeSeconds: number
}

/** Parts that are null are the request's own. */
export interface Redirect {
  readonly scheme: string | null
  readonly hostname: string | null
  readonly port: number | null
  readonly path: PathEdit | null
  readonly status: number
}

export type BackendTarget =
  | {
      readonly kind: 'service'
      readonly namespace: string
      readonly name: string
      readonly port: number | string | null
      /** Null: plain text. */
      readonly tls: BackendTls | null
    }
  /** A reference that leads nowhere: what the client sees, and why. */
  | {
      readonly kind: 'invalid'
      readonly code: string
      readonly status: number
      readonly name: string
      readonly namespace: string
    }
  | { readonly kind: 'unknown'; readonly feature: string }

/** How a proxy speaks TLS to a backend. */
export interface BackendTls {
  readonly sni: string
  /** `namespace/name` of the Secret that the proxy shows; null when it shows none. */
  readonly clientCertificate: string | null
  /** `namespace/name` of the Secret whose certificate the backend is taken to show; null when manifests don't say. */
  readonly shown: string | null
  readonly origin: Origin
}

/** How often and how long a proxy tries; all in milliseconds, null without a limit. */
export interface Tries {
  readonly requestMs: number | null
  readonly backendRequestMs: number | null
  /** Retries after the first try, and the status codes that call for one; null when nothing is retried. */
  readonly retry: { readonly codes: readonly number[]; readonly attempts: number } | null
}

export interface WeightedBackend {
  readonly target: BackendTarget
  readonly weight: number
  readonly filters: readonly Filter[]
  readonly origin: Origin
}

export type Action =
  | { readonly kind: 'forward'; readonly backends: readonly WeightedBackend[]; readonly tries: Tries | null }
  | { readonly kind: 'redirect'; readonly redirect: Redirect; readonly origin: Origin; readonly rule: string }
  | { readonly kind: 'answer'; readonly status: number; readonly code: string; readonly rule: string }
  | { readonly kind: 'unknown'; readonly feature: string }

export interface Route {
  /** Words for people: what it takes. */
  readonly title: string
  readonly match: Formula
  readonly filters: readonly Filter[]
  readonly action: Action
  readonly origin: Origin
  /** The rule of the API by which it stands where it does among the others. */
  readonly rule: string
  /** Whether its order against routes without this mark is left to the implementation. */
  readonly orderOpen: boolean
}

/** A request as routes see it. */
export interface RoutedRequest {
  /** Normalised: lower case, no port. */
  readonly host: string
  readonly path: string
  readonly method: string
  /** Lower-case names; repeated values joined with a comma. */
  readonly headers: ReadonlyMap<string, string>
  /** First value of each parameter. */
  readonly query: ReadonlyMap<string, string>
}
