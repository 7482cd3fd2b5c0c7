import type { Dependency } from '../../cluster/index.ts'
import { PolicyEngine, type PolicyState, policyState } from '../../policy/index.ts'
import type { Derivation, Derivations } from '../derivations.ts'

/**
 * The policy engine of the open project, brought up to date when somebody asks, and the state before the last burst of edits. The page
 * says when a person rests; what holds then is what the next edit is measured against.
 */
export class PolicyWatch {
  private engine: PolicyEngine | null = null
  private readonly dirty = new Set<Dependency>()
  /** What held at the last rest, and before the edits since. */
  private rested: PolicyState | null = null
  private baseline: PolicyState | null = null

  /** Another project, or other assumptions. */
  forget(): void {
    this.engine = null
    this.dirty.clear()
    this.rested = null
    this.baseline = null
  }

  note({ dirty, assumed }: Derivation): void {
    if (assumed) this.engine = null
    if (this.engine !== null) for (const dependency of dirty) this.dirty.add(dependency)
    if (dirty.size === 0 || this.rested === null) return
    this.baseline = this.rested
    this.rested = null
  }

  /** Keeps the present as what the next edit is measured against. */
  rest({ cluster, assumptions }: Derivations): void {
    if (this.rested !== null) return
    this.rested = policyState(cluster, new PolicyEngine(cluster, assumptions))
  }

  /** The state before the last edits; null when there were none since the first rest. */
  get before(): PolicyState | null {
    return this.baseline
  }

  now({ cluster, assumptions }: Derivations): PolicyEngine {
    if (this.engine === null) this.engine = new PolicyEngine(cluster, assumptions)
    else this.engine.sync(this.dirty)
    this.dirty.clear()
    return this.engine
  }
}
