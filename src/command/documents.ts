import { keyOf, keyOfResource, referencesTo } from '../cluster/index.ts'
import { isMap } from '../model/index.ts'
import { applyEdits, type DocId, type FileId } from '../text/index.ts'
import { planAppendDocument, planEdits, planRemoveDocuments, type YamlOp } from '../yaml/index.ts'
import { type CommandContext, type DocOps, factOf, planDocs, refuse } from './context.ts'
import type { Plan, PlannedEdits } from './plan.ts'

const objectName = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/

/** A new name for a resource, in its own document and in every reference to it. */
export function planRename(context: CommandContext, doc: DocId, name: string): Plan {
  const resource = context.cluster.ofDoc(doc)
  if (resource === undefined) return refuse('command.gone')
  const fact = { is: 'name', value: name } as const
  if (!objectName.test(name)) return refuse('model.badName', { name: fact })
  if (name === resource.name) return refuse('command.sameName', { name: fact })
  if (context.cluster.find(keyOf(resource.group, resource.kind, resource.namespace, name)) !== undefined)
    return refuse('command.nameTaken', { name: fact, kind: { is: 'name', value: resource.kind } })
  const changes: DocOps[] = [{ doc, ops: [{ op: 'set', path: ['metadata', 'name'], value: name }] }]
  for (const referrer of context.cluster.referrers(keyOfResource(resource))) {
    // One text may name the object twice.
    const fields = new Map(referencesTo(referrer, resource).map(({ at, renamed }) => [at.join('\n'), { at, renamed }]))
    const ops = [...fields.values()].map(({ at, renamed }): YamlOp => ({ op: 'set', path: at, value: renamed(name) }))
    changes.push({ doc: referrer.doc, ops })
  }
  return planDocs(context, 'command.rename', { from: factOf(resource), name: fact }, changes, {
    doc,
    path: ['metadata', 'name'],
  })
}

/** A copy behind the last document of the file, under a name that is free. */
export function planDuplicate(context: CommandContext, doc: DocId): Plan {
  const resource = context.cluster.ofDoc(doc)
  const source = context.document(doc)
  const file = source === undefined ? undefined : context.file(source.file)
  if (resource === undefined || source === undefined || file === undefined) return refuse('command.gone')
  if (source.stale) return refuse('command.stale')
  let number = 2
  const stem = `${resource.name}-copy`
  let name = stem
  while (context.cluster.find(keyOf(resource.group, resource.kind, resource.namespace, name)) !== undefined)
    name = `${stem}-${number++}`
  const ops: YamlOp[] = [{ op: 'set', path: ['metadata', 'name'], value: name }]
  // What the cluster writes belongs to the original alone.
  const metadata = isMap(source.value) ? source.value['metadata'] : undefined
  for (const key of ['uid', 'resourceVersion', 'creationTimestamp', 'selfLink'])
    if (isMap(metadata) && metadata[key] !== undefined) ops.push({ op: 'remove', path: ['metadata', key] })
  const plan = planEdits(source, ops)
  if (!plan.ok) return refuse(plan.code, plan.facts)
  const text = dedent(applyEdits(source.text, plan.edits), source.indent)
  const edits = planAppendDocument(file, text)
  const first = edits[0]
  return {
    kind: 'edits',
    revision: context.revision,
    files: [{ file: source.file, edits }],
    label: 'command.duplicate',
    facts: { from: factOf(resource), name: { is: 'name', value: name } },
    select:
      first === undefined
        ? null
        : { file: source.file, offset: first.from + Math.max(0, first.insert.indexOf('apiVersion')) },
  }
}

/** The text of an item of a list as a document of its own. */
export function dedent(text: string, indent: number): string {
  if (indent === 0) return text
  const blank = new RegExp(`^ {0,${indent}}`)
  return text
    .split('\n')
    .map(line => line.replace(blank, ''))
    .join('\n')
}

/** Takes documents out of their files. */
export function planDelete(context: CommandContext, docs: readonly DocId[]): Plan {
  const files = new Map<FileId, DocId[]>()
  for (const doc of docs) {
    const source = context.document(doc)
    if (source === undefined || context.file(source.file) === undefined) return refuse('command.gone')
    files.set(source.file, [...(files.get(source.file) ?? []), doc])
  }
  const planned = [...files].map(([file, ids]) => ({ file, edits: planRemoveDocuments(context.file(file)!, ids) }))
  const first = docs.length === 1 ? context.cluster.ofDoc(docs[0]!) : undefined
  const facts = {
    count: { is: 'count' as const, value: docs.length },
    ...(first === undefined ? {} : { from: factOf(first) }),
  }
  return {
    kind: 'edits',
    revision: context.revision,
    files: planned,
    label: first === undefined ? 'command.deleteMany' : 'command.delete',
    facts,
    notes: leftReferences(context, docs),
    select: null,
  }
}

const leftShown = 5

/** References to what is deleted that stay, in resources that stay. */
function leftReferences(context: CommandContext, docs: readonly DocId[]): NonNullable<PlannedEdits['notes']> {
  const gone = new Set(docs)
  const left = docs.flatMap(doc => {
    const target = context.cluster.ofDoc(doc)
    if (target === undefined) return []
    return context.cluster.referrers(keyOfResource(target)).flatMap(referrer =>
      gone.has(referrer.doc)
        ? []
        : [
            {
              code: 'command.leaves',
              facts: {
                from: factOf(referrer),
                to: factOf(target),
                count: { is: 'count' as const, value: referencesTo(referrer, target).length },
              },
            },
          ],
    )
  })
  const more = left.length - leftShown
  return more <= 0
    ? left
    : [...left.slice(0, leftShown), { code: 'command.leavesMore', facts: { count: { is: 'count', value: more } } }]
}
