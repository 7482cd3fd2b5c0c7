import { type Edge, type Node, Position } from '@xyflow/react'
import type { PaintedLeg, TopologyEdge, TopologyNode } from '../store/contracts.ts'
import type { Point } from '../store/project.ts'
import { columnOf, frameHead, framePad, handleId, handlesOf, outsideGap, type Size, sizeOf } from './geometry.ts'
import { collapsedBox, frameKey, homeKey, type Placement } from './placement.ts'

export type ResourceFlowNode = Node<{ readonly node: TopologyNode }, 'resource'>
export type FrameFlowNode = Node<FrameData, 'frame'>
export type FlowNode = ResourceFlowNode | FrameFlowNode
export type FlowEdge = Edge<EdgeData, 'traffic'>

export interface FrameData extends Record<string, unknown> {
  readonly namespace: string
  readonly count: number
  readonly collapsed: boolean
  /** What a folded namespace holds, by kind. */
  readonly kinds: readonly (readonly [kind: string, count: number])[]
}

export interface EdgeData extends Record<string, unknown> {
  readonly edges: readonly TopologyEdge[]
  readonly label: string
  readonly kind: TopologyEdge['kind']
  readonly state: TopologyEdge['state']
  /** Where on the curve its label stands, 0 at the source; the middle when missing. */
  readonly labelAt?: number
  /** How far its label stands beneath that point: lines that run as one have theirs above each other. */
  readonly labelShift?: number
  /** False where another line that runs as one with it has its label beneath. */
  readonly isLast?: boolean
  /** What a single edge leads to. */
  readonly toName?: string
  /** Set where the edge is drawn only because the painted way takes it. */
  readonly way?: PaintedLeg['verdict']
}

export interface SceneInput {
  readonly nodes: ReadonlyMap<string, TopologyNode>
  readonly edges: ReadonlyMap<string, TopologyEdge>
  readonly placement: Placement
  readonly pins: ReadonlyMap<string, Point>
  readonly selection: ReadonlySet<string>
  readonly selectedEdge: string | null
  /** Steps of the painted way that no edge of the topology stands for: from a pod to the name it dials. */
  readonly jumps: readonly Jump[]
  /** Positions under the pointer while a drag lasts; in React Flow's coordinates. */
  readonly dragging: ReadonlyMap<string, Point>
}

export interface Jump {
  readonly from: string
  readonly to: string
  readonly verdict: PaintedLeg['verdict']
  /** The edge that shows it, where nothing is folded. */
  readonly edge: string | null
}

export const jumpId = (from: string, to: string): string => `way:${from}>${to}`

export interface Scene {
  readonly nodes: FlowNode[]
  readonly edges: FlowEdge[]
  /** The resources among the nodes, and where everything stands: for the view from afar. */
  readonly shown: readonly TopologyNode[]
  readonly absolute: ReadonlyMap<string, Point & Size>
}

export const frameId = (namespace: string): string => `frame:${namespace}`

/** Builds what React Flow draws. An object is made anew only when what it shows changed: React Flow skips the others. */
export function createSceneBuilder(): (input: SceneInput) => Scene {
  let nodeCache = new Map<string, { readonly stamp: readonly unknown[]; readonly made: FlowNode }>()
  let edgeCache = new Map<string, { readonly stamp: readonly unknown[]; readonly made: FlowEdge }>()
  let folds = new Map<string, { readonly members: readonly TopologyNode[]; readonly kinds: FrameData['kinds'] }>()

  return input => {
    const nextNodes: typeof nodeCache = new Map()
    const nextEdges: typeof edgeCache = new Map()
    const nextFolds: typeof folds = new Map()
    const reuse = <T extends FlowNode | FlowEdge>(
      from: ReadonlyMap<string, { readonly stamp: readonly unknown[]; readonly made: T }>,
      to: Map<string, { readonly stamp: readonly unknown[]; readonly made: T }>,
      id: string,
      stamp: readonly unknown[],
      make: () => T,
    ): T => {
      const old = from.get(id)
      const entry =
        old !== undefined && old.stamp.length === stamp.length && old.stamp.every((v, i) => v === stamp[i])
          ? old
          : { stamp, made: make() }
      to.set(id, entry)
      return entry.made
    }

    const spaces = new Map<string, TopologyNode[]>()
    const outside: TopologyNode[] = []
    for (const node of input.nodes.values()) {
      if (node.role === 'outside') outside.push(node)
      else {
        const list = spaces.get(node.namespace)
        if (list === undefined) spaces.set(node.namespace, [node])
        else list.push(node)
      }
    }

    const nodes: FlowNode[] = []
    const absolute = new Map<string, Point & Size>()
    const aim = new Map<string, string>()
    const frames: FlowNode[] = []
    const members: FlowNode[] = []
    let left = Number.POSITIVE_INFINITY

    for (const [namespace, own] of [...spaces].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const base = input.pins.get(frameKey(namespace)) ?? input.placement.frames.get(namespace)
      if (base === undefined) continue
      const id = frameId(namespace)
      const collapsed = input.placement.collapsed.has(namespace)
      if (collapsed) {
        for (const node of own) aim.set(node.id, id)
        const at = input.dragging.get(id) ?? base
        absolute.set(id, { ...at, ...collapsedBox })
        left = Math.min(left, at.x)
        const known = folds.get(namespace)
        const fold = known !== undefined && isSame(known.members, own) ? known : { members: own, kinds: kindsOf(own) }
        nextFolds.set(namespace, fold)
        const { kinds } = fold
        frames.push(
          reuse(nodeCache, nextNodes, id, ['folded', at.x, at.y, own.length, kinds], () =>
            frameNode(id, at, collapsedBox, { namespace, count: own.length, collapsed, kinds }),
          ),
        )
        continue
      }
      const placed: { node: TopologyNode; at: Point; size: Size }[] = []
      let minX = Number.POSITIVE_INFINITY
      let minY = 0
      let maxX = Number.NEGATIVE_INFINITY
      let maxY = 0
      for (const node of own) {
        const at = input.pins.get(homeKey(node)) ?? input.placement.nodes.get(node.id)
        if (at === undefined) continue
        const size = sizeOf(node)
        placed.push({ node, at, size })
        minX = Math.min(minX, at.x)
        minY = Math.min(minY, at.y)
        maxX = Math.max(maxX, at.x + size.width)
        maxY = Math.max(maxY, at.y + size.height)
      }
      if (placed.length === 0) continue
      const corner = input.dragging.get(id) ?? { x: base.x + minX, y: base.y + minY }
      const size = { width: maxX - minX + framePad * 2, height: maxY - minY + framePad * 2 + frameHead }
      left = Math.min(left, corner.x)
      frames.push(
        reuse(nodeCache, nextNodes, id, [corner.x, corner.y, size.width, size.height, placed.length], () =>
          frameNode(id, corner, size, { namespace, count: placed.length, collapsed, kinds: [] }),
        ),
      )
      for (const { node, at, size: own } of placed) {
        const inFrame = input.dragging.get(node.id) ?? {
          x: at.x - minX + framePad,
          y: at.y - minY + framePad + frameHead,
        }
        absolute.set(node.id, { x: corner.x + inFrame.x, y: corner.y + inFrame.y, ...own })
        const selected = input.selection.has(node.id)
        members.push(
          reuse(nodeCache, nextNodes, node.id, [node, inFrame.x, inFrame.y, selected], () => ({
            ...resourceNode(node, inFrame, own, selected),
            parentId: id,
          })),
        )
      }
    }

    // Until the namespaces stand, there is nothing to stand outside of.
    const placed = frames.length > 0 || spaces.size === 0
    outside.forEach((node, i) => {
      if (!placed) return
      const size = sizeOf(node)
      const pinned = input.pins.get(homeKey(node))
      const at = input.dragging.get(node.id) ?? pinned ?? besideTargets(node, input.edges, absolute, aim, left, size, i)
      absolute.set(node.id, { ...at, ...size })
      const selected = input.selection.has(node.id)
      members.push(
        reuse(nodeCache, nextNodes, node.id, [node, at.x, at.y, selected], () =>
          resourceNode(node, at, size, selected),
        ),
      )
    })

    nodes.push(...frames, ...members)
    const merged = new Map<string, TopologyEdge[]>()
    const starts = new Map<string, number>()
    for (const edge of input.edges.values()) {
      if (edge.label === '' || edge.fromRow === null) continue
      const start = `${edge.from} ${edge.fromRow}`
      starts.set(start, (starts.get(start) ?? 0) + 1)
    }
    const together = new Map<string, string[]>()
    for (const edge of input.edges.values()) {
      if (edge.label === '' && edge.badges === undefined) continue
      const key = endsOf(edge)
      const list = together.get(key)
      if (list === undefined) together.set(key, [edge.id])
      else list.push(edge.id)
    }
    const edges: FlowEdge[] = []
    const drawnEdges = new Set<string>()
    for (const edge of input.edges.values()) {
      const from = aim.get(edge.from) ?? edge.from
      const to = aim.get(edge.to) ?? edge.to
      if (from === to || !absolute.has(from) || !absolute.has(to)) continue
      if (from === edge.from && to === edge.to) {
        const sides = sidesOf(absolute.get(from)!, absolute.get(to)!)
        const selected = input.selectedEdge === edge.id
        drawnEdges.add(edge.id)
        // Labels of lines from one row stand where the lines have parted, others by their own row; those of lines that come down from
        // another namespace beneath the name of theirs.
        const crowd = edge.fromRow === null ? 0 : (starts.get(`${edge.from} ${edge.fromRow}`) ?? 0)
        const labelAt =
          edge.kind === 'attach' && Math.abs(absolute.get(from)!.y - absolute.get(to)!.y) > 120
            ? 0.72
            : crowd === 0 || edge.kind !== 'backend'
              ? undefined
              : crowd > 1
                ? 0.66
                : 0.34
        const parallel = together.get(endsOf(edge)) ?? []
        const isLast = parallel.length < 2 || parallel.at(-1) === edge.id
        const labelShift = Math.max(0, parallel.indexOf(edge.id)) * 20 - Math.max(0, parallel.length - 1) * 10
        edges.push(
          reuse(
            edgeCache,
            nextEdges,
            edge.id,
            [edge, sides, selected, input.nodes.get(from), input.nodes.get(to), labelAt, labelShift, isLast],
            () => flowEdge(edge, input.nodes, sides, selected, labelAt, labelShift, isLast),
          ),
        )
      } else {
        const key = `${from}\n${to}`
        const list = merged.get(key)
        if (list === undefined) merged.set(key, [edge])
        else list.push(edge)
      }
    }
    for (const [key, list] of merged) {
      const [source = '', target = ''] = key.split('\n')
      const sides = sidesOf(absolute.get(source)!, absolute.get(target)!)
      edges.push(
        reuse(edgeCache, nextEdges, `merged:${key}`, [sides, ...list], () => ({
          id: `merged:${key}`,
          type: 'traffic',
          source,
          target,
          sourceHandle: handleId(leaves(sides), null),
          targetHandle: handleId(arrives(sides), null),
          data: mergedData(list),
        })),
      )
    }
    for (const jump of input.jumps) {
      const from = aim.get(jump.from) ?? jump.from
      const to = aim.get(jump.to) ?? jump.to
      const [a, b] = [absolute.get(from), absolute.get(to)]
      if (a === undefined || b === undefined || from === to) continue
      if (jump.edge !== null && (drawnEdges.has(jump.edge) || input.edges.get(jump.edge)?.kind !== 'entry')) continue
      const sides = sidesOf(a, b)
      const id = jumpId(from, to)
      edges.push(
        reuse(edgeCache, nextEdges, id, [sides, jump.verdict], () => ({
          id,
          type: 'traffic',
          source: from,
          target: to,
          sourceHandle: handleId(leaves(sides), null),
          targetHandle: handleId(arrives(sides), null),
          selectable: false,
          zIndex: 2,
          data: { edges: [], label: '', kind: 'refer', state: 'live', way: jump.verdict },
        })),
      )
    }
    nodeCache = nextNodes
    edgeCache = nextEdges
    folds = nextFolds
    const shown = [...input.nodes.values()].filter(node => absolute.has(node.id))
    return { nodes, edges, shown, absolute }
  }
}

/** What is drawn for lines that end in folded namespaces; how many enter is not counted. */
function mergedData(edges: readonly TopologyEdge[]): EdgeData {
  const enters = edges.every(({ kind }) => kind === 'entry')
  const label = edges.length > 1 && !enters ? String(edges.length) : ''
  return { edges, label, kind: enters ? 'entry' : 'backend', state: 'live' }
}

/** On which sides an edge leaves and arrives: towards the other node, and bulging to the right within a column. */
type Sides = 'forward' | 'back' | 'beside'

const sidesOf = (a: Point & Size, b: Point & Size): Sides => {
  const dx = b.x + b.width / 2 - a.x - a.width / 2
  return Math.abs(dx) < 60 ? 'beside' : dx > 0 ? 'forward' : 'back'
}

const leaves = (sides: Sides): 'left' | 'right' => (sides === 'back' ? 'left' : 'right')
const arrives = (sides: Sides): 'left' | 'right' => (sides === 'forward' ? 'left' : 'right')

const endsOf = (edge: TopologyEdge): string => `${edge.from} ${edge.fromRow} ${edge.to} ${edge.toRow}`

function besideTargets(
  node: TopologyNode,
  edges: ReadonlyMap<string, TopologyEdge>,
  absolute: ReadonlyMap<string, Point & Size>,
  aim: ReadonlyMap<string, string>,
  left: number,
  size: Size,
  index: number,
): Point {
  const ys: number[] = []
  for (const edge of edges.values()) {
    if (edge.from !== node.id) continue
    const target = absolute.get(aim.get(edge.to) ?? edge.to)
    if (target !== undefined) ys.push(target.y + Math.min(target.height, 80) / 2)
  }
  const x = Number.isFinite(left) ? left - size.width - outsideGap : 0
  const middle = ys.length === 0 ? 40 : ys.reduce((a, b) => a + b, 0) / ys.length
  return { x, y: middle - size.height / 2 + index * 72 }
}

const kindsOf = (nodes: readonly TopologyNode[]): (readonly [string, number])[] => {
  const counts = new Map<string, number>()
  for (const node of [...nodes].sort((a, b) => columnOf[a.role] - columnOf[b.role]))
    counts.set(node.kind, (counts.get(node.kind) ?? 0) + 1)
  return [...counts]
}

const isSame = (a: readonly TopologyNode[], b: readonly TopologyNode[]): boolean =>
  a.length === b.length && a.every((node, i) => node === b[i])

const frameNode = (id: string, position: Point, size: Size, data: FrameData): FrameFlowNode => ({
  id,
  type: 'frame',
  position,
  ...size,
  measured: size,
  data,
  selectable: false,
  focusable: false,
  // Beneath the lines of what it holds; once folded, it is a box like any other.
  zIndex: data.collapsed ? 0 : -1,
  dragHandle: '.frame-handle',
  style: { pointerEvents: 'none' },
  handles: [
    { id: 'left', type: 'source', position: Position.Left, x: 0, y: size.height / 2, width: 1, height: 1 },
    {
      id: 'right',
      type: 'source',
      position: Position.Right,
      x: size.width - 1,
      y: size.height / 2,
      width: 1,
      height: 1,
    },
  ],
})

function resourceNode(node: TopologyNode, position: Point, size: Size, selected: boolean): ResourceFlowNode {
  return {
    id: node.id,
    type: 'resource',
    position,
    ...size,
    measured: size,
    data: { node },
    selected,
    handles: handlesOf(node, size),
  }
}

/** The end of a line that its reference names; the other one is where the reference stands. */
const movableEnd = (kind: TopologyEdge['kind']): 'source' | 'target' | false =>
  kind === 'backend' || kind === 'select' ? 'target' : kind === 'attach' ? 'source' : false

function flowEdge(
  edge: TopologyEdge,
  nodes: ReadonlyMap<string, TopologyNode>,
  sides: Sides,
  selected: boolean,
  labelAt: number | undefined,
  labelShift: number,
  isLast: boolean,
): FlowEdge {
  const has = (id: string, row: string | null): string | null =>
    row !== null && nodes.get(id)?.rows.some(r => r.id === row) === true ? row : null
  return {
    id: edge.id,
    type: 'traffic',
    source: edge.from,
    target: edge.to,
    sourceHandle: handleId(leaves(sides), has(edge.from, edge.fromRow)),
    targetHandle: handleId(arrives(sides), has(edge.to, edge.toRow)),
    selected,
    ...(selected && edge.at !== null && { reconnectable: movableEnd(edge.kind) }),
    // A share on it can be changed, so that it is no picture.
    ariaRole: 'group',
    ariaLabel: `${nodes.get(edge.from)?.name ?? ''} → ${nodes.get(edge.to)?.name ?? ''}`,
    data: {
      edges: [edge],
      label: edge.label,
      kind: edge.kind,
      state: edge.state,
      toName: [nodes.get(edge.to)?.name ?? '', edge.subset ?? ''].filter(text => text !== '').join(' '),
      ...(labelAt !== undefined && { labelAt }),
      ...(labelShift !== 0 && { labelShift }),
      ...(!isLast && { isLast }),
    },
  }
}
