import type { NodeHandle, Position } from '@xyflow/react'
import type { Role, TopologyNode } from '../store/contracts.ts'

/** The library's own names: places are known before it has arrived. */
const leftSide = 'left' as Position.Left
const rightSide = 'right' as Position.Right

/** Sizes in canvas units; the style sheet draws exactly these, so nothing is ever measured. */
export const headHeight = 50
export const rowHeight = 26
export const rowsPad = 6
export const framePad = 18
export const frameHead = 32
const portSize = 12
/** Beneath this zoom, small print is drawn larger. */
export const midZoom = 0.65
export const lowZoom = 0.5

const widths = {
  outside: 116,
  entry: 220,
  route: 236,
  service: 200,
  subset: 200,
  workload: 216,
  policy: 188,
  config: 200,
} as const

/** Between what is outside and the first namespace. */
export const outsideGap = 84

/** Room for the labels of the lines that leave a column: hostnames, shares, or none. */
const gaps = {
  outside: 0,
  entry: 92,
  route: 80,
  config: 64,
  service: 68,
  subset: 68,
  workload: 64,
  policy: 64,
} as const

export interface Size {
  readonly width: number
  readonly height: number
}

export const sizeOf = (node: TopologyNode): Size => ({
  width: widths[node.role],
  height:
    node.role === 'outside' ? 44 : headHeight + (node.rows.length === 0 ? 0 : node.rows.length * rowHeight + rowsPad),
})

export const rowCentre = (index: number): number => headHeight + index * rowHeight + rowHeight / 2 - 1

export const handleId = (side: 'left' | 'right', row: string | null): string => (row === null ? side : `${side}:${row}`)

/** Both sides of every row can start and end an edge; which side is used depends on where the other end stands. */
export function handlesOf(node: TopologyNode, size: Size): NodeHandle[] {
  const handles: NodeHandle[] = []
  const add = (row: string | null, y: number, source: boolean): void => {
    const reach = source ? portSize / 2 : 0.5
    handles.push(
      { id: handleId('left', row), type: 'source', position: leftSide, x: 0.5, y: y - 0.5, width: 1, height: 1 },
      {
        id: handleId('right', row),
        type: 'source',
        position: rightSide,
        x: size.width - 1 - reach,
        y: y - reach,
        width: reach * 2,
        height: reach * 2,
      },
    )
  }
  add(null, node.role === 'outside' ? 22 : headHeight / 2, node.source)
  node.rows.forEach((row, i) => {
    add(row.id, rowCentre(i), row.source)
  })
  return handles
}

/** Columns from left to right. Configuration stands between what refers to it and what it is about; policies beside what they select. */
export const columnOf = {
  outside: 0,
  entry: 1,
  route: 2,
  config: 3,
  service: 4,
  subset: 5,
  workload: 6,
  policy: 7,
} as const

const roles: readonly Role[] = ['entry', 'route', 'config', 'service', 'subset', 'workload', 'policy']

export type Columns = ReadonlyMap<Role, number>

/** Where each role's column starts, the same in all namespaces; roles that nothing plays take no room. */
export function columnsFor(nodes: readonly TopologyNode[]): Columns {
  const present = new Set(nodes.map(node => node.role))
  const columns = new Map<Role, number>()
  let x = 0
  for (const role of roles) {
    if (!present.has(role)) continue
    columns.set(role, x)
    x += widths[role] + gaps[role]
  }
  return columns
}
