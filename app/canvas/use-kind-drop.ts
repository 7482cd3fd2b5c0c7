import { useReactFlow } from '@xyflow/react'
import { type DragEvent, useRef } from 'react'
import { notDropping, useDropping } from '../store/connect.ts'
import type { Intent } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { fileToWrite } from '../store/new-file.ts'
import { type Point, project } from '../store/project.ts'
import { useView } from '../store/view.ts'
import { useStable } from '../ui/use-stable.ts'
import { applyPlan, planOf } from '../worker/gestures.ts'
import { frameHead, framePad } from './geometry.ts'
import { trayType } from './kind-tray.tsx'
import { frameKey, usePlacement } from './placement.ts'
import type { Scene } from './scene.ts'
import { placeUnder } from './use-connect.ts'
import { wireOn } from './wire-on.ts'

type Create = Extract<Intent, { kind: 'create' }>

const holdsKind = (event: DragEvent): boolean => event.dataTransfer.types.includes(trayType)

/** Dropping a kind on a line, a node or a namespace: shows what it would write, writes it, and leaves it where it was dropped. */
export function useKindDrop(scene: Scene): {
  readonly onDragOver: (event: DragEvent) => void
  readonly onDragLeave: () => void
  readonly onDrop: (event: DragEvent) => void
} {
  const flow = useReactFlow()
  /** What the preview is of: a drag asks many times a second. */
  const asked = useRef('')

  /** The namespace under a point, or the nearest to it, as their frames are drawn. */
  const namespaceAt = (point: Point): string => {
    let best = { namespace: 'default', distance: Number.POSITIVE_INFINITY }
    for (const node of scene.nodes) {
      if (node.type !== 'frame' || node.data.namespace === '') continue
      const { x, y } = node.position
      const distance = Math.hypot(
        Math.max(0, x - point.x, point.x - x - (node.width ?? 0)),
        Math.max(0, y - point.y, point.y - y - (node.height ?? 0)),
      )
      if (distance < best.distance) best = { namespace: node.data.namespace, distance }
    }
    return best.namespace
  }

  const intentAt = (event: DragEvent, kind: string): Omit<Create, 'file'> => {
    const place = placeUnder(event.clientX, event.clientY)
    const element = document.elementFromPoint(event.clientX, event.clientY)
    const edgeId = element?.closest<HTMLElement>('.react-flow__edge')?.dataset.id
    const edge = edgeId === undefined ? undefined : useGraph.getState().edges.get(edgeId)
    const point = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
    const base = { kind: 'create', resource: kind, namespace: namespaceAt(point) } as const
    if (edge !== undefined)
      return {
        ...base,
        wire: { from: { node: edge.from, row: edge.fromRow }, to: { node: edge.to, row: edge.toRow } },
      }
    if (place === null) return base
    return { ...base, wire: wireOn(kind, place) }
  }

  const onDragOver = useStable((event: DragEvent): void => {
    const { kind } = useDropping.getState()
    if (kind === null || !holdsKind(event)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    const intent = intentAt(event, kind)
    const pointer = { x: event.clientX, y: event.clientY }
    useDropping.setState({ pointer })
    const file = useView.getState().activeFile ?? project.files[0]?.id
    const at = JSON.stringify([intent, useGraph.getState().revision])
    if (file === undefined || at === asked.current) return
    asked.current = at
    void planOf({ ...intent, file }).then(plan => {
      if (useDropping.getState().kind === kind && asked.current === at) useDropping.setState({ preview: plan })
    })
  })
  const onDragLeave = useStable(() => {
    asked.current = ''
    useDropping.setState({ preview: null })
  })
  const onDrop = useStable((event: DragEvent): void => {
    const { kind } = useDropping.getState()
    useDropping.setState(notDropping)
    if (kind === null || !holdsKind(event)) return
    event.preventDefault()
    const point = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
    const intent = intentAt(event, kind)
    const onFree = intent.wire === undefined
    void planOf({ ...intent, file: fileToWrite(useView.getState().activeFile) }).then(plan => {
      if (plan === null) return
      const name = plan.kind === 'edits' ? plan.facts['name'] : undefined
      const frame =
        project.positions.get(frameKey(intent.namespace)) ?? usePlacement.getState().frames.get(intent.namespace)
      // Beneath the pointer, in the frame's own coordinates; a frame that is not there yet comes to stand around it.
      const corner = {
        x: Math.round(point.x - 100 - framePad),
        y: Math.round(point.y - 25 - framePad - frameHead),
      }
      const place = { x: Math.round(corner.x - (frame ?? corner).x), y: Math.round(corner.y - (frame ?? corner).y) }
      const pinned =
        onFree && name?.is === 'name' && kind !== 'Namespace'
          ? new Map([
              [`${kind}/${intent.namespace}/${name.value}`, place],
              ...(frame === undefined ? [[frameKey(intent.namespace), corner] as const] : []),
            ])
          : undefined
      applyPlan(plan, false, pinned)
    })
  })
  return { onDragOver, onDragLeave, onDrop }
}
