import { useMemo } from 'react'
import type { TopologyEdge, TopologyNode } from './contracts.ts'
import { findAll, neighbourhood, parseFind } from './find.ts'
import { useGraph } from './graph.ts'
import { useFiles } from './project.ts'
import { useView } from './view.ts'

/** Ids of what the words in the finding field hold for; null while there are none. */
export function useFound(): ReadonlySet<string> | null {
  const find = useView(view => view.find)
  const { nodes, edges, outline, problems } = useGraph()
  const files = useFiles()
  return useMemo(() => {
    const terms = parseFind(find)
    if (terms.length === 0) return null
    const names = new Map<string, string>(files.map(file => [file.id, file.name]))
    return findAll(terms, { nodes, edges, outline, problems, files: names })
  }, [find, nodes, edges, outline, problems, files])
}

/** Ids of the nodes that the canvas shows; null when it shows all. */
export function useVisible(): ReadonlySet<string> | null {
  const found = useFound()
  const onlyFound = useView(view => view.onlyFound)
  const focus = useView(view => view.focus)
  const nodes = useGraph(graph => graph.nodes)
  const edges = useGraph(graph => graph.edges)
  return useMemo(() => {
    const byWords = onlyFound ? found : null
    const starts = focus?.nodes.filter(id => nodes.has(id)) ?? []
    if (focus === null || starts.length === 0) return byWords
    const near = neighbourhood(starts, focus.depth, edges)
    return byWords === null ? near : new Set([...near].filter(id => byWords.has(id) || starts.includes(id)))
  }, [found, onlyFound, focus, nodes, edges])
}

export function visibleNodes(
  nodes: ReadonlyMap<string, TopologyNode>,
  visible: ReadonlySet<string> | null,
): ReadonlyMap<string, TopologyNode> {
  return visible === null ? nodes : new Map([...nodes].filter(([id]) => visible.has(id)))
}

/** Lines both of whose ends are shown. */
export function visibleEdges(
  edges: ReadonlyMap<string, TopologyEdge>,
  visible: ReadonlySet<string> | null,
): ReadonlyMap<string, TopologyEdge> {
  return visible === null
    ? edges
    : new Map([...edges].filter(([, edge]) => visible.has(edge.from) && visible.has(edge.to)))
}
