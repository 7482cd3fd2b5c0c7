import type { Assumptions, Cluster, PodGroup } from '../cluster/index.ts'
import { type Address, parseAddress } from '../match/index.ts'

/**
 * Whether traffic comes to pods from the node that they run on: from one of its addresses, or from pods on its network. Plugins always let
 * it in, or the kubelet's probes would fail [NP-15].
 */
export function isOwnNode(
  cluster: Cluster,
  { networkPolicy }: Assumptions,
  subject: PodGroup,
  peer: { readonly pods: PodGroup | null; readonly addresses: readonly Address[] },
): boolean {
  const { nodeName } = subject.spec
  if (nodeName === null || subject.spec.hostNetwork || networkPolicy.hostNetworkPods === 'asPods') return false
  if (peer.pods !== null) return peer.pods.spec.hostNetwork && peer.pods.spec.nodeName === nodeName
  const node = cluster.all('node').find(({ name }) => name === nodeName)
  return (
    node?.addresses.some(text => {
      const own = parseAddress(text)
      return own !== null && peer.addresses.some(({ version, value }) => version === own.version && value === own.value)
    }) === true
  )
}
