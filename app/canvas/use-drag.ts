import { type OnNodesChange, useStoreApi } from '@xyflow/react'
import { type MouseEvent as ReactMouseEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useGraph } from '../store/graph.ts'
import { type Point, project } from '../store/project.ts'
import { select, useView } from '../store/view.ts'
import { useStable } from '../ui/use-stable.ts'
import { frameKey, homeKey, usePlacement } from './placement.ts'
import type { FlowEdge, FlowNode } from './scene.ts'

const nothing: ReadonlyMap<string, Point> = new Map()

/** Dragging nodes, frames and a marquee; what is let go is one step, and Escape takes it back before. */
export function useDrag() {
  const store = useStoreApi<FlowNode, FlowEdge>()
  /** Where what is dragged is meanwhile. */
  const [dragging, setDragging] = useState(nothing)
  const starts = useRef<ReadonlyMap<string, Point>>(nothing)
  /** What was given up, while the button is still down. */
  const given = useRef<'no' | 'drag' | 'marquee'>('no')
  /** What was selected when a marquee began, and the pointer that draws it. */
  const marquee = useRef<{ readonly selection: readonly string[]; readonly pointer: number }>({
    selection: [],
    pointer: 0,
  })

  const onNodesChange: OnNodesChange<FlowNode> = useCallback(changes => {
    const moved = changes.filter(change => change.type === 'position' && change.position !== undefined)
    if (moved.length > 0 && given.current !== 'drag')
      setDragging(now => {
        const next = new Map(now)
        for (const change of moved)
          if (change.type === 'position' && change.position !== undefined) next.set(change.id, change.position)
        return next
      })
    const picked = changes.filter(change => change.type === 'select')
    if (picked.length > 0 && given.current !== 'marquee') {
      // What is gone would stay the main one for ever: the library knows nothing of it.
      const { nodes } = useGraph.getState()
      const now = new Set(useView.getState().selection.filter(id => nodes.has(id)))
      for (const change of picked) {
        if (change.selected) now.add(change.id)
        else now.delete(change.id)
      }
      select([...now])
    }
  }, [])

  const onDragStart = useStable((_event: unknown, _node: FlowNode, nodes: FlowNode[]): void => {
    given.current = 'no'
    starts.current = new Map(nodes.map(node => [node.id, { ...node.position }]))
  })
  const onDragStop = useStable((_event: unknown, _node: FlowNode, nodes: FlowNode[]): void => {
    // A selection that is dragged ends twice: as a node and as a selection.
    const begun = given.current === 'drag' ? nothing : starts.current
    starts.current = nothing
    given.current = 'no'
    const placement = usePlacement.getState()
    const moves = new Map<string, Point>()
    for (const node of nodes) {
      const start = begun.get(node.id)
      if (start === undefined) continue
      const dx = Math.round(node.position.x - start.x)
      const dy = Math.round(node.position.y - start.y)
      if (dx === 0 && dy === 0) continue
      const key = node.type === 'frame' ? frameKey(node.data.namespace) : homeKey(node.data.node)
      const base =
        project.positions.get(key) ??
        (node.type === 'frame' ? placement.frames.get(node.data.namespace) : placement.nodes.get(node.id)) ??
        start
      moves.set(key, { x: base.x + dx, y: base.y + dy })
    }
    setDragging(nothing)
    if (moves.size > 0) project.move(moves)
  })
  const onSelectionDragStart = useStable((event: ReactMouseEvent, nodes: FlowNode[]) =>
    onDragStart(event, nodes[0]!, nodes),
  )
  const onSelectionDragStop = useStable((event: ReactMouseEvent, nodes: FlowNode[]) =>
    onDragStop(event, nodes[0]!, nodes),
  )

  useEffect(() => {
    const onPointerDown = (event: PointerEvent): void => {
      given.current = 'no'
      marquee.current = { selection: useView.getState().selection, pointer: event.pointerId }
    }
    const giveUpMarquee = (): void => {
      given.current = 'marquee'
      const { domNode } = store.getState()
      // The library ends its own part of it only so: it takes Shift for released once another key was pressed.
      domNode
        ?.querySelector('.react-flow__pane')
        ?.dispatchEvent(new PointerEvent('pointercancel', { bubbles: true, pointerId: marquee.current.pointer }))
      store.setState({ userSelectionActive: false, userSelectionRect: null })
      select([...marquee.current.selection])
      // Nor is it a click on the ground when the button comes up.
      const swallow = (event: MouseEvent): void => event.stopPropagation()
      window.addEventListener('click', swallow, true)
      const up = (): void => void setTimeout(() => window.removeEventListener('click', swallow, true))
      window.addEventListener('pointerup', up, { once: true })
    }
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      if (starts.current.size > 0) {
        given.current = 'drag'
        setDragging(nothing)
      } else if (store.getState().userSelectionActive) giveUpMarquee()
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('pointerdown', onPointerDown, true)
    window.addEventListener('keydown', onKeyDown, true)
    return () => {
      window.removeEventListener('pointerdown', onPointerDown, true)
      window.removeEventListener('keydown', onKeyDown, true)
    }
  }, [store])

  return {
    dragging,
    handlers: {
      onNodesChange,
      onNodeDragStart: onDragStart,
      onNodeDragStop: onDragStop,
      onSelectionDragStart,
      onSelectionDragStop,
    },
  }
}
