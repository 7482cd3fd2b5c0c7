import { keyOf, keyOfReference, keyOfResource } from '../cluster/index.ts'
import { decode, isMap, type Resource, referencesIn } from '../model/index.ts'
import { applyEdits, type DocId, type FileId } from '../text/index.ts'
import { planAppendDocument, planEdits, type SourceDocument, SourceFile, type YamlOp } from '../yaml/index.ts'
import { type CommandContext, refuse } from './context.ts'
import { dedent } from './documents.ts'
import type { Plan } from './plan.ts'

interface Pasted {
  readonly doc: SourceDocument
  readonly resource: Resource
  /** Under which it comes in; its own where that is free. */
  readonly name: string
}

/**
 * Manifests from elsewhere, behind the last document of a file. A name that is taken gets a free one, and what is pasted with it and
 * names it follows; references to what is not pasted stay as they are.
 */
export function planPaste(context: CommandContext, text: string, file: FileId): Plan {
  const target = context.file(file)
  if (target === undefined) return refuse('command.gone')
  let made = 0
  const source = new SourceFile('pasted' as FileId, text, () => `pasted-${made++}` as DocId)
  const taken = new Set<string>()
  const pasted: Pasted[] = []
  for (const doc of source.documents()) {
    if (doc.stale || !isMap(doc.value)) continue
    const { resource } = decode(doc.id, doc.value, () => null)
    if (resource === null || resource.name === '' || doc.value['kind'] === 'List') continue
    const name = freeName(context, resource, taken)
    taken.add(keyOf(resource.group, resource.kind, resource.namespace, name))
    pasted.push({ doc, resource, name })
  }
  if (pasted.length === 0) return refuse('command.nothingToPaste')
  const names = new Map(pasted.map(({ resource, name }) => [keyOfResource(resource), name]))
  const texts: string[] = []
  for (const { doc, resource, name } of pasted) {
    const ops: YamlOp[] = name === resource.name ? [] : [{ op: 'set', path: ['metadata', 'name'], value: name }]
    // One text may name an object twice.
    const fields = new Map(referencesIn(resource).map(reference => [reference.at.join('\n'), reference]))
    for (const reference of fields.values()) {
      const renamed = names.get(keyOfReference(reference))
      if (renamed !== undefined && renamed !== reference.name)
        ops.push({ op: 'set', path: reference.at, value: reference.renamed(renamed) })
    }
    const plan = planEdits(doc, ops)
    if (!plan.ok) return refuse(plan.code, plan.facts)
    texts.push(body(dedent(applyEdits(doc.text, plan.edits), doc.indent)))
  }
  const edits = planAppendDocument(target, texts.join('---\n'))
  const first = edits[0]
  const renamed = pasted.filter(({ resource, name }) => resource.name !== name)
  return {
    kind: 'edits',
    revision: context.revision,
    files: [{ file, edits }],
    label: 'command.paste',
    facts: { count: { is: 'count', value: pasted.length } },
    notes: renamed.slice(0, shownAtMost).map(({ resource, name }) => ({
      code: 'command.pastedAs',
      facts: { from: { is: 'name', value: resource.name }, name: { is: 'name', value: name } },
    })),
    select: first === undefined ? null : { file, offset: first.from + Math.max(0, first.insert.indexOf('apiVersion')) },
  }
}

const shownAtMost = 5

/** A document without the marker before it, with a line end behind it. */
function body(text: string): string {
  const bare = text.replace(/^\uFEFF?---[^\n]*\n/, '')
  return bare.endsWith('\n') ? bare : `${bare}\n`
}

/** A name that nothing of its kind has; its own where that is free. */
export function freeName(context: CommandContext, resource: Resource, taken: ReadonlySet<string>): string {
  const isFree = (name: string): boolean => {
    const key = keyOf(resource.group, resource.kind, resource.namespace, name)
    return context.cluster.find(key) === undefined && !taken.has(key)
  }
  if (isFree(resource.name)) return resource.name
  const stem = `${resource.name.replace(/-copy(-\d+)?$/, '')}-copy`
  let name = stem
  for (let number = 2; !isFree(name); number += 1) name = `${stem}-${number}`
  return name
}

/** The text of documents, as it would be pasted elsewhere. */
export function copyOf(context: CommandContext, docs: readonly DocId[]): string {
  return docs
    .map(doc => context.document(doc))
    .filter(doc => doc !== undefined)
    .map(doc => body(dedent(doc.text, doc.indent)))
    .join('---\n')
}
