import { createElement } from 'react'
import type {
  DocId,
  Extension,
  FieldRef,
  FileId,
  Intent,
  Path,
  Plan,
  PlannedEdits,
  Problem,
} from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { type Point, project } from '../store/project.ts'
import { select, setView, useView } from '../store/view.ts'
import type { MenuEntry } from '../ui/menu.tsx'
import { sentences } from '../ui/sentences.ts'
import { say } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { ask } from './client.ts'
import { hunksOf } from './plan-diff.ts'
import { PlanToast } from './plan-toast.tsx'
import { sayStep } from './step-toast.ts'

/** What a person can do to resources from anywhere: canvas, outline, palette, a step of an answer. */

export async function planOf(intent: Intent): Promise<Plan | null> {
  const reply = await ask({ kind: 'plan', intent })
  return reply.kind === 'plan' ? reply.plan : null
}

/** Plans and applies; says what was written, or why not. */
export async function perform(intent: Intent, quiet = false): Promise<boolean> {
  const plan = await planOf(intent)
  if (plan === null) {
    toast.error(say('plan.gone'))
    return false
  }
  return applyPlan(plan, quiet)
}

/** `layout`: where what is new shall stand, as part of the same step. */
export function applyPlan(plan: Plan, quiet = false, layout?: ReadonlyMap<string, Point>): boolean {
  if (plan.kind === 'refused') {
    toast.error(sentences().sentence(plan.code, plan.facts))
    return false
  }
  // What is there already is only shown.
  if (plan.files.length === 0) {
    if (plan.select !== null) void showPlace(plan.select)
    return true
  }
  const hunks = quiet
    ? []
    : plan.files.flatMap(({ file, edits }) => hunksOf(project.file(file)?.text.toString() ?? '', edits))
  if (!project.applyPlan(plan, layout)) {
    toast.error(say('plan.overtaken'))
    return false
  }
  if (plan.select !== null) void showPlace(plan.select)
  if (!quiet)
    sayStep(sentences().sentence(plan.label, plan.facts), {
      description: createElement(PlanToast, { notes: notesOf(plan), hunks }),
    })
  return true
}

/** Makes a file tidy; says what was left, or that nothing was to do. */
export async function formatFile(file: FileId | null): Promise<void> {
  if (file === null) return
  if (project.file(file)?.readOnly === true) {
    toast.message(say('editor.notUtf8'))
    return
  }
  const plan = await planOf({ kind: 'format', file })
  if (plan === null || plan.kind === 'refused') {
    toast.error(say('plan.gone'))
    return
  }
  const notes = notesOf(plan).join('\n')
  const description = notes === '' ? {} : { description: notes, duration: 12_000 }
  if (plan.files.length === 0) toast.message(say(notes === '' ? 'format.tidy' : 'format.left'), description)
  else if (!project.applyPlan(plan)) toast.error(say('plan.overtaken'))
  else sayStep(say('format.done'), description)
}

/** The lines that a plan writes, trimmed. */
function writtenLines(plan: PlannedEdits): string[] {
  return plan.files.flatMap(({ edits }) =>
    edits.flatMap(edit => edit.insert.split(/\r?\n/).map(line => line.trim())).filter(line => line !== ''),
  )
}

/** What a plan has to say beside its text. */
export const notesOf = ({ notes = [] }: PlannedEdits): string[] =>
  notes.map(({ code, facts }) => sentences().sentence(code, facts))

/** Shows a place of a file in the editor, and selects what stands there. */
export async function showPlace(at: NonNullable<PlannedEdits['select']>, focus = false): Promise<void> {
  setView({
    activeFile: at.file,
    reveal: { file: at.file, range: { from: at.offset, to: at.offset }, mark: 'field', focus },
  })
  const reply = await ask({ kind: 'locate', file: at.file, offset: at.offset })
  if (reply.kind === 'locate' && reply.place !== null) select([reply.place.node ?? reply.place.doc])
}

/** Writes an assumption down in the project, where it can be changed, and shows it. */
export async function writeAssumption(key: string): Promise<void> {
  const file = useView.getState().activeFile ?? project.files[0]?.id
  if (file !== undefined && file !== null) await perform({ kind: 'assume', key, file }, true)
}

/** Shows a field in the editor and lights its node. */
export async function goTo(at: FieldRef, focus = false): Promise<void> {
  const reply = await ask({ kind: 'reveal', at })
  if (reply.kind !== 'reveal') {
    toast.message(say('reveal.gone'))
    return
  }
  setView({
    activeFile: reply.file,
    reveal: { file: reply.file, range: reply.range, mark: 'field', focus },
    editorOpen: true,
  })
  lightField(at)
}

/** Selects the node that shows a field and lights the row nearest to it. */
function lightField(at: FieldRef): void {
  const node = useGraph.getState().nodes.get(at.doc)
  if (node === undefined) {
    select([at.doc])
    return
  }
  const within = (path: FieldRef['path'], outer: FieldRef['path']): boolean =>
    outer.length <= path.length && outer.every((key, i) => key === path[i])
  let best: string | null = null
  let depth = -1
  for (const row of node.rows) {
    if (row.at !== null && row.at.doc === at.doc && within(at.path, row.at.path) && row.at.path.length > depth) {
      best = row.id
      depth = row.at.path.length
    }
  }
  select([node.id])
  setView({ lit: { node: node.id, row: best }, centre: { node: node.id } })
}

/** Shows a resource's document; the editor keeps or takes the focus as asked. */
export async function goToDocument(id: string, focus = false): Promise<void> {
  const doc = documentOf(id)
  if (doc === null) return
  const reply = await ask({ kind: 'reveal', at: { doc, path: [] } })
  if (reply.kind !== 'reveal') return
  setView({
    activeFile: reply.file,
    reveal: { file: reply.file, range: reply.docRange, mark: 'document', focus },
    ...(focus && { editorOpen: true }),
  })
}

/** The document behind a node or an outline row; null for what no file declares. */
export function documentOf(id: string): DocId | null {
  const { nodes, outline } = useGraph.getState()
  return nodes.get(id)?.doc ?? outline.get(id)?.id ?? null
}

/** The resource behind an id, drawn or not. */
export function resourceOf(
  id: string,
): { readonly kind: string; readonly namespace: string; readonly name: string } | null {
  const { nodes, outline } = useGraph.getState()
  return outline.get(id) ?? nodes.get(id) ?? null
}

export function deleteSelected(): void {
  const { selection, selectedEdge } = useView.getState()
  if (selectedEdge !== null) {
    setView({ selectedEdge: null })
    void perform({ kind: 'disconnect', edge: selectedEdge })
    return
  }
  const docs = selection.map(documentOf).filter(doc => doc !== null)
  if (docs.length > 0) void perform({ kind: 'delete', docs })
}

export function duplicate(id: string): void {
  const doc = documentOf(id)
  if (doc !== null) void perform({ kind: 'duplicate', doc })
}

/** What could be written to mend a problem. */
export async function fixesOf(problem: Problem): Promise<readonly PlannedEdits[]> {
  const reply = await ask({ kind: 'fixes', problem })
  return reply.kind === 'fixes' ? reply.plans : []
}

/** Parts that a resource, or one of its rows, can be given. */
export async function extensionsOf(doc: DocId, row: Path | null): Promise<readonly Extension[]> {
  const reply = await ask({ kind: 'extensions', doc, row })
  return reply.kind === 'extensions' ? reply.extensions : []
}

/** A plan as an item of a menu: what it does, and beneath it the first lines that it writes. */
export function planItem(plan: PlannedEdits, id: string): MenuEntry {
  const detail = writtenLines(plan).slice(0, 3).join('  ')
  return {
    id,
    text: sentences().sentence(plan.label, plan.facts),
    ...(detail !== '' && { detail: detail.length > 110 ? `${detail.slice(0, 109)}…` : detail }),
    run: () => void applyPlan(plan),
  }
}
