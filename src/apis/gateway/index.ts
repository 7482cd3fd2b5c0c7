/**
 * Gateway API as data plane: listeners and ListenerSets, attachment of routes, precedence, filters, backends, grants, the mesh, and the
 * conditions that a controller would write. Rules are numbered in SPEC.md.
 */
export {
  type Attachment,
  attachmentsOf,
  attachmentsTo,
  attachRoute,
  parentOf,
  type RefusalReason,
} from './attachment.ts'
export { backendProblem } from './backend.ts'
export { type Condition, type ConditionSet, isWell, type ResourceStatus } from './condition-set.ts'
export { type SuiteFeature, suiteFeatures } from './features.ts'
export { distinctnessOf, translateGateway } from './gateway.ts'
export { describeGrpcMatch } from './grpc-route.ts'
export { describeMatch } from './http-route.ts'
export { runsOnIstio } from './istio/role.ts'
export { attachedListenerSets, effectiveListeners, type ListenerOwner, listenerSetAllowed } from './listeners.ts'
export { meshTable } from './mesh.ts'
export { findGrant, isPermitted } from './reference-grant.ts'
export { statusOf } from './status-of.ts'
