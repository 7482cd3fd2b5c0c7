/** How Istio treats slashes and escapes in a path before it looks at policies and routes. */
export type PathNormalization = 'NONE' | 'BASE' | 'MERGE_SLASHES' | 'DECODE_AND_MERGE_SLASHES'

export type OutboundPolicy = 'ALLOW_ANY' | 'REGISTRY_ONLY'

/** Retries where a route says nothing itself. */
export interface RetrySettings {
  readonly attempts: number | null
  readonly perTryTimeoutMs: number | null
  readonly retryOn: string | null
}

/**
 * What one document says about the mesh; null where it says nothing. `apis/istio` puts the documents, the assumptions and Istio's own
 * defaults together.
 */
export interface MeshSettings {
  readonly rootNamespace: string | null
  readonly trustDomain: string | null
  readonly trustDomainAliases: readonly string[] | null
  readonly outboundTrafficPolicy: OutboundPolicy | null
  readonly pathNormalization: PathNormalization | null
  readonly enableAutoMtls: boolean | null
  readonly defaultHttpRetryPolicy: RetrySettings | null
  /** Namespaces, `.` or `*`. */
  readonly defaultServiceExportTo: readonly string[] | null
  readonly defaultVirtualServiceExportTo: readonly string[] | null
  readonly defaultDestinationRuleExportTo: readonly string[] | null
  readonly ingressControllerMode: 'OFF' | 'STRICT' | 'DEFAULT' | null
  readonly ingressClass: string | null
  /** The gateway workload that takes Ingresses: the value of its `istio` label. */
  readonly ingressSelector: string | null
  /** Whether proxies answer for names and give an address to each; null where nothing says so. */
  readonly allocatesAddresses: boolean | null
  /** Names of extension providers (of external authorisation, above all). */
  readonly extensionProviders: readonly string[] | null
}

export const noMeshSettings: MeshSettings = {
  rootNamespace: null,
  trustDomain: null,
  trustDomainAliases: null,
  outboundTrafficPolicy: null,
  pathNormalization: null,
  enableAutoMtls: null,
  defaultHttpRetryPolicy: null,
  defaultServiceExportTo: null,
  defaultVirtualServiceExportTo: null,
  defaultDestinationRuleExportTo: null,
  ingressControllerMode: null,
  ingressClass: null,
  ingressSelector: null,
  allocatesAddresses: null,
  extensionProviders: null,
}
