import type { Assumptions, Cluster } from '../../cluster/index.ts'
import { type BackendTlsPolicyResource, gatewayGroup, type Resource, type RouteResource } from '../../model/index.ts'
import type { ConditionSet, ResourceStatus } from './condition-set.ts'
import { istioGatewayStatus, istioListenerSetStatus } from './istio/gateway-status.ts'
import { istioPolicySets, istioTrafficPolicySets, istioXBackendSets, meshController } from './istio/policy-status.ts'
import { istioIsThere, istioRoleOf } from './istio/role.ts'
import { foreignSets, istioParentStatus, routeController } from './istio/route-status.ts'
import { backendTlsPolicyStatus, gatewayClassStatus, gatewayStatus, listenerSetStatus, parentStatus } from './status.ts'

/**
 * The status that a controller would write; null for kinds that Gateway API gives none. Where Istio's class, or a mesh of Istio, is the
 * parent its own ways decide [GW-36], else the specification.
 */
export function statusOf(cluster: Cluster, assumptions: Assumptions, resource: Resource): ResourceStatus | null {
  switch (resource.type) {
    case 'gatewayclass':
      return gatewayClassStatus()
    case 'gateway': {
      const role = istioRoleOf(cluster, assumptions, resource.className)
      return role === null
        ? gatewayStatus(cluster, assumptions, resource)
        : istioGatewayStatus(cluster, assumptions, resource, role)
    }
    case 'listenerset': {
      const { group, kind, namespace, name } = resource.parentRef
      const gateway = cluster.get('gateway', group, kind, namespace, name)
      const role = gateway === undefined ? null : istioRoleOf(cluster, assumptions, gateway.className)
      return gateway === undefined || role === null
        ? listenerSetStatus(cluster, assumptions, resource)
        : istioListenerSetStatus(cluster, assumptions, gateway, resource, role)
    }
    case 'httproute':
    case 'grpcroute':
    case 'l4route':
      return routeStatus(cluster, assumptions, resource)
    case 'backendtlspolicy':
      return policyStatus(cluster, assumptions, resource)
    case 'xbackend':
      return ofParents(
        istioIsThere(cluster, assumptions)
          ? istioXBackendSets(cluster, resource, gatewaysOfIstio(cluster, assumptions))
          : [],
      )
    case 'xbackendtrafficpolicy':
      return ofParents(
        istioIsThere(cluster, assumptions)
          ? [...istioTrafficPolicySets(cluster, resource), ...foreignSets(resource.written, ofIstio)]
          : [],
      )
    default:
      return null
  }
}

/** Names under which Istio writes. */
const ofIstio: ReadonlySet<string> = new Set([routeController, meshController])

const gatewaysOfIstio =
  (cluster: Cluster, assumptions: Assumptions) =>
  (namespace: string, name: string): boolean => {
    const gateway = cluster.get('gateway', gatewayGroup, 'Gateway', namespace, name)
    return gateway !== undefined && istioRoleOf(cluster, assumptions, gateway.className) !== null
  }

const ofParents = (sets: readonly ConditionSet[]): ResourceStatus => ({
  sets,
  listeners: null,
  attachedListenerSets: null,
})

/** One set for each parentRef that somebody speaks about. */
function routeStatus(cluster: Cluster, assumptions: Assumptions, route: RouteResource): ResourceStatus {
  const hasIstio = istioIsThere(cluster, assumptions)
  const sets = route.parentRefs.flatMap((ref): ConditionSet[] => {
    const isForMesh = ref.group !== gatewayGroup
    const byIstio =
      isForMesh && !hasIstio && ref.kind !== 'ServiceEntry' ? null : istioParentStatus(cluster, assumptions, route, ref)
    if (byIstio === 'none') return []
    return [byIstio ?? parentStatus(cluster, route, ref)].filter(set => set !== null)
  })
  return ofParents(hasIstio ? [...sets, ...foreignSets(route.written, new Set([routeController]))] : sets)
}

function policyStatus(cluster: Cluster, assumptions: Assumptions, policy: BackendTlsPolicyResource): ResourceStatus {
  const { sets } = backendTlsPolicyStatus(cluster, policy)
  if (!istioIsThere(cluster, assumptions)) return ofParents(sets)
  const isOfIstio = gatewaysOfIstio(cluster, assumptions)
  const others = sets.filter(({ parent }) => parent === null || !isOfIstio(parent.namespace, parent.name))
  return ofParents([...istioPolicySets(cluster, policy, isOfIstio), ...others, ...foreignSets(policy.written, ofIstio)])
}
