import { create } from 'zustand'
import type { Plan, TopologyEdge } from './contracts.ts'

/** A share of traffic that is being dragged: what it would be, and what that would write. */
export interface Weighing {
  readonly edge: TopologyEdge | null
  /** As it is written, and as it would be. */
  readonly was: number
  readonly percent: number
  readonly pointer: { readonly x: number; readonly y: number } | null
  readonly preview: Plan | null
}

export const notWeighing: Weighing = { edge: null, was: 0, percent: 0, pointer: null, preview: null }

export const useWeighing = create<Weighing>()(() => notWeighing)

/** What a sibling of the dragged share would have, which shares the rest as it did before; null for any other line. */
export function shareBeside({ edge, was, percent }: Weighing, other: TopologyEdge, share: number): number | null {
  if (edge === null || edge.id === other.id || edge.from !== other.from || edge.fromRow !== other.fromRow) return null
  return was >= 100 ? null : Math.round((share * (100 - percent)) / (100 - was))
}
