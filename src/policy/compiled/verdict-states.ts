import type { CompiledRule } from './compiled-policy.ts'
import { allPorts, noPorts, type PortsId, type PortTable } from './port-table.ts'

/** What a tier of administrators has made of the ports so far. */
interface TierPorts {
  readonly allowed: PortsId
  /** Not taken by any rule yet. */
  readonly rest: PortsId
  readonly passed: PortsId
}

/**
 * What the rules that take a peer, asked in order, say of its ports. Two readings: unknown addresses fall the way that opens least, and
 * the way that opens most.
 */
interface State {
  readonly isolated: boolean
  readonly admin: TierPorts
  readonly adminMaybe: TierPorts
  readonly allowed: PortsId
  readonly allowedMaybe: PortsId
  readonly baseline: TierPorts
  readonly baselineMaybe: TierPorts
  readonly previous: number
  readonly hit: Hit | null
  readonly next: Map<number, number>
}

/** A rule that took a peer. */
export interface Hit {
  readonly rule: CompiledRule
  readonly ports: PortsId
  /** Whether it takes the peer only if an address that is not known falls so. */
  readonly isMaybe: boolean
}

const untouched: TierPorts = { allowed: noPorts, rest: allPorts, passed: noPorts }

/** The states of all verdicts, each made once. A state's number stands for the ports and the rules that decided them. */
export class VerdictStates {
  private readonly states: State[] = []
  private readonly open: PortsId[] = []
  private readonly maybe: PortsId[] = []
  private readonly ports: PortTable
  private steps = new Int32Array(0)
  private readonly stepped: number[] = []
  /** Nothing asked yet, for a pod that no NetworkPolicy isolates and for one that some does. */
  readonly free: number
  readonly isolated: number

  constructor(ports: PortTable) {
    this.ports = ports
    const start = (isolated: boolean): number =>
      this.add({
        isolated,
        admin: untouched,
        adminMaybe: untouched,
        allowed: noPorts,
        allowedMaybe: noPorts,
        baseline: untouched,
        baselineMaybe: untouched,
        previous: -1,
        hit: null,
        next: new Map(),
      })
    this.free = start(false)
    this.isolated = start(true)
  }

  get size(): number {
    return this.states.length
  }

  /** Ports that are open for certain. */
  openOf(state: number): PortsId {
    return this.open[state]!
  }

  /** Ports that are open or may be. */
  maybeOf(state: number): PortsId {
    return this.maybe[state]!
  }

  /** The rules that took the peer, in the order they were asked. */
  hitsOf(state: number): Hit[] {
    const hits: Hit[] = []
    for (let at = this.states[state]!; at.hit !== null; at = this.states[at.previous]!) hits.push(at.hit)
    return hits.reverse()
  }

  isIsolated(state: number): boolean {
    return this.states[state]!.isolated
  }

  /** The state after one more rule took the peer; one that is about no port of it changes nothing, and is kept as a hit only if asked to. */
  step(from: number, rule: CompiledRule, ports: PortsId, isMaybe: boolean, keepEmpty = false): number {
    if (ports === 0 && !keepEmpty) return from
    const state = this.states[from]!
    const key = (rule.id * 0x10_0000 + ports) * 2 + (isMaybe ? 1 : 0)
    const known = state.next.get(key)
    if (known !== undefined) return known
    const made = this.add(this.after(state, from, rule, ports, isMaybe))
    state.next.set(key, made)
    return made
  }

  /** A table of steps by state for one rule, -1 where none is known yet; good until `endSteps`. States made meanwhile are not in it. */
  beginSteps(): Int32Array {
    if (this.steps.length < this.states.length) this.steps = new Int32Array(this.states.length * 2).fill(-1)
    return this.steps
  }

  /** `step`, kept in the table. */
  noteStep(from: number, rule: CompiledRule, ports: PortsId, isMaybe: boolean): number {
    const to = this.step(from, rule, ports, isMaybe)
    this.steps[from] = to
    this.stepped.push(from)
    return to
  }

  endSteps(): void {
    for (const from of this.stepped) this.steps[from] = -1
    this.stepped.length = 0
  }

  private after(state: State, from: number, rule: CompiledRule, ports: PortsId, isMaybe: boolean): State {
    const next = { ...state, previous: from, hit: { rule, ports, isMaybe }, next: new Map<number, number>() }
    if (rule.tier === 'NetworkPolicy') {
      next.allowedMaybe = this.ports.union(state.allowedMaybe, ports)
      if (!isMaybe) next.allowed = this.ports.union(state.allowed, ports)
      return next
    }
    // An unknown that would open counts as open only in the second reading, one that would shut only in the first.
    const sure = !isMaybe || rule.action === 'Deny'
    const possible = !isMaybe || rule.action !== 'Deny'
    if (rule.tier === 'Admin') {
      if (sure) next.admin = this.take(state.admin, rule, ports)
      if (possible) next.adminMaybe = this.take(state.adminMaybe, rule, ports)
    } else {
      if (sure) next.baseline = this.take(state.baseline, rule, ports)
      if (possible) next.baselineMaybe = this.take(state.baselineMaybe, rule, ports)
    }
    return next
  }

  /** The first rule that takes a port decides it [AP-1]. */
  private take(tier: TierPorts, { action }: CompiledRule, ports: PortsId): TierPorts {
    const decided = this.ports.intersect(ports, tier.rest)
    return {
      allowed: action === 'Allow' ? this.ports.union(tier.allowed, decided) : tier.allowed,
      passed: action === 'Pass' ? this.ports.union(tier.passed, decided) : tier.passed,
      rest: this.ports.subtract(tier.rest, decided),
    }
  }

  private add(state: State): number {
    const { ports } = this
    const settle = (admin: TierPorts, allowed: PortsId, baseline: TierPorts): PortsId => {
      const left = ports.union(admin.rest, admin.passed)
      // AP-2: a pod that a NetworkPolicy isolates is none of the baseline's business; what the baseline leaves is allowed.
      const below = state.isolated
        ? allowed
        : ports.union(baseline.allowed, ports.union(baseline.rest, baseline.passed))
      return ports.union(admin.allowed, ports.intersect(left, below))
    }
    this.states.push(state)
    this.open.push(settle(state.admin, state.allowed, state.baseline))
    this.maybe.push(settle(state.adminMaybe, state.allowedMaybe, state.baselineMaybe))
    return this.states.length - 1
  }
}
