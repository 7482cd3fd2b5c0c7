import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js'
import elkUrl from 'elkjs/lib/elk-worker.min.js?url'
import type { TopologyEdge, TopologyNode } from '../store/contracts.ts'
import type { Point } from '../store/project.ts'
import { type Columns, columnOf, headHeight, rowCentre, type Size, sizeOf } from './geometry.ts'

/**
 * Where nodes stand that nobody has moved: one ELK run per namespace, in a worker, remembered by content. A node keeps its place
 * until much of its namespace is new, so that typing never makes the picture jump.
 */
const elk = new ELK({ workerFactory: () => new Worker(elkUrl) })

const layeredOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.partitioning.activate': 'true',
  'elk.separateConnectedComponents': 'false',
  'elk.layered.spacing.nodeNodeBetweenLayers': '88',
  'elk.layered.spacing.edgeNodeBetweenLayers': '24',
  'elk.spacing.nodeNode': '20',
  'elk.spacing.edgeNode': '14',
  'elk.spacing.edgeEdge': '8',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.crossingMinimization.forceNodeModelOrder': 'false',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
}

const gap = 20
export const frameGap = 44

export type Places = ReadonlyMap<string, Point>

const remembered = new Map<string, Places>()

const contentKey = (nodes: readonly TopologyNode[], edges: readonly TopologyEdge[]): string =>
  JSON.stringify([
    nodes.map(n => [n.id, n.role, n.rows.map(r => r.id)]),
    edges.map(e => [e.from, e.fromRow, e.to, e.toRow]),
  ])

const byColumn = (a: TopologyNode, b: TopologyNode): number =>
  columnOf[a.role] - columnOf[b.role] ||
  (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

/**
 * Places in the columns' own coordinates: x says the role, y the order that crosses fewest lines. `edges` may reach outside the
 * namespace; only the inner ones count. Loose nodes stand at the foot of their column, or in rows beneath when there are many.
 */
export async function layoutNamespace(
  nodes: readonly TopologyNode[],
  edges: readonly TopologyEdge[],
  columns: Columns,
): Promise<Places> {
  const sorted = [...nodes].sort(byColumn)
  const ids = new Set(sorted.map(n => n.id))
  const inner = edges.filter(e => ids.has(e.from) && ids.has(e.to) && e.from !== e.to)
  const key = `${contentKey(sorted, inner)}${[...columns].join()}`
  const known = remembered.get(key)
  if (known !== undefined) return known
  const tied = new Set(edges.flatMap(e => [e.from, e.to]))
  const connected = sorted.filter(n => tied.has(n.id))
  const alone = sorted.filter(n => !tied.has(n.id))
  const places = new Map<string, Point>()
  const foot = new Map<number, number>()
  const put = (node: TopologyNode, y: number): void => {
    const x = columns.get(node.role) ?? 0
    places.set(node.id, { x, y })
    foot.set(x, Math.max(foot.get(x) ?? 0, y + sizeOf(node).height + gap))
  }
  if (connected.length > 0) {
    const laid = await elk.layout(toElk(connected, inner))
    const ys = new Map((laid.children ?? []).map(child => [child.id, Math.round(child.y ?? 0)]))
    const byY = [...connected].sort((a, b) => (ys.get(a.id) ?? 0) - (ys.get(b.id) ?? 0))
    for (const node of byY) {
      const y = ys.get(node.id) ?? 0
      put(node, Math.max(y, foot.get(columns.get(node.role) ?? 0) ?? 0))
    }
  }
  if (alone.length <= 10) for (const node of alone) put(node, foot.get(columns.get(node.role) ?? 0) ?? 0)
  else {
    const bottom = Math.max(0, ...foot.values())
    placeInRows(alone, bottom === 0 ? 0 : bottom + gap, Math.max(1200, Math.sqrt(alone.length) * 330), places)
  }
  if (remembered.size > 400) remembered.clear()
  remembered.set(key, places)
  return places
}

function toElk(nodes: readonly TopologyNode[], edges: readonly TopologyEdge[]): ElkNode {
  const byId = new Map(nodes.map(n => [n.id, n]))
  const port = (id: string, row: string | null, side: 'w' | 'e'): string => {
    const hasRow = row !== null && byId.get(id)?.rows.some(r => r.id === row) === true
    return `${id}|${side}|${hasRow ? row : ''}`
  }
  return {
    id: 'root',
    layoutOptions: layeredOptions,
    children: nodes.map(n => {
      const size = sizeOf(n)
      const ends = [{ row: '', y: headHeight / 2 }, ...n.rows.map((r, i) => ({ row: r.id, y: rowCentre(i) }))]
      return {
        id: n.id,
        ...size,
        layoutOptions: {
          'elk.partitioning.partition': String(columnOf[n.role]),
          'elk.portConstraints': 'FIXED_POS',
        },
        ports: ends.flatMap(({ row, y }) => [
          { id: `${n.id}|w|${row}`, x: 0, y, width: 0, height: 0, layoutOptions: { 'elk.port.side': 'WEST' } },
          { id: `${n.id}|e|${row}`, x: size.width, y, width: 0, height: 0, layoutOptions: { 'elk.port.side': 'EAST' } },
        ]),
      }
    }),
    edges: edges.map(e => {
      const forward = columnOf[byId.get(e.from)?.role ?? 'config'] <= columnOf[byId.get(e.to)?.role ?? 'config']
      const [a, aRow, b, bRow] = forward ? [e.from, e.fromRow, e.to, e.toRow] : [e.to, e.toRow, e.from, e.fromRow]
      return { id: e.id, sources: [port(a, aRow, 'e')], targets: [port(b, bRow, 'w')] }
    }),
  }
}

function placeInRows(nodes: readonly TopologyNode[], top: number, width: number, places: Map<string, Point>): void {
  let x = 0
  let y = top
  let tallest = 0
  for (const node of nodes) {
    const size = sizeOf(node)
    if (x > 0 && x + size.width > width) {
      x = 0
      y += tallest + 20
      tallest = 0
    }
    places.set(node.id, { x, y })
    x += size.width + 20
    tallest = Math.max(tallest, size.height)
  }
}

export interface Box extends Size {
  readonly id: string
  /** Where the box starts in the columns' coordinates. */
  readonly x: number
}

/**
 * Where whole namespaces stand. Each keeps its columns and slides up until it meets another; `links` put those that traffic
 * reaches first on top. A stack that grows too tall goes on beside itself.
 */
export function packBoxes(boxes: readonly Box[], links: readonly (readonly [string, string])[]): Places {
  const places = new Map<string, Point>()
  const ordered = byRank(boxes, links)
  const width = Math.max(1, ...boxes.map(box => box.x + box.width)) - Math.min(0, ...boxes.map(box => box.x))
  const total = boxes.reduce((sum, box) => sum + box.height + frameGap, 0)
  const stacks = Math.max(1, Math.round(Math.sqrt(total / (width * 1.1))))
  const limit = stacks === 1 ? Number.POSITIVE_INFINITY : total / stacks
  let left = 0
  let stack: (Box & { readonly y: number })[] = []
  for (const box of ordered) {
    const top = (): number =>
      Math.max(
        0,
        ...stack
          .filter(other => other.x < box.x + box.width + frameGap / 2 && box.x < other.x + other.width + frameGap / 2)
          .map(other => other.y + other.height + frameGap),
      )
    if (top() + box.height > limit && stack.length > 0) {
      stack = []
      left += width + frameGap * 2
    }
    const y = top()
    stack.push({ ...box, y })
    places.set(box.id, { x: left, y })
  }
  return places
}

function byRank(boxes: readonly Box[], links: readonly (readonly [string, string])[]): Box[] {
  const rank = new Map(boxes.map(box => [box.id, 0]))
  const both = new Set(links.map(([a, b]) => `${a}\n${b}`))
  for (let round = 0; round < Math.min(boxes.length, 12); round += 1) {
    for (const [a, b] of links) {
      const next = (rank.get(a) ?? 0) + 1
      if (a !== b && !both.has(`${b}\n${a}`) && next > (rank.get(b) ?? 0)) rank.set(b, next)
    }
  }
  return [...boxes].sort(
    (a, b) =>
      (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0) || a.x - b.x || b.height - a.height || (a.id < b.id ? -1 : 1),
  )
}
