import type { Cluster } from '../../cluster/index.ts'
import type { ReferenceGrantResource } from '../../model/index.ts'

export interface CrossReference {
  readonly from: { readonly group: string; readonly kind: string; readonly namespace: string }
  readonly to: { readonly group: string; readonly kind: string; readonly namespace: string; readonly name: string }
}

/** The grant that lets a reference reach into another namespace, or null [GW-19]. */
export function findGrant(cluster: Cluster, { from, to }: CrossReference): ReferenceGrantResource | null {
  for (const grant of cluster.all('referencegrant', to.namespace)) {
    const fromHolds = grant.from.some(
      peer => peer.group === from.group && peer.kind === from.kind && peer.namespace === from.namespace,
    )
    const toHolds = grant.to.some(
      target =>
        target.group === to.group && target.kind === to.kind && (target.name === null || target.name === to.name),
    )
    if (fromHolds && toHolds) return grant
  }
  return null
}

/** Whether the reference stays inside its namespace or is granted. */
export function isPermitted(cluster: Cluster, reference: CrossReference): boolean {
  return reference.from.namespace === reference.to.namespace || findGrant(cluster, reference) !== null
}
