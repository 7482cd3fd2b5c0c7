import { planChange } from '../change.ts'
import { factOf } from '../context.ts'
import type { Fixer } from './fix.ts'

/** Takes out what no request reaches: the match, or the rule when it is its only one. */
export const routeShadowed: Fixer = (context, { at, facts }) => {
  const route = context.cluster.ofDoc(at.doc)
  if (route?.type !== 'httproute' && route?.type !== 'grpcroute') return []
  const [, , ruleIndex] = at.path
  const rule = typeof ruleIndex === 'number' ? route.rules[ruleIndex] : undefined
  if (rule === undefined) return []
  const isWhole = at.path.length === rule.at.length || rule.matches.length === 1
  // A route keeps at least one rule.
  if (isWhole && route.rules.length === 1) return []
  return [
    planChange(context, {
      label: isWhole ? 'fix.removeRule' : 'fix.removeMatch',
      facts: { from: factOf(route), ...(facts['match'] === undefined ? {} : { match: facts['match'] }) },
      ops: [{ doc: route.doc, ops: [{ op: 'remove', path: isWhole ? rule.at : at.path }] }],
      select: null,
    }),
  ]
}
