import { problem, type Rule, resourceFact } from './rule.ts'

/** Two policies of a tier with one priority: which of them is asked first, no API says [AP-1]. */
export const adminSamePriority: Rule = ({ cluster }, policy) => {
  if (policy.type !== 'adminpolicy' || policy.kind === 'BaselineAdminNetworkPolicy') return []
  const rival = cluster
    .all('adminpolicy')
    .find(
      other =>
        other.doc !== policy.doc &&
        other.kind === policy.kind &&
        other.tier === policy.tier &&
        other.priority === policy.priority,
    )
  if (rival === undefined) return []
  const facts = {
    other: resourceFact(rival),
    priority: { is: 'count', value: policy.priority },
  } as const
  return [
    problem(policy, ['spec', 'priority'], 'adminPolicy.samePriority', 'error', facts, [
      { doc: rival.doc, path: ['spec', 'priority'] },
    ]),
  ]
}

/** More than one BaselineAdminNetworkPolicy: a cluster has one. */
export const adminSecondBaseline: Rule = ({ cluster }, policy) => {
  if (policy.type !== 'adminpolicy' || policy.kind !== 'BaselineAdminNetworkPolicy') return []
  const rival = cluster.all('adminpolicy').find(other => other.doc !== policy.doc && other.kind === policy.kind)
  return rival === undefined
    ? []
    : [
        problem(policy, ['metadata', 'name'], 'adminPolicy.secondBaseline', 'error', { other: resourceFact(rival) }, [
          { doc: rival.doc, path: ['metadata', 'name'] },
        ]),
      ]
}
