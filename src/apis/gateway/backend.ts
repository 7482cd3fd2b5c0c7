import { type Cluster, keyOf } from '../../cluster/index.ts'
import type { BackendTarget } from '../../dataplane/index.ts'
import { type BackendObjectRef, gatewayGroup, type RouteResource } from '../../model/index.ts'
import { feature } from '../../report/index.ts'
import { securityOf } from './backend-tls.ts'
import { isPermitted } from './reference-grant.ts'

/** Why a backendRef leads nowhere, in the words of the route's ResolvedRefs condition. */
export type BackendReason = 'InvalidKind' | 'RefNotPermitted' | 'BackendNotFound'

/** What a proxy brings along when it resolves backends. */
export interface ProxyOfBackends {
  /** Secret that it shows to backends that speak TLS; null for none. */
  readonly clientCertificate: string | null
  /** In the mesh a reference needs no grant. */
  readonly needsGrant: boolean
  /** A backend may be a host of a mesh by its name. */
  readonly hostnames?: boolean
  /** HTTPRoutes and GRPCRoutes may share a hostname. */
  readonly overlaps?: boolean
}

const codes: Readonly<Record<BackendReason, string>> = {
  InvalidKind: 'gateway.backend.invalidKind',
  RefNotPermitted: 'gateway.backend.notPermitted',
  BackendNotFound: 'gateway.backend.notFound',
}

/** A backend that another project adds: an object of the project, or a kind that has no objects. Null for everything else. */
export function addedKind(cluster: Cluster, ref: BackendObjectRef): string | null {
  if (ref.group === '') return null
  const isVirtual = ref.group === 'networking.istio.io' && ref.kind === 'Hostname'
  return isVirtual || cluster.find(keyOf(ref.group, ref.kind, ref.namespace, ref.name)) !== undefined ? ref.kind : null
}

/** Null when the reference leads to a Service that it may reach [GW-17]. */
export function backendProblem(
  cluster: Cluster,
  route: RouteResource,
  ref: BackendObjectRef,
  needsGrant: boolean,
): BackendReason | null {
  if (ref.group !== '' || ref.kind !== 'Service') return 'InvalidKind'
  const from = { group: gatewayGroup, kind: route.kind, namespace: route.namespace }
  if (needsGrant && !isPermitted(cluster, { from, to: ref })) return 'RefNotPermitted'
  return cluster.get('service', '', 'Service', ref.namespace, ref.name) === undefined ? 'BackendNotFound' : null
}

/** What a backendRef leads to. A wrong kind, a missing grant, a missing Service or port: 500 for its share [GW-17]. */
export function resolveBackend(
  cluster: Cluster,
  route: RouteResource,
  ref: BackendObjectRef,
  proxy: ProxyOfBackends,
): BackendTarget {
  const invalid = (code: string, status = 500): BackendTarget => ({
    kind: 'invalid',
    code,
    status,
    name: ref.name,
    namespace: ref.namespace,
  })
  if (proxy.hostnames === true && ref.group === 'networking.istio.io' && ref.kind === 'Hostname')
    return { kind: 'host', host: ref.name, port: ref.port, subset: null, status: 500 }
  const added = addedKind(cluster, ref)
  if (added !== null) return { kind: 'unknown', feature: feature('backendKind', added) }
  const problem = backendProblem(cluster, route, ref, proxy.needsGrant)
  // SV-7
  if (problem === 'BackendNotFound' && !cluster.holdsServices(ref.namespace))
    return { kind: 'unknown', feature: feature('undeclaredService', `${ref.namespace}/${ref.name}`) }
  if (problem !== null) return invalid(codes[problem])
  const service = cluster.get('service', '', 'Service', ref.namespace, ref.name)!
  if (ref.port === null) return invalid('gateway.backend.portMissing')
  if (!service.ports.some(port => port.port === ref.port)) return invalid('gateway.backend.portNotFound')
  const security = securityOf(cluster, service, ref.port, {
    clientCertificate: proxy.clientCertificate,
    isIstio: proxy.hostnames === true,
  })
  if (security.kind === 'invalid') return invalid('gateway.backend.tlsPolicyInvalid', 502)
  if (security.kind === 'mismatch') return invalid('gateway.backend.certificateMismatch', 503)
  if (security.kind === 'unknown') return { kind: 'unknown', feature: feature('backendCertificate') }
  return {
    kind: 'service',
    namespace: ref.namespace,
    name: ref.name,
    port: ref.port,
    tls: security.kind === 'tls' ? security.tls : null,
  }
}
