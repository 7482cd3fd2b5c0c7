import type { Assumptions, Cluster } from '../../cluster/index.ts'
import type { Resource } from '../../model/index.ts'
import {
  backendTlsPolicyStatus,
  gatewayClassStatus,
  gatewayStatus,
  listenerSetStatus,
  type ResourceStatus,
  routeStatus,
} from './status.ts'

/** The status that a controller would write; null for kinds that Gateway API gives none. */
export function statusOf(cluster: Cluster, assumptions: Assumptions, resource: Resource): ResourceStatus | null {
  switch (resource.type) {
    case 'gatewayclass':
      return gatewayClassStatus()
    case 'gateway':
      return gatewayStatus(cluster, assumptions, resource)
    case 'listenerset':
      return listenerSetStatus(cluster, assumptions, resource)
    case 'httproute':
    case 'grpcroute':
    case 'l4route':
      return routeStatus(cluster, resource)
    case 'backendtlspolicy':
      return backendTlsPolicyStatus(cluster, resource)
    default:
      return null
  }
}
