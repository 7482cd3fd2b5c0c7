import { cidrContains, coversAll, parseAddress, parseCidr } from '../match/index.ts'
import { problem, type Rule } from './rule.ts'

/**
 * An ipBlock that holds the address of a pod which is here: pods come and go with their addresses, and network plugins do not agree on
 * whether a block takes them at all [NP-8]. Blocks that hold every address were meant so.
 */
export const policyBlockCoversPods: Rule = ({ cluster, assumptions }, policy) => {
  if (policy.type !== 'networkpolicy') return []
  const peers = [...policy.ingress, ...policy.egress].flatMap(rule => rule.peers ?? [])
  const blocks = peers.filter(peer => peer.kind === 'ipBlock')
  if (blocks.length === 0) return []
  // Few pods have an address in manifests; assumptions may give one to any.
  const candidates = assumptions.pods.size > 0 ? cluster.pods() : cluster.addressedPods()
  return blocks.flatMap(peer => {
    const block = parseCidr(peer.cidr)
    if (block === null || coversAll(block)) return []
    const holes = peer.except.flatMap(text => parseCidr(text) ?? [])
    const found = candidates.find(pods => {
      const ips = assumptions.pods.get(`${pods.namespace}/${pods.name}`)?.ip
      return (ips == null ? pods.ips : [ips]).some(text => {
        const address = parseAddress(text)
        return address !== null && cidrContains(block, address) && !holes.some(hole => cidrContains(hole, address))
      })
    })
    if (found === undefined) return []
    return [
      problem(
        policy,
        [...peer.at, 'ipBlock', 'cidr'],
        'policy.blockCoversPods',
        'warning',
        {
          cidr: { is: 'cidr', value: peer.cidr },
          pod: { is: 'name', value: `${found.namespace}/${found.name}` },
        },
        [{ doc: found.resource.doc, path: ['status'] }],
      ),
    ]
  })
}
