import { useStore, useStoreApi } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import type { Role } from '../store/contracts.ts'
import { useView } from '../store/view.ts'
import css from './canvas.module.css'
import { paintedNodes } from './paint.ts'
import type { Scene } from './scene.ts'

/** More nodes than this are drawn instead of laid out in the page, once they are too small to read. */
export const drawnAbove = 300

/** Kept apart so that a zoom at the border does not flip back and forth. */
const enterBelow = 0.28
const leaveAbove = 0.32

/** Whether the view is so far, and so full, that it is drawn; and before it is fitted, when nobody has seen it yet. */
export function useFar(count: number, fitted: boolean): boolean {
  const far = useRef(false)
  return useStore(state => {
    const zoom = state.transform[2]
    if (zoom < enterBelow) far.current = true
    else if (zoom > leaveAbove) far.current = false
    return (far.current || !fitted) && count > drawnAbove
  })
}

/** From this zoom on, names are drawn. */
const readableFrom = 0.14

const roles: readonly Role[] = ['outside', 'entry', 'route', 'config', 'service', 'subset', 'workload', 'policy']

/** The whole topology as one picture: colours by role, names while they can be read, lines beneath. */
export function FarCanvas({ scene }: { readonly scene: Scene }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const store = useStoreApi()
  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d') ?? null
    if (element === null || context === null) return
    let frame = 0
    const draw = (): void => {
      frame = 0
      const { transform, width, height } = store.getState()
      const [x, y, zoom] = transform
      const ratio = window.devicePixelRatio
      if (element.width !== Math.round(width * ratio) || element.height !== Math.round(height * ratio)) {
        element.width = Math.round(width * ratio)
        element.height = Math.round(height * ratio)
      }
      const style = getComputedStyle(element)
      const colour = (name: string): string => style.getPropertyValue(name).trim()
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      context.clearRect(0, 0, width, height)
      context.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * x, ratio * y)
      const selection = new Set(useView.getState().selection)
      const painted = paintedNodes(useView.getState().paint)
      const left = -x / zoom
      const top = -y / zoom
      const right = left + width / zoom
      const bottom = top + height / zoom

      context.strokeStyle = colour('--line-strong')
      context.lineWidth = 1 / zoom
      context.globalAlpha = painted === null ? 0.5 : 0.15
      context.beginPath()
      for (const edge of scene.edges) {
        const a = scene.absolute.get(edge.source)
        const b = scene.absolute.get(edge.target)
        if (a === undefined || b === undefined) continue
        context.moveTo(a.x + a.width, a.y + 25)
        context.lineTo(b.x, b.y + 25)
      }
      context.stroke()
      context.globalAlpha = 1
      const surface = colour('--surface')
      for (const role of roles) {
        const tone = colour(`--role-${role}`)
        for (const node of scene.shown) {
          if (node.role !== role) continue
          const box = scene.absolute.get(node.id)
          if (box === undefined || box.x > right || box.y > bottom) continue
          if (box.x + box.width < left || box.y + box.height < top) continue
          const verdict = painted?.get(node.id)
          context.globalAlpha = painted !== null && verdict === undefined ? 0.3 : 1
          const isTold = selection.has(node.id) || verdict !== undefined
          if (zoom < readableFrom && !isTold) {
            // A strip and a border would be less than a pixel: the box is its colour.
            context.globalAlpha *= 0.6
            context.fillStyle = tone
            context.fillRect(box.x, box.y, box.width, box.height)
            continue
          }
          context.fillStyle = surface
          context.fillRect(box.x, box.y, box.width, box.height)
          context.fillStyle = tone
          context.fillRect(box.x, box.y, 14, box.height)
          context.strokeStyle = selection.has(node.id)
            ? colour('--accent')
            : verdict === undefined
              ? colour('--line-strong')
              : colour(verdict === 'passed' ? '--ok' : verdict === 'unknown' ? '--unknown' : '--bad')
          context.lineWidth = (isTold ? 3 : 1) / zoom
          context.strokeRect(box.x, box.y, box.width, box.height)
          if (zoom < readableFrom) continue
          context.fillStyle = colour('--ink')
          context.font = `600 30px ${colour('--font')}`
          const letters = Math.floor((box.width - 34) / 17)
          const name = node.name.length > letters ? `${node.name.slice(0, letters - 1)}…` : node.name
          context.fillText(name, box.x + 24, box.y + Math.min(box.height, 50) / 2 + 10)
        }
      }
      context.globalAlpha = 1
    }
    const soon = (): void => {
      if (frame === 0) frame = requestAnimationFrame(draw)
    }
    soon()
    const stops = [
      store.subscribe(soon),
      useView.subscribe((now, before) => {
        if (now.selection !== before.selection || now.paint !== before.paint || now.theme !== before.theme) soon()
      }),
    ]
    return () => {
      cancelAnimationFrame(frame)
      for (const stop of stops) stop()
    }
  }, [scene, store])
  return <canvas ref={canvas} className={css.far} aria-hidden />
}

/** The node drawn at a place of the canvas. */
export function drawnAt(scene: Scene, x: number, y: number): string | null {
  for (const node of scene.shown) {
    const box = scene.absolute.get(node.id)
    if (box !== undefined && x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height)
      return node.id
  }
  return null
}
