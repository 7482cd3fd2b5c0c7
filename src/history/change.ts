import type { FileId, TextEdit } from '../text/index.ts'

export interface FileEdits {
  readonly file: FileId
  /** Sorted, not overlapping; offsets in the file's text before any of them. */
  readonly edits: readonly TextEdit[]
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** New positions by key; null forgets one. */
export type LayoutPatch = ReadonlyMap<string, Point | null>

export interface NewFile {
  readonly id: FileId
  readonly name: string
  readonly text: string
  readonly enabled: boolean
  /** Bytes that are not UTF-8, for one: such a file refuses edits. */
  readonly readOnly: boolean
}

/** One thing that can be done to a project and undone. */
export type Step =
  | { readonly kind: 'edit'; readonly file: FileId; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'move'; readonly layout: LayoutPatch }
  /** `at`: its position among the files. */
  | { readonly kind: 'add'; readonly file: NewFile; readonly at: number }
  | { readonly kind: 'remove'; readonly file: FileId }
  | { readonly kind: 'switch'; readonly file: FileId; readonly enabled: boolean }
  | { readonly kind: 'rename'; readonly file: FileId; readonly name: string }

/** What somebody wants done as one entry of the undo list. */
export interface Change {
  /** Code of the label, with its facts; passed through untouched. */
  readonly label: string
  readonly facts: Readonly<Record<string, unknown>>
  /** What made it: `typing`, `canvas.connect`. Typing joins. */
  readonly origin: string
  readonly steps: readonly Step[]
  /** What was selected before, and is to be selected afterwards; passed through untouched. */
  readonly selectionBefore?: unknown
  readonly selectionAfter?: unknown
}

/** What was done to the project, for the editor, the canvas and the worker to follow: the steps in order. */
export interface Applied {
  readonly kind: 'applied'
  readonly by: 'change' | 'undo' | 'redo' | 'abandon'
  /** The revision that it led to. */
  readonly revision: number
  readonly label: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly origin: string
  readonly steps: readonly Step[]
  /** What to select now. */
  readonly selection: unknown
}

export interface Refused {
  readonly kind: 'refused'
  readonly code: 'history.readOnly' | 'history.noFile' | 'history.badEdit'
  readonly file: FileId
}
