import type { Hop, Outcome } from '../flow/index.ts'
import { outsideId, rowId, type TopologyEdge, type TopologyNode } from '../topology/index.ts'
import type { Derivations } from './derivations.ts'
import type { Painted, PaintedLeg } from './messages.ts'

/** The way of an outcome on the canvas: its hops as nodes and rows, joined by the edges that are drawn between them. */
export function paint(derivations: Derivations, outcome: Outcome): Painted {
  const legs: PaintedLeg[] = []
  for (const hop of outcome.hops) {
    const node = nodeOf(derivations, hop)
    if (node === undefined) continue
    const row = rowOf(node, hop)
    legs.push({
      node: node.id,
      row,
      edge: edgeTo(derivations, legs, node, row, outcome.backend?.subset ?? null),
      verdict: hop.verdict,
    })
  }
  return { share: outcome.share, legs }
}

function nodeOf(derivations: Derivations, hop: Hop): TopologyNode | undefined {
  if (hop.resource.kind === 'Outside') return derivations.node(outsideId)
  return hop.at === null ? undefined : derivations.node(hop.at.doc)
}

/** The row whose path the hop's field lies in. */
function rowOf(node: TopologyNode, hop: Hop): string | null {
  const path = hop.at === null ? '' : rowId(hop.at.path)
  return node.rows.find(row => path === row.id || path.startsWith(`${row.id}/`))?.id ?? null
}

/** The edge from the nearest earlier node that leads here; of several, the one that touches the rows passed. */
function edgeTo(
  derivations: Derivations,
  legs: readonly PaintedLeg[],
  node: TopologyNode,
  row: string | null,
  subset: string | null,
): string | null {
  for (const leg of [...legs].reverse()) {
    const edges = derivations.edgesBetween(leg.node, node.id)
    const score = (edge: TopologyEdge): number =>
      Number(edge.fromRow === leg.row) * 4 + Number(edge.toRow === row) * 2 + Number((edge.subset ?? null) === subset)
    // Of those that say the same the one that is written first, whatever was drawn first.
    const best = edges.sort((a, b) => score(b) - score(a) || a.id.length - b.id.length || (a.id < b.id ? -1 : 1))[0]
    if (best !== undefined) return best.id
  }
  return null
}
