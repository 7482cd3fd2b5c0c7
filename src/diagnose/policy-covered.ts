import type { EngineRule } from './engine-rule.ts'
import { problem, resourceFact } from './rule.ts'

const named = 3

/**
 * A policy without which every pod that it selects would have just what it has now, since other policies give it or nothing else refuses
 * it. One without any rule
 * refuses what is not there yet, so it stays.
 */
export const policyCovered: EngineRule = (_context, engine, policy) => {
  if (policy.type !== 'networkpolicy' || policy.ingress.length + policy.egress.length === 0) return []
  const others = engine.coveredBy(policy.doc)
  if (others === null) return []
  if (others.length === 0) return [problem(policy, ['spec'], 'policy.withoutEffect', 'info', {})]
  const items = others.slice(0, named).map(resourceFact)
  return [
    problem(
      policy,
      ['spec'],
      'policy.covered',
      'info',
      { policies: { is: 'list', items } },
      others.slice(0, named).map(({ doc }) => ({ doc, path: ['spec', 'podSelector'] })),
    ),
  ]
}
