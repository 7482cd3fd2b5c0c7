import { create } from 'zustand'
import type { TopologyEdge, TopologyNode } from '../store/contracts.ts'
import { type Point, project } from '../store/project.ts'
import { say } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { layoutNamespace } from './auto-layout.ts'
import { type Columns, columnsFor, frameHead, framePad, type Size, sizeOf } from './geometry.ts'
import { LayoutRun } from './layout-run.ts'
import { type Pushed, pushDown } from './push-down.ts'
import { type Box, frameGap, natural, packBoxes } from './stack.ts'

/**
 * Where everything stands that nobody has moved. Places inside a namespace are relative to its corner. A place once given is kept
 * while the canvas is open; `saved` brings the places of an earlier visit back, by kind, namespace and name.
 */
export interface Placement {
  readonly nodes: ReadonlyMap<string, Point>
  readonly frames: ReadonlyMap<string, Point>
  readonly collapsed: ReadonlySet<string>
}

export const usePlacement = create<Placement>()(() => ({ nodes: new Map(), frames: new Map(), collapsed: new Set() }))

/** The name under which a node's place is saved. */
export const keyOf = (node: Pick<TopologyNode, 'kind' | 'namespace' | 'name'>): string =>
  `${node.kind}/${node.namespace}/${node.name}`

/** Where the layout put a node when it was asked to: its place as long as nobody moves it. */
export const laidKey = (home: string): string => `${laid}${home}`
const laid = 'laid/'

export const frameKey = (namespace: string): string => `frame/${namespace}`

/**
 * While it is open a node *is* its document: it keeps the key under which it was first seen, so that a name half typed moves
 * nothing. Two nodes with one name get keys of their own.
 */
const homes = new Map<string, string>()
const owners = new Map<string, string>()

export function homeKey(node: TopologyNode): string {
  const known = homes.get(node.id)
  if (known !== undefined) return known
  let key = keyOf(node)
  // What is missing stands in for what may come back, at the same place.
  if (node.state !== 'missing') {
    for (let n = 2; owners.has(key); n += 1) key = `${keyOf(node)}#${n}`
    owners.set(key, node.id)
  }
  homes.set(node.id, key)
  return key
}

let saved: ReadonlyMap<string, Point> = new Map()

/** Where nodes stand by themselves: without what the pods of workloads that show them push aside. */
let base: ReadonlyMap<string, Point> = new Map()

/** The same with what is pushed aside, and the nodes as they are drawn. */
let pushed: ReadonlyMap<string, Point> = new Map()
let drawnNodes: ReadonlyMap<string, TopologyNode> = new Map()
let grown: ReadonlySet<string> = new Set()

/** What stands in frames, by namespace; which of them are folded; and which lead to which. */
let spacesShown: ReadonlyMap<string, readonly TopologyNode[]> = new Map()
let spacesFolded: ReadonlySet<string> = new Set()
let spaceLinks: readonly (readonly [string, string])[] = []

export const shownAs = (node: TopologyNode): TopologyNode => drawnNodes.get(node.id) ?? node

/** Where each key stood last: what goes and comes back (a file switched off and on) finds its place again. */
const lastPlaces = new Map<string, Point>()

/** Another project was opened: nothing known about the old one holds. */
export function resetPlacement(places: ReadonlyMap<string, Point>): void {
  generation += 1
  saved = places
  homes.clear()
  owners.clear()
  lastPlaces.clear()
  base = new Map()
  pushed = base
  spacesShown = new Map()
  spacesFolded = new Set()
  spaceLinks = []
  drawnNodes = new Map()
  grown = new Set()
  usePlacement.setState({ nodes: new Map(), frames: new Map(), collapsed: new Set() })
}

export const collapsedBox: Size = { width: 240, height: 132 }

/** Above so many nodes the namespaces start folded. */
const foldAbove = 300

/** The columns of the last arrangement: who stands in one moves with it. */
let lastColumns: Columns = new Map()

export const columnsNow = (): Columns => lastColumns

/** A document that is gone gives its key back; its place stays known. */
function releaseGone(nodes: readonly TopologyNode[]): void {
  const present = new Set(nodes.map(node => node.id))
  for (const [id, key] of homes) {
    if (present.has(id)) continue
    homes.delete(id)
    if (owners.get(key) === id) owners.delete(key)
  }
}

/** Counts projects: what was laid out for another one comes too late. */
let generation = 0
let running = false
let again: (() => void) | null = null

/**
 * Brings places up to date; `shown` are the same nodes as they are drawn, some of them taller for their pods. Calls that come while one is running are joined to one more run.
 */
export async function arrange(
  nodes: ReadonlyMap<string, TopologyNode>,
  edges: ReadonlyMap<string, TopologyEdge>,
  folding: Readonly<Record<string, boolean>>,
  shown: ReadonlyMap<string, TopologyNode> = nodes,
): Promise<void> {
  if (running) {
    again = () => void arrange(nodes, edges, folding, shown)
    return
  }
  running = true
  try {
    await arrangeNow([...nodes.values()], [...edges.values()], folding, shown)
  } finally {
    running = false
    const next = again
    again = null
    next?.()
  }
}

async function arrangeNow(
  nodes: readonly TopologyNode[],
  edges: readonly TopologyEdge[],
  folding: Readonly<Record<string, boolean>>,
  drawn: ReadonlyMap<string, TopologyNode>,
): Promise<void> {
  const began = generation
  releaseGone(nodes)
  const spaces = new Map<string, TopologyNode[]>()
  for (const node of nodes) {
    if (node.role === 'outside') continue
    const list = spaces.get(node.namespace)
    if (list === undefined) spaces.set(node.namespace, [node])
    else list.push(node)
  }
  const collapsed = new Set(
    [...spaces.keys()].filter(ns => folding[ns] ?? (nodes.length > foldAbove && spaces.size > 1)),
  )
  const columns = columnsFor(nodes)
  const shown = [...spaces].filter(([namespace]) => !collapsed.has(namespace))
  const places = new Map<string, Point>()
  const run = new LayoutRun(shown.reduce((sum, [, members]) => sum + members.length, 0))
  try {
    for (const [, members] of shown) {
      const known = new Map<string, Point>()
      for (const node of members) {
        const place = base.get(node.id) ?? lastPlaces.get(homeKey(node)) ?? saved.get(homeKey(node))
        if (place === undefined) continue
        const inColumn = place.x === lastColumns.get(node.role)
        known.set(node.id, inColumn ? { x: columns.get(node.role) ?? place.x, y: place.y } : place)
      }
      const own = (await keepOrLayOut(members, edges, known, columns, run)) ?? known
      for (const [id, place] of own) places.set(id, place)
    }
  } finally {
    run.end()
  }
  if (began !== generation) return
  if (run.cancelled) toast.message(say('layout.stopped'))
  lastColumns = columns
  for (const node of nodes) {
    const place = places.get(node.id)
    if (place !== undefined) lastPlaces.set(homeKey(node), place)
  }
  base = new Map(places)
  const tall = new Set(nodes.flatMap(node => ((drawn.get(node.id) ?? node) === node ? [] : [node.id])))
  for (const [, members] of shown) {
    const seen = members.map(node => drawn.get(node.id) ?? node)
    makeRoom(seen, tall, places)
  }
  const spaceOf = new Map(nodes.map(n => [n.id, n.role === 'outside' ? null : n.namespace]))
  const links = new Map<string, readonly [string, string]>()
  for (const edge of edges) {
    const a = spaceOf.get(edge.from)
    const b = spaceOf.get(edge.to)
    if (a == null || b == null || a === b || edge.kind === 'protect') continue
    links.set(`${a}\n${b}`, [a, b])
  }
  pushed = places
  grown = tall
  drawnNodes = drawn
  spacesShown = new Map(shown)
  spacesFolded = collapsed
  spaceLinks = [...links.values()]
  publish()
}

/** Namespaces stand as the layout packs them, and give way to one that a person made larger: what was moved stays under the hand. */
function publish(): void {
  const nodes = withLaid()
  const laid: Box[] = []
  const real: Pushed[] = []
  for (const [id, members] of spacesShown) {
    const seen = members.map(shownAs)
    laid.push({ id, ...frameBox(seen, node => nodes.get(node.id)) })
    real.push({
      id,
      stays: false,
      ...frameBox(seen, node => project.positions.get(homeKey(node)) ?? nodes.get(node.id)),
    })
  }
  const packed = packBoxes(laid, spaceLinks)
  const frames = new Map(packed)
  const standing = real.map(box => {
    const at = packed.get(box.id) ?? { x: 0, y: 0 }
    return { ...box, x: at.x + box.x, y: at.y + box.y }
  })
  for (const [id, y] of pushDown(standing)) {
    const own = real.find(box => box.id === id)
    frames.set(id, { x: packed.get(id)?.x ?? 0, y: y - (own?.y ?? 0) })
  }
  placeFolded([...spacesFolded].sort(natural.compare), standing, frames)
  usePlacement.setState({ nodes, frames, collapsed: spacesFolded })
}

/** Keeps known places and adds newcomers at the foot of their column; lays the namespace out anew when much of it is new. */
async function keepOrLayOut(
  members: readonly TopologyNode[],
  edges: readonly TopologyEdge[],
  known: Map<string, Point>,
  columns: Columns,
  run: LayoutRun,
): Promise<ReadonlyMap<string, Point> | null> {
  const fresh = members.filter(n => !known.has(n.id))
  if (fresh.length > Math.max(3, known.size * 0.3) || (fresh.length > 0 && known.size === 0))
    return layoutNamespace(members, edges, columns, run)
  for (const node of fresh) {
    const column = members.filter(n => n.id !== node.id && known.has(n.id) && n.role === node.role)
    const foot = Math.max(0, ...column.map(n => bottomOf(n, known) + 20))
    known.set(node.id, { x: columns.get(node.role) ?? 0, y: foot })
  }
  pushApart(members, known)
  return null
}

const bottomOf = (node: TopologyNode, places: ReadonlyMap<string, Point>): number =>
  (places.get(node.id)?.y ?? 0) + sizeOf(node).height

/** A node that grew by a row pushes those beneath it down. */
function pushApart(members: readonly TopologyNode[], places: Map<string, Point>): void {
  const boxes = members.flatMap(node => {
    const at = places.get(node.id)
    return at === undefined ? [] : [{ id: node.id, ...at, ...sizeOf(node), stays: false }]
  })
  for (const [id, y] of pushDown(boxes)) places.set(id, { ...places.get(id)!, y })
}

/** The places of the layout, but for what it was asked to lay out again; that pushes aside what it grows into. */
function withLaid(): ReadonlyMap<string, Point> {
  if (![...project.positions.keys()].some(key => key.startsWith(laid))) return pushed
  const places = new Map(pushed)
  const spaces = new Map<string, Set<string>>()
  for (const node of drawnNodes.values()) {
    const at = places.has(node.id) ? project.positions.get(laidKey(homeKey(node))) : undefined
    if (at === undefined) continue
    places.set(node.id, at)
    const own = spaces.get(node.namespace)
    if (own === undefined) spaces.set(node.namespace, new Set([node.id]))
    else own.add(node.id)
  }
  for (const [namespace, ids] of spaces)
    makeRoom(
      [...drawnNodes.values()].filter(node => node.namespace === namespace && node.role !== 'outside'),
      new Set([...ids, ...grown]),
      places,
    )
  return places
}

project.subscribe(change => {
  if (change.kind !== 'opened' && change.steps.some(step => step.kind === 'move')) publish()
})

/** Nodes that show their pods push what stands beneath them down; what a person placed stays. */
function makeRoom(members: readonly TopologyNode[], tall: ReadonlySet<string>, places: Map<string, Point>): void {
  if (tall.size === 0) return
  const boxes = members.flatMap(node => {
    const pin = project.positions.get(homeKey(node))
    const at = pin ?? places.get(node.id)
    return at === undefined ? [] : [{ id: node.id, ...at, ...sizeOf(node), stays: pin !== undefined }]
  })
  for (const [id, y] of pushDown(boxes, tall)) places.set(id, { ...places.get(id)!, y })
}

/** What the members take up, with the frame around them; never less than from 0 down. */
function frameBox(members: readonly TopologyNode[], placeOf: (node: TopologyNode) => Point | undefined): Point & Size {
  let left = Number.POSITIVE_INFINITY
  let right = Number.NEGATIVE_INFINITY
  let top = 0
  let bottom = 0
  for (const node of members) {
    const place = placeOf(node)
    if (place === undefined) continue
    const size = sizeOf(node)
    left = Math.min(left, place.x)
    top = Math.min(top, place.y)
    right = Math.max(right, place.x + size.width)
    bottom = Math.max(bottom, place.y + size.height)
  }
  const x = Number.isFinite(left) ? left : 0
  const width = Math.max(0, right - left) + framePad * 2
  return { x, y: top, width, height: bottom - top + frameHead + framePad * 2 }
}

/** Folded namespaces stand in rows beneath the others. */
function placeFolded(folded: readonly string[], boxes: readonly Box[], frames: Map<string, Point>): void {
  const top = Math.max(0, ...boxes.map(box => (frames.get(box.id)?.y ?? 0) + box.height + frameGap))
  const perRow = Math.max(4, Math.ceil(Math.sqrt(folded.length * 1.4)))
  folded.forEach((namespace, i) => {
    frames.set(namespace, {
      x: (i % perRow) * (collapsedBox.width + 28),
      y: top + Math.floor(i / perRow) * (collapsedBox.height + 28),
    })
  })
}

/** Every place, by saved name: for the next visit. */
export function placesToSave(nodes: ReadonlyMap<string, TopologyNode>): Record<string, Point> {
  const out: Record<string, Point> = {}
  for (const node of nodes.values()) {
    const place = base.get(node.id)
    if (place !== undefined) out[currentKey(node)] = place
  }
  return out
}

/** The key that will find the node again on the next visit: its present name, with the number that tells namesakes apart. */
export const currentKey = (node: TopologyNode): string => {
  const home = homeKey(node)
  const number = home.match(/#\d+$/)?.[0] ?? ''
  return keyOf(node) + number
}
