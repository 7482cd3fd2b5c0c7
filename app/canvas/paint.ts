import { useMemo } from 'react'
import type { Painted, PaintedLeg } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { useView } from '../store/view.ts'
import type { Side, Way } from '../store/way.ts'
import { type Jump, jumpId } from './scene.ts'

export type PaintState = 'none' | 'off' | PaintedLeg['verdict']

interface PaintIndex {
  readonly nodes: ReadonlyMap<string, PaintedLeg['verdict']>
  readonly edges: ReadonlyMap<string, PaintedLeg['verdict']>
}

const worse: Readonly<Record<PaintedLeg['verdict'], number>> = { passed: 0, unknown: 1, failed: 2, refused: 3 }

let last: { readonly paint: readonly Painted[]; readonly index: PaintIndex | null } = { paint: [], index: null }

/** The painted way by node and edge; computed once for all nodes that ask. */
function indexOf(paint: readonly Painted[]): PaintIndex | null {
  if (last.paint === paint) return last.index
  const nodes = new Map<string, PaintedLeg['verdict']>()
  const edges = new Map<string, PaintedLeg['verdict']>()
  const put = (map: Map<string, PaintedLeg['verdict']>, id: string, verdict: PaintedLeg['verdict']): void => {
    const known = map.get(id)
    if (known === undefined || worse[known] > worse[verdict]) map.set(id, verdict)
  }
  for (const { legs } of paint) {
    for (const leg of legs) {
      put(nodes, leg.node, leg.verdict)
      if (leg.edge !== null) put(edges, leg.edge, leg.verdict)
    }
  }
  last = { paint, index: nodes.size === 0 ? null : { nodes, edges } }
  return last.index
}

/** The verdicts by node of what is painted; null when nothing is. */
export const paintedNodes = (paint: readonly Painted[]): PaintIndex['nodes'] | null => indexOf(paint)?.nodes ?? null

/** Steps of the way between nodes that no edge joins, and those whose edge a fold may hide. */
export function jumpsOf(paint: readonly Painted[]): Jump[] {
  const jumps = new Map<string, Jump>()
  for (const { legs } of paint) {
    legs.forEach((leg, i) => {
      const before = legs[i - 1]
      if (before === undefined || before.node === leg.node) return
      const key = `${before.node}\n${leg.node}`
      const known = jumps.get(key)
      if (known === undefined || worse[known.verdict] > worse[leg.verdict])
        jumps.set(key, { from: before.node, to: leg.node, verdict: leg.verdict, edge: leg.edge })
    })
  }
  return [...jumps.values()]
}

export const usePaint = (node: string): PaintState =>
  useView(view => {
    const index = indexOf(view.paint)
    return index === null ? 'none' : (index.nodes.get(node) ?? 'off')
  })

/** What a painted way does in a folded namespace, at its worst; 'none' for null and where it does not go. */
export const useFoldedPaint = (namespace: string | null): PaintState =>
  useView(view => {
    if (namespace === null || view.paint.length === 0) return 'none'
    const { nodes } = useGraph.getState()
    let found: PaintedLeg['verdict'] | null = null
    for (const [id, verdict] of indexOf(view.paint)?.nodes ?? []) {
      const node = nodes.get(id)
      if (node === undefined || node.role === 'outside' || node.namespace !== namespace) continue
      if (found === null || worse[verdict] > worse[found]) found = verdict
    }
    return found ?? 'none'
  })

/** Whether a painted way begins at a node. */
export const usePaintStart = (node: string): boolean =>
  useView(view => view.paint.some(({ legs }) => legs[0]?.node === node))

export function paintOfEdges(ids: readonly string[], paint: readonly Painted[]): PaintState {
  const index = indexOf(paint)
  if (index === null) return 'none'
  for (const id of ids) {
    const verdict = index.edges.get(id)
    if (verdict !== undefined) return verdict
  }
  return 'off'
}

export const useEdgePaint = (ids: readonly string[]): PaintState => useView(view => paintOfEdges(ids, view.paint))

/** What part of each of two compared requests comes somewhere: 0..1. */
export type Sides = Readonly<Record<Side, number>>

interface SideIndex {
  readonly nodes: ReadonlyMap<string, Sides>
  readonly edges: ReadonlyMap<string, Sides>
}

let lastSides: { readonly paint: readonly Way[]; readonly index: SideIndex | null } = { paint: [], index: null }

/** Who of two compared requests comes where; null when none are. */
function sidesIndexOf(paint: readonly Way[]): SideIndex | null {
  if (lastSides.paint === paint) return lastSides.index
  const nodes = new Map<string, Record<Side, number>>()
  const edges = new Map<string, Record<Side, number>>()
  for (const { side, share, legs } of paint) {
    if (side === undefined) continue
    const add = (map: Map<string, Record<Side, number>>, id: string): void => {
      const known = map.get(id) ?? { A: 0, B: 0 }
      known[side] += share
      map.set(id, known)
    }
    for (const id of new Set(legs.map(leg => leg.node))) add(nodes, id)
    for (const id of new Set(legs.map(leg => leg.edge))) if (id !== null) add(edges, id)
    legs.forEach((leg, i) => {
      const before = legs[i - 1]
      if (before !== undefined && before.node !== leg.node) add(edges, jumpId(before.node, leg.node))
    })
  }
  lastSides = { paint, index: nodes.size === 0 ? null : { nodes, edges } }
  return lastSides.index
}

/** The only one of two compared requests that comes to a node; null when both do, or none are compared. */
export const useOnlySide = (node: string): Side | null =>
  useView(view => {
    const sides = sidesIndexOf(view.paint)?.nodes.get(node)
    return sides === undefined || (sides.A > 0 && sides.B > 0) ? null : sides.A > 0 ? 'A' : 'B'
  })

/** Which of two compared requests take an edge; null when none are compared, or none does. */
export function useEdgeSides(ids: readonly string[]): Sides | null {
  const paint = useView(view => view.paint)
  return useMemo(() => sidesOfEdges(ids, paint), [paint, ids])
}

export function sidesOfEdges(ids: readonly string[], paint: readonly Way[]): Sides | null {
  const found = ids.map(id => sidesIndexOf(paint)?.edges.get(id)).filter(sides => sides !== undefined)
  if (found.length === 0) return null
  return { A: found.reduce((sum, { A }) => sum + A, 0), B: found.reduce((sum, { B }) => sum + B, 0) }
}

const percentOf = (share: number): string => (share > 0.9999 ? '' : ` ${Math.round(share * 1000) / 10} %`)

/** `A`, `B 20 %`; '' where both come in the same share: their way is one there. */
export function sidesText({ A, B }: Sides): string {
  if (Math.abs(A - B) < 0.0001) return ''
  return [A > 0 ? `A${percentOf(A)}` : '', B > 0 ? `B${percentOf(B)}` : ''].filter(text => text !== '').join(' · ')
}

/** Share of the requests that take an edge, when it is less than all; for its label. */
export function useEdgeShare(ids: readonly string[]): number | null {
  const paint = useView(view => view.paint)
  return useMemo(() => {
    if (paint.length < 2 || sidesIndexOf(paint) !== null) return null
    const share = paint
      .filter(({ legs }) => legs.some(leg => leg.edge !== null && ids.includes(leg.edge)))
      .reduce((sum, { share }) => sum + share, 0)
    return share > 0 && share < 0.9999 ? share : null
  }, [paint, ids])
}
