import { useSyncExternalStore } from 'react'
import type { Facts, FileEdits, FileId, PlannedEdits, TextEdit } from './contracts.ts'

// TEMPORARY: a stand-in with the surface the page needs, until src/page.ts brings the real history.
export interface ProjectFile {
  readonly id: FileId
  readonly name: string
  readonly text: string
  readonly enabled: boolean
  readonly readOnly: boolean
}
export interface Point {
  readonly x: number
  readonly y: number
}
export interface Label {
  readonly code: string
  readonly facts: Facts
}
export type ProjectChange =
  | { readonly kind: 'edits'; readonly edits: readonly FileEdits[]; readonly origin: string }
  | { readonly kind: 'layout' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'added' | 'removed' | 'switched' | 'renamed'; readonly file: FileId }

interface Entry {
  label: Label
  forward: readonly FileEdits[]
  back: readonly FileEdits[]
  moves: readonly { key: string; from: Point | null; to: Point | null }[]
}

/** The bytes of files that are not UTF-8, as they came: given back untouched. */
export const originalBytes = new Map<FileId, Uint8Array>()

let pristine = true
let files: readonly ProjectFile[] = []
let positions: ReadonlyMap<string, Point> = new Map()
let revision = 0
let undoStack: Entry[] = []
let redoStack: Entry[] = []
let counter = 0
const listeners = new Set<(change: ProjectChange) => void>()
const emit = (change: ProjectChange) => {
  revision += 1
  for (const listener of listeners) listener(change)
}
const applyTo = (text: string, edits: readonly TextEdit[]) => {
  let out = ''
  let at = 0
  for (const e of edits) {
    out += text.slice(at, e.from) + e.insert
    at = e.to
  }
  return out + text.slice(at)
}
const invert = (text: string, edits: readonly TextEdit[]) => {
  let shift = 0
  return edits.map(e => {
    const from = e.from + shift
    shift += e.insert.length - (e.to - e.from)
    return { from, to: from + e.insert.length, insert: text.slice(e.from, e.to) }
  })
}
const run = (edits: readonly FileEdits[]) => {
  files = files.map(f => {
    const own = edits.find(e => e.file === f.id)
    return own === undefined ? f : { ...f, text: applyTo(f.text, own.edits) }
  })
}
const setMoves = (moves: Entry['moves'], side: 'from' | 'to') => {
  const next = new Map(positions)
  for (const m of moves) {
    const p = m[side]
    if (p === null) next.delete(m.key)
    else next.set(m.key, p)
  }
  positions = next
}

export const project = {
  get files() {
    return files
  },
  get positions() {
    return positions
  },
  /** Whether nothing was changed since it was opened. */
  get pristine() {
    return pristine && undoStack.length === 0
  },
  get revision() {
    return revision
  },
  file: (id: FileId) => files.find(f => f.id === id),
  subscribe(listener: (change: ProjectChange) => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  undoLabel: () => undoStack.at(-1)?.label ?? null,
  redoLabel: () => redoStack.at(-1)?.label ?? null,
  open(list: readonly { name: string; text: string; enabled?: boolean; readOnly?: boolean }[], saved?: ReadonlyMap<string, Point>, untouched = true) {
    pristine = untouched
    files = list.map(f => ({
      id: `f${++counter}` as FileId,
      name: f.name,
      text: f.text,
      enabled: f.enabled ?? true,
      readOnly: f.readOnly ?? false,
    }))
    positions = saved ?? new Map()
    undoStack = []
    redoStack = []
    emit({ kind: 'opened' })
  },
  edit(edits: readonly FileEdits[], label: Label, origin: string) {
    const back = edits.map(e => ({ file: e.file, edits: invert(files.find(f => f.id === e.file)!.text, e.edits) }))
    run(edits)
    undoStack.push({ label, forward: edits, back, moves: [] })
    redoStack = []
    emit({ kind: 'edits', edits, origin })
  },
  applyPlan(plan: PlannedEdits): boolean {
    this.edit(plan.files, { code: plan.label, facts: plan.facts }, 'plan')
    return true
  },
  addFile(f: { name: string; text: string; readOnly?: boolean }): FileId {
    const id = `f${++counter}` as FileId
    files = [...files, { id, name: f.name, text: f.text, enabled: true, readOnly: f.readOnly ?? false }]
    emit({ kind: 'added', file: id })
    return id
  },
  removeFile(id: FileId) {
    files = files.filter(f => f.id !== id)
    emit({ kind: 'removed', file: id })
  },
  switchFile(id: FileId, enabled: boolean) {
    files = files.map(f => (f.id === id ? { ...f, enabled } : f))
    emit({ kind: 'switched', file: id })
  },
  renameFile(id: FileId, name: string) {
    files = files.map(f => (f.id === id ? { ...f, name } : f))
    emit({ kind: 'renamed', file: id })
  },
  move(to: ReadonlyMap<string, Point | null>, label: Label = { code: 'layout.move', facts: {} }) {
    const moves = [...to].map(([key, p]) => ({ key, from: positions.get(key) ?? null, to: p }))
    setMoves(moves, 'to')
    undoStack.push({ label, forward: [], back: [], moves })
    redoStack = []
    emit({ kind: 'layout' })
  },
  undo() {
    const e = undoStack.pop()
    if (!e) return
    redoStack.push(e)
    setMoves(e.moves, 'from')
    run(e.back)
    emit(e.back.length > 0 ? { kind: 'edits', edits: e.back, origin: 'undo' } : { kind: 'layout' })
  },
  redo() {
    const e = redoStack.pop()
    if (!e) return
    undoStack.push(e)
    setMoves(e.moves, 'to')
    run(e.forward)
    emit(e.forward.length > 0 ? { kind: 'edits', edits: e.forward, origin: 'redo' } : { kind: 'layout' })
  },
}

export const useFiles = () => useSyncExternalStore(project.subscribe, () => files)
export const usePositions = () => useSyncExternalStore(project.subscribe, () => positions)
export const useRevision = () => useSyncExternalStore(project.subscribe, () => revision)

let labels: { undo: Label | null; redo: Label | null } = { undo: null, redo: null }
const currentLabels = () => {
  const undo = project.undoLabel()
  const redo = project.redoLabel()
  if (undo !== labels.undo || redo !== labels.redo) labels = { undo, redo }
  return labels
}
export const useUndoLabels = () => useSyncExternalStore(project.subscribe, currentLabels)
