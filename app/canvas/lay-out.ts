import type { TopologyNode } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { type Point, project } from '../store/project.ts'
import { say } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { layoutNamespace } from './auto-layout.ts'
import type { Box } from './fit.ts'
import { sizeOf } from './geometry.ts'
import { LayoutRun } from './layout-run.ts'
import { columnsNow, homeKey, laidKey, shownAs, usePlacement } from './placement.ts'
import { settle } from './settle.ts'

/**
 * Laying out again what is asked for, and nothing else. What a person placed is pinned and stays, as does everything that was not asked
 * for; what is laid out slides past it. One step to undo.
 */

const isPinned = (node: TopologyNode): boolean => project.positions.has(homeKey(node))

function membersOf(namespace: string): TopologyNode[] {
  const placed = usePlacement.getState().nodes
  return [...useGraph.getState().nodes.values()]
    .filter(node => node.namespace === namespace && node.role !== 'outside' && placed.has(node.id))
    .map(shownAs)
}

const boxOf = (node: TopologyNode): Box => ({
  ...(project.positions.get(homeKey(node)) ?? usePlacement.getState().nodes.get(node.id) ?? { x: 0, y: 0 }),
  ...sizeOf(node),
})

/** New places of those that may move, by the key under which they are kept. `whole`: from the top of the namespace. */
async function placesOf(wanted: readonly TopologyNode[], whole: boolean, run: LayoutRun): Promise<Map<string, Point>> {
  const ids = new Set(wanted.map(({ id }) => id))
  const movable = wanted.filter(node => !isPinned(node))
  const out = new Map<string, Point>()
  const [first] = movable
  if (first === undefined) return out
  const fresh = await layoutNamespace(wanted, [...useGraph.getState().edges.values()], columnsNow(), run)
  if (run.cancelled) return out
  const top = (of: (node: TopologyNode) => number): number => Math.min(...movable.map(of))
  const shift = whole ? 0 : top(node => boxOf(node).y) - top(node => fresh.get(node.id)?.y ?? 0)
  const boxes = new Map(
    movable.map(node => {
      const { x, y } = fresh.get(node.id) ?? { x: 0, y: 0 }
      return [node.id, { x, y: y + shift, ...sizeOf(node) }]
    }),
  )
  const staying = membersOf(first.namespace).filter(node => !ids.has(node.id) || isPinned(node))
  const tops = settle(boxes, staying.map(boxOf))
  for (const node of movable) {
    const before = boxOf(node)
    const at = { x: boxes.get(node.id)!.x, y: tops.get(node.id)! }
    if (at.x !== before.x || at.y !== before.y) out.set(laidKey(homeKey(node)), at)
  }
  return out
}

function apply(
  places: ReadonlyMap<string, Point>,
  wanted: readonly TopologyNode[],
  name: string,
  run: LayoutRun,
): void {
  run.end()
  // Stopped: everything stays.
  if (run.cancelled) return
  if (places.size > 0) project.move(places, 'label.layOut', { name: { is: 'name', value: name } })
  else toast.message(say(wanted.every(isPinned) ? 'layout.allPinned' : 'layout.same'))
}

export async function layOutNamespace(namespace: string): Promise<void> {
  const wanted = membersOf(namespace)
  const run = new LayoutRun(wanted.length)
  const places = await placesOf(wanted, true, run)
  apply(places, wanted, namespace === '' ? say('canvas.cluster') : namespace, run)
}

/** Nodes of several namespaces are laid out each in its own. */
export async function layOutSelection(ids: readonly string[]): Promise<void> {
  const { nodes } = useGraph.getState()
  const chosen = new Set(ids)
  const spaces = new Set(ids.flatMap(id => nodes.get(id)?.namespace ?? []))
  const run = new LayoutRun(ids.length)
  const places = new Map<string, Point>()
  const wanted: TopologyNode[] = []
  for (const namespace of spaces) {
    const members = membersOf(namespace).filter(({ id }) => chosen.has(id))
    wanted.push(...members)
    for (const [key, at] of await placesOf(members, false, run)) places.set(key, at)
  }
  if (wanted.length === 0) run.end()
  else apply(places, wanted, say('layout.count', { n: wanted.length }), run)
}

export const pinnedOf = (ids: readonly string[]): readonly TopologyNode[] => {
  const { nodes } = useGraph.getState()
  return ids.flatMap(id => nodes.get(id) ?? []).filter(isPinned)
}

/** Gives what was placed by hand back to the layout. */
export function unpin(ids: readonly string[]): void {
  const pinned = pinnedOf(ids)
  if (pinned.length > 0) project.move(new Map(pinned.map(node => [homeKey(node), null])), 'label.unpin')
}
