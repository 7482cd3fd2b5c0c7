import type { DocProblems, OutlineEntry } from '../store/contracts.ts'

export type OutlineRow =
  | {
      readonly type: 'namespace'
      readonly key: string
      readonly level: 1
      readonly name: string
      readonly count: number
    }
  | { readonly type: 'kind'; readonly key: string; readonly level: 2; readonly name: string; readonly count: number }
  | {
      readonly type: 'resource'
      readonly key: string
      readonly level: 3
      readonly entry: OutlineEntry
      readonly errors: number
      readonly warnings: number
    }

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The tree as a flat list of the rows that show: namespaces, their kinds, their resources; of all, or of those wanted. Empty documents are left out. */
export function outlineRows(
  outline: ReadonlyMap<string, OutlineEntry>,
  problems: ReadonlyMap<string, DocProblems>,
  closed: Readonly<Record<string, boolean>>,
  wanted: ReadonlySet<string> | null,
): OutlineRow[] {
  const found = [...outline.values()].filter(
    entry => entry.state !== 'empty' && (wanted === null || wanted.has(entry.id)),
  )
  found.sort(
    (a, b) =>
      text(a.namespace, b.namespace) ||
      text(a.kind, b.kind) ||
      text(a.name, b.name) ||
      text(a.file, b.file) ||
      a.order - b.order,
  )
  const spaces = new Map<string, Map<string, OutlineEntry[]>>()
  for (const entry of found) {
    const kinds = spaces.get(entry.namespace) ?? new Map<string, OutlineEntry[]>()
    spaces.set(entry.namespace, kinds)
    const list = kinds.get(entry.kind)
    if (list === undefined) kinds.set(entry.kind, [entry])
    else list.push(entry)
  }
  const rows: OutlineRow[] = []
  const isClosed = (key: string): boolean => wanted === null && closed[key] === true
  for (const [namespace, kinds] of spaces) {
    const key = `ns:${namespace}`
    const count = [...kinds.values()].reduce((sum, list) => sum + list.length, 0)
    rows.push({ type: 'namespace', key, level: 1, name: namespace, count })
    if (isClosed(key)) continue
    for (const [kind, list] of kinds) {
      const kindKey = `${key}/${kind}`
      rows.push({ type: 'kind', key: kindKey, level: 2, name: kind, count: list.length })
      if (isClosed(kindKey)) continue
      for (const entry of list) {
        const own = problems.get(entry.id)?.problems ?? []
        rows.push({
          type: 'resource',
          key: entry.id,
          level: 3,
          entry,
          errors: own.filter(p => p.problem.severity === 'error').length,
          warnings: own.filter(p => p.problem.severity === 'warning').length,
        })
      }
    }
  }
  return rows
}
