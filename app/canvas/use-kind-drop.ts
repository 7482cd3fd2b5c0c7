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

  /** The namespace under a point, as its frame is drawn. */
  const namespaceAt = (point: Point): string | null => {
    for (const node of scene.nodes) {
      if (node.type !== 'frame') continue
      const { x, y } = node.position
      const inside =
        point.x >= x && point.y >= y && point.x <= x + (node.width ?? 0) && point.y <= y + (node.height ?? 0)
      if (inside) return node.data.namespace
    }
    return null
  }

  const intentAt = (event: DragEvent, kind: string): Omit<Create, 'file'> => {
    const place = placeUnder(event.clientX, event.clientY)
    const element = document.elementFromPoint(event.clientX, event.clientY)
    const edgeId = element?.closest<HTMLElement>('.react-flow__edge')?.dataset.id
    const edge = edgeId === undefined ? undefined : useGraph.getState().edges.get(edgeId)
    const point = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
    const base = { kind: 'create', resource: kind, namespace: namespaceAt(point) ?? 'default' } as const
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
      const pinned =
        onFree && name?.is === 'name' && frame !== undefined && kind !== 'Namespace'
          ? new Map([
              [
                `${kind}/${intent.namespace}/${name.value}`,
                { x: Math.round(point.x - frame.x - 100), y: Math.round(point.y - frame.y - 25) },
              ],
            ])
          : undefined
      applyPlan(plan, false, pinned)
    })
  })
  return { onDragOver, onDragLeave, onDrop }
}
