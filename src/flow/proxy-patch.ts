import { type MeshClient, meshOf } from '../apis/istio/index.ts'
import type { FieldRef } from '../text/index.ts'
import type { FlowContext } from './context.ts'

/** An EnvoyFilter or WasmPlugin that a proxy runs and that may change anything; null when there is none. */
export function patchOf(
  { cluster, assumptions }: FlowContext,
  client: MeshClient,
): { readonly name: string; readonly at: FieldRef } | null {
  if (!cluster.hasAny('proxypatch')) return null
  const { rootNamespace } = meshOf(cluster, assumptions)
  const context = client.kind === 'gateway' ? 'GATEWAY' : 'SIDECAR_OUTBOUND'
  for (const namespace of new Set([client.namespace, rootNamespace])) {
    for (const patch of cluster.all('proxypatch', namespace)) {
      if (!patch.changesTraffic || (patch.contexts !== null && !patch.contexts.includes(context))) continue
      const { workloadSelector } = patch
      if (workloadSelector !== null && [...workloadSelector].some(([key, value]) => client.labels.get(key) !== value))
        continue
      return { name: `${patch.kind} ${patch.namespace}/${patch.name}`, at: { doc: patch.doc, path: [] } }
    }
  }
  return null
}
