import type { Cluster } from '../cluster/index.ts'
import { matchSelector } from '../match/index.ts'
import type { UserNetworkResource } from '../model/index.ts'
import type { Connection } from './connection.ts'

/** The label that a namespace needs before its pods may have a primary network of their own. */
const primaryLabel = 'k8s.ovn.org/primary-user-defined-network'

/** Primary networks that claim a namespace: its own, and those of the cluster that select it [UN-1]. More than one is an error. */
export function networksOf(cluster: Cluster, namespace: string): UserNetworkResource[] {
  const all = cluster.all('usernetwork')
  if (all.length === 0) return []
  const labels = cluster.namespaceLabels(namespace)
  if (!labels.has(primaryLabel)) return []
  return all.filter(
    network =>
      network.role === 'Primary' &&
      (network.namespaces === null ? network.namespace === namespace : matchSelector(network.namespaces, labels)),
  )
}

/** The primary network of a namespace's pods; null for the cluster's own. */
export function networkOf(cluster: Cluster, namespace: string): UserNetworkResource | null {
  return networksOf(cluster, namespace)[0] ?? null
}

/** Why a network is nobody's: it is secondary, its namespace is not there or has not the label, or it selects none. Null where it is somebody's. */
export function ignoredBecause(
  cluster: Cluster,
  network: UserNetworkResource,
): 'secondary' | 'noNamespace' | 'noLabel' | 'selectsNone' | null {
  if (network.role === 'Secondary') return 'secondary'
  const declared = cluster.all('namespace')
  if (network.namespaces === null) {
    const own = declared.find(({ name }) => name === network.namespace)
    return own === undefined ? 'noNamespace' : own.labels.has(primaryLabel) ? null : 'noLabel'
  }
  const { namespaces } = network
  const selected = declared.filter(({ name }) => matchSelector(namespaces, cluster.namespaceLabels(name)))
  if (selected.length === 0) return 'selectsNone'
  return selected.some(({ labels }) => labels.has(primaryLabel)) ? null : 'noLabel'
}

/** The network that parts two pods; null where nothing does. */
export function partedBy(cluster: Cluster, { source, destination }: Connection): UserNetworkResource | null {
  if (source.pods === null || destination.pods === null) return null
  const from = networkOf(cluster, source.pods.namespace)
  const to = networkOf(cluster, destination.pods.namespace)
  return from?.doc === to?.doc ? null : (to ?? from)
}
