import type { TopologyNode } from '../store/contracts.ts'
import { type Point, project } from '../store/project.ts'
import { currentKey, homeKey, laidKey } from './placement.ts'

/** Hand-moved places by the names that nodes have now, for the next visit. */
export function pinsToSave(nodes: ReadonlyMap<string, TopologyNode>): Record<string, Point> {
  const renamed = new Map<string, string>()
  for (const node of nodes.values()) {
    const [home, now] = [homeKey(node), currentKey(node)]
    renamed.set(home, now).set(laidKey(home), laidKey(now))
  }
  const out: Record<string, Point> = {}
  for (const [key, point] of project.positions) out[renamed.get(key) ?? key] = point
  return out
}
