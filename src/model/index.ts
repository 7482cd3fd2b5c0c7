/**
 * Typed views of Kubernetes objects, with the API server's defaults, and the problems it would report, each at its place. Reads values
 * only: it knows no text, and no object knows another. Wrong input gives problems; nothing throws.
 */

export { decodeBase64Text } from './core/certificate.ts'
export { type Decoded, decode, isServedElsewhere } from './decode.ts'
export { Field, isMap, showPath } from './field.ts'
export { gatewayGroup } from './gateway/gateway.ts'
export type * from './gateway.ts'
export { parseDuration } from './istio/duration.ts'
export { grpcStatuses, retryConditions } from './istio/envoy-words.ts'
export { fullHost, gatewayName, serviceOfHost } from './istio/host.ts'
export { decodeMeshText, type MeshConfigResource } from './istio/mesh-config.ts'
export {
  type MeshSettings,
  noMeshSettings,
  type OutboundPolicy,
  type PathNormalization,
  type RetrySettings,
} from './istio/mesh-settings.ts'
export { type IstioRef, type IstioResource, istioRefs } from './istio/references.ts'
export type * from './istio/security.ts'
export type * from './istio.ts'
export { clusterScoped, type KindEntry, kindEntry, kinds, type Resource } from './kinds.ts'
export { pluginRefs } from './kong/kong.ts'
export type * from './policy.ts'
export { type NamedPart, type Reference, referencesIn } from './references.ts'
export type * from './resource.ts'
export { modelWords } from './words.ts'
