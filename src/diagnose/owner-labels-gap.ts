import type { LabelSelector } from '../match/index.ts'
import type { PodResource } from '../model/index.ts'
import { problem, type Rule } from './rule.ts'

/**
 * Pods of one owner that differ in a label which a policy asks for: they are one workload, and yet policies tell them apart. Reported at
 * the pod that is not the first of its owner.
 */
export const ownerLabelsGap: Rule = ({ cluster }, pod) => {
  if (pod.type !== 'pod' || pod.owner === null || pod.owner.kind === 'Node') return []
  const first = cluster.all('pod', pod.namespace).find(other => isSibling(pod, other))
  if (first === undefined || first.doc === pod.doc) return []
  const asked = new Set<string>()
  for (const policy of cluster.all('networkpolicy')) {
    noteKeys(asked, policy.podSelector)
    for (const rule of [...policy.ingress, ...policy.egress])
      for (const peer of rule.peers ?? []) if (peer.kind === 'pods') noteKeys(asked, peer.podSelector)
  }
  for (const policy of cluster.all('adminpolicy')) {
    noteKeys(asked, policy.subject?.podSelector ?? null)
    for (const rule of [...policy.ingress, ...policy.egress])
      for (const peer of rule.peers) if (peer.kind === 'pods') noteKeys(asked, peer.podSelector)
  }
  const keys = [...new Set([...pod.labels.keys(), ...first.labels.keys()])]
  const gap = keys.find(key => asked.has(key) && pod.labels.get(key) !== first.labels.get(key))
  if (gap === undefined) return []
  return [
    problem(
      pod,
      ['metadata', 'labels'],
      'policy.ownerLabelsGap',
      'error',
      {
        owner: { is: 'name', value: `${pod.owner.kind} ${pod.namespace}/${pod.owner.name}`.trim() },
        label: { is: 'label', value: gap },
        other: { is: 'name', value: first.name },
      },
      [{ doc: first.doc, path: ['metadata', 'labels'] }],
    ),
  ]
}

function isSibling(pod: PodResource, other: PodResource): boolean {
  return other.owner !== null && other.owner.kind === pod.owner?.kind && other.owner.name === pod.owner.name
}

function noteKeys(keys: Set<string>, selector: LabelSelector | null): void {
  for (const [key] of selector?.matchLabels ?? []) keys.add(key)
  for (const { key } of selector?.matchExpressions ?? []) keys.add(key)
}
