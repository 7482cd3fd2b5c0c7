import { create } from 'zustand'
import type {
  DocProblems,
  FromWorker,
  Keyed,
  OutlineEntry,
  TopologyEdge,
  TopologyNode,
  WatchResult,
} from './contracts.ts'
import type { OpenProgress } from './opening.ts'

/** What the engine derived, as told by its deltas. Values keep their identity until a delta replaces them. */
export interface Graph {
  /** The revision the worker last answered for. */
  readonly revision: number
  readonly nodes: ReadonlyMap<string, TopologyNode>
  readonly edges: ReadonlyMap<string, TopologyEdge>
  readonly outline: ReadonlyMap<string, OutlineEntry>
  readonly problems: ReadonlyMap<string, DocProblems>
  readonly watched: ReadonlyMap<string, WatchResult>
  readonly progress: OpenProgress | null
  readonly broken: string | null
  /** Whether the first delta after opening has arrived. */
  readonly ready: boolean
}

export const emptyGraph: Graph = {
  revision: -1,
  nodes: new Map(),
  edges: new Map(),
  outline: new Map(),
  problems: new Map(),
  watched: new Map(),
  progress: null,
  broken: null,
  ready: false,
}

export const useGraph = create<Graph>()(() => emptyGraph)

const patched = <T extends { readonly id: string }>(map: ReadonlyMap<string, T>, change: Keyed<T>) => {
  if (change.set.length === 0 && change.remove.length === 0) return map
  const next = new Map(map)
  for (const id of change.remove) next.delete(id)
  for (const value of change.set) next.set(value.id, value)
  return next
}

export function applyDelta(delta: Extract<FromWorker, { kind: 'delta' }>): void {
  useGraph.setState(graph => ({
    revision: delta.revision,
    nodes: patched(graph.nodes, delta.nodes),
    edges: patched(graph.edges, delta.edges),
    outline: patched(graph.outline, delta.outline),
    problems: patched(graph.problems, delta.problems),
    ...(delta.watched !== undefined && { watched: new Map(delta.watched.map(result => [result.id, result])) }),
    progress: null,
    ready: true,
  }))
}
