import { applyEdits, type DocId, type FileId, type Path, type TextEdit } from '../text/index.ts'
import { isMap, planEdits, SourceFile, type YamlOp, type YamlValue } from '../yaml/index.ts'

/** Keys that the API server adds to what a person wrote, directly under `metadata`. */
const metadataKeys = ['managedFields', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'selfLink']
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

/**
 * The text without `status` and the server's own metadata of every object in it, items of lists among them; all other bytes stay. What does
 * not parse stays as it is.
 */
export function withoutServerFields(text: string): string {
  let count = 0
  const file = new SourceFile('text' as FileId, text, () => `${count++}` as DocId)
  const edits: TextEdit[] = []
  for (const doc of file.documents()) {
    if (doc.problems.length > 0) continue
    const plan = planEdits(doc, opsFor(doc.value, []), { sharedAnchor: 'inline' })
    if (!plan.ok) continue
    const start = file.startOf(doc.id)
    for (const { from, to, insert } of plan.edits) edits.push({ from: from + start, to: to + start, insert })
  }
  return applyEdits(
    text,
    edits.sort((a, b) => a.from - b.from || a.to - b.to),
  )
}

function opsFor(value: YamlValue | undefined, at: Path): YamlOp[] {
  if (!isMap(value)) return []
  const ops: YamlOp[] = []
  const remove = (...path: Path): void => void ops.push({ op: 'remove', path: [...at, ...path] })
  if (value['status'] !== undefined) remove('status')
  const { metadata, items } = value
  if (isMap(metadata)) {
    for (const key of metadataKeys) if (metadata[key] !== undefined) remove('metadata', key)
    const { annotations } = metadata
    if (isMap(annotations) && annotations[lastApplied] !== undefined) {
      if (Object.keys(annotations).length === 1) remove('metadata', 'annotations')
      else remove('metadata', 'annotations', lastApplied)
    }
  }
  // Items that could not be made documents of their own.
  if (Array.isArray(items)) for (const [i, item] of items.entries()) ops.push(...opsFor(item, [...at, 'items', i]))
  return ops
}
