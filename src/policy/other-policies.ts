import type { Cluster } from '../cluster/index.ts'
import type { OtherResource } from '../model/index.ts'
import type { Connection } from './connection.ts'

/** Policies of other APIs that decide about connections of pods and are not simulated. Those in a namespace reach no farther. */
const clusterWide = new Set(['CiliumClusterwideNetworkPolicy', 'GlobalNetworkPolicy'])
const namespaced = new Set(['CiliumNetworkPolicy', 'MultiNetworkPolicy', 'EnvoyFilter', 'Sidecar'])
const calicoGroups = new Set(['crd.projectcalico.org', 'projectcalico.org'])

/** Namespace whose mesh policies reach every namespace. */
const meshRoot = 'istio-system'

/** The first such policy that may decide about a connection; null when there is none. */
export function otherPolicy(cluster: Cluster, { source, destination }: Connection): OtherResource | null {
  const places = new Set([source.pods?.namespace, destination.pods?.namespace])
  for (const resource of cluster.all('other')) {
    if (clusterWide.has(resource.kind)) return resource
    const decides =
      namespaced.has(resource.kind) || (resource.kind === 'NetworkPolicy' && calicoGroups.has(resource.group))
    if (decides && (places.has(resource.namespace) || resource.namespace === meshRoot)) return resource
  }
  return null
}
