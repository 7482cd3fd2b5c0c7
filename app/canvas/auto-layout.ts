import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js'
import elkUrl from 'elkjs/lib/elk-worker.min.js?url'
import type { TopologyEdge, TopologyNode } from '../store/contracts.ts'
import type { Point } from '../store/project.ts'
import type { Box } from './fit.ts'
import { type Columns, columnOf, headHeight, rowCentre, sizeOf } from './geometry.ts'
import { type Component, componentsOf, splitAtHubs } from './hubs.ts'
import type { LayoutRun } from './layout-run.ts'
import { settle } from './settle.ts'
import { type Places, stack } from './stack.ts'
import { sweepColumns } from './sweep.ts'

/**
 * Where nodes stand that nobody has moved: a namespace is laid out piece by piece, by ELK in a worker, and remembered by content. A node
 * keeps its place until much of its namespace is new, so that typing never makes the picture jump.
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

/** A component with a fuller column than this goes on beside itself. */
const tallest = 3_000

/** A component of more nodes is swept: searching for the fewest crossings would take minutes. */
const searchedUpTo = 1_500

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
 * namespace; only the inner ones count. When the run is stopped, what is not laid out yet is only swept. Loose nodes stand at the foot of
 * their column, or in rows beneath when there are many.
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
  const components = componentsOf(sorted, drawn)
  const isLoose = ({ nodes: [first, second] }: Component): boolean => second === undefined && !tied.has(first!.id)
  const loose = components.filter(isLoose)
  const inRows = loose.length > 10 ? loose.flatMap(component => component.nodes) : []
  const laid: Laid[] = []
  for (const component of components) {
    if (inRows.length > 0 && isLoose(component)) continue
    laid.push(await layoutComponent(component, columns, run))
    run.advance(component.nodes.length)
  }
  laid.sort((a, b) => a.left - b.left || b.places.size - a.places.size)
  const { places, bottom } = stackOf(laid)
  placeInRows(inRows, places.size === 0 ? 0 : bottom + gap, Math.max(1200, Math.sqrt(inRows.length) * 330), places)
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

/** Null when the run is stopped: the worker that is at it is given up, and another stands ready. */
async function elkOf(graph: ElkNode, run: LayoutRun): Promise<ElkNode | null> {
  const done = await Promise.race([elk.layout(graph), run.stopped])
  if (done === null) {
    elk.terminateWorker()
    elk = newElk()
  }
  return done
}

/** Where nodes stand, from the top 0; x in the columns' own coordinates. */
interface Laid {
  readonly places: Map<string, Point>
  readonly left: number
  readonly right: number
  readonly bottom: number
}

/** Lays out one component. A very tall one that only its entries hold together falls apart without them, and goes on beside itself. */
async function layoutComponent(component: Component, columns: Columns, run: LayoutRun): Promise<Laid> {
  const split = heightOf(component.nodes) > tallest ? splitAtHubs(component) : null
  const search = component.nodes.length <= searchedUpTo
  if (split === null) return layoutColumns(component, columns, run, search)
  const pieces: Laid[] = []
  for (const piece of split.pieces) pieces.push(await layoutColumns(piece, columns, run, search))
  const { places, bottom } = stackOf(pieces)
  const foot = split.hubs.reduce((sum, hub) => sum + sizeOf(hub).height + gap, -gap)
  let y = Math.max(0, Math.round((bottom - foot) / 2))
  const hubs = new Map<string, Box>()
  for (const hub of split.hubs) {
    hubs.set(hub.id, { x: columns.get(hub.role) ?? 0, y, ...sizeOf(hub) })
    y += sizeOf(hub).height + gap
  }
  // Others of their column keep their places, beside what they lead to.
  const others = component.nodes.flatMap(node => {
    const at = places.get(node.id)
    return at === undefined ? [] : [{ ...at, ...sizeOf(node) }]
  })
  for (const [id, top] of settle(hubs, others)) places.set(id, { x: hubs.get(id)?.x ?? 0, y: top })
  return laidAt(component.nodes, places)
}

/** Height of the fullest column. */
function heightOf(group: readonly TopologyNode[]): number {
  const heights = new Map<string, number>()
  for (const node of group) heights.set(node.role, (heights.get(node.role) ?? 0) + sizeOf(node).height + gap)
  return Math.max(...heights.values())
}

/** One component with every role in its column. */
async function layoutColumns(component: Component, columns: Columns, run: LayoutRun, search: boolean): Promise<Laid> {
  const ys = await heightsIn(component, columns, run, search)
  const { nodes } = component
  return laidAt(nodes, new Map(nodes.map(({ id, role }) => [id, { x: columns.get(role) ?? 0, y: ys.get(id) ?? 0 }])))
}

function laidAt(group: readonly TopologyNode[], places: Map<string, Point>): Laid {
  const boxes = group.map(node => ({ ...places.get(node.id)!, ...sizeOf(node) }))
  return {
    places,
    left: Math.min(...boxes.map(box => box.x)),
    right: Math.max(...boxes.map(box => box.x + box.width)),
    bottom: Math.max(...boxes.map(box => box.y + box.height)),
  }
}

/** Several in one picture, none over another. */
function stackOf(laid: readonly Laid[]): { readonly places: Map<string, Point>; readonly bottom: number } {
  const left = Math.min(...laid.map(each => each.left))
  const boxes = laid.map((each, i) => ({
    id: String(i),
    x: each.left - left,
    width: each.right - each.left,
    height: each.bottom,
  }))
  const corners = stack(boxes, gap)
  const places = new Map<string, Point>()
  let bottom = 0
  laid.forEach((each, i) => {
    const corner = corners.get(String(i)) ?? { x: 0, y: 0 }
    bottom = Math.max(bottom, corner.y + each.bottom)
    for (const [id, at] of each.places) places.set(id, { x: at.x + corner.x, y: at.y + corner.y })
  })
  return { places, bottom }
}

/** Heights of the nodes of one component, from 0. */
async function heightsIn(
  { nodes: group, edges }: Component,
  columns: Columns,
  run: LayoutRun,
  search: boolean,
): Promise<Map<string, number>> {
  const ys = new Map<string, number>()
  if (new Set(group.map(n => n.role)).size === group.length) alignChain(group, edges, ys)
  else {
    const graph = run.cancelled || !search ? null : await elkOf(toElk(group, edges), run)
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
