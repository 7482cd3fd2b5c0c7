import { useSyncExternalStore } from 'react'
import {
  type Applied,
  type Change,
  History,
  type NewFile,
  type Point,
  type ProjectFile,
  trimEdit,
} from '../../src/page.ts'
import type { Facts, FileEdits, FileId, PlannedEdits, TextEdit } from './contracts.ts'
import { select, setView, useView } from './view.ts'

export type { Applied, Point, ProjectFile }
export type Step = Applied['steps'][number]

/** What happened to the project: a step forward or back in its history, or another project in its place. */
export type ProjectChange = Applied | { readonly kind: 'opened' }

export interface Label {
  readonly code: string
  readonly facts: Facts
}

/** A file to be opened. */
export interface Incoming {
  /** As it was reserved; a new one where it was not. */
  readonly id?: FileId
  readonly name: string
  readonly text: string
  readonly enabled?: boolean
  readonly readOnly?: boolean
}

/** A file to be added, or to be what another is. */
export interface Coming extends Incoming {
  readonly inPlaceOf: FileId | null
}

/** One step that has not been done yet. */
export interface PreparedStep extends Label {
  readonly steps: readonly Step[]
  /** What the files that come in are known by, in order. */
  readonly ids: readonly FileId[]
}

/** The bytes of files that are not UTF-8, as they came: given back untouched. */
export const originalBytes = new Map<FileId, Uint8Array>()

/** What each file was when it came. */
const openedTexts = new Map<FileId, string>()

const history = new History()
const listeners = new Set<(change: ProjectChange) => void>()
let positions: ReadonlyMap<string, Point> = new Map()
let labels: { readonly undo: Label | null; readonly redo: Label | null } = { undo: null, redo: null }
let untouched = true
let lastId = 0

const labelOf = (next: Pick<Change, 'label' | 'facts'> | null): Label | null =>
  next === null ? null : { code: next.label, facts: next.facts as Facts }

function changed(change: ProjectChange): void {
  if (change.kind === 'opened' || change.steps.some(step => step.kind === 'move')) positions = new Map(history.layout)
  const undo = labelOf(history.nextUndo)
  const redo = labelOf(history.nextRedo)
  if (undo?.facts !== labels.undo?.facts || undo?.code !== labels.undo?.code || redo?.code !== labels.redo?.code)
    labels = { undo, redo }
  for (const listener of listeners) listener(change)
}

const newId = (): FileId => {
  lastId += 1
  return `f${lastId}` as FileId
}

const newFileOf = (file: Incoming): NewFile => ({
  id: file.id ?? newId(),
  name: file.name,
  text: file.text,
  enabled: file.enabled ?? true,
  readOnly: file.readOnly ?? false,
})

function apply(label: string, facts: Facts, origin: string, steps: readonly Step[]): boolean {
  const selection = useView.getState().selection
  for (const step of steps) if (step.kind === 'add') openedTexts.set(step.file.id, step.file.text)
  const done = history.apply(
    { label, facts, origin, steps, selectionBefore: selection, selectionAfter: selection },
    performance.now(),
  )
  if (done.kind === 'refused') return false
  changed(done)
  return true
}

function travel(done: Applied | null): void {
  if (done === null) return
  changed(done)
  if (Array.isArray(done.selection) && done.steps.some(step => step.kind !== 'edit' || done.origin !== 'typing'))
    select(done.selection as readonly string[])
}

const name = (value: string): Facts => ({ name: { is: 'name', value } })

/** The page's one project: its ground state and its history, with the page's clock. */
export const project = {
  get files(): readonly ProjectFile[] {
    return history.files
  },
  get positions(): ReadonlyMap<string, Point> {
    return positions
  },
  get revision(): number {
    return history.revision
  },
  /** Whether nothing was changed since it was opened. */
  get pristine(): boolean {
    return untouched && history.nextUndo === null && history.nextRedo === null
  },
  /** Undefined for what was not opened but made here. */
  openedText: (id: FileId): string | undefined => openedTexts.get(id),
  /** An id for a file that may be opened later. */
  reserve: newId,
  file: (id: FileId): ProjectFile | undefined => history.file(id),
  subscribe(listener: (change: ProjectChange) => void): () => void {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },

  open(files: readonly Incoming[], layout: ReadonlyMap<string, Point> = new Map(), pristine = true): void {
    untouched = pristine
    openedTexts.clear()
    const opened = files.map(newFileOf)
    for (const file of opened) openedTexts.set(file.id, file.text)
    history.open(opened, layout)
    setView({
      selection: [],
      selectedEdge: null,
      lit: null,
      asked: null,
      rival: null,
      find: '',
      onlyFound: false,
      focus: null,
      podsOpen: [],
      guide: null,
    })
    changed({ kind: 'opened' })
  },
  addFile(incoming: Incoming): FileId {
    const file = newFileOf(incoming)
    apply('label.addFile', name(file.name), 'file', [{ kind: 'add', file, at: history.files.length }])
    return file.id
  },
  /** Files that come in together, with what a plan takes out of others. Null where the text has changed beneath the plan. */
  coming(files: readonly Coming[], plan: PlannedEdits | null): PreparedStep | null {
    const edits = plan === null ? [] : history.mapPlan(plan.revision, plan.files)
    if (edits === null) return null
    const replaced = new Set(files.map(({ inPlaceOf }) => inPlaceOf))
    const steps = edits
      .filter(({ file }) => !replaced.has(file))
      .map(({ file, edits }): Step => ({ kind: 'edit', file, edits }))
    let { length } = history.files
    const ids = files.map(coming => {
      const old = coming.inPlaceOf === null ? undefined : history.file(coming.inPlaceOf)
      const file = newFileOf(coming)
      if (old === undefined || old.readOnly || file.readOnly) {
        if (old !== undefined) steps.push({ kind: 'remove', file: old.id })
        steps.push({ kind: 'add', file, at: old === undefined ? length : history.files.indexOf(old) })
        if (old === undefined) length += 1
        return file.id
      }
      const edit = trimEdit(old.text, { from: 0, to: old.text.length, insert: file.text })
      if (edit !== null) steps.push({ kind: 'edit', file: old.id, edits: [edit] })
      return old.id
    })
    const [only, ...others] = files
    if (only === undefined || others.length > 0)
      return { code: 'label.addFiles', facts: { n: { is: 'count', value: files.length } }, steps, ids }
    const code = steps.some(step => step.kind === 'edit') ? 'label.replaceFile' : 'label.addFile'
    return { code, facts: name(only.name), steps, ids }
  },
  /** The files as they would be after what was prepared. */
  filesAfter: ({ steps }: PreparedStep): readonly ProjectFile[] | null => history.preview(steps),
  /** Does what was prepared; false where it can no longer be done. */
  bringIn: ({ code, facts, steps }: PreparedStep): boolean => apply(code, facts, 'file', steps),
  /** What was read from another encoding becomes text of one's own, which can be written. */
  becomeUtf8(id: FileId): void {
    const old = history.file(id)
    if (old === undefined) return
    const file = newFileOf({ name: old.name, text: old.text.toString() })
    const at = history.files.indexOf(old)
    const steps: Step[] = [
      { kind: 'remove', file: id },
      { kind: 'add', file, at },
    ]
    if (apply('label.toUtf8', name(old.name), 'file', steps)) setView({ activeFile: file.id })
  },
  removeFile(id: FileId): void {
    apply('label.removeFile', name(history.file(id)?.name ?? ''), 'file', [{ kind: 'remove', file: id }])
  },
  switchFile(id: FileId, enabled: boolean): void {
    const label = enabled ? 'label.switchOn' : 'label.switchOff'
    apply(label, name(history.file(id)?.name ?? ''), 'file', [{ kind: 'switch', file: id, enabled }])
  },
  renameFile(id: FileId, to: string): void {
    apply('label.renameFile', name(to), 'file', [{ kind: 'rename', file: id, name: to }])
  },
  move(layout: ReadonlyMap<string, Point | null>, label = 'label.move', facts: Facts = {}): void {
    apply(label, facts, 'layout', [{ kind: 'move', layout }])
  },
  type(file: FileId, edits: readonly TextEdit[]): boolean {
    return apply('label.typing', name(history.file(file)?.name ?? ''), 'typing', [{ kind: 'edit', file, edits }])
  },
  /** Applies a plan as it reads now; false where the text has changed beneath it. */
  applyPlan(plan: PlannedEdits, layout?: ReadonlyMap<string, Point>): boolean {
    const files: readonly FileEdits[] | null = history.mapPlan(plan.revision, plan.files)
    if (files === null) return false
    const steps = files.map(({ file, edits }): Step => ({ kind: 'edit', file, edits }))
    if (layout !== undefined) steps.push({ kind: 'move', layout })
    return apply(plan.label, plan.facts, 'plan', steps)
  },
  undo(): void {
    travel(history.undo())
  },
  redo(): void {
    travel(history.redo())
  },
  /** Labels of what can be undone and redone, the next first. */
  get past(): readonly Label[] {
    return history.past.map(change => labelOf(change)!)
  },
  get future(): readonly Label[] {
    return history.future.map(change => labelOf(change)!)
  },
  /** Goes so many steps through the history: back when negative. */
  travelBy(steps: number): void {
    for (let i = 0; i < Math.abs(steps); i += 1) travel(steps < 0 ? history.undo() : history.redo())
  },
  /** The next stroke begins an entry of its own. */
  closeTyping(): void {
    history.close()
  },
}

/** Changes when files come, go, are renamed or switched; not on every stroke. */
export const useFiles = (): readonly ProjectFile[] => useSyncExternalStore(project.subscribe, () => history.files)
export const usePositions = (): ReadonlyMap<string, Point> => useSyncExternalStore(project.subscribe, () => positions)
export const useUndoLabels = (): typeof labels => useSyncExternalStore(project.subscribe, () => labels)
