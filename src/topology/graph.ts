import type { DocId, FieldRef } from '../text/index.ts'

/** The column a node stands in, from left to right. */
export type Role = 'outside' | 'entry' | 'route' | 'service' | 'subset' | 'workload' | 'policy' | 'config'

/**
 * `live`: parsed and counting. `stale`: its text does not parse now, the last good version is shown. `veiled`: a later document has the
 * same key and counts instead. `missing`: referred to but declared nowhere in the project.
 */
export type NodeState = 'live' | 'stale' | 'veiled' | 'missing'

/** A part of a node that edges start or end at: a listener, a rule, a port, a subset. */
export interface TopologyRow {
  readonly id: string
  readonly title: string
  readonly detail: string
  /** The field it shows; null for defaults. */
  readonly at: FieldRef | null
  /** Whether dragging from this row can write a reference. */
  readonly source: boolean
  readonly tone: 'plain' | 'refused' | 'unknown'
}

export interface Badge {
  readonly id: string
  readonly icon:
    | 'shield'
    | 'lock'
    | 'key'
    | 'replicas'
    | 'problem'
    | 'weight'
    | 'retry'
    | 'clock'
    | 'mirror'
    | 'unknown'
    | 'off'
  readonly text: string
  /** A longer word for tooltips and screen readers. */
  readonly title: string
}

export interface TopologyNode {
  /** The document's id while it is open; `missing:Kind/ns/name` or `outside` where there is none. */
  readonly id: string
  readonly role: Role
  readonly kind: string
  /** '' for cluster-scoped kinds. */
  readonly namespace: string
  readonly name: string
  readonly doc: DocId | null
  readonly subtitle: string
  readonly state: NodeState
  readonly rows: readonly TopologyRow[]
  readonly badges: readonly Badge[]
  /** Whether dragging from the node itself can write a reference (a Service's selector, a policy's subject). */
  readonly source: boolean
}

export type EdgeKind = 'entry' | 'attach' | 'backend' | 'select' | 'protect' | 'refer'

export interface TopologyEdge {
  /** Stable while the reference stands: made of the document, the path and the target. */
  readonly id: string
  readonly kind: EdgeKind
  readonly from: string
  readonly fromRow: string | null
  readonly to: string
  readonly toRow: string | null
  /** Weight, hostname or port: short. */
  readonly label: string
  /** The reference that draws it; null where it is derived. */
  readonly at: FieldRef | null
  readonly state: 'live' | 'refused' | 'missing' | 'veiled'
  /** What happens on the way: a delay, a mirror, a limit. */
  readonly badges?: readonly Badge[]
  /** Which part of what it leads to. */
  readonly subset?: string
}
