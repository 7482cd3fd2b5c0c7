import { sameValue } from '../cluster/index.ts'
import type { DocId } from '../text/index.ts'
import type { DocProblems, OutlineEntry } from './messages.ts'

/** What the page was told last about each document, so that it is not told the same again. */
export class Posted {
  private readonly outline = new Map<DocId, OutlineEntry>()
  private readonly withProblems = new Set<DocId>()

  forget(doc: DocId): void {
    this.outline.delete(doc)
    this.withProblems.delete(doc)
  }

  /** Whether the entry says something new; it is known from then on. */
  takesEntry(entry: OutlineEntry): boolean {
    if (sameValue(this.outline.get(entry.id), entry)) return false
    this.outline.set(entry.id, entry)
    return true
  }

  /** As `takesEntry`. Problems are always new, for the lines that they stand in may be others. */
  takesProblems(doc: DocId, { problems }: DocProblems): boolean {
    if (problems.length > 0) this.withProblems.add(doc)
    else if (!this.withProblems.delete(doc)) return false
    return true
  }
}
