import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js'
import elkUrl from 'elkjs/lib/elk-worker.min.js?url'
import type { TopologyEdge, TopologyNode } from '../store/contracts.ts'
import type { Point } from '../store/project.ts'
import { type Columns, columnOf, headHeight, rowCentre, type Size, sizeOf } from './geometry.ts'
import type { LayoutRun } from './layout-run.ts'
import { sweepColumns } from './sweep.ts'

/**
 * Where nodes stand that nobody has moved: one ELK run per namespace, in a worker, remembered by content. A node keeps its place
 * until much of its namespace is new, so that typing never makes the picture jump.
 */
const newElk = () => new ELK({ workerFactory: () => new Worker(elkUrl) })
let elk = newElk()

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

/** A group of more nodes is swept: searching for the fewest crossings would take minutes. */
const searchedUpTo = 1_500

export const natural = new Intl.Collator('en', { numeric: true })
export const frameGap = 32

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
 * namespace; only the inner ones count. When the run is stopped, what is not laid out yet is only swept. Loose nodes stand at the foot of their column, or in rows beneath when there are many.
 */
export async function layoutNamespace(
  nodes: readonly TopologyNode[],
  edges: readonly TopologyEdge[],
  columns: Columns,
  run: LayoutRun,
): Promise<Places> {
  const sorted = [...nodes].sort(byColumn)
  const ids = new Set(sorted.map(n => n.id))
  const inner = edges.filter(e => ids.has(e.from) && ids.has(e.to) && e.from !== e.to)
  const key = `${contentKey(sorted, inner)}${[...columns].join()}`
  const known = remembered.get(key)
  if (known !== undefined) return known
  const drawn = withoutFans(inner)
  const tied = new Set(edges.flatMap(e => [e.from, e.to]))
  const groups = componentsOf(sorted, drawn)
  const loose = groups.filter(group => group.length === 1 && !tied.has(group[0]!.id))
  const inRows = loose.length > 10 ? loose.flat() : []
  const stacked = groups.filter(group => inRows.length === 0 || !loose.includes(group))
  const laid: {
    readonly ys: ReadonlyMap<string, number>
    readonly group: readonly TopologyNode[]
    readonly box: Box
  }[] = []
  for (const group of stacked) {
    const members = new Set(group.map(n => n.id))
    const ys = await layoutGroup(
      group,
      drawn.filter(e => members.has(e.from)),
      columns,
      run,
    )
    run.advance(group.length)
    laid.push({ ys, group, box: boxOf(group, ys, columns, String(laid.length)) })
  }
  laid.sort((a, b) => a.box.x - b.box.x || b.group.length - a.group.length)
  const corners = stack(
    laid.map(each => each.box),
    gap,
  )
  const places = new Map<string, Point>()
  let bottom = 0
  for (const { ys, group, box } of laid) {
    const corner = corners.get(box.id) ?? { x: 0, y: 0 }
    bottom = Math.max(bottom, corner.y + box.height + gap)
    for (const node of group)
      places.set(node.id, { x: (columns.get(node.role) ?? 0) + corner.x, y: corner.y + (ys.get(node.id) ?? 0) })
  }
  placeInRows(inRows, bottom, Math.max(1200, Math.sqrt(inRows.length) * 330), places)
  if (remembered.size > 400) remembered.clear()
  if (!run.cancelled) remembered.set(key, places)
  return places
}

/** A policy for everything would tie all into one tangle: lines of such fans don't decide where things stand. */
function withoutFans(edges: readonly TopologyEdge[]): TopologyEdge[] {
  const fans = new Map<string, number>()
  for (const edge of edges) if (edge.kind === 'protect') fans.set(edge.from, (fans.get(edge.from) ?? 0) + 1)
  return edges.filter(edge => edge.kind !== 'protect' || (fans.get(edge.from) ?? 0) <= 3)
}

function componentsOf(nodes: readonly TopologyNode[], edges: readonly TopologyEdge[]): TopologyNode[][] {
  const parent = new Map(nodes.map(n => [n.id, n.id]))
  const root = (id: string): string => {
    let at = id
    while (parent.get(at) !== at) {
      const up = parent.get(parent.get(at) ?? at) ?? at
      parent.set(at, up)
      at = up
    }
    return at
  }
  for (const edge of edges) parent.set(root(edge.from), root(edge.to))
  const groups = new Map<string, TopologyNode[]>()
  for (const node of nodes) {
    const id = root(node.id)
    const group = groups.get(id)
    if (group === undefined) groups.set(id, [node])
    else group.push(node)
  }
  return [...groups.values()]
}

/** Null when the run is stopped: the worker that is at it is given up, and another stands ready. */
async function elkOf(graph: ElkNode, run: LayoutRun): Promise<ElkNode | null> {
  const done = await Promise.race([elk.layout(graph), run.stopped])
  if (done === null) {
    elk.terminateWorker()
    elk = newElk()
  }
  return done
}

/** Heights of the nodes of one component, from 0. */
async function layoutGroup(
  group: readonly TopologyNode[],
  edges: readonly TopologyEdge[],
  columns: Columns,
  run: LayoutRun,
): Promise<Map<string, number>> {
  const ys = new Map<string, number>()
  if (new Set(group.map(n => n.role)).size === group.length) alignChain(group, edges, ys)
  else {
    const graph = run.cancelled || group.length > searchedUpTo ? null : await elkOf(toElk(group, edges), run)
    if (graph === null) for (const [id, y] of sweepColumns(group, edges)) ys.set(id, y)
    for (const child of graph?.children ?? []) ys.set(child.id, Math.round(child.y ?? 0))
    // ELK may give one role several layers; in one column they must not cover each other.
    const foot = new Map<number, number>()
    for (const node of [...group].sort((a, b) => (ys.get(a.id) ?? 0) - (ys.get(b.id) ?? 0))) {
      const x = columns.get(node.role) ?? 0
      const y = Math.max(ys.get(node.id) ?? 0, foot.get(x) ?? 0)
      ys.set(node.id, y)
      foot.set(x, y + sizeOf(node).height + gap)
    }
  }
  const top = Math.min(...ys.values())
  for (const [id, y] of ys) ys.set(id, y - top)
  return ys
}

/** With one node a column, every line is drawn straight; nothing needs to be searched for. */
function alignChain(group: readonly TopologyNode[], edges: readonly TopologyEdge[], ys: Map<string, number>): void {
  const byId = new Map(group.map(n => [n.id, n]))
  const port = (node: TopologyNode, row: string | null): number => {
    const at = row === null ? -1 : node.rows.findIndex(r => r.id === row)
    return at < 0 ? headHeight / 2 : rowCentre(at)
  }
  for (const node of group) {
    const edge = edges.find(e => (e.from === node.id && ys.has(e.to)) || (e.to === node.id && ys.has(e.from)))
    const otherId = edge === undefined ? undefined : edge.from === node.id ? edge.to : edge.from
    const other = otherId === undefined ? undefined : byId.get(otherId)
    if (edge === undefined || other === undefined) {
      ys.set(node.id, 0)
      continue
    }
    const [own, theirs] = edge.from === node.id ? [edge.fromRow, edge.toRow] : [edge.toRow, edge.fromRow]
    ys.set(node.id, (ys.get(other.id) ?? 0) + port(other, theirs) - port(node, own))
  }
}

function boxOf(group: readonly TopologyNode[], ys: ReadonlyMap<string, number>, columns: Columns, id: string): Box {
  let left = Number.POSITIVE_INFINITY
  let right = 0
  let bottom = 0
  for (const node of group) {
    const size = sizeOf(node)
    const x = columns.get(node.role) ?? 0
    left = Math.min(left, x)
    right = Math.max(right, x + size.width)
    bottom = Math.max(bottom, (ys.get(node.id) ?? 0) + size.height)
  }
  return { id, x: left, width: right - left, height: bottom }
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
export const packBoxes = (boxes: readonly Box[], links: readonly (readonly [string, string])[]): Places =>
  stack(byRank(boxes, links), frameGap)

/** Puts boxes under each other where they meet, and goes on beside when the stack grows far taller than wide. */
function stack(ordered: readonly Box[], space: number): Places {
  const places = new Map<string, Point>()
  const left = Math.min(0, ...ordered.map(box => box.x))
  const width = Math.max(1, ...ordered.map(box => box.x + box.width)) - left
  const total = ordered.reduce((sum, box) => sum + (box.height + space) * (box.width / width), 0)
  const stacks = Math.max(1, Math.round(Math.sqrt(total / (width * 1.3))))
  const limit = stacks === 1 ? Number.POSITIVE_INFINITY : total / stacks
  let offset = 0
  let current: (Box & { readonly y: number })[] = []
  const topFor = (box: Box): number => {
    let top = 0
    for (const other of current)
      if (other.x < box.x + box.width + space / 2 && box.x < other.x + other.width + space / 2)
        top = Math.max(top, other.y + other.height + space)
    return top
  }
  for (const box of ordered) {
    if (current.length > 0 && topFor(box) + box.height > limit) {
      current = []
      offset += width + space * 3
    }
    const y = topFor(box)
    current.push({ ...box, y })
    places.set(box.id, { x: offset, y })
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
    (a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0) || a.x - b.x || natural.compare(a.id, b.id),
  )
}
