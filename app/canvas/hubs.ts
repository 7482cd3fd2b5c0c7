import type { TopologyEdge, TopologyNode } from '../store/contracts.ts'

/** Nodes that lines tie together, whatever way they point, and those lines. */
export interface Component {
  readonly nodes: readonly TopologyNode[]
  readonly edges: readonly TopologyEdge[]
}

/** In the order of `nodes`, which hold both ends of every edge. */
export function componentsOf(nodes: readonly TopologyNode[], edges: readonly TopologyEdge[]): Component[] {
  const parent = new Map(nodes.map(n => [n.id, n.id]))
  const root = (id: string): string => {
    let at = id
    while (parent.get(at) !== at) {
      const up = parent.get(parent.get(at) ?? at) ?? at
      parent.set(at, up)
      at = up
    }
    return at
  }
  for (const edge of edges) parent.set(root(edge.from), root(edge.to))
  const found = new Map<string, { nodes: TopologyNode[]; edges: TopologyEdge[] }>()
  for (const node of nodes) {
    const component = found.get(root(node.id))
    if (component === undefined) found.set(root(node.id), { nodes: [node], edges: [] })
    else component.nodes.push(node)
  }
  for (const edge of edges) found.get(root(edge.from))?.edges.push(edge)
  return [...found.values()]
}

/** An entry at which more lines end than this is a hub: what it leads to does not belong together because of it. */
const spokes = 12

/** A component without the entries that hold it together: the hubs, and what it falls apart into. */
export interface Split {
  readonly hubs: readonly TopologyNode[]
  readonly pieces: readonly Component[]
}

/** Null where no hub holds it together. */
export function splitAtHubs({ nodes, edges }: Component): Split | null {
  const ends = new Map<string, number>()
  for (const { from, to } of edges) for (const end of [from, to]) ends.set(end, (ends.get(end) ?? 0) + 1)
  const hubs = nodes.filter(({ id, role }) => role === 'entry' && (ends.get(id) ?? 0) > spokes)
  if (hubs.length === 0) return null
  const away = new Set(hubs.map(({ id }) => id))
  const pieces = componentsOf(
    nodes.filter(({ id }) => !away.has(id)),
    edges.filter(({ from, to }) => !away.has(from) && !away.has(to)),
  )
  return pieces.length < 2 ? null : { hubs, pieces }
}
