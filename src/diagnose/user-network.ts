import { ignoredBecause, networksOf } from '../policy/index.ts'
import { problem, type Rule, resourceFact } from './rule.ts'

/** A network that is nobody's [UN-1]. */
export const networkIgnored: Rule = ({ cluster }, network) => {
  if (network.type !== 'usernetwork' || network.role === null) return []
  const why = ignoredBecause(cluster, network)
  const path = network.namespaces === null ? ['metadata', 'namespace'] : ['spec', 'namespaceSelector']
  return why === null ? [] : [problem(network, path, `network.${why}`, 'warning', {})]
}

/** A namespace that two primary networks claim [UN-1]. */
export const networkTwice: Rule = ({ cluster }, network) => {
  if (network.type !== 'usernetwork' || network.role !== 'Primary') return []
  for (const namespace of cluster.namespaces()) {
    const claims = networksOf(cluster, namespace)
    const rival = claims.find(({ doc }) => doc !== network.doc)
    if (rival === undefined || !claims.includes(network)) continue
    return [
      problem(
        network,
        ['metadata', 'name'],
        'network.twice',
        'error',
        { other: resourceFact(rival), namespace: { is: 'name', value: namespace } },
        [{ doc: rival.doc, path: ['metadata', 'name'] }],
      ),
    ]
  }
  return []
}
