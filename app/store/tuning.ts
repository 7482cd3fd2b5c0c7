import { create } from 'zustand'
import type { DialGroup } from './contracts.ts'

/** The line whose faults, limits and tries are being changed, and where on the page; null when none is. */
export interface TuningAt {
  readonly edge: string
  /** What to begin with; null for all of it. */
  readonly group: DialGroup | null
  readonly x: number
  readonly y: number
}

export const useTuning = create<{ readonly at: TuningAt | null }>()(() => ({ at: null }))

export const tune = (at: TuningAt | null): void => useTuning.setState({ at })

/** Beside a part of the page. */
export function tuneAt(edge: string, group: DialGroup | null, element: Element | null): void {
  const box = element?.getBoundingClientRect()
  tune({ edge, group, x: box === undefined ? 300 : box.x + box.width / 2, y: box === undefined ? 200 : box.bottom })
}

/** What the badges of a line stand for. */
export const groupOfBadge: Readonly<Record<string, DialGroup>> = {
  delay: 'delay',
  abort: 'abort',
  timeout: 'timeout',
  retries: 'retry',
  mirror: 'mirror',
}
