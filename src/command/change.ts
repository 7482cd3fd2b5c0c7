import type { Facts } from '../report/index.ts'
import type { FieldRef, FileId } from '../text/index.ts'
import { type PlainValue, planAppendDocument, printDocument } from '../yaml/index.ts'
import { type CommandContext, type DocOps, planDocs, refuse } from './context.ts'
import type { Plan } from './plan.ts'

/** Edits of documents that are there, and documents that are new, as one undo step. */
export interface Change {
  readonly label: string
  readonly facts: Facts
  readonly ops: readonly DocOps[]
  /** New documents at the end of a file. */
  readonly append?: readonly { readonly file: FileId; readonly value: PlainValue }[]
  readonly select: FieldRef | null
}

export function planChange(context: CommandContext, { label, facts, ops, append = [], select }: Change): Plan {
  const plan = planDocs(context, label, facts, ops, select)
  if (plan.kind === 'refused') return plan
  const files = new Map(plan.files.map(({ file, edits }) => [file, [...edits]]))
  let shown = plan.select
  for (const { file, value } of append) {
    const source = context.file(file)
    if (source === undefined) return refuse('command.gone')
    const edits = planAppendDocument(source, printDocument(value, '\n'))
    const known = files.get(file) ?? []
    const grown = known.reduce((sum, edit) => sum + edit.insert.length - (edit.to - edit.from), 0)
    const first = edits[0]
    if (shown === null && first !== undefined)
      shown = { file, offset: first.from + grown + Math.max(0, first.insert.indexOf('apiVersion')) }
    files.set(file, [...known, ...edits])
  }
  return { ...plan, files: [...files].map(([file, edits]) => ({ file, edits })), select: shown }
}
