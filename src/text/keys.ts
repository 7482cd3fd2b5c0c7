declare const brand: unique symbol

/** One file of the project, for as long as it is open. */
export type FileId = string & { readonly [brand]: 'file' }

/** One YAML document (or one item of a `kind: List`), carried through edits while the project is open. */
export type DocId = string & { readonly [brand]: 'doc' }

/** Where a value stands inside a document: map keys and list positions from its root. */
export type Path = readonly (string | number)[]

/** A field of a document. The document may have been edited since: valid for the revision it was computed from. */
export interface FieldRef {
  readonly doc: DocId
  readonly path: Path
}

/** UTF-16 units from 0; `to` is one past the last. */
export interface Range {
  readonly from: number
  readonly to: number
}
