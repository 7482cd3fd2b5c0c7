import type { EndpointsResource, ServicePort, ServiceResource } from '../model/index.ts'
import type { Path } from '../text/index.ts'
import type { Assumptions } from './assume.ts'
import type { Cluster } from './cluster.ts'
import { serviceKey } from './key.ts'
import { namedPort, type PodGroup } from './pod-group.ts'

/** Pods alike behind a Service port, or an address that the user keeps in a slice. */
export interface EndpointGroup {
  /** Null for an address that belongs to no pod of the project. */
  readonly pods: PodGroup | null
  readonly addresses: readonly string[]
  readonly count: number
  /** Null: the pods have no port of the Service's target name. */
  readonly port: number | null
  readonly ready: boolean
  /** The entry of the slice; null where the selector found it. */
  readonly at: { readonly resource: EndpointsResource; readonly path: Path } | null
}

/** Port of the Service by number, by name, or (with null) its only one. */
export function findServicePort(
  service: ServiceResource,
  port: number | string | null,
  protocol: string | null,
): ServicePort | null {
  const fits = service.ports.filter(candidate => protocol === null || candidate.protocol === protocol)
  if (port === null) return fits.length === 1 ? (fits[0] ?? null) : null
  return fits.find(candidate => (typeof port === 'number' ? candidate.port === port : candidate.name === port)) ?? null
}

/** Everything behind a port of a Service: from its selector, or from the slices that the user keeps. Ready or not. */
export function endpointsOf(
  cluster: Cluster,
  assumptions: Assumptions,
  service: ServiceResource,
  port: ServicePort,
): EndpointGroup[] {
  if (service.selector === null) return keptEndpoints(cluster, service, port)
  return cluster
    .podsSelected(service.namespace, { matchLabels: [...service.selector], matchExpressions: [] })
    .filter(pods => pods.running)
    .map(pods => {
      const assumed = assumptions.pods.get(`${pods.namespace}/${pods.name}`)
      return {
        pods,
        addresses: assumed?.ip == null ? pods.ips : [assumed.ip],
        count: pods.count,
        port: typeof port.targetPort === 'number' ? port.targetPort : namedPort(pods, port.targetPort, port.protocol),
        ready: service.publishNotReadyAddresses || (assumed?.ready ?? pods.ready),
        at: null,
      }
    })
}

function keptEndpoints(cluster: Cluster, service: ServiceResource, port: ServicePort): EndpointGroup[] {
  const groups: EndpointGroup[] = []
  for (const slice of cluster.referrers(serviceKey(service.namespace, service.name))) {
    if (slice.type !== 'endpoints') continue
    for (const subset of slice.subsets) {
      const named =
        subset.ports.find(candidate => candidate.name === port.name) ??
        (subset.ports.length === 1 ? subset.ports[0] : undefined)
      for (const endpoint of subset.endpoints) {
        const target = endpoint.target
        const pod = target?.kind === 'Pod' ? cluster.get('pod', '', 'Pod', target.namespace, target.name) : undefined
        groups.push({
          pods: pod === undefined ? null : cluster.podGroup(pod),
          addresses: endpoint.addresses,
          count: 1,
          port: named?.port ?? (typeof port.targetPort === 'number' ? port.targetPort : null),
          ready: endpoint.ready || service.publishNotReadyAddresses,
          at: { resource: slice, path: endpoint.at },
        })
      }
    }
  }
  return groups
}
