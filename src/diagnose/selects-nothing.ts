import { problem, type Rule } from './rule.ts'

/** A Service whose selector takes no pod of the project. */
export const selectsNothing: Rule = ({ cluster }, resource) => {
  if (resource.type !== 'service' || resource.selector === null || resource.serviceType === 'ExternalName') return []
  if (!cluster.hasPods(resource.namespace)) return []
  if (
    cluster.podsSelected(resource.namespace, { matchLabels: [...resource.selector], matchExpressions: [] }).length > 0
  )
    return []
  const text = [...resource.selector].map(([key, value]) => `${key}=${value}`).join(', ')
  return [
    problem(resource, ['spec', 'selector'], 'service.selectsNothing', 'warning', {
      selector: { is: 'selector', value: text },
    }),
  ]
}
