import { create } from 'zustand'
import type { FromWorker } from './contracts.ts'

export type OpenProgress = Pick<Extract<FromWorker, { kind: 'progress' }>, 'phase' | 'done' | 'total'>

/** A large project that is being made ready while the one before is still open. */
export interface Opening {
  readonly name: string
  readonly files: number
  /** Null until its engine has said something. */
  readonly progress: OpenProgress | null
  readonly cancel: () => void
}

export const useOpening = create<{ readonly opening: Opening | null }>()(() => ({ opening: null }))
