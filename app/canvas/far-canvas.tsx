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

/** How far the picture reaches beyond the pane, as a part of it, and when it is drawn anew after it slid. */
const spare = 0.3
const restMs = 90

/** The view for which the picture was drawn. */
interface Drawn {
  readonly x: number
  readonly y: number
  readonly zoom: number
  readonly marginX: number
  readonly marginY: number
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
    let rest: ReturnType<typeof setTimeout> | undefined
    let drawn: Drawn | null = null
    const draw = (): void => {
      frame = 0
      clearTimeout(rest)
      const { transform, width: paneWidth, height: paneHeight } = store.getState()
      const marginX = Math.ceil(paneWidth * spare)
      const marginY = Math.ceil(paneHeight * spare)
      const width = paneWidth + marginX * 2
      const height = paneHeight + marginY * 2
      const zoom = transform[2]
      const x = transform[0] + marginX
      const y = transform[1] + marginY
      drawn = { x: transform[0], y: transform[1], zoom, marginX, marginY }
      const ratio = window.devicePixelRatio
      if (element.width !== Math.round(width * ratio) || element.height !== Math.round(height * ratio)) {
        element.width = Math.round(width * ratio)
        element.height = Math.round(height * ratio)
        Object.assign(element.style, {
          left: `${-marginX}px`,
          top: `${-marginY}px`,
          width: `${width}px`,
          height: `${height}px`,
        })
      }
      element.style.transform = ''
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
    // While the view only slides, so does the picture, which reaches beyond it; it is drawn anew at rest, or where it ends.
    const follow = (): void => {
      const [x, y, zoom] = store.getState().transform
      const dx = x - (drawn?.x ?? 0)
      const dy = y - (drawn?.y ?? 0)
      if (drawn?.zoom !== zoom || Math.abs(dx) > drawn.marginX || Math.abs(dy) > drawn.marginY) {
        soon()
        return
      }
      element.style.transform = `translate(${dx}px, ${dy}px)`
      clearTimeout(rest)
      if (dx !== 0 || dy !== 0) rest = setTimeout(soon, restMs)
    }
    soon()
    const stops = [
      store.subscribe((now, before) => {
        if (now.width !== before.width || now.height !== before.height) soon()
        else if (now.transform !== before.transform) follow()
      }),
      useView.subscribe((now, before) => {
        if (now.selection !== before.selection || now.paint !== before.paint || now.theme !== before.theme) soon()
      }),
    ]
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(rest)
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
