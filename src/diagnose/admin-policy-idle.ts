import { describeSelector, isEmptySelector, matchSelector } from '../match/index.ts'
import { problem, type Rule } from './rule.ts'

/** A policy of administrators that selects no pod here [AP-1]. Without any pod here nothing is said. */
export const adminSelectsNothing: Rule = ({ cluster }, policy) => {
  if (policy.type !== 'adminpolicy' || policy.subject === null || !cluster.hasPods()) return []
  const { namespaceSelector, podSelector } = policy.subject
  const taken = cluster.namespaces().filter(name => matchSelector(namespaceSelector, cluster.namespaceLabels(name)))
  const some = taken.some(name =>
    podSelector === null ? cluster.hasPods(name) : cluster.podsSelected(name, podSelector).length > 0,
  )
  if (some) return []
  const parts = [namespaceSelector, ...(podSelector === null ? [] : [podSelector])]
  const selector = parts.filter(part => !isEmptySelector(part)).map(describeSelector)
  return [
    problem(policy, ['spec', 'subject'], 'adminPolicy.selectsNothing', 'warning', {
      selector: { is: 'selector', value: selector.join(', ') },
    }),
  ]
}

/** One without rules: selecting alone isolates nothing [AP-1]. */
export const adminWithoutRules: Rule = (_context, policy) =>
  policy.type === 'adminpolicy' && policy.ingress.length + policy.egress.length === 0
    ? [problem(policy, ['spec'], 'adminPolicy.noRules', 'info', {})]
    : []
