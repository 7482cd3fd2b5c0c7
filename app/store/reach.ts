import { create } from 'zustand'
import type { Noun, PolicyEffect, Reply } from './contracts.ts'

type ReachOf = Extract<Reply, { kind: 'reachOf' }>

/** Who may talk to whom, as far as it is looked at. */
export interface ReachView {
  /** Whether the canvas shows who may talk to what is selected, and lines drawn there are policies. */
  readonly mode: boolean
  /** The workload that is painted: who may reach it, and whom it may reach. */
  readonly subject: string | null
  readonly answer: ReachOf | null
  /** The same by node. */
  readonly byNode: ReadonlyMap<string, ReachOf['ends'][number]>
  /** Pods that a word of a policy means, lit on the canvas. */
  readonly lit: ReadonlySet<string>
  /** The selector that the cursor stands in. */
  readonly typed: Noun | null
  /** What the last edit opened and shut. */
  readonly effect: PolicyEffect | null
}

const nobody: ReadonlySet<string> = new Set()

export const useReach = create<ReachView>()(() => ({
  mode: false,
  subject: null,
  answer: null,
  byNode: new Map(),
  lit: nobody,
  typed: null,
  effect: null,
}))

export function paintReach(subject: string | null, answer: ReachOf | null): void {
  useReach.setState({ subject, answer, byNode: new Map(answer?.ends.map(end => [end.node, end])) })
}

/** Lights the pods of a word; none for null. */
export function lightPods(noun: Noun | null): void {
  useReach.setState({ lit: noun === null ? nobody : new Set(noun.nodes) })
}

export type ReachState = 'subject' | 'free' | 'both' | 'in' | 'out' | 'none' | 'unknown'

/** How a node stands to the workload that is painted; undefined where nothing is. */
export function reachStateOf({ mode, subject, byNode }: ReachView, node: string): ReachState | undefined {
  if (!mode || subject === null) return undefined
  if (node === subject) return 'subject'
  const end = byNode.get(node)
  if (end === undefined) return undefined
  if (end.isFree) return 'free'
  const isOpen = (state: string): boolean => state === 'open' || state === 'part'
  const into = isOpen(end.in.state)
  const out = isOpen(end.out.state)
  if (into && out) return 'both'
  if (into) return 'in'
  if (out) return 'out'
  return end.in.state === 'unknown' || end.out.state === 'unknown' ? 'unknown' : 'none'
}
