import type { Point } from '../store/project.ts'
import type { Size } from './geometry.ts'

export type Box = Point & Size

export interface Viewport extends Point {
  readonly zoom: number
}

/** Between the picture and the edges of the pane, and between it and what floats above the pane. */
const margin = 16
const clearance = 8
export const minZoom = 0.02
const maxZoom = 1

const places = [0.5, 0, 1] as const

/**
 * The largest view that shows all boxes, none of them beneath what floats above the pane: the picture may stand beside a float, or in
 * the corner that it leaves free. `floats` are in the pane's own pixels. Where there is no such view, floats are passed over.
 */
export function fitAround(boxes: readonly Box[], pane: Size, floats: readonly Box[]): Viewport {
  const left = Math.min(...boxes.map(box => box.x))
  const top = Math.min(...boxes.map(box => box.y))
  const width = Math.max(1, Math.max(...boxes.map(box => box.x + box.width)) - left)
  const height = Math.max(1, Math.max(...boxes.map(box => box.y + box.height)) - top)
  const zoomIn = (region: Box): number => Math.min(region.width / width, region.height / height, maxZoom)
  const seat = (region: Box, across: number, down: number): Viewport => {
    const zoom = Math.max(minZoom, zoomIn(region))
    return {
      x: region.x + (region.width - width * zoom) * across - left * zoom,
      y: region.y + (region.height - height * zoom) * down - top * zoom,
      zoom,
    }
  }
  const whole: Box = {
    x: margin,
    y: margin,
    width: Math.max(1, pane.width - margin * 2),
    height: Math.max(1, pane.height - margin * 2),
  }
  const regions = floats
    .reduce<readonly Box[]>((found, float) => found.flatMap(region => [region, ...besides(region, float)]), [whole])
    .filter(region => zoomIn(region) >= minZoom)
    .sort((a, b) => zoomIn(b) - zoomIn(a))
  for (const region of regions)
    for (const down of places)
      for (const across of places) {
        const view = seat(region, across, down)
        if (!boxes.some(box => floats.some(float => covers(float, box, view)))) return view
      }
  // What is too large to be shown whole begins at its top.
  return seat(whole, 0.5, zoomIn(whole) < minZoom ? 0 : 0.5)
}

/** What is left of a region on each side of a float. */
function besides(region: Box, float: Box): Box[] {
  const x0 = float.x - clearance
  const y0 = float.y - clearance
  const x1 = float.x + float.width + clearance
  const y1 = float.y + float.height + clearance
  const right = region.x + region.width
  const bottom = region.y + region.height
  if (x0 >= right || x1 <= region.x || y0 >= bottom || y1 <= region.y) return []
  return [
    { ...region, width: x0 - region.x },
    { ...region, x: x1, width: right - x1 },
    { ...region, height: y0 - region.y },
    { ...region, y: y1, height: bottom - y1 },
  ].filter(part => part.width > 0 && part.height > 0)
}

function covers(float: Box, box: Box, { x, y, zoom }: Viewport): boolean {
  const a = box.x * zoom + x
  const b = box.y * zoom + y
  return (
    a < float.x + float.width + clearance / 2 &&
    a + box.width * zoom > float.x - clearance / 2 &&
    b < float.y + float.height + clearance / 2 &&
    b + box.height * zoom > float.y - clearance / 2
  )
}
