import type { Assumptions, Cluster, Kept, PodGroup } from '../../cluster/index.ts'
import type { Mesh } from './mesh.ts'

/** What every question about the mesh reads. */
export interface MeshContext {
  readonly cluster: Cluster
  readonly assumptions: Assumptions
  readonly mesh: Mesh
  /** Tables that were translated already. */
  readonly kept: Kept
}

/** The proxy that dials: rules depend on its namespace, labels and kind, and on nothing else. */
export interface MeshClient {
  readonly kind: 'sidecar' | 'gateway'
  readonly namespace: string
  readonly labels: ReadonlyMap<string, string>
  /** Null for a proxy that is in no manifest. */
  readonly pods: PodGroup | null
}

/** Whether all labels of a selector are there. */
export function selects(selector: ReadonlyMap<string, string>, labels: ReadonlyMap<string, string>): boolean {
  for (const [key, value] of selector) if (labels.get(key) !== value) return false
  return true
}

/** Order of creation; what was created at one time, or says no time, by name and then namespace [IS-5]. */
export function compareAge(
  a: { readonly createdMs: number | null; readonly name: string; readonly namespace: string },
  b: { readonly createdMs: number | null; readonly name: string; readonly namespace: string },
): number {
  const age = (a.createdMs ?? 0) - (b.createdMs ?? 0)
  if (age !== 0) return age
  if (a.name !== b.name) return a.name < b.name ? -1 : 1
  return a.namespace < b.namespace ? -1 : a.namespace > b.namespace ? 1 : 0
}

/** Whether an object's `exportTo` lets a namespace see it [IS-6]. */
export function isExported(exportTo: readonly string[], owner: string, to: string): boolean {
  return exportTo.some(entry => entry === '*' || entry === to || (entry === '.' && owner === to))
}
