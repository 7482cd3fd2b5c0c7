import type { DocId, GridRef, TopologyNode } from '../../store/contracts.ts'

/** A workload of the matrix. */
export interface Workload {
  readonly doc: DocId
  readonly namespace: string
  readonly name: string
}

/** A row or column: one workload, or all of a folded namespace. */
export interface MatrixItem {
  readonly key: string
  readonly namespace: string
  readonly name: string
  readonly ref: GridRef
  readonly isFolded: boolean
  /** Whether it is the first of its namespace, where the namespace is named. */
  readonly isFirst: boolean
}

export function workloadsOf(nodes: ReadonlyMap<string, TopologyNode>): Workload[] {
  const workloads: Workload[] = []
  for (const { role, doc, state, namespace, name } of nodes.values())
    if (role === 'workload' && doc !== null && state !== 'veiled' && state !== 'missing')
      workloads.push({ doc, namespace, name })
  return workloads.sort((a, b) => compare(a.namespace, b.namespace) || compare(a.name, b.name))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Rows or columns in order: folded namespaces as one, the workloads of the others; with words only what is named so. */
export function itemsOf(
  workloads: readonly Workload[],
  isFolded: (namespace: string) => boolean,
  words: string,
): MatrixItem[] {
  const wanted = words.trim().toLowerCase()
  const items: MatrixItem[] = []
  let before: string | null = null
  for (const { doc, namespace, name } of workloads) {
    const named = wanted !== '' && `${namespace}/${name}`.toLowerCase().includes(wanted)
    if (wanted !== '' && !named) continue
    const isFirst = namespace !== before
    before = namespace
    // Who looks for a name wants to see it.
    if (wanted === '' && isFolded(namespace)) {
      if (isFirst)
        items.push({ key: `${namespace}/`, namespace, name: namespace, ref: { namespace }, isFolded: true, isFirst })
    } else items.push({ key: doc, namespace, name, ref: { doc }, isFolded: false, isFirst })
  }
  return items
}
