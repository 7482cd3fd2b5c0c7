/**
 * YAML as kubectl reads it, and the smallest edits that change it. Splits a file into documents (and a `kind: List` into its
 * items), parses each by itself when asked, and leads from a path to a range and back. It never reprints what it did not write,
 * never throws at a text, and knows no Kubernetes kind but `List`. Nothing outside this room sees the library behind it.
 */

export { commentsIn } from './comments.ts'
export { type Formatted, formatText } from './format-text.ts'
export { firstLine, type NodeStyle, nearestRange, pathAt, rangeOf, sourceOf } from './locate.ts'
export { planAppendDocument, planRemoveDocument, planRemoveDocuments } from './plan-document.ts'
export { type EditOptions, type EditPlan, planEdits } from './plan-edits.ts'
export { printDocument, printLine } from './print.ts'
export { type RefusalCode, type YamlCode, type YamlProblem, yamlWords } from './problem.ts'
export { type PlainFile, readPlain } from './read-plain.ts'
export { resolvePlain } from './scalar.ts'
export type { SourceDocument } from './source-document.ts'
export { type SourceChange, SourceFile } from './source-file.ts'
export { blockItems } from './split-items.ts'
export { copyValue, emptyMap, isMap, type PlainValue, sameValue, type YamlMap, type YamlValue } from './value.ts'
export { intend, valueAt, type YamlOp } from './yaml-op.ts'
