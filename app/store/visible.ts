import { useMemo } from 'react'
import type { TopologyEdge, TopologyNode } from './contracts.ts'
import { type Findable, findAll, neighbourhood, parseFind } from './find.ts'
import { useGraph } from './graph.ts'
import { type ProjectFile, useFiles } from './project.ts'
import { useView } from './view.ts'

type FoundInput = readonly [
  find: string,
  nodes: Findable['nodes'],
  edges: Findable['edges'],
  outline: Findable['outline'],
  problems: Findable['problems'],
  files: readonly ProjectFile[],
]

let last: { readonly input: FoundInput; readonly found: ReadonlySet<string> | null } | null = null

/** Outline, canvas and details ask the same; it is found once. */
function found(...input: FoundInput): ReadonlySet<string> | null {
  if (last?.input.every((value, i) => value === input[i]) === true) return last.found
  const [find, nodes, edges, outline, problems, files] = input
  const terms = parseFind(find)
  const names = new Map<string, string>(files.map(file => [file.id, file.name]))
  last = { input, found: terms.length === 0 ? null : findAll(terms, { nodes, edges, outline, problems, files: names }) }
  return last.found
}

/** Ids of what the words in the finding field hold for; null while there are none. */
export function useFound(): ReadonlySet<string> | null {
  const find = useView(view => view.find)
  const { nodes, edges, outline, problems } = useGraph()
  const files = useFiles()
  return found(find, nodes, edges, outline, problems, files)
}

/** Ids of the nodes that the canvas shows; null when it shows all. */
export function useVisible(): ReadonlySet<string> | null {
  const byWords = useFound()
  const onlyFound = useView(view => view.onlyFound)
  const focus = useView(view => view.focus)
  const nodes = useGraph(graph => graph.nodes)
  const edges = useGraph(graph => graph.edges)
  return useMemo(() => {
    const wanted = onlyFound ? byWords : null
    const starts = focus?.nodes.filter(id => nodes.has(id)) ?? []
    if (focus === null || starts.length === 0) return wanted
    const near = neighbourhood(starts, focus.depth, edges)
    return wanted === null ? near : new Set([...near].filter(id => wanted.has(id) || starts.includes(id)))
  }, [byWords, onlyFound, focus, nodes, edges])
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
