import { problem, type Rule, resourceFact } from './rule.ts'

/** Two documents with one key: the later one counts, as `kubectl apply` would leave it. */
export const duplicate: Rule = ({ cluster }, resource) => {
  if (!cluster.isVeiled(resource.doc)) return []
  const rivals = cluster.rivals(resource.doc)
  const winner = rivals[rivals.length - 1]
  return [
    problem(
      resource,
      ['metadata', 'name'],
      'duplicate.replaced',
      'warning',
      { resource: resourceFact(resource) },
      winner === undefined ? [] : [{ doc: winner, path: ['metadata', 'name'] }],
    ),
  ]
}
