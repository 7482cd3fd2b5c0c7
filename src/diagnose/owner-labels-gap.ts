import type { Cluster } from '../cluster/index.ts'
import { describeSelector, type LabelSelector, matchSelector } from '../match/index.ts'
import type { PodResource } from '../model/index.ts'
import { problem, type Rule } from './rule.ts'

/**
 * Pods of one owner of which a policy's selector takes one and not the other: they are one workload, and yet policies tell them apart.
 * Reported at the pod that is not the first of its owner.
 */
export const ownerLabelsGap: Rule = ({ cluster }, pod) => {
  if (pod.type !== 'pod' || pod.owner === null || pod.owner.kind === 'Node') return []
  const first = cluster.all('pod', pod.namespace).find(other => isSibling(pod, other))
  if (first === undefined || first.doc === pod.doc) return []
  const telling = selectorsOf(cluster).find(
    selector => matchSelector(selector, pod.labels) !== matchSelector(selector, first.labels),
  )
  if (telling === undefined) return []
  return [
    problem(
      pod,
      ['metadata', 'labels'],
      'policy.ownerLabelsGap',
      'error',
      {
        owner: { is: 'name', value: `${pod.owner.kind} ${pod.namespace}/${pod.owner.name}`.trim() },
        selector: { is: 'selector', value: describeSelector(telling) },
        other: { is: 'name', value: first.name },
      },
      [{ doc: first.doc, path: ['metadata', 'labels'] }],
    ),
  ]
}

function isSibling(pod: PodResource, other: PodResource): boolean {
  return other.owner !== null && other.owner.kind === pod.owner?.kind && other.owner.name === pod.owner.name
}

/** Everything that policies ask of pods. */
function selectorsOf(cluster: Cluster): LabelSelector[] {
  const selectors: (LabelSelector | null)[] = []
  for (const policy of cluster.all('networkpolicy')) {
    selectors.push(policy.podSelector)
    for (const rule of [...policy.ingress, ...policy.egress])
      for (const peer of rule.peers ?? []) if (peer.kind === 'pods') selectors.push(peer.podSelector)
  }
  for (const policy of cluster.all('adminpolicy')) {
    selectors.push(policy.subject?.podSelector ?? null)
    for (const rule of [...policy.ingress, ...policy.egress])
      for (const peer of rule.peers) if (peer.kind === 'pods') selectors.push(peer.podSelector)
  }
  return selectors.filter(selector => selector !== null)
}
