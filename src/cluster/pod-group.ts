import type { PodResource, PodSpec, WorkloadResource } from '../model/index.ts'

/** Pods that nothing here tells apart: one Pod, or the replicas of a workload. */
export interface PodGroup {
  readonly resource: PodResource | WorkloadResource
  readonly namespace: string
  readonly name: string
  readonly labels: ReadonlyMap<string, string>
  readonly spec: PodSpec
  /** Known addresses; none for pods that are not made yet. */
  readonly ips: readonly string[]
  readonly count: number
  /** Whether its pods may be endpoints at all: a finished or unscheduled pod never is. */
  readonly running: boolean
  readonly ready: boolean
}

export function podGroupOf(resource: PodResource | WorkloadResource): PodGroup {
  const base = {
    resource,
    namespace: resource.namespace,
    name: resource.name,
    labels: resource.pod.labels,
    spec: resource.pod,
  }
  if (resource.type === 'workload')
    return { ...base, ips: [], count: resource.replicas, running: resource.replicas > 0, ready: true }
  const running = resource.phase !== 'Succeeded' && resource.phase !== 'Failed'
  return {
    ...base,
    ips: resource.ips,
    count: 1,
    running,
    ready: running && !resource.deleting && resource.ready !== false,
  }
}

/** Number of a container port by name; null when no container has it with that protocol. */
export function namedPort(group: PodGroup, name: string, protocol: string): number | null {
  for (const container of group.spec.containers) {
    for (const port of container.ports) if (port.name === name && port.protocol === protocol) return port.port
  }
  return null
}

/** The name of the pod with a number from 0, where its controller does not make it up: a StatefulSet counts. */
export function podNameOf({ resource, name }: PodGroup, index: number): string | null {
  if (resource.type === 'pod') return name
  return resource.kind === 'StatefulSet' ? `${name}-${index}` : null
}
