import type { Arrival } from '../command/arrive.ts'
import type { Extension, Intent, Plan, PlannedEdits } from '../command/plan.ts'
import type { Tuning } from '../command/tune/index.ts'
import type { FieldSchemas } from '../diagnose/field-schemas.ts'
import type { Answer } from '../flow/answer.ts'
import type { TrafficRequest } from '../flow/request.ts'
import type { Problem } from '../report/index.ts'
import type { DocId, FieldRef, FileId, Path, Range, TextEdit } from '../text/index.ts'
import type { NodeState, TopologyEdge, TopologyNode } from '../topology/graph.ts'
import type { PlainValue, YamlValue } from '../yaml/index.ts'
import type { PodList } from './pods.ts'
import type { ReachQuestion, ReachReply } from './reach/reach-messages.ts'
import type { Sentence } from './symbol.ts'

export type { ListedPod, PodList } from './pods.ts'
export type * from './reach/reach-messages.ts'

/**
 * What page and worker say to each other. Every message carries the revision it speaks of. The page never waits for an answer
 * before it shows typing, undo or a drag.
 */
export type ToWorker =
  /** `docsFrom`: documents get numbers from there on, where an engine of its own takes over from another. */
  | {
      readonly kind: 'open'
      readonly revision: number
      readonly files: readonly OpenFile[]
      readonly assume: string
      readonly docsFrom?: number
    }
  | { readonly kind: 'edit'; readonly revision: number; readonly edits: readonly FileEdits[] }
  /** `at`: its position among the files, which decides which of two documents with one key counts; the last when absent. */
  | { readonly kind: 'addFile'; readonly revision: number; readonly file: OpenFile; readonly at?: number }
  | { readonly kind: 'removeFile'; readonly revision: number; readonly file: FileId }
  | { readonly kind: 'switchFile'; readonly revision: number; readonly file: FileId; readonly enabled: boolean }
  | { readonly kind: 'assume'; readonly revision: number; readonly assume: string }
  /** The requests kept as traffic tests; all are answered again after every change. */
  | { readonly kind: 'watch'; readonly revision: number; readonly requests: readonly WatchedRequest[] }
  /** Which fields the kinds have; comes late, and holds for good. */
  | { readonly kind: 'schemas'; readonly revision: number; readonly schemas: FieldSchemas }
  /** The person rests: what holds now is what the next edit's effect on connections is measured against. */
  | { readonly kind: 'rest'; readonly revision: number }
  | { readonly kind: 'ask'; readonly id: number; readonly revision: number; readonly question: Question }

export interface OpenFile {
  readonly id: FileId
  readonly name: string
  readonly text: string
  readonly enabled: boolean
}

export interface FileEdits {
  readonly file: FileId
  /** Sorted, not overlapping; offsets in the file's text before any of them. */
  readonly edits: readonly TextEdit[]
}

export interface WatchedRequest {
  readonly id: string
  readonly request: TrafficRequest
}

export type Question =
  | ReachQuestion
  /** `sample`: how many equal requests to draw. */
  | { readonly kind: 'trace'; readonly request: TrafficRequest; readonly sample: number }
  /** What an intent would write; nothing is applied. */
  | { readonly kind: 'plan'; readonly intent: Intent }
  /** What could be written to mend a problem. */
  | { readonly kind: 'fixes'; readonly problem: Problem }
  /** What a resource, or one of its rows, could be given. */
  | { readonly kind: 'extensions'; readonly doc: DocId; readonly row: Path | null }
  /** The pods of a document, at most so many of them. */
  | { readonly kind: 'pods'; readonly doc: DocId; readonly most: number }
  /** What texts that are to be opened have in common with the project. */
  | { readonly kind: 'arrivals'; readonly texts: readonly string[] }
  /** What can be set about the traffic of a line. */
  | { readonly kind: 'tuning'; readonly edge: string }
  /** A document's value, for a form. */
  | { readonly kind: 'value'; readonly doc: DocId }
  /** Values of the cluster that a field could hold; of a map of labels, its keys. */
  | { readonly kind: 'suggest'; readonly at: FieldRef; readonly keys: boolean }
  /** What selectors of a document take now. */
  | { readonly kind: 'selected'; readonly doc: DocId; readonly paths: readonly Path[] }
  /** Whether a drag from here could end there; for the canvas while the pointer moves. */
  | { readonly kind: 'targets'; readonly node: string; readonly row: string | null }
  /** Which document and field the offset of a file stands in. */
  | { readonly kind: 'locate'; readonly file: FileId; readonly offset: number }
  /**
   * What the field at the offset of a file names: where that is declared, every field that names it, or what it is now. Nothing is asked
   * for that is not wanted: a Gateway may be named in thousands of places.
   */
  | {
      readonly kind: 'symbol'
      readonly file: FileId
      readonly offset: number
      readonly want: 'definitions' | 'uses' | 'meaning'
    }
  /** The documents of a file that are drawn, with their rows that others attach to. */
  | { readonly kind: 'anchors'; readonly file: FileId }
  /** What to change so that no file tells a Secret's values. */
  | { readonly kind: 'withoutSecrets' }
  /** Documents as they would be pasted elsewhere. */
  | { readonly kind: 'copied'; readonly docs: readonly DocId[] }
  /** A value as YAML, as kubectl writes it. */
  | { readonly kind: 'printed'; readonly value: PlainValue }
  /** The value of a text that is no manifest, as YAML 1.2. */
  | { readonly kind: 'plain'; readonly text: string }
  /** Texts without what an API server adds to what a person wrote. */
  | { readonly kind: 'withoutServerFields'; readonly texts: readonly string[] }
  /** The conditions that a controller would write about a resource. */
  | { readonly kind: 'status'; readonly doc: DocId }
  /** Where a field stands in its file now. */
  | { readonly kind: 'reveal'; readonly at: FieldRef }

export type Reply =
  | ReachReply
  | { readonly kind: 'trace'; readonly answer: Answer; readonly paint: readonly Painted[]; readonly sample: Sample }
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'fixes'; readonly plans: readonly PlannedEdits[] }
  | { readonly kind: 'arrivals'; readonly arrivals: readonly Arrival[] }
  | { readonly kind: 'tuning'; readonly tuning: Tuning | null }
  | { readonly kind: 'extensions'; readonly extensions: readonly Extension[] }
  | {
      readonly kind: 'value'
      readonly value: YamlValue | undefined
      readonly apiVersion: string
      readonly resource: string
      readonly stale: boolean
    }
  | { readonly kind: 'pods'; readonly list: PodList }
  | { readonly kind: 'suggest'; readonly suggestions: readonly Suggestion[] }
  | { readonly kind: 'selected'; readonly counts: readonly (SelectedCount | null)[] }
  | { readonly kind: 'targets'; readonly targets: readonly DropTarget[] }
  | { readonly kind: 'locate'; readonly place: Place | null }
  | { readonly kind: 'reveal'; readonly file: FileId; readonly range: Range; readonly docRange: Range }
  | {
      readonly kind: 'symbol'
      /** The field that was asked about. */
      readonly at: LocatedRange
      /** The document that declares it; null for what is declared nowhere, and for the pods of a selector. */
      readonly doc: DocId | null
      readonly places: readonly LocatedRange[]
      readonly says: readonly Sentence[]
    }
  | { readonly kind: 'anchors'; readonly anchors: readonly Anchor[] }
  | {
      readonly kind: 'withoutSecrets'
      readonly files: readonly FileEdits[]
      /** Files that may tell some nevertheless: what does not parse cannot be cleared. */
      readonly unreadable: readonly FileId[]
      /** Values taken out. */
      readonly count: number
    }
  | { readonly kind: 'copied'; readonly text: string }
  /** Undefined when it cannot be read. */
  | { readonly kind: 'plain'; readonly value: YamlValue | undefined }
  | { readonly kind: 'printed'; readonly text: string }
  | { readonly kind: 'withoutServerFields'; readonly texts: readonly string[] }
  | { readonly kind: 'status'; readonly conditions: readonly StatedCondition[] }
  | { readonly kind: 'gone' }

/** A value that the cluster has and that a field could name; `detail` says what it is. */
export interface Suggestion {
  readonly value: string | number
  /** As YAML has it: in quotes where it needs them. */
  readonly written: string
  readonly detail: string
}

export interface LocatedRange {
  readonly file: FileId
  readonly range: Range
}

/** A document or a row of it, by its first line. */
export interface Anchor {
  readonly node: string
  readonly row: string | null
  readonly range: Range
}

/** How many pods or namespaces a selector takes. */
export interface SelectedCount {
  readonly count: number
  readonly of: 'pods' | 'namespaces'
}

/** Equal requests, drawn from the shares of an answer. */
export interface Sample {
  readonly seed: number
  /** One number an outcome. */
  readonly counts: readonly number[]
}

/** The way of one outcome on the canvas, in order; as many as the answer has outcomes. */
export interface Painted {
  readonly share: number
  readonly legs: readonly PaintedLeg[]
}

export interface PaintedLeg {
  readonly node: string
  readonly row: string | null
  /** Edge by which the node was reached; null at the start or where none is drawn. */
  readonly edge: string | null
  readonly verdict: 'passed' | 'refused' | 'failed' | 'unknown'
}

/** A condition of a resource's status, and the field that caused it. */
export interface StatedCondition {
  /** What it is about: '' for the resource itself, a listener's name, or a parent as `Kind namespace/name/section`. */
  readonly about: string
  /** What it takes to be in order although no document declares it, as `Kind namespace/name`; '' for nothing. */
  readonly assumed: string
  /** The controller whose ways decided; null where the specification did. */
  readonly controller: string | null
  readonly type: string
  readonly status: 'True' | 'False' | 'Unknown'
  readonly reason: string
  /** Whether it is as one wishes it: some conditions are bad news when they are True. Null where nobody knows. */
  readonly isWell: boolean | null
  readonly at: FieldRef | null
}

/** A node (and row) that a drag may end on, or why it may not. */
export interface DropTarget {
  readonly node: string
  readonly row: string | null
  readonly allowed: boolean
  /** Code of the refusal, '' when allowed. */
  readonly code: string
}

export interface Place {
  readonly doc: DocId
  /** The document's range in the file. */
  readonly range: Range
  readonly path: Path
  /** The node that shows this document, if any. */
  readonly node: string | null
  readonly apiVersion: string
  readonly kind: string
  /** Spaces that every line of a `kind: List` item is indented by; 0 for a document of its own. */
  readonly indent: number
}

export interface Keyed<T> {
  readonly set: readonly T[]
  /** Ids. */
  readonly remove: readonly string[]
}

/** One document, as the outline lists it. */
export interface OutlineEntry {
  readonly id: DocId
  readonly file: FileId
  /** Position among the documents of its file, for a stable order. */
  readonly order: number
  readonly apiVersion: string
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly state: NodeState | 'empty' | 'unknown'
  /** The node that shows it; null for kinds that are kept but not drawn. */
  readonly node: string | null
}

/** A problem with its range in its file at the message's revision. */
export interface LocatedProblem {
  readonly problem: Problem
  readonly file: FileId
  readonly range: Range
  /** Whether there may be a mend to ask for. */
  readonly fixable: boolean
}

export interface DocProblems {
  /** The document. */
  readonly id: string
  readonly problems: readonly LocatedProblem[]
}

export interface WatchResult {
  readonly id: string
  readonly answer: Answer
  readonly paint: readonly Painted[]
}

export type FromWorker =
  | {
      readonly kind: 'delta'
      readonly revision: number
      readonly nodes: Keyed<TopologyNode>
      readonly edges: Keyed<TopologyEdge>
      readonly outline: Keyed<OutlineEntry>
      readonly problems: Keyed<DocProblems>
      /** Present when the watched requests were answered again. */
      readonly watched?: readonly WatchResult[]
    }
  /** Documents of a large change that are read, and then those for which it is worked out what they show and what is wrong. */
  | {
      readonly kind: 'progress'
      readonly revision: number
      readonly phase: 'read' | 'derive'
      readonly done: number
      readonly total: number
    }
  | { readonly kind: 'reply'; readonly id: number; readonly revision: number; readonly reply: Reply }
  | { readonly kind: 'broken'; readonly message: string }
