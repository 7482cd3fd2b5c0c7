import { problem, type Rule } from './rule.ts'

/** Rules of a direction that the policy's own policyTypes leave out: they are never asked [NP-1]. */
export const policyRulesIgnored: Rule = (_context, policy) => {
  if (policy.type !== 'networkpolicy') return []
  const ignored = [
    ...(policy.isolatesIngress || policy.ingress.length === 0 ? [] : (['ingress'] as const)),
    ...(policy.isolatesEgress || policy.egress.length === 0 ? [] : (['egress'] as const)),
  ]
  return ignored.map(direction =>
    problem(policy, ['spec', direction], 'policy.rulesIgnored', 'warning', {
      direction: { is: 'name', value: direction },
      type: { is: 'name', value: direction === 'ingress' ? 'Ingress' : 'Egress' },
    }),
  )
}
