import { describeSelector, isEmptySelector, isMisspelt, type LabelSelector } from '../match/index.ts'
import type { PolicyPeer } from '../model/index.ts'
import type { Problem } from '../report/index.ts'
import { type DiagnoseContext, problem, type Rule } from './rule.ts'

/**
 * A peer whose selectors take no pod that is here. It may mean pods that are elsewhere, unless a label that a pod has is nearly what it asks
 * for: then it is misspelt. Namespaces without any pod here say nothing.
 */
export const policyPeerSelectsNothing: Rule = (context, policy) => {
  if (policy.type !== 'networkpolicy') return []
  return [...policy.ingress, ...policy.egress].flatMap(rule =>
    (rule.peers ?? []).flatMap((peer): Problem[] => {
      const selector = peer.kind === 'pods' ? missed(context, policy.namespace, peer) : null
      if (selector === null) return []
      const severity = asksMisspelt(context, selector) ? 'warning' : 'info'
      const facts = { selector: { is: 'selector', value: describeSelector(selector) } } as const
      return [problem(policy, peer.at, 'policy.peerSelectsNothing', severity, facts)]
    }),
  )
}

/** The part of a peer that takes nothing; null where it takes some pod or nobody can say. */
function missed(
  { cluster }: DiagnoseContext,
  own: string,
  { namespaceSelector, podSelector }: Extract<PolicyPeer, { kind: 'pods' }>,
): LabelSelector | null {
  const meant = namespaceSelector === null ? [own] : cluster.namespacesSelected(namespaceSelector)
  const taken = meant.filter(namespace => cluster.hasPods(namespace))
  // The namespace may be one that this project does not show.
  if (taken.length === 0 || podSelector === null || isEmptySelector(podSelector)) return null
  return taken.some(namespace => cluster.podsSelected(namespace, podSelector).length > 0) ? null : podSelector
}

/** Whether a label is asked for that nobody has, and one that is nearly the same is there. */
function asksMisspelt({ cluster }: DiagnoseContext, { matchLabels }: LabelSelector): boolean {
  return matchLabels.some(
    ([key, value]) => cluster.labelUse(key, value, other => isMisspelt(value, other)) === 'nearly',
  )
}
