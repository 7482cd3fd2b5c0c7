import { type Dependency, sameValue } from '../cluster/index.ts'
import { diagnoseWithPolicies } from '../diagnose/index.ts'
import type { PolicyEngine } from '../policy/index.ts'
import type { Problem } from '../report/index.ts'
import type { DocId } from '../text/index.ts'
import type { Derivation, Derivations } from './derivations.ts'

const none: readonly Problem[] = []
/** Documents looked at in one go, so that an edit never waits long. */
const atATime = 40

const concerns: readonly Dependency[] = ['type|service', 'type|httproute', 'type|grpcroute', 'type|ingress']

/** Findings that hang on who may talk to whom in the whole cluster. They are looked for when nobody types, some documents at a time. */
export class PolicyFindings {
  private readonly byDoc = new Map<DocId, readonly Problem[]>()
  private waiting: DocId[] = []
  private version = -1

  of(doc: DocId): readonly Problem[] {
    return this.byDoc.get(doc) ?? none
  }

  forget(): void {
    this.byDoc.clear()
    this.waiting = []
    this.version = -1
  }

  /** Routes and Services decide about hops as well as policies do. */
  note({ dirty, assumed }: Derivation): void {
    if (assumed || concerns.some(bucket => dirty.has(bucket))) this.version = -1
  }

  /** Looks at some documents; gives those whose findings changed, and whether there is more to do. */
  update(
    derivations: Derivations,
    engine: PolicyEngine,
  ): { readonly changed: readonly DocId[]; readonly more: boolean } {
    const { cluster, assumptions } = derivations
    if (engine.version !== this.version) {
      this.version = engine.version
      const docs = (['networkpolicy', 'httproute', 'grpcroute', 'ingress'] as const).flatMap(type =>
        cluster.all(type).map(({ doc }) => doc),
      )
      this.waiting = [...new Set([...docs, ...this.byDoc.keys()])]
    }
    const changed = this.waiting.splice(0, atATime).filter(doc => {
      const resource = cluster.isVeiled(doc) ? undefined : cluster.ofDoc(doc)
      const found = resource === undefined ? none : diagnoseWithPolicies({ cluster, assumptions }, engine, resource)
      if (sameValue(this.of(doc), found)) return false
      if (found.length === 0) this.byDoc.delete(doc)
      else this.byDoc.set(doc, found)
      return true
    })
    return { changed, more: this.waiting.length > 0 }
  }
}
