/** One change to one text. Offsets are UTF-16 units in the text *before* the change. */
export interface TextEdit {
  readonly from: number
  /** One past the last unit replaced; equal to `from` for an insertion. */
  readonly to: number
  /** New text. Line ends are the document's own; the caller has looked them up. */
  readonly insert: string
}
