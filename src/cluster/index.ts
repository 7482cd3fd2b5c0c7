/**
 * Who refers to whom: selectors to pods, references to objects, Service ports to endpoints, and the assumptions beside them. Updated
 * document by document; knows nothing of routing, policy or text.
 */
export {
  type AssumedController,
  type Assumptions,
  decodeAssumptions,
  defaultAssumptions,
  type MeshAssumptions,
  type NetworkPolicyAssumptions,
} from './assume.ts'
export { Cluster, type Dependency } from './cluster.ts'
export { type EndpointGroup, endpointsOf, findServicePort } from './endpoints.ts'
export { Kept } from './kept.ts'
export { keyOf, keyOfResource, type ResourceKey, serviceKey } from './key.ts'
export { namedPort, type PodGroup, podNameOf } from './pod-group.ts'
export { keyOfReference, referencesTo } from './references.ts'
export { sameValue } from './same-value.ts'
