import { BugError, type FileId, type TextStore } from '../text/index.ts'
import type { Applied, Change, FileEdits, NewFile, Point, Refused, Step } from './change.ts'
import { joinSteps, weightOf } from './join-steps.ts'
import { type ProjectFile, ProjectState } from './project-state.ts'
import { RevisionLog } from './revision-log.ts'

interface Entry {
  readonly change: Change
  readonly steps: readonly Step[]
  readonly inverse: readonly Step[]
  readonly timeMs: number
  readonly weight: number
}

/** Typing in one place joins when no longer than this passed between two strokes. */
const typingPauseMs = 500
const keptEntries = 2000
const keptUnits = 32_000_000

/**
 * The ground state of a project - source text of its files, and layout - with one history of all that changed it. Every applied
 * change, undo or redo is a new revision. Law: all changes undone leave the same bytes, redone the others again.
 */
export class History {
  #state = new ProjectState()
  #log = new RevisionLog()
  #revision = 0
  #undo: Entry[] = []
  #redo: Entry[] = []
  #weight = 0
  /** Steps of a gesture that has begun and is neither committed nor abandoned. */
  #mark: { readonly change: Omit<Change, 'steps'>; steps: Step[]; inverse: Step[] } | null = null
  /** Typing does not join an entry that was undone to or closed. */
  #closed = true

  /** Opens a project: what was there before is gone, history included. */
  open(files: readonly NewFile[], layout: ReadonlyMap<string, Point>): void {
    this.#state = new ProjectState()
    this.#state.run(files.map((file, at): Step => ({ kind: 'add', file, at })))
    this.#state.run([{ kind: 'move', layout }])
    this.#log = new RevisionLog()
    this.#revision++
    this.#undo = []
    this.#redo = []
    this.#weight = 0
    this.#mark = null
    this.#closed = true
  }

  get revision(): number {
    return this.#revision
  }

  get files(): readonly ProjectFile[] {
    return this.#state.files
  }

  get layout(): ReadonlyMap<string, Point> {
    return this.#state.layout
  }

  file(id: FileId): ProjectFile | undefined {
    return this.#state.file(id)
  }

  textOf(id: FileId): TextStore | undefined {
    return this.#state.file(id)?.text
  }

  /** What the next undo would take back; null when there is nothing. */
  get nextUndo(): Pick<Change, 'label' | 'facts' | 'origin'> | null {
    return this.#undo.at(-1)?.change ?? null
  }

  get nextRedo(): Pick<Change, 'label' | 'facts' | 'origin'> | null {
    return this.#redo.at(-1)?.change ?? null
  }

  /** Labels of all that can be undone, the next first. */
  get past(): readonly Pick<Change, 'label' | 'facts'>[] {
    return this.#undo.map(({ change }) => change).reverse()
  }

  /** Labels of all that can be redone, the next first. */
  get future(): readonly Pick<Change, 'label' | 'facts'>[] {
    return this.#redo.map(({ change }) => change).reverse()
  }

  get inGesture(): boolean {
    return this.#mark !== null
  }

  /** The files as they would be after these steps; null where they cannot be done. */
  preview(steps: readonly Step[]): readonly ProjectFile[] | null {
    if (this.#state.refuse(steps) !== null) return null
    const state = new ProjectState()
    state.run(this.files.map((file, at): Step => ({ kind: 'add', file: { ...file, text: file.text.toString() }, at })))
    state.run(steps)
    return state.files
  }

  /** Does a change. `timeMs` is the caller's clock; only differences count. */
  apply(change: Change, timeMs: number): Applied | Refused {
    const refused = this.#state.refuse(change.steps)
    if (refused !== null) return refused
    const inverse = this.#state.run(change.steps)
    if (this.#mark !== null) {
      this.#mark.steps = joinSteps(this.#mark.steps, change.steps)
      this.#mark.inverse = joinSteps(inverse, this.#mark.inverse)
    } else if (change.steps.length > 0) this.#push(change, change.steps, inverse, timeMs)
    return this.#done('change', change, change.steps, change.selectionAfter)
  }

  /** Opens a mark: changes until `commit` are one entry, and `abandon` takes them back. */
  begin(change: Omit<Change, 'steps'>): void {
    if (this.#mark !== null) throw new BugError(`a gesture ${this.#mark.change.label} is still open`)
    this.#mark = { change, steps: [], inverse: [] }
  }

  /** Closes the mark. Without changes there is no entry. `selectionAfter` replaces the one given at the beginning. */
  commit(timeMs: number, selectionAfter?: unknown): void {
    const mark = this.#mark
    if (mark === null) throw new BugError('no gesture is open')
    this.#mark = null
    if (mark.steps.length === 0) return
    const change = { ...mark.change, steps: mark.steps, selectionAfter: selectionAfter ?? mark.change.selectionAfter }
    this.#push(change, mark.steps, mark.inverse, timeMs)
    this.#closed = true
  }

  /** Takes back what happened since `begin`; null when that was nothing. */
  abandon(): Applied | null {
    const mark = this.#mark
    if (mark === null) throw new BugError('no gesture is open')
    this.#mark = null
    if (mark.steps.length === 0) return null
    this.#state.run(mark.inverse)
    return this.#done('abandon', mark.change, mark.inverse, mark.change.selectionBefore)
  }

  /** Null when there is nothing to undo. A gesture still open is abandoned first, and that is all. */
  undo(): Applied | null {
    if (this.#mark !== null) return this.abandon()
    const entry = this.#undo.pop()
    if (entry === undefined) return null
    this.#state.run(entry.inverse)
    this.#redo.push(entry)
    this.#closed = true
    return this.#done('undo', entry.change, entry.inverse, entry.change.selectionBefore)
  }

  redo(): Applied | null {
    if (this.#mark !== null) return null
    const entry = this.#redo.pop()
    if (entry === undefined) return null
    this.#state.run(entry.steps)
    this.#undo.push(entry)
    this.#closed = true
    return this.#done('redo', entry.change, entry.steps, entry.change.selectionAfter)
  }

  /** The next stroke begins an entry of its own. */
  close(): void {
    this.#closed = true
  }

  /** Edits planned for an older revision as they apply now; null where something later overlaps them. */
  mapPlan(revision: number, files: readonly FileEdits[]): FileEdits[] | null {
    return this.#log.map(revision, files)
  }

  #push(change: Change, steps: readonly Step[], inverse: readonly Step[], timeMs: number): void {
    for (const entry of this.#redo) this.#weight -= entry.weight
    this.#redo = []
    const last = this.#undo.at(-1)
    const joined = last === undefined || this.#closed ? null : joinTyping(last, change, steps, inverse, timeMs)
    if (joined !== null) {
      this.#weight += joined.weight - last!.weight
      this.#undo[this.#undo.length - 1] = joined
    } else {
      const entry = { change, steps, inverse, timeMs, weight: weightOf(steps) + weightOf(inverse) }
      this.#undo.push(entry)
      this.#weight += entry.weight
    }
    this.#closed = change.origin !== 'typing'
    while (this.#undo.length > 1 && (this.#undo.length > keptEntries || this.#weight > keptUnits))
      this.#weight -= this.#undo.shift()!.weight
  }

  #done(by: Applied['by'], change: Omit<Change, 'steps'>, steps: readonly Step[], selection: unknown): Applied {
    this.#revision++
    this.#log.add(this.#revision, steps)
    const { label, facts, origin } = change
    return { kind: 'applied', by, revision: this.#revision, label, facts, origin, steps, selection }
  }
}

/** Typing that goes on where it was, soon enough, as one entry; null where it is another. */
function joinTyping(
  last: Entry,
  change: Change,
  steps: readonly Step[],
  inverse: readonly Step[],
  timeMs: number,
): Entry | null {
  if (last.change.origin !== 'typing' || change.origin !== 'typing') return null
  if (timeMs - last.timeMs > typingPauseMs) return null
  const joined = joinSteps(last.steps, steps)
  const [only] = joined
  if (joined.length !== 1 || only?.kind !== 'edit' || only.edits.length > 1) return null
  const back = joinSteps(inverse, last.inverse)
  const both = { ...last.change, steps: joined, selectionAfter: change.selectionAfter }
  return { change: both, steps: joined, inverse: back, timeMs, weight: weightOf(joined) + weightOf(back) }
}
