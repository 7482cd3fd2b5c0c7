import { BugError, type FileId, invertEdits, TextStore } from '../text/index.ts'
import type { NewFile, Point, Refused, Step } from './change.ts'

export interface ProjectFile {
  readonly id: FileId
  readonly name: string
  readonly text: TextStore
  readonly enabled: boolean
  readonly readOnly: boolean
}

/** The two truths of a project, text and layout, and how a step changes them. */
export class ProjectState {
  #files: ProjectFile[] = []
  #layout = new Map<string, Point>()

  get files(): readonly ProjectFile[] {
    return this.#files
  }

  get layout(): ReadonlyMap<string, Point> {
    return this.#layout
  }

  file(id: FileId): ProjectFile | undefined {
    return this.#files.find(file => file.id === id)
  }

  /** Why steps cannot be done; null when they can. */
  refuse(steps: readonly Step[]): Refused | null {
    const lengths = new Map(this.#files.map(file => [file.id, file.readOnly ? -1 : file.text.length]))
    for (const step of steps) {
      if (step.kind === 'move') continue
      if (step.kind === 'add') {
        lengths.set(step.file.id, step.file.readOnly ? -1 : step.file.text.length)
        continue
      }
      const length = lengths.get(step.file)
      if (length === undefined) return { kind: 'refused', code: 'history.noFile', file: step.file }
      if (step.kind === 'remove') lengths.delete(step.file)
      if (step.kind !== 'edit') continue
      if (length < 0) return { kind: 'refused', code: 'history.readOnly', file: step.file }
      let at = 0
      let grown = length
      for (const edit of step.edits) {
        if (edit.from < at || edit.to < edit.from || edit.to > length)
          return { kind: 'refused', code: 'history.badEdit', file: step.file }
        at = edit.to
        grown += edit.insert.length - (edit.to - edit.from)
      }
      lengths.set(step.file, grown)
    }
    return null
  }

  /** Does the steps and returns those that undo them, in the order to do them in. */
  run(steps: readonly Step[]): Step[] {
    const inverse: Step[] = []
    for (const step of steps) inverse.unshift(this.#runOne(step))
    return inverse
  }

  #runOne(step: Step): Step {
    switch (step.kind) {
      case 'move': {
        const before = new Map<string, Point | null>()
        for (const [key, point] of step.layout) {
          before.set(key, this.#layout.get(key) ?? null)
          if (point === null) this.#layout.delete(key)
          else this.#layout.set(key, point)
        }
        return { kind: 'move', layout: before }
      }
      case 'add':
        this.#files = this.#files.toSpliced(step.at, 0, fileOf(step.file))
        return { kind: 'remove', file: step.file.id }
      case 'remove': {
        const file = this.#get(step.file)
        const at = this.#files.indexOf(file)
        this.#files = this.#files.toSpliced(at, 1)
        return { kind: 'add', file: { ...file, text: file.text.toString() }, at }
      }
      case 'switch': {
        const { enabled } = this.#get(step.file)
        this.#replace(step.file, { enabled: step.enabled })
        return { kind: 'switch', file: step.file, enabled }
      }
      case 'rename': {
        const { name } = this.#get(step.file)
        this.#replace(step.file, { name: step.name })
        return { kind: 'rename', file: step.file, name }
      }
      case 'edit': {
        const { text } = this.#get(step.file)
        const edits = invertEdits(text, step.edits)
        text.apply(step.edits)
        return { kind: 'edit', file: step.file, edits }
      }
    }
  }

  #replace(id: FileId, part: Partial<ProjectFile>): void {
    this.#files = this.#files.map(file => (file.id === id ? { ...file, ...part } : file))
  }

  #get(id: FileId): ProjectFile {
    const file = this.file(id)
    if (file === undefined) throw new BugError(`no file ${id} among ${this.#files.length}`)
    return file
  }
}

function fileOf(file: NewFile): ProjectFile {
  return {
    id: file.id,
    name: file.name,
    enabled: file.enabled,
    readOnly: file.readOnly,
    text: new TextStore(file.text),
  }
}
