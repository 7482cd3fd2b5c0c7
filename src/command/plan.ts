import type { Facts } from '../report/index.ts'
import type { DocId, FieldRef, FileId, Path, TextEdit } from '../text/index.ts'
import type { PlainValue, YamlOp } from '../yaml/index.ts'

export type { Dial, DialGroup, Tuning } from './tune/dial.ts'
export type { PlainValue, YamlOp }

/** What a person wants done; where and how it is written is the plan's business. */
export type Intent =
  /** A line drawn from a node or one of its rows to another node or row. */
  | {
      readonly kind: 'connect'
      readonly from: string
      readonly fromRow: string | null
      readonly to: string
      readonly toRow: string | null
    }
  | { readonly kind: 'disconnect'; readonly edge: string }
  /** The end of an edge, drawn to another node or row. */
  | { readonly kind: 'reconnect'; readonly edge: string; readonly to: string; readonly toRow: string | null }
  /** A new resource from the palette, appended to a file as a document; wired to the ends of a line, or to one node, that it was dropped on. */
  | {
      readonly kind: 'create'
      readonly resource: string
      readonly namespace: string
      readonly file: FileId
      readonly wire?: Wire
    }
  /** Manifests from elsewhere, appended to a file. */
  | { readonly kind: 'paste'; readonly text: string; readonly file: FileId }
  /** A file made tidy: blanks and line ends alone. */
  | { readonly kind: 'format'; readonly file: FileId }
  | { readonly kind: 'rename'; readonly doc: DocId; readonly name: string }
  | { readonly kind: 'duplicate'; readonly doc: DocId }
  | { readonly kind: 'delete'; readonly docs: readonly DocId[] }
  /** Writes an assumption into the project, with the value that holds now, so that it can be changed; a document for it is made where there is none. */
  | { readonly kind: 'assume'; readonly key: string; readonly file: FileId }
  /** A share of its rule's traffic for the backend that an edge leads to, in percent. */
  | { readonly kind: 'weigh'; readonly edge: string; readonly percent: number }
  /** Faults, limits, tries, copies and weight of a line, by the ids of its dials; '' takes a field out. */
  | { readonly kind: 'tune'; readonly edge: string; readonly texts: Readonly<Record<string, string>> }
  /** Something more for a resource or one of its rows: a rule, a match, a filter; `part` is named by what offered it. */
  | { readonly kind: 'extend'; readonly doc: DocId; readonly row: Path | null; readonly part: string }
  /** The smallest change of policies that lets one end reach the other, or shuts it out. `file`: where a new policy goes for want of a better place. */
  | {
      readonly kind: 'policy'
      readonly does: 'allow' | 'refuse'
      readonly from: PolicyEnd
      readonly to: PolicyEnd
      /** Null: every port. */
      readonly port: number | null
      readonly protocol: 'TCP' | 'UDP' | 'SCTP'
      readonly file: FileId
    }
  /** One of the usual first policies of a namespace; `peer` is the namespace let in, its own when null. */
  | {
      readonly kind: 'policyStart'
      readonly start: 'default-deny' | 'allow-dns' | 'allow-from-namespace'
      readonly namespace: string
      readonly peer: string | null
      readonly file: FileId
    }
  /** Changes of one document, as a form makes them. */
  | { readonly kind: 'edit'; readonly doc: DocId; readonly ops: readonly YamlOp[] }
  | { readonly kind: 'set'; readonly at: FieldRef; readonly value: PlainValue }
  | { readonly kind: 'remove'; readonly at: FieldRef }

/** What a new resource stands between; null at an end where there is nothing. */
export interface Wire {
  readonly from: { readonly node: string; readonly row: string | null } | null
  readonly to: { readonly node: string; readonly row: string | null } | null
}

/** An end of a connection that a policy is to be about: the pods of a document, or a range of addresses outside. */
export type PolicyEnd =
  | { readonly kind: 'pods'; readonly doc: DocId }
  | { readonly kind: 'outside'; readonly cidr: string }

export interface PlannedEdits {
  readonly kind: 'edits'
  /** The revision whose text the offsets count in. */
  readonly revision: number
  readonly files: readonly { readonly file: FileId; readonly edits: readonly TextEdit[] }[]
  /** Code of the label in the undo list, with its facts. */
  readonly label: string
  readonly facts: Facts
  /** What else a person should know before or after. */
  readonly notes?: readonly { readonly code: string; readonly facts: Facts }[]
  /** Where to look afterwards: the field that was written, in the file *after* the edits. */
  readonly select: { readonly file: FileId; readonly offset: number } | null
}

export interface RefusedPlan {
  readonly kind: 'refused'
  readonly code: string
  readonly facts: Facts
}

export type Plan = PlannedEdits | RefusedPlan

/** A part that can be added to a resource, and what adding it would write. */
export interface Extension {
  readonly part: string
  readonly plan: PlannedEdits
}
