import type { Fault, Tries } from '../dataplane/index.ts'
import type { Step } from '../report/index.ts'
import type { FieldRef } from '../text/index.ts'

/** What travels on a wire: nothing hidden, one-way TLS, or the mesh's own mutual TLS. */
export type Transport = 'plaintext' | 'tls' | 'mtls'

/** Where a request goes, and why. Shares of the outcomes add up to 1. */
export interface Answer {
  readonly outcomes: readonly Outcome[]
  /** What manifests do not say and was taken for granted; each is a step `assumed`. */
  readonly assumed: readonly Step[]
}

export interface Outcome {
  /** Of all equal requests: 0..1. */
  readonly share: number
  readonly verdict: Verdict
  readonly backend: BackendChosen | null
  readonly hops: readonly Hop[]
  /** The request as the backend receives it; null when it reaches none. */
  readonly upstream: UpstreamRequest | null
  /** Headers that are set on, or gone from, the response to the client. */
  readonly response: ResponseChanges | null
  readonly mirrors: readonly BackendChosen[]
  /** Certificate that the client is shown; null without TLS or where none is configured. */
  readonly certificate: { readonly secret: string; readonly dnsNames: readonly string[] } | null
  /** How the last connection is encrypted; null where the way ends before one. */
  readonly transport: Transport | null
  /** What is spoken on the last connection; null where the way ends before one. */
  readonly protocol: 'HTTP/1.1' | 'HTTP/2' | 'TCP' | null
  /** Faults that the route injects, whatever came of them for this share. */
  readonly fault: Fault | null
  /** What a fault holds this share back, in milliseconds. */
  readonly delayMs: number
  /** How long and how often the last proxy tries; null where no proxy does. */
  readonly tries: Tries | null
  /** Name of the route that took the request; '' where it has none. */
  readonly route: string
  /** The root of the reasons: the verdict's own step, what led to it beneath. */
  readonly step: Step
  /** For `unknown` because of a controller without a profile: the outcome by the specification. */
  readonly bySpecification: Outcome | null
}

export type FailureReason =
  | 'no listener'
  | 'no filter chain'
  | 'misdirected'
  | 'tls'
  | 'protocol'
  | 'no route'
  | 'no backend'
  | 'invalid backend'
  | 'no endpoint'
  | 'connection refused'
  | 'dropped'
  | 'reset'
  | 'timeout'
  | 'no address'

export type Verdict =
  /** `status` 200 unless an assumption says what the application answers. */
  | { readonly kind: 'delivered'; readonly status: number; readonly pods: readonly PodChosen[] }
  | { readonly kind: 'redirected'; readonly status: number; readonly location: RedirectLocation }
  /** `grpc`: the status that a gRPC client sees, where the answer says one. */
  | { readonly kind: 'answered'; readonly status: number; readonly grpc?: number }
  /** `status`: what an HTTP client reads, where a proxy refuses; missing where packets are dropped or a connection is closed. */
  | {
      readonly kind: 'refused'
      readonly direction: 'egress' | 'ingress'
      readonly by: readonly ResourceName[]
      readonly status?: number
    }
  /** `status` is what an HTTP client sees; null where the connection itself fails. */
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly status: number | null }
  | { readonly kind: 'unknown'; readonly feature: string }

export interface ResourceName {
  readonly kind: string
  readonly namespace: string
  readonly name: string
}

export interface RedirectLocation {
  readonly scheme: string
  readonly host: string
  readonly port: number
  readonly path: string
  readonly query: string
}

export interface BackendChosen extends ResourceName {
  readonly port: number | null
  readonly subset: string | null
  /** Percent of requests, for a mirror. */
  readonly percent: number | null
  /** The mesh's host that was chosen; null where a Service was named. */
  readonly host: string | null
  /** Nothing was chosen: the connection went on to what the client dialled. */
  readonly passthrough: boolean
}

/** A pod that may take the request: of a workload, with how many like it. */
export interface PodChosen {
  readonly namespace: string
  readonly workload: ResourceName
  /** Pods of that workload among the endpoints. */
  readonly count: number
  /** 0 when its container port is unknown. */
  readonly port: number
}

export interface UpstreamRequest {
  readonly method: string
  readonly host: string
  readonly path: string
  readonly query: string
  /** Lower-case names; repeated values joined with a comma. */
  readonly headers: Readonly<Record<string, string>>
  /** How the proxy, or a client that it lets through, speaks TLS to the backend; null for plain text. */
  readonly tls: { readonly sni: string; readonly clientCertificate: string | null } | null
}

export interface ResponseChanges {
  readonly headers: Readonly<Record<string, string>>
  readonly absent: readonly string[]
  /** Of an answer that a proxy gives by itself. */
  readonly body?: string
}

/** One leg of the way, in order: the field that decided there, and how it ended. */
export interface Hop {
  readonly resource: ResourceName
  /** The listener, rule, port or policy passed; its document draws the node. Null for what the manifests do not hold. */
  readonly at: FieldRef | null
  readonly verdict: 'passed' | 'refused' | 'failed' | 'unknown'
}
