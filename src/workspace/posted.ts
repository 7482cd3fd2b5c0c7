import { sameValue } from '../cluster/index.ts'
import type { Problem } from '../report/index.ts'
import type { DocId } from '../text/index.ts'
import type { OutlineEntry } from './messages.ts'

/** What the page was told last about each document, so that it is not told the same again. */
export class Posted {
  private readonly outline = new Map<DocId, OutlineEntry>()
  private readonly problems = new Map<DocId, { readonly version: number; readonly problems: readonly Problem[] }>()

  forget(doc: DocId): void {
    this.outline.delete(doc)
    this.problems.delete(doc)
  }

  /** Whether the entry says something new; it is known from then on. */
  takesEntry(entry: OutlineEntry): boolean {
    if (sameValue(this.outline.get(entry.id), entry)) return false
    this.outline.set(entry.id, entry)
    return true
  }

  /**
   * As `takesEntry`, of the problems that a text of this version has. Where they stand is for the page to follow as long as that text stays.
   */
  takesProblems(doc: DocId, version: number, problems: readonly Problem[]): boolean {
    const known = this.problems.get(doc)
    if (known === undefined ? problems.length === 0 : known.version === version && sameValue(known.problems, problems))
      return false
    if (problems.length === 0) this.problems.delete(doc)
    else this.problems.set(doc, { version, problems })
    return true
  }
}
