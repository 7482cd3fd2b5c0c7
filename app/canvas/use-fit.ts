import { type ReactFlowInstance, useStoreApi } from '@xyflow/react'
import { type RefObject, useEffect, useRef } from 'react'
import { useStable } from '../ui/use-stable.ts'
import { type Box, fitAround, type Viewport } from './fit.ts'
import { frameHead } from './geometry.ts'
import { usePlacement } from './placement.ts'
import type { FlowEdge, FlowNode, Scene } from './scene.ts'

/** Above so many nodes the frames stand for them: each holds its own. */
const eachBelow = 2000

/** What must not be covered: every node, and the head of every namespace. */
function boxesOf(scene: Scene): Box[] {
  const frames = scene.nodes.flatMap(({ type, position, width = 0, height = 0 }) =>
    type === 'frame' ? [{ ...position, width, height }] : [],
  )
  if (scene.shown.length > eachBelow) return frames
  // Its corners, too, so that the whole frame stays in the pane.
  const outline = frames.flatMap(({ x, y, width, height }) => [
    { x, y, width: Math.min(width, 260), height: frameHead },
    { x: x + width - 1, y: y + height - 1, width: 1, height: 1 },
  ])
  return [...scene.absolute.values(), ...outline]
}

const floating = '[data-floats], .react-flow__minimap'

/**
 * Shows the whole picture, clear of what floats above it: tools, legend, banners carry `data-floats`. As long as nobody moves the view it
 * stays whole, whatever opens beside or above the canvas.
 */
export function useFit(
  flow: ReactFlowInstance<FlowNode, FlowEdge>,
  section: RefObject<HTMLElement | null>,
  scene: Scene,
): (duration: number) => Promise<void> {
  const store = useStoreApi()
  const last = useRef<Viewport | null>(null)

  const showAll = useStable(async (duration: number): Promise<void> => {
    const pane = section.current?.querySelector('.react-flow')?.getBoundingClientRect()
    if (pane === undefined || scene.nodes.length === 0) return
    const floats = [...(section.current?.parentElement?.querySelectorAll(floating) ?? [])].map(float => {
      const { left, top, width, height } = float.getBoundingClientRect()
      return { x: left - pane.left, y: top - pane.top, width, height }
    })
    last.current = fitAround(boxesOf(scene), pane, floats)
    await flow.setViewport(last.current, { duration })
  })

  const isWhole = useStable((): boolean => {
    const [x, y, zoom] = store.getState().transform
    const whole = last.current
    return whole !== null && x === whole.x && y === whole.y && zoom === whole.zoom
  })

  // Folding makes another picture; typing must not.
  const folded = usePlacement(placement => [...placement.collapsed].sort().join('\n'))
  const seen = useRef(folded)
  useEffect(() => {
    if (seen.current !== folded && isWhole()) void showAll(200)
    seen.current = folded
  }, [folded, isWhole, showAll])

  useEffect(() => {
    const element = section.current
    const around = element?.parentElement
    const pane = element?.querySelector('.react-flow')
    if (element == null || around == null || pane == null) return
    let frame = 0
    const sizes = new ResizeObserver(() => {
      cancelAnimationFrame(frame)
      if (isWhole()) frame = requestAnimationFrame(() => void showAll(0))
    })
    let watched: readonly Element[] = []
    const watch = (): boolean => {
      const now = [pane, ...around.querySelectorAll(floating)]
      if (now.length === watched.length && now.every((each, i) => each === watched[i])) return false
      watched = now
      sizes.disconnect()
      for (const each of now) sizes.observe(each)
      return true
    }
    watch()
    // At once, before anybody sees it: what comes up must not make the picture jump beneath the pointer a moment later.
    const children = new MutationObserver(() => {
      if (watch() && isWhole()) void showAll(0)
    })
    for (const parent of [element, around]) children.observe(parent, { childList: true })
    return () => {
      cancelAnimationFrame(frame)
      sizes.disconnect()
      children.disconnect()
    }
  }, [section, isWhole, showAll])

  return showAll
}
