import { create } from 'zustand'
import type { DropTarget, Plan } from './contracts.ts'

/** A line being drawn: where it may end, and what it would write. */
export interface Connecting {
  readonly from: { readonly node: string; readonly row: string | null } | null
  /** By `node\nrow`; null until the engine has answered. */
  readonly targets: ReadonlyMap<string, DropTarget> | null
  readonly over: { readonly node: string; readonly row: string | null } | null
  readonly pointer: { readonly x: number; readonly y: number }
  readonly preview: Plan | null
  /** The edge whose end is being drawn elsewhere. */
  readonly moves: string | null
}

/** A kind that is dragged onto the canvas, and what dropping it there would write. */
export interface Dropping {
  readonly kind: string | null
  readonly pointer: { readonly x: number; readonly y: number }
  readonly preview: Plan | null
}

export const notConnecting: Connecting = {
  from: null,
  targets: null,
  over: null,
  pointer: { x: 0, y: 0 },
  preview: null,
  moves: null,
}

export const useConnecting = create<Connecting>()(() => notConnecting)

export const notDropping: Dropping = { kind: null, pointer: { x: 0, y: 0 }, preview: null }

export const useDropping = create<Dropping>()(() => notDropping)

export const targetKey = (node: string, row: string | null): string => `${node}\n${row ?? ''}`

/** The target meant by a place on a node: the row itself, the node as a whole, or the first of its rows that takes the line. */
export function targetAt(
  targets: ReadonlyMap<string, DropTarget>,
  node: string,
  row: string | null,
): DropTarget | undefined {
  const exact = row === null ? undefined : targets.get(targetKey(node, row))
  if (exact?.allowed === true) return exact
  const whole = targets.get(targetKey(node, null))
  if (whole?.allowed === true) return whole
  for (const target of targets.values()) if (target.node === node && target.allowed && row === null) return target
  return exact ?? whole ?? [...targets.values()].find(target => target.node === node)
}
