import { type MeshClient, type MeshContext, meshOf, proxyOf } from '../apis/istio/index.ts'
import type { PodGroup } from '../cluster/index.ts'
import type { FlowContext } from './context.ts'

export function meshContext({ cluster, assumptions, entries }: FlowContext): MeshContext {
  return { cluster, assumptions, mesh: meshOf(cluster, assumptions), kept: entries }
}

/** The proxy of pods as a client; null for pods without one. */
export function meshClientOf({ cluster, assumptions }: FlowContext, pods: PodGroup): MeshClient | null {
  const { kind } = proxyOf(cluster, assumptions, pods)
  return kind === 'none' ? null : { kind, namespace: pods.namespace, labels: pods.labels, pods }
}
