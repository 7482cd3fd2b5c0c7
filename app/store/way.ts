import type { Painted } from './contracts.ts'
import { setView, useView } from './view.ts'

/** Of two requests that are compared, the first or the second. */
export type Side = 'A' | 'B'

/** The way of an outcome on the canvas; `side` where two requests are compared. */
export interface Way extends Painted {
  readonly side?: Side
}

/** Paints the ways of one request in place of those that it had. */
export function showWays(side: Side | null, painted: readonly Painted[]): void {
  const others =
    side === null ? [] : useView.getState().paint.filter(way => way.side !== undefined && way.side !== side)
  const own = side === null ? painted : painted.map(way => ({ ...way, side }))
  if (others.length + own.length === 0 && useView.getState().paint.length === 0) return
  setView({ paint: side === 'B' ? [...others, ...own] : [...own, ...others] })
}
