import type { Cluster } from '../../cluster/index.ts'
import type { BackendTarget } from '../../dataplane/index.ts'
import { type BackendObjectRef, gatewayGroup, type HttpRouteResource } from '../../model/index.ts'
import { isPermitted } from './reference-grant.ts'

/** What a backendRef leads to. A wrong kind, a missing grant, a missing Service or port: 500 for its share [GW-17]. */
export function resolveBackend(cluster: Cluster, route: HttpRouteResource, ref: BackendObjectRef): BackendTarget {
  const invalid = (code: string): BackendTarget => ({
    kind: 'invalid',
    code,
    status: 500,
    name: ref.name,
    namespace: ref.namespace,
  })
  if (ref.group === '' && ref.kind === 'Service') {
    const reference = {
      from: { group: gatewayGroup, kind: 'HTTPRoute', namespace: route.namespace },
      to: { group: ref.group, kind: ref.kind, namespace: ref.namespace, name: ref.name },
    }
    if (!isPermitted(cluster, reference)) return invalid('gateway.backend.notPermitted')
    const service = cluster.get('service', '', 'Service', ref.namespace, ref.name)
    if (service === undefined) return invalid('gateway.backend.notFound')
    if (ref.port === null) return invalid('gateway.backend.portMissing')
    if (!service.ports.some(port => port.port === ref.port)) return invalid('gateway.backend.portNotFound')
    return { kind: 'service', namespace: ref.namespace, name: ref.name, port: ref.port }
  }
  return invalid('gateway.backend.invalidKind')
}
