import { keyOf, keyOfReference, keyOfResource } from '../cluster/index.ts'
import { decode, isMap, type Resource, referencesIn } from '../model/index.ts'
import { applyEdits, type DocId, type FileId, type TextEdit } from '../text/index.ts'
import { planEdits, planRemoveDocument, type SourceDocument, SourceFile, type YamlOp } from '../yaml/index.ts'
import type { CommandContext } from './context.ts'
import { freeName } from './paste.ts'

/** An object that the project declares already. */
export interface Clash {
  readonly kind: string
  readonly namespace: string
  readonly name: string
  /** Where the project declares it. */
  readonly doc: DocId
  readonly file: FileId
}

/** What a file that is to be opened has in common with the project. */
export interface Arrival {
  readonly clashes: readonly Clash[]
  /** Its text with free names for what clashes; what names it in the file follows. The text itself where nothing does. */
  readonly renamed: string
  /** Its text without what clashes; null where nothing would be left. */
  readonly without: string | null
}

interface Declared {
  readonly doc: SourceDocument
  readonly resource: Resource
  readonly known: Resource | undefined
}

/** Compares files that are to be opened with the project, so that nobody has to guess which of two objects is meant. */
export function arrivalsOf(context: CommandContext, texts: readonly string[]): Arrival[] {
  const taken = new Set<string>()
  return texts.map((text, i) => {
    let made = 0
    const source = new SourceFile(`arriving-${i}` as FileId, text, () => `arriving-${i}-${made++}` as DocId)
    const declared = source.documents().flatMap((doc): Declared[] => {
      if (doc.stale || !isMap(doc.value) || doc.value['kind'] === 'List') return []
      const { resource } = decode(doc.id, doc.value, () => null)
      if (resource === null || resource.name === '') return []
      return [{ doc, resource, known: context.cluster.find(keyOfResource(resource)) }]
    })
    const clashing = declared.filter(({ known }) => known !== undefined)
    const clashes = clashing.flatMap(({ resource: { kind, namespace, name }, known }): Clash[] => {
      const file = context.document(known!.doc)?.file
      return file === undefined ? [] : [{ kind, namespace, name, doc: known!.doc, file }]
    })
    if (clashes.length === 0) return { clashes, renamed: text, without: text }
    return {
      clashes,
      renamed: renamed(context, source, declared, taken),
      without: clashing.length === declared.length ? null : without(source, clashing),
    }
  })
}

function renamed(
  context: CommandContext,
  source: SourceFile,
  declared: readonly Declared[],
  taken: Set<string>,
): string {
  const names = new Map<string, string>()
  for (const { resource, known } of declared) {
    const name = known === undefined ? resource.name : freeName(context, resource, taken)
    taken.add(keyOf(resource.group, resource.kind, resource.namespace, name))
    names.set(keyOfResource(resource), name)
  }
  const edits: TextEdit[] = []
  for (const { doc, resource } of declared) {
    const name = names.get(keyOfResource(resource)) ?? resource.name
    const ops: YamlOp[] = name === resource.name ? [] : [{ op: 'set', path: ['metadata', 'name'], value: name }]
    // One text may name an object twice.
    const fields = new Map(referencesIn(resource).map(reference => [reference.at.join('\n'), reference]))
    for (const reference of fields.values()) {
      const to = names.get(keyOfReference(reference))
      if (to !== undefined && to !== reference.name)
        ops.push({ op: 'set', path: reference.at, value: reference.renamed(to) })
    }
    const plan = planEdits(doc, ops)
    if (!plan.ok) continue
    const start = source.startOf(doc.id)
    edits.push(...plan.edits.map(edit => ({ ...edit, from: edit.from + start, to: edit.to + start })))
  }
  return applyEdits(
    source.text(),
    edits.sort((a, b) => a.from - b.from || a.to - b.to),
  )
}

/** One by one: what is left of a list depends on what went before. */
function without(source: SourceFile, clashing: readonly Declared[]): string {
  for (const { doc } of clashing) source.apply(planRemoveDocument(source, doc.id))
  return source.text()
}
