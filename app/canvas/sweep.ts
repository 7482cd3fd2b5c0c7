import type { TopologyEdge, TopologyNode } from '../store/contracts.ts'
import { sizeOf } from './geometry.ts'

const gap = 20
const sweeps = 6

/**
 * Heights of nodes that stand in columns by their role: each column in the order of what its nodes are tied to, found in a few sweeps back
 * and forth. Crosses more lines than a search would, in a blink where that takes minutes.
 */
export function sweepColumns(nodes: readonly TopologyNode[], edges: readonly TopologyEdge[]): Map<string, number> {
  const ties = new Map<string, string[]>(nodes.map(({ id }) => [id, []]))
  for (const { from, to } of edges) {
    ties.get(from)?.push(to)
    ties.get(to)?.push(from)
  }
  const columns = [...new Set(nodes.map(({ role }) => role))].map(role => nodes.filter(node => node.role === role))
  const middles = new Map<string, number>()
  const tops = new Map<string, number>()
  const stack = (column: readonly TopologyNode[]): void => {
    let y = 0
    for (const node of column) {
      const { height } = sizeOf(node)
      tops.set(node.id, y)
      middles.set(node.id, y + height / 2)
      y += height + gap
    }
  }
  for (const column of columns) stack(column)
  for (let round = 0; round < sweeps; round += 1)
    for (const column of round % 2 === 0 ? columns : [...columns].reverse()) {
      const wish = new Map(
        column.map(({ id }) => {
          const others = (ties.get(id) ?? []).flatMap(other => middles.get(other) ?? [])
          const sum = others.reduce((a, b) => a + b, 0)
          return [id, others.length === 0 ? (middles.get(id) ?? 0) : sum / others.length]
        }),
      )
      column.sort((a, b) => wish.get(a.id)! - wish.get(b.id)!)
      stack(column)
    }
  return tops
}
