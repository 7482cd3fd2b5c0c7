import type { Intent, Plan } from '../../command/plan.ts'
import type { ResourceFact, Step } from '../../report/index.ts'
import type { DocId, FieldRef, Path } from '../../text/index.ts'

/** What the page asks about who may talk to whom. Ports are texts as people read them: `TCP 80,443; UDP 53`. */
export type ReachQuestion =
  /** Who may reach the pods of a document, and whom they may reach. */
  | { readonly kind: 'reachOf'; readonly doc: DocId }
  /** A part of the matrix: a cell for every row and column. */
  | { readonly kind: 'reachGrid'; readonly rows: readonly GridRef[]; readonly columns: readonly GridRef[] }
  /** The rules behind a pair. */
  | { readonly kind: 'reachWhy'; readonly from: ReachRef; readonly to: ReachRef }
  /** All that is open between workloads, as a table of comma-separated values. */
  | { readonly kind: 'reachCsv' }
  /** What a policy says, with the pods that its words mean now. */
  | { readonly kind: 'policyCard'; readonly doc: DocId }
  /** The selector that a place in a document stands in, with the pods that it takes now. */
  | { readonly kind: 'selectorAt'; readonly doc: DocId; readonly path: Path }
  /** What the last edit opened and shut. */
  | { readonly kind: 'policyEffect' }
  /** A change of policies before it is made. */
  | { readonly kind: 'policyPlan'; readonly intent: Extract<Intent, { kind: 'policy' | 'policyStart' }> }

export type ReachReply =
  | {
      readonly kind: 'reachOf'
      readonly ends: readonly ReachedEnd[]
      readonly outside: { readonly in: ReachCell; readonly out: ReachCell }
      /** Whether any policy is about the direction. */
      readonly guarded: { readonly ingress: boolean; readonly egress: boolean }
    }
  | { readonly kind: 'reachGrid'; readonly cells: readonly (readonly GridCell[])[] }
  | ({ readonly kind: 'reachWhy' } & ReachWhy)
  | { readonly kind: 'reachCsv'; readonly text: string }
  | ({ readonly kind: 'policyCard' } & PolicyCard)
  | { readonly kind: 'selectorAt'; readonly noun: Noun }
  | ({ readonly kind: 'policyEffect' } & PolicyEffect)
  | {
      readonly kind: 'policyPlan'
      readonly plan: Plan
      /** Whether the connection was open before. */
      readonly wasOpen: boolean
      /** What else it opens and shuts; null where there is no plan. */
      readonly effect: PolicyEffect | null
    }

/** Every workload of a namespace, or the pods of one document. */
export type GridRef = { readonly namespace: string } | { readonly doc: DocId }

/** An end of a pair: the pods of a document, or an address outside. */
export type ReachRef = { readonly doc: DocId } | { readonly address: string }

/** `open` on every port, `part` on some, `unknown` where an address that the manifests do not hold decides. */
export interface ReachCell {
  readonly state: 'open' | 'part' | 'shut' | 'unknown'
  readonly ports: string
}

export interface ReachedEnd {
  readonly node: string
  /** From it to the pods asked about. */
  readonly in: ReachCell
  /** From the pods asked about to it. */
  readonly out: ReachCell
  /** Whether no policy is about either direction, so that it is all open by default. */
  readonly isFree: boolean
}

export interface GridCell extends ReachCell {
  /** Pairs of workloads behind the cell, a workload to itself left out, and how many of them are open on some port. */
  readonly pairs: number
  readonly open: number
}

export interface ReachWhy {
  readonly cell: ReachCell
  /** Container ports of the destination, to be chosen from. */
  readonly declared: readonly {
    readonly port: number
    readonly protocol: 'TCP' | 'UDP' | 'SCTP'
    readonly name: string
  }[]
  /** The network that parts the two; null where nothing does. */
  readonly partedBy: NamedPlace | null
  readonly sides: readonly ReachSide[]
}

export interface ReachSide {
  readonly direction: 'ingress' | 'egress'
  readonly cell: ReachCell
  /** Policies that are about this end; none: everything passes. */
  readonly policies: readonly NamedPlace[]
  /** Rules that take the other end, in the order they are asked. */
  readonly rules: readonly DecidingRule[]
  /** The rules that do not, each with why, for one port: the first that the destination declares. */
  readonly losers: readonly Step[]
}

export interface NamedPlace {
  readonly resource: ResourceFact
  readonly at: FieldRef
}

export interface DecidingRule extends NamedPlace {
  readonly action: 'Allow' | 'Deny' | 'Pass'
  readonly ports: string
  readonly isMaybe: boolean
}

/** Pods that words of a policy mean. */
export interface Noun {
  /** How the document says it: a selector, a range, or '' for all. */
  readonly selector: string
  /** Namespaces meant, as a selector or name; null where that goes without saying. */
  readonly namespace: string | null
  readonly isOutside: boolean
  readonly nodes: readonly string[]
  /** Names of the first few. */
  readonly names: readonly string[]
  readonly at: FieldRef
}

export interface PolicyCard {
  readonly subject: Noun
  readonly directions: readonly {
    readonly direction: 'ingress' | 'egress'
    /** Whether all that no rule takes is refused. */
    readonly isolates: boolean
    readonly rules: readonly {
      readonly action: 'Allow' | 'Deny' | 'Pass'
      /** Null: everybody. */
      readonly peers: readonly Noun[] | null
      /** '' for every port. */
      readonly ports: string
      readonly at: FieldRef
    }[]
  }[]
}

export interface EffectEnd {
  readonly text: string
  readonly node: string | null
}

export interface PolicyEffect {
  readonly rows: readonly {
    readonly from: EffectEnd
    readonly to: EffectEnd
    readonly before: string
    readonly after: string
    /** Whether it lost ports, gained some, or both. */
    readonly kind: 'gained' | 'lost' | 'changed'
  }[]
  readonly gained: number
  readonly lost: number
}
