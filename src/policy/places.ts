import type { Cluster, PodGroup } from '../cluster/index.ts'
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
    const place = placeOf(group)
    if (!places.has(place.key)) places.set(place.key, place)
  }
  return [...places.values()]
}

export function placeOf({ resource, namespace, name: own }: PodGroup): Place {
  const owner = resource.type === 'pod' && resource.owner?.kind !== 'Node' ? resource.owner : null
  const name = owner?.name ?? own
  const kind = owner === null ? resource.kind : owner.kind === '' ? 'Pod' : owner.kind
  return { key: `${namespace}/${name}[${kind}]`, namespace, name, kind, doc: resource.doc }
}
