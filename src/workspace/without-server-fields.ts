import { applyEdits, type DocId, type FileId, type Path, type TextEdit } from '../text/index.ts'
import { blockItems, isMap, planEdits, SourceFile, type YamlOp, type YamlValue } from '../yaml/index.ts'

/** Keys that the API server adds to what a person wrote, directly under `metadata`. */
const metadataKeys = ['managedFields', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'selfLink']
/** The annotation in which `kubectl apply` keeps the whole object once more. */
export const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

/**
 * The text without `status` and the server's own metadata of every object in it, items of lists among them; all other bytes stay. What does
 * not parse stays as it is.
 */
export function withoutServerFields(text: string): string {
  return applyEdits(text, editsOf(read(text)))
}

function read(text: string): SourceFile {
  let count = 0
  return new SourceFile('text' as FileId, text, () => `${count++}` as DocId)
}

function editsOf(file: SourceFile): TextEdit[] {
  const edits: TextEdit[] = []
  for (const doc of file.documents()) {
    if (doc.problems.length > 0) continue
    const start = file.startOf(doc.id)
    const add = (found: readonly TextEdit[], offset: number): void => {
      for (const { from, to, insert } of found) edits.push({ from: from + offset, to: to + offset, insert })
    }
    const plan = planEdits(doc, opsFor(doc.value), { sharedAnchor: 'inline' })
    if (plan.ok) add(plan.edits, start)
    // A list whose items could not be made documents: each is looked at alone, and left where it needs another.
    if (isMap(doc.value) && Array.isArray(doc.value['items']))
      for (const { from, to } of blockItems(doc.text)) add(editsOfItem(doc.text.slice(from, to)), start + from)
  }
  return edits.sort((a, b) => a.from - b.from || a.to - b.to)
}

const head = 'kind: List\nitems:\n'

function editsOfItem(text: string): TextEdit[] {
  // Two that would be one list again would never end.
  const file = read(head + text)
  if (file.documents().length < 2) return []
  return editsOf(file).map(({ from, to, insert }) => ({
    from: from - head.length,
    to: to - head.length,
    insert,
  }))
}

function opsFor(value: YamlValue | undefined): YamlOp[] {
  if (!isMap(value)) return []
  const ops: YamlOp[] = []
  const remove = (...path: Path): void => void ops.push({ op: 'remove', path })
  if (value['status'] !== undefined) remove('status')
  const { metadata } = value
  if (isMap(metadata)) {
    for (const key of metadataKeys) if (metadata[key] !== undefined) remove('metadata', key)
    const { annotations } = metadata
    if (isMap(annotations) && annotations[lastApplied] !== undefined) {
      if (Object.keys(annotations).length === 1) remove('metadata', 'annotations')
      else remove('metadata', 'annotations', lastApplied)
    }
  }
  return ops
}
