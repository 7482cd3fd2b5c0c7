import { type Cluster, keyOf, type PodGroup } from '../cluster/index.ts'
import type { DocId } from '../text/index.ts'

/** A workload as people speak of it: its own document, or the owner of pods that stand there one by one. */
export interface Place {
  /** `namespace/name[Kind]`: the same in two versions of a project. */
  readonly key: string
  readonly namespace: string
  readonly name: string
  readonly kind: string
  /** The document that answers for it: of several pods of one owner, the first. */
  readonly doc: DocId
}

/** Every workload of the cluster, pods of one owner as one, in the order of namespace and name. */
export function placesOf(cluster: Cluster): Place[] {
  const places = new Map<string, Place>()
  for (const group of cluster.pods()) {
    const place = placeOf(cluster, group)
    if (!places.has(place.key)) places.set(place.key, place)
  }
  return [...places.values()]
}

export function placeOf(cluster: Cluster, { resource, namespace, name: own }: PodGroup): Place {
  const owner = resource.type === 'pod' && resource.owner?.kind !== 'Node' ? resource.owner : null
  const name = owner?.name ?? own
  const kind = owner === null ? resource.kind : ownerKind(cluster, namespace, owner)
  return { key: `${namespace}/${name}[${kind}]`, namespace, name, kind, doc: resource.doc }
}

/** Kind of the workload that owns pods: of an instance of a virtual machine, the machine where that stands in the project. */
export function ownerKind(
  cluster: Cluster,
  namespace: string,
  { kind, name }: { readonly kind: string; readonly name: string },
): string {
  if (kind === '') return 'Pod'
  if (kind !== 'VirtualMachineInstance') return kind
  const machine = cluster.find(keyOf('kubevirt.io', 'VirtualMachine', namespace, name))
  return machine === undefined ? kind : machine.kind
}
