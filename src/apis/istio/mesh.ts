import type { Assumptions, Cluster } from '../../cluster/index.ts'
import { type MeshSettings, noMeshSettings, type OutboundPolicy, type PathNormalization } from '../../model/index.ts'

/** The mesh as it is run, every default filled in [IS-1]. */
export interface Mesh {
  /** Where rules for the whole mesh stand. */
  readonly rootNamespace: string
  readonly trustDomain: string
  readonly trustDomainAliases: readonly string[]
  readonly outboundTrafficPolicy: OutboundPolicy
  readonly pathNormalization: PathNormalization
  readonly enableAutoMtls: boolean
  readonly defaultHttpRetryPolicy: MeshSettings['defaultHttpRetryPolicy']
  readonly defaultServiceExportTo: readonly string[]
  readonly defaultVirtualServiceExportTo: readonly string[]
  readonly defaultDestinationRuleExportTo: readonly string[]
  readonly ingressControllerMode: 'OFF' | 'STRICT' | 'DEFAULT'
  /** Whether some document or assumption says the mode. */
  readonly ingressModeIsSaid: boolean
  readonly ingressClass: string
  readonly ingressSelector: string
  readonly extensionProviders: readonly string[]
  readonly allocatesAddresses: boolean
}

const defaultRoot = 'istio-system'

/**
 * The mesh's settings: the ConfigMap `istio` of the control plane's namespace, then an IstioOperator, then the assumptions, then Istio's
 * own defaults, key by key [IS-1].
 */
export function meshOf(cluster: Cluster, assumptions: Assumptions): Mesh {
  const assumed = assumptions.mesh.settings
  const installed = cluster.get('configmap', '', 'ConfigMap', defaultRoot, 'istio')?.mesh ?? noMeshSettings
  const operator = cluster.all('meshconfig')[0]?.mesh ?? noMeshSettings
  const pick = <K extends keyof MeshSettings>(key: K): MeshSettings[K] =>
    installed[key] ?? operator[key] ?? assumed[key]
  return {
    rootNamespace: pick('rootNamespace') ?? defaultRoot,
    trustDomain: pick('trustDomain') ?? 'cluster.local',
    trustDomainAliases: pick('trustDomainAliases') ?? [],
    outboundTrafficPolicy: pick('outboundTrafficPolicy') ?? 'ALLOW_ANY',
    pathNormalization: pick('pathNormalization') ?? 'BASE',
    enableAutoMtls: pick('enableAutoMtls') ?? true,
    defaultHttpRetryPolicy: pick('defaultHttpRetryPolicy'),
    defaultServiceExportTo: pick('defaultServiceExportTo') ?? ['*'],
    defaultVirtualServiceExportTo: pick('defaultVirtualServiceExportTo') ?? ['*'],
    defaultDestinationRuleExportTo: pick('defaultDestinationRuleExportTo') ?? ['*'],
    ingressControllerMode: pick('ingressControllerMode') ?? 'STRICT',
    ingressModeIsSaid: pick('ingressControllerMode') !== null,
    ingressClass: pick('ingressClass') ?? 'istio',
    ingressSelector: pick('ingressSelector') ?? 'ingressgateway',
    extensionProviders: pick('extensionProviders') ?? [],
    allocatesAddresses: pick('allocatesAddresses') ?? false,
  }
}
