import type { Address, Cidr, LinearRegex } from '../match/index.ts'
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
  | { readonly how: 'startsWith'; readonly value: string }
  | { readonly how: 'regex'; readonly regex: LinearRegex }
  /** Any value, the empty one too. */
  | { readonly how: 'present' }
  | { readonly how: 'unknown'; readonly feature: string }

export type PathMatch = TextMatch | { readonly how: 'elements'; readonly value: string }

/** One typed condition. `at` is the field that asks for it; null for a default of the API. */
export type Condition = { readonly at: FieldRef | null; readonly rule: string } & (
  | { readonly on: 'host'; readonly pattern: string }
  /** `elements` is a prefix by whole elements, `startsWith` one by characters. */
  | { readonly on: 'path'; readonly match: PathMatch; readonly ignoreCase?: boolean }
  | { readonly on: 'method'; readonly value: string }
  /** `name` in lower case; `:authority`, `:method` and `:scheme` are headers too. With `orEmpty` one that is missing is empty. */
  | { readonly on: 'header'; readonly name: string; readonly match: TextMatch; readonly orEmpty?: boolean }
  | { readonly on: 'query'; readonly name: string; readonly match: TextMatch }
  /** A claim of a verified token, by its path; of a list one value is enough. */
  | { readonly on: 'claim'; readonly path: readonly string[]; readonly match: TextMatch }
  /** Who sends: labels and namespace of the client's workload. */
  | { readonly on: 'sourceLabels'; readonly labels: ReadonlyMap<string, string> }
  | { readonly on: 'sourceNamespace'; readonly value: string }
  /** The port of the listener, as routes name it. */
  | { readonly on: 'port'; readonly value: number }
  /** Server name of TLS; a leading star takes any text that ends so. */
  | { readonly on: 'sni'; readonly pattern: string }
  /** The address that is dialled. */
  | { readonly on: 'address'; readonly cidrs: readonly Cidr[] }
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
  /** Headers are removed before any is set. */
  readonly removeFirst?: boolean
}

/** `prefix` is the matched prefix that gives way; null when the whole path does. */
export interface PathEdit {
  readonly prefix: string | null
  readonly value: string
  /** The prefix gives way as it stands: no slash is joined. */
  readonly verbatim?: boolean
  /** Every match of it gives way instead; `value` may hold its groups as `\\1`. */
  readonly regex?: LinearRegex
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
  /** Null: no header says it. */
  readonly maxAgeSeconds: number | null
  /** Origins by other ways of comparing. */
  readonly originMatches?: readonly TextMatch[]
  /** Status of the answer to a preflight. */
  readonly preflightStatus: number
  /** Between the items of a list. */
  readonly separator: string
}

/** Parts that are null are the request's own. */
export interface Redirect {
  readonly scheme: string | null
  readonly hostname: string | null
  readonly port: number | null
  readonly path: PathEdit | null
  readonly status: number
  /**
   * Where the port comes from when none is given: `listener`, unless the scheme changes; or the client's `authority`, unless the scheme
   * changes and it was the old one's; always the `scheme`'s; always the listener's (`request`).
   */
  readonly portFrom?: 'listener' | 'authority' | 'scheme' | 'request'
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
  /**
   * A host of a mesh: what it leads to depends on who asks. `status` is what the client sees where nothing has the host, its port or the
   * subset; a null port is the Service's only one, else the listener's.
   */
  | {
      readonly kind: 'host'
      readonly host: string
      readonly port: number | null
      readonly subset: string | null
      readonly status: number
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
  /** `Kind namespace/name` of authorities that no document declares and that are taken to be in order; null for none. */
  readonly assumed: string | null
  readonly origin: Origin
}

/** How often and how long a proxy tries; all in milliseconds, null without a limit. */
export interface Tries {
  readonly requestMs: number | null
  readonly backendRequestMs: number | null
  /** Retries after the first try, and the status codes that call for one; null when nothing is retried. */
  readonly retry: {
    readonly codes: readonly number[]
    readonly attempts: number
    /** Whether a connection that breaks calls for one; it does unless said otherwise. */
    readonly onReset?: boolean
    /** Whether a try that takes too long does. */
    readonly onTimeout?: boolean
  } | null
}

export interface WeightedBackend {
  readonly target: BackendTarget
  readonly weight: number
  readonly filters: readonly Filter[]
  readonly origin: Origin
}

export type Action =
  | {
      readonly kind: 'forward'
      readonly backends: readonly WeightedBackend[]
      readonly tries: Tries | null
      /** Later requests of a session go where its first one went; `by` is the cookie or header that tells it. */
      readonly session?: { readonly by: string; readonly origin: Origin; readonly rule: string } | null
    }
  | { readonly kind: 'redirect'; readonly redirect: Redirect; readonly origin: Origin; readonly rule: string }
  /** The proxy answers by itself, as it was told. */
  | {
      readonly kind: 'respond'
      readonly status: number
      readonly body: string
      readonly origin: Origin
      readonly rule: string
    }
  | { readonly kind: 'answer'; readonly status: number; readonly code: string; readonly rule: string }
  | { readonly kind: 'unknown'; readonly feature: string }

export interface Route {
  /** Words for people: what it takes. */
  readonly title: string
  /** Its own name, where it has one. */
  readonly name?: string
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
  /** Claims of verified tokens; absent without one. */
  readonly claims?: ClaimMap | null
  /** The workload that sends; absent where there is none. */
  readonly source?: { readonly namespace: string; readonly labels: ReadonlyMap<string, string> } | null
  readonly port?: number
  readonly sni?: string
  readonly address?: Address | null
}

export type ClaimValue = string | number | boolean | null | readonly ClaimValue[] | ClaimMap
export interface ClaimMap {
  readonly [name: string]: ClaimValue
}
