import { problem, type Rule } from './rule.ts'

/** A port by name beside an ipBlock: outside the cluster no port has a name, so the rule lets nothing through there [NP-9]. */
export const policyNamedPortOutside: Rule = (_context, policy) => {
  if (policy.type !== 'networkpolicy') return []
  return policy.egress.flatMap(rule => {
    if (rule.peers === null || !rule.peers.some(peer => peer.kind === 'ipBlock')) return []
    return (rule.ports ?? []).flatMap(({ port, at }) =>
      typeof port === 'string'
        ? [problem(policy, at, 'policy.namedPortOutside', 'warning', { port: { is: 'name', value: port } })]
        : [],
    )
  })
}
