import { useGraph } from '../store/graph.ts'
import { type Point, project } from '../store/project.ts'
import { type Alignment, alignMoves, type Boxes } from './align.ts'
import { homeKey, usePlacement } from './placement.ts'

/** Lines nodes up where they stand, as one step that can be undone. */
export function align(boxes: Boxes, how: Alignment): void {
  const { nodes } = useGraph.getState()
  const placed = usePlacement.getState().nodes
  const layout = new Map<string, Point>()
  for (const [id, by] of alignMoves(boxes, how)) {
    const node = nodes.get(id)
    if (node === undefined) continue
    const key = homeKey(node)
    const at = project.positions.get(key) ?? placed.get(id)
    if (at !== undefined) layout.set(key, { x: at.x + by.x, y: at.y + by.y })
  }
  if (layout.size > 0) project.move(layout)
}
