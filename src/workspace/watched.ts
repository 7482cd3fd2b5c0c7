import { type Dependency, sameValue } from '../cluster/index.ts'
import { type Answer, trace } from '../flow/index.ts'
import type { Derivation, Derivations } from './derivations.ts'
import type { WatchedRequest, WatchResult } from './messages.ts'
import { paint } from './paint.ts'

interface Answered {
  readonly request: WatchedRequest
  readonly answer: Answer
  readonly reads: ReadonlySet<Dependency>
  readonly result: WatchResult
}

/** The requests kept as traffic tests. One is followed again only when something that its answer was made from has changed. */
export class Watched {
  private requests: readonly WatchedRequest[] = []
  private answered = new Map<string, Answered>()
  /** What changed since the last answers. */
  private readonly dirty = new Set<Dependency>()
  private drawn = false

  get isEmpty(): boolean {
    return this.requests.length === 0 && this.answered.size === 0
  }

  set(requests: readonly WatchedRequest[]): void {
    this.requests = requests
  }

  /** Another project, or other assumptions: nothing that was answered holds. */
  forget(): void {
    this.answered.clear()
  }

  note({ dirty, nodes, edges }: Derivation): void {
    for (const dependency of dirty) this.dirty.add(dependency)
    if (nodes.size > 0 || edges.size > 0) this.drawn = true
  }

  /** All results, when one of them changed by what was noted; null when none did. */
  answer(derivations: Derivations): WatchResult[] | null {
    let changed = this.answered.size !== this.requests.length
    const next = new Map<string, Answered>()
    for (const request of this.requests) {
      const old = this.answered.get(request.id)
      const holds = old !== undefined && sameValue(old.request, request) && !readsAny(old.reads, this.dirty)
      const now = holds ? (this.drawn ? painted(derivations, old) : old) : followed(derivations, request)
      if (now !== old) changed = true
      next.set(request.id, now)
    }
    this.answered = next
    this.dirty.clear()
    this.drawn = false
    return changed ? [...next.values()].map(({ result }) => result) : null
  }
}

function followed(derivations: Derivations, request: WatchedRequest): Answered {
  const { value: answer, reads } = derivations.cluster.track(() => trace(derivations.flow, request.request))
  return { request, answer, reads, result: resultOf(derivations, request.id, answer) }
}

/** The way is drawn again where the canvas changed; `old` itself where it is drawn as before. */
function painted(derivations: Derivations, old: Answered): Answered {
  const result = resultOf(derivations, old.request.id, old.answer)
  return sameValue(result.paint, old.result.paint) ? old : { ...old, result }
}

function resultOf(derivations: Derivations, id: string, answer: Answer): WatchResult {
  return { id, answer, paint: answer.outcomes.map(outcome => paint(derivations, outcome)) }
}

function readsAny(reads: ReadonlySet<Dependency>, dirty: ReadonlySet<Dependency>): boolean {
  for (const dependency of dirty) if (reads.has(dependency)) return true
  return false
}
