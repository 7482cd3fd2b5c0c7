import { sameValue } from '../cluster/index.ts'
import { shadowedRules } from '../flow/index.ts'
import type { Problem } from '../report/index.ts'
import type { DocId } from '../text/index.ts'
import type { Derivations } from './derivations.ts'

const none: readonly Problem[] = []

/** Rules that no request can reach, by document. They hang on whole tables of routes, so they are looked for when nobody types. */
export class Shadows {
  private byDoc = new Map<DocId, readonly Problem[]>()

  of(doc: DocId): readonly Problem[] {
    return this.byDoc.get(doc) ?? none
  }

  forget(): void {
    this.byDoc.clear()
  }

  /** Looks again; gives the documents whose rules are shadowed otherwise than before. */
  update(derivations: Derivations): DocId[] {
    const next = new Map<DocId, Problem[]>()
    for (const problem of shadowedRules(derivations.flow))
      next.set(problem.at.doc, [...(next.get(problem.at.doc) ?? []), problem])
    const changed = [...new Set([...this.byDoc.keys(), ...next.keys()])].filter(
      doc => !sameValue(this.byDoc.get(doc), next.get(doc)),
    )
    this.byDoc = next
    return changed
  }
}
