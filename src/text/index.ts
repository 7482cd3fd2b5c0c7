/**
 * Text as data: offsets, ranges, edits and the names of places in it. Knows nothing of YAML. Offsets are UTF-16 units from 0.
 *
 * Laws: `applyEdits(applyEdits(t, e), invertEdits(t, e)) === t`; `applyEdits(t, composeEdits(a, b)) === applyEdits(applyEdits(t, a), b)`.
 */
export { applyEdits, invertEdits, trimEdit } from './apply-edits.ts'
export { BugError } from './bug-error.ts'
export { composeEdits } from './compose-edits.ts'
export type { TextEdit } from './edit.ts'
export { commonLineEnd, EditorView, type Sliceable } from './editor-view.ts'
export type { DocId, FieldRef, FileId, Path, Range } from './keys.ts'
export { LengthIndex } from './length-index.ts'
export { LineIndex, type LinePlace } from './line-index.ts'
export { mapEdits, mapOffset } from './map-edits.ts'
export { TextStore } from './text-store.ts'
