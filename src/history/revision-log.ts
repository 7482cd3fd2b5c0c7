import { mapEdits } from '../text/index.ts'
import type { FileEdits, Step } from './change.ts'

const keptRevisions = 1000
const keptUnits = 8_000_000

/** What changed from each revision to the next, for as long as a plan may be under way. */
export class RevisionLog {
  #entries: { readonly revision: number; readonly steps: readonly Step[]; readonly weight: number }[] = []
  #first = 0
  #weight = 0

  /** `revision`: the one the steps led to. */
  add(revision: number, steps: readonly Step[]): void {
    let weight = 0
    for (const step of steps) if (step.kind === 'edit') for (const edit of step.edits) weight += edit.insert.length
    this.#entries.push({ revision, steps, weight })
    this.#weight += weight
    while (this.#entries.length > keptRevisions || (this.#weight > keptUnits && this.#entries.length > 1)) {
      const gone = this.#entries.shift()!
      this.#weight -= gone.weight
      this.#first = gone.revision
    }
  }

  /** Edits made for an older revision as they apply now. Null where they overlap later changes, their file is gone, or it is too long ago. */
  map(revision: number, files: readonly FileEdits[]): FileEdits[] | null {
    if (revision < this.#first) return null
    let mapped: FileEdits[] = [...files]
    for (const entry of this.#entries) {
      if (entry.revision <= revision) continue
      for (const step of entry.steps) {
        if (step.kind === 'remove' && mapped.some(one => one.file === step.file)) return null
        if (step.kind !== 'edit') continue
        const next: FileEdits[] = []
        for (const one of mapped) {
          const edits = one.file === step.file ? mapEdits(one.edits, step.edits) : one.edits
          if (edits === null) return null
          next.push({ file: one.file, edits })
        }
        mapped = next
      }
    }
    return mapped
  }
}
