import { type Assumptions, type Cluster, type PodGroup, podNameOf } from '../cluster/index.ts'
import type { DocId } from '../text/index.ts'

/**
 * The pods of a Pod or workload one by one, as far as they can be known: those that documents declare, then those that its controller
 * will make. All of them have the same labels and ports.
 */
export interface PodList {
  /** How many there are in all; one of each node where `perNode`. */
  readonly count: number
  readonly perNode: boolean
  /** The first of them. */
  readonly pods: readonly ListedPod[]
  /** `key=value`. */
  readonly labels: readonly string[]
  /** Ports that their containers declare, as `8080 http` or `53/UDP`. */
  readonly ports: readonly string[]
}

export interface ListedPod {
  /** '' where the controller will make it up. */
  readonly name: string
  readonly address: string
  readonly ready: boolean
  /**
   * Why: its `status` says so; it is `assumed` in the project; it has `finished` or is `deleting`; else what is taken for granted: that
   * its readiness `probe` passes, or with `noProbe` that it runs.
   */
  readonly because: 'status' | 'assumed' | 'finished' | 'deleting' | 'probe' | 'noProbe'
  /** The document of a declared Pod. */
  readonly doc: DocId | null
}

/** Null for a document without pods. `most`: how many of them are listed. */
export function podListOf(cluster: Cluster, assumptions: Assumptions, doc: DocId, most: number): PodList | null {
  const resource = cluster.ofDoc(doc)
  const group = resource === undefined ? null : cluster.podGroup(resource)
  if (group === null) return null
  const declared = group.resource.type === 'pod' ? [group] : ownedPods(cluster, group)
  const names = new Set(declared.map(pod => pod.name))
  const pods = declared.slice(0, most).map(pod => listed(assumptions, pod, pod.name, pod.resource.doc))
  const count = Math.max(group.count, declared.length)
  for (let i = 0; pods.length < Math.min(count, most) && i < count; i += 1) {
    const name = podNameOf(group, i) ?? ''
    if (!names.has(name)) pods.push(listed(assumptions, group, name, null))
  }
  return {
    count,
    perNode: group.resource.kind === 'DaemonSet' && declared.length === 0,
    pods,
    labels: [...group.labels].map(([key, value]) => `${key}=${value}`),
    ports: group.spec.containers.flatMap(container =>
      container.ports.map(({ port, name, protocol }) =>
        [`${port}${protocol === 'TCP' ? '' : `/${protocol}`}`, name].filter(part => part !== '').join(' '),
      ),
    ),
  }
}

/** Declared Pods that the workload owns: itself, or a Deployment by the ReplicaSet that bears its name. */
function ownedPods(cluster: Cluster, { resource: { kind, name }, namespace }: PodGroup): PodGroup[] {
  return cluster.pods(namespace).filter(({ resource }) => {
    if (resource.type !== 'pod' || resource.owner === null) return false
    const { owner } = resource
    return kind === 'Deployment'
      ? owner.kind === 'ReplicaSet' &&
          owner.name.startsWith(`${name}-`) &&
          !owner.name.slice(name.length + 1).includes('-')
      : owner.kind === kind && owner.name === name
  })
}

function listed(assumptions: Assumptions, group: PodGroup, name: string, doc: DocId | null): ListedPod {
  const { resource, namespace, spec } = group
  const assumed = assumptions.pods.get(`${namespace}/${group.name}`)
  const base = { name, address: assumed?.ip ?? group.ips[0] ?? '', doc }
  if (resource.type === 'pod') {
    if (!group.running) return { ...base, ready: false, because: 'finished' }
    if (assumed?.ready == null && resource.deleting) return { ...base, ready: false, because: 'deleting' }
  }
  if (assumed?.ready != null) return { ...base, ready: assumed.ready, because: 'assumed' }
  if (resource.type === 'pod' && resource.ready !== null) return { ...base, ready: resource.ready, because: 'status' }
  const probed = spec.containers.some(({ hasReadinessProbe }) => hasReadinessProbe)
  return { ...base, ready: true, because: probed ? 'probe' : 'noProbe' }
}
