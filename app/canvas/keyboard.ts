import type { ReactFlowInstance } from '@xyflow/react'
import type { KeyboardEvent } from 'react'
import { useGraph } from '../store/graph.ts'
import { type Point, project } from '../store/project.ts'
import { tuneAt } from '../store/tuning.ts'
import { select, setView, useView } from '../store/view.ts'
import { deleteSelected, duplicate, goToDocument } from '../worker/gestures.ts'
import { homeKey, usePlacement } from './placement.ts'
import { togglePods } from './pods.ts'
import type { FlowEdge, FlowNode } from './scene.ts'

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Arrows go from node to node, Alt and arrows move them; Enter, F2 and Delete do what they do in a file list. */
export function handleKey(
  event: KeyboardEvent,
  flow: ReactFlowInstance<FlowNode, FlowEdge>,
  openMenu: (id: string) => void,
): void {
  if (
    event.nativeEvent.isComposing ||
    (event.target as Element).closest('input, textarea, button, [role="menu"], [role="dialog"]') !== null
  )
    return
  const { selectedEdge, selection } = useView.getState()
  const main = selection[0]
  const direction = Object.hasOwn(directions, event.key) ? directions[event.key] : undefined
  if (direction !== undefined && !event.ctrlKey && !event.metaKey) {
    if (event.altKey) nudge(direction, event.shiftKey ? 32 : 8)
    else step(flow, direction, event.shiftKey)
  } else if (event.key === 'Enter' && selectedEdge !== null && isTunable(selectedEdge))
    tuneAt(selectedEdge, null, edgeElement(selectedEdge))
  else if (event.key === 'Enter' && main !== undefined) void goToDocument(main, true)
  else if (event.key === 'F2' && main !== undefined) setView({ dialog: { kind: 'rename', id: main } })
  else if (event.key === 'Delete' || event.key === 'Backspace') deleteSelected()
  else if ((event.key === 'o' || event.key === 'O') && main !== undefined && !event.ctrlKey && !event.metaKey) focusOn()
  else if ((event.key === 'p' || event.key === 'P') && main !== undefined && !event.ctrlKey && !event.metaKey)
    togglePods(useView.getState().selection)
  else if (event.key === 'Escape') {
    if (useView.getState().focus !== null) setView({ focus: null })
    else {
      select([])
      setView({ paint: [], lit: null, selectedEdge: null })
    }
  } else if ((event.key === 'd' || event.key === 'D') && (event.ctrlKey || event.metaKey) && main !== undefined)
    duplicate(main)
  else if ((event.key === 'a' || event.key === 'A') && (event.ctrlKey || event.metaKey))
    select([...useGraph.getState().nodes.keys()])
  else if ((event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) && main !== undefined)
    openMenu(main)
  else return
  event.preventDefault()
  event.stopPropagation()
}

/** Whether a line may have fields of its own behind it. */
function isTunable(id: string): boolean {
  const { nodes, edges } = useGraph.getState()
  const edge = edges.get(id)
  const kind = edge === undefined ? undefined : nodes.get(edge.from)?.kind
  return edge?.kind === 'backend' && (kind === 'VirtualService' || kind === 'HTTPRoute' || kind === 'GRPCRoute')
}

export const edgeElement = (id: string): Element | null =>
  document.querySelector(`.react-flow__edge[data-id="${CSS.escape(id)}"]`)

/** The selection with what stands around it; again: one line further. */
function focusOn(): void {
  const { selection, focus } = useView.getState()
  const isSame = focus !== null && focus.nodes.join() === selection.join()
  setView({ focus: { nodes: [...selection], depth: isSame ? focus.depth + 1 : 1 } })
}

/** The nearest node in a direction: distance along it counts once, distance across it twice. */
function step(flow: ReactFlowInstance<FlowNode, FlowEdge>, [dx, dy]: readonly [number, number], extend: boolean): void {
  const { selection } = useView.getState()
  const nodes = flow.getNodes().filter(node => node.type === 'resource')
  const centreOf = (id: string): Point | null => {
    const node = flow.getInternalNode(id)
    if (node === undefined) return null
    const { x, y } = node.internals.positionAbsolute
    return { x: x + (node.width ?? 0) / 2, y: y + (node.height ?? 0) / 2 }
  }
  const from = selection[0] === undefined ? null : centreOf(selection[0])
  let best: string | null = null
  let bestCost = Number.POSITIVE_INFINITY
  for (const node of nodes) {
    if (node.id === selection[0]) continue
    const at = centreOf(node.id)
    if (at === null) continue
    if (from === null) {
      const cost = at.x + at.y
      if (cost < bestCost) [best, bestCost] = [node.id, cost]
      continue
    }
    const along = (at.x - from.x) * dx + (at.y - from.y) * dy
    const across = Math.abs((at.x - from.x) * dy) + Math.abs((at.y - from.y) * dx)
    if (along <= 4) continue
    const cost = along + across * 2
    if (cost < bestCost) [best, bestCost] = [node.id, cost]
  }
  if (best === null) return
  select(extend ? [best, ...selection.filter(id => id !== best)] : [best])
  setView({ centre: { node: best } })
  void goToDocument(best)
}

function nudge([dx, dy]: readonly [number, number], by: number): void {
  const { nodes } = useGraph.getState()
  const moves = new Map<string, Point>()
  for (const id of useView.getState().selection) {
    const node = nodes.get(id)
    if (node === undefined) continue
    const key = homeKey(node)
    const at = project.positions.get(key) ?? usePlacement.getState().nodes.get(id)
    if (at !== undefined) moves.set(key, { x: at.x + dx * by, y: at.y + dy * by })
  }
  if (moves.size > 0) project.move(moves)
}
