import type { Assumptions, Cluster } from '../cluster/index.ts'
import type { Resource } from '../model/index.ts'
import type { Facts } from '../report/index.ts'
import type { DocId, FieldRef, FileId, TextEdit } from '../text/index.ts'
import type { TopologyEdge, TopologyNode } from '../topology/index.ts'
import { planEdits, rangeOf, type SourceDocument, type SourceFile, type YamlOp } from '../yaml/index.ts'
import type { Plan, PlannedEdits, RefusedPlan } from './plan.ts'

/** What planning may read: the project at one revision. */
export interface CommandContext {
  readonly revision: number
  readonly cluster: Cluster
  readonly assumptions: Assumptions
  /** The document of the project's assumptions; null when there is none. */
  readonly assumeDocument: DocId | null
  document(id: DocId): SourceDocument | undefined
  file(id: FileId): SourceFile | undefined
  startOf(id: DocId): number
  node(id: string): TopologyNode | undefined
  edge(id: string): TopologyEdge | undefined
}

export function refuse(code: string, facts: Facts = {}): RefusedPlan {
  return { kind: 'refused', code, facts }
}

export function isRefused(value: object): value is RefusedPlan {
  return 'kind' in value && value.kind === 'refused'
}

export interface DocOps {
  readonly doc: DocId
  readonly ops: readonly YamlOp[]
}

/** Text edits for operations on several documents, checked one by one; refused as a whole when one is. */
export function planDocs(
  context: CommandContext,
  label: string,
  facts: Facts,
  changes: readonly DocOps[],
  select: FieldRef | null,
): Plan {
  const files = new Map<FileId, TextEdit[]>()
  for (const { doc, ops } of changes) {
    const source = context.document(doc)
    if (source === undefined) return refuse('command.gone')
    const plan = planEdits(source, ops)
    if (!plan.ok) return refuse(plan.code, plan.facts)
    const start = context.startOf(doc)
    const moved = plan.edits.map(edit => ({ from: edit.from + start, to: edit.to + start, insert: edit.insert }))
    files.set(source.file, [...(files.get(source.file) ?? []), ...moved])
  }
  const planned = [...files].map(([file, edits]) => ({
    file,
    edits: edits.sort((a, b) => a.from - b.from || a.to - b.to),
  }))
  return {
    kind: 'edits',
    revision: context.revision,
    files: planned,
    label,
    facts,
    select: selection(context, planned, select),
  }
}

/** Where a field begins in its file after the edits. */
function selection(context: CommandContext, files: PlannedEdits['files'], at: FieldRef | null): PlannedEdits['select'] {
  const source = at === null ? undefined : context.document(at.doc)
  if (at === null || source === undefined) return null
  const edits = files.find(({ file }) => file === source.file)?.edits ?? []
  const last = edits[edits.length - 1]
  // A field that is there keeps its start; one that is new stands in the last insertion.
  const range = rangeOf(source, at.path, 'pair')
  if (range === null) {
    if (last === undefined) return null
    const grown = edits.slice(0, -1).reduce((sum, edit) => sum + edit.insert.length - (edit.to - edit.from), 0)
    const blank = /^\s*/.exec(last.insert)?.[0].length ?? 0
    return { file: source.file, offset: last.from + grown + blank }
  }
  const start = context.startOf(at.doc) + range.from
  const grown = edits
    .filter(edit => edit.to <= start)
    .reduce((sum, edit) => sum + edit.insert.length - (edit.to - edit.from), 0)
  return { file: source.file, offset: start + grown }
}

export function factOf(resource: Pick<Resource, 'kind' | 'namespace' | 'name' | 'doc'>): Facts[string] {
  return { is: 'resource', kind: resource.kind, namespace: resource.namespace, name: resource.name, doc: resource.doc }
}
