import { type Cluster, serviceKey } from '../../cluster/index.ts'
import { RouteTable } from '../../dataplane/index.ts'
import type { GrpcRouteResource, HttpRouteResource, ServicePort, ServiceResource } from '../../model/index.ts'
import { routesOf } from './gateway.ts'

/**
 * The routes that clients of a namespace meet at a Service port, or null when there are none and traffic goes straight to it. Routes in
 * the Service's namespace are for everybody; those in the client's namespace are for it alone, and replace them [GW-30, GW-31].
 */
export function meshTable(
  cluster: Cluster,
  service: ServiceResource,
  port: ServicePort,
  clientNamespace: string,
): RouteTable | null {
  const routes = cluster
    .referrers(serviceKey(service.namespace, service.name))
    .filter(resource => resource.type === 'httproute' || resource.type === 'grpcroute')
    .filter(route => parents(route, service, port))
  const consumers =
    clientNamespace === service.namespace ? [] : routes.filter(route => route.namespace === clientNamespace)
  const chosen = consumers.length > 0 ? consumers : routes.filter(route => route.namespace === service.namespace)
  if (chosen.length === 0) return null
  // The Service that is dialled counts, not the Host header.
  const attached = chosen.map(route => ({ route, hostnames: [{ pattern: '', at: null }] }))
  return new RouteTable(
    routesOf(cluster, attached, { clientCertificate: null, needsGrant: false, hostnames: true }),
    'manyLabels',
  )
}

function parents(route: HttpRouteResource | GrpcRouteResource, service: ServiceResource, port: ServicePort): boolean {
  return route.parentRefs.some(
    ref =>
      ref.kind === 'Service' &&
      ref.group === '' &&
      ref.namespace === service.namespace &&
      ref.name === service.name &&
      (ref.port === null || ref.port === port.port),
  )
}
