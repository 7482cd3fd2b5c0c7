import { type Cluster, keyOf, type PodGroup } from '../cluster/index.ts'
import { addressEnd, type ConnectionEnd, podEnd } from '../policy/index.ts'
import { makeStep, type Step } from '../report/index.ts'
import type { FlowContext } from './context.ts'
import { imaginaryPods } from './imaginary-pods.ts'
import type { TrafficSource } from './request.ts'

/** The usual kinds are looked up by name, in the order of a list of all pods. */
const podKinds = [
  ['apps', 'DaemonSet'],
  ['apps', 'Deployment'],
  ['', 'Pod'],
  ['apps', 'StatefulSet'],
] as const

/** A Pod, or a workload whose pods are alike, by name; also by the name that a controller gives one of its pods (`db-0`, `web-6d5f8-x7k2p`). */
export function findPods(cluster: Cluster, namespace: string, name: string): PodGroup | null {
  for (const [group, kind] of podKinds) {
    const found = cluster.find(keyOf(group, kind, namespace, name))
    const pods = found === undefined ? null : cluster.podGroup(found)
    if (pods !== null) return pods
  }
  const groups = cluster.pods(namespace)
  const exact = groups.find(group => group.name === name)
  if (exact !== undefined) return exact
  return groups.find(group => group.resource.type === 'workload' && isPodName(group, name)) ?? null
}

function isPodName(group: PodGroup, name: string): boolean {
  if (!name.startsWith(`${group.name}-`)) return false
  const rest = name.slice(group.name.length + 1)
  if (group.resource.kind === 'StatefulSet') return /^\d+$/.test(rest) && Number(rest) < group.count
  const suffix = group.resource.kind === 'Deployment' ? /^[a-z0-9]{1,10}-[a-z0-9]{5}$/ : /^[a-z0-9]{5}$/
  return suffix.test(rest)
}

/** The client's end; null when no such pod is in the project. */
export function readSource(
  { cluster, assumptions }: FlowContext,
  from: TrafficSource,
): { readonly end: ConnectionEnd; readonly assumed: readonly Step[] } | null {
  switch (from.kind) {
    case 'external': {
      if (from.ip !== null) return { end: addressEnd(from.ip), assumed: [] }
      return {
        end: addressEnd(assumptions.clientIp),
        assumed: [
          makeStep(
            'assume.clientIp',
            { address: { is: 'address', value: assumptions.clientIp }, key: { is: 'name', value: 'clientIp' } },
            { verdict: 'assumed' },
          ),
        ],
      }
    }
    case 'pod': {
      const pods = findPods(cluster, from.namespace, from.name)
      if (pods === null) return null
      const assumed = assumptions.pods.get(`${pods.namespace}/${pods.name}`)?.ip
      return { end: podEnd(pods, assumed == null ? pods.ips : [assumed]), assumed: [] }
    }
    case 'labels': {
      const wanted = Object.entries(from.labels)
      const pods = cluster
        .pods(from.namespace)
        .find(group => wanted.every(([key, value]) => group.labels.get(key) === value))
      if (pods !== undefined) return { end: podEnd(pods), assumed: [] }
      return {
        end: podEnd(imaginaryPods(from.namespace, 'client', new Map(wanted))),
        assumed: [
          makeStep(
            'assume.podExists',
            {
              labels: { is: 'selector', value: wanted.map(([key, value]) => `${key}=${value}`).join(', ') },
              namespace: { is: 'name', value: from.namespace },
            },
            { verdict: 'assumed' },
          ),
        ],
      }
    }
  }
}
