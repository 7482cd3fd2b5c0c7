import { matchSelector } from '../match/index.ts'
import type { PodResource, WorkloadResource } from '../model/index.ts'
import type { Badge } from './graph.ts'
import type { Projection, ProjectionContext } from './projection.ts'

/** A workload, standing for its pods; or a Pod of its own. */
export function projectWorkload({ cluster }: ProjectionContext, resource: PodResource | WorkloadResource): Projection {
  const badges: Badge[] = []
  const count = resource.type === 'workload' ? resource.replicas : 1
  const isPerNode = resource.kind === 'DaemonSet'
  badges.push({
    id: 'replicas',
    icon: 'replicas',
    text: isPerNode ? 'per node' : String(count),
    title: isPerNode ? 'one pod per node' : count === 1 ? '1 pod' : `${count} pods`,
  })
  const shields = cluster
    .all('networkpolicy', resource.namespace)
    .filter(
      policy =>
        !(cluster.podGroup(resource)?.spec.hostNetwork ?? false) &&
        matchSelector(policy.podSelector, resource.pod.labels),
    )
  if (shields.length > 0)
    badges.push({
      id: 'policies',
      icon: 'shield',
      text: String(shields.length),
      title: shields.map(policy => policy.name).join(', '),
    })
  const ports = resource.pod.containers.flatMap(container =>
    container.ports.map(port => `${port.port}${port.protocol === 'TCP' ? '' : `/${port.protocol}`}`),
  )
  return {
    node: {
      id: resource.doc,
      role: 'workload',
      kind: resource.kind,
      namespace: resource.namespace,
      name: resource.name,
      doc: resource.doc,
      subtitle: ports.length === 0 ? '' : `:${[...new Set(ports)].join(', ')}`,
      state: 'live',
      rows: [],
      badges,
      source: false,
    },
    edges: [],
    extras: [],
  }
}
