import type { Cluster } from '../../cluster/index.ts'
import type { Direction } from '../connection.ts'
import { type Bits, hasBit } from './bits.ts'
import type { CompiledRule } from './compiled-policy.ts'
import type { PodClass } from './pod-classes.ts'
import type { PolicyStore } from './policy-store.ts'
import type { PortsId, PortTable } from './port-table.ts'
import { resolveNamed } from './resolve-named.ts'
import { type OutsideRange, outsideRanges, rulesOf, type SubjectGroup, startOf } from './subject-group.ts'
import { VerdictRow } from './verdict-row.ts'
import type { VerdictStates } from './verdict-states.ts'

/** Makes the verdicts of groups about every class, and about addresses outside, and keeps them in the groups. */
export class VerdictRows {
  private readonly cluster: Cluster
  private readonly ports: PortTable
  private readonly store: PolicyStore
  private readonly states: VerdictStates
  private readonly adminRows = new Map<string, Uint32Array>()
  private readonly named = new Map<string, PortsId>()
  private scratch = new Uint32Array(0)

  constructor(cluster: Cluster, ports: PortTable, store: PolicyStore, states: VerdictStates) {
    this.cluster = cluster
    this.ports = ports
    this.store = store
    this.states = states
  }

  /** Policies of administrators changed, or classes came: what was shared of them is made again. */
  forgetAdmin(): void {
    this.adminRows.clear()
  }

  /** The row of a group, made when somebody asks. */
  rowOf(group: SubjectGroup): VerdictRow {
    if (group.row !== null) return group.row
    const { direction, network, portNames } = group
    if (this.scratch.length !== this.store.capacity) this.scratch = new Uint32Array(this.store.capacity)
    const row = this.scratch
    row.set(this.adminRowOf(group))
    for (const policy of network) for (const rule of policy[direction]) this.applyRule(row, rule, direction, portNames)
    group.row = new VerdictRow(row, this.store.classes.all.length)
    return group.row
  }

  /** Verdicts after the tiers of administrators, shared by all whom the same of their policies select. */
  private adminRowOf(group: SubjectGroup): Uint32Array {
    const { direction, admin, baseline, portNames } = group
    const policies = [...admin, ...baseline]
    const key = `${direction}|${group.network.length > 0}|${policies.map(({ id }) => id).join(' ')}|${policies.length > 0 ? portNames : ''}`
    const known = this.adminRows.get(key)
    if (known !== undefined) return known
    const row = new Uint32Array(this.store.capacity).fill(startOf(group, this.states))
    for (const policy of policies) for (const rule of policy[direction]) this.applyRule(row, rule, direction, portNames)
    this.adminRows.set(key, row)
    return row
  }

  private applyRule(row: Uint32Array, rule: CompiledRule, direction: Direction, portNames: string): void {
    const classes = this.store.classes.all
    const { bits, maybe, peers } = rule
    if (direction === 'egress' && rule.named.length > 0) {
      for (const { id, portNames: its } of classes) {
        const isTaken = peers === null || (bits !== null && hasBit(bits, id))
        const isMaybe = !isTaken && maybe !== null && hasBit(maybe, id)
        if (isTaken || isMaybe) row[id] = this.states.step(row[id]!, rule, this.portsAt(rule, its), isMaybe)
      }
      return
    }
    const ports = this.portsAt(rule, portNames)
    if (peers === null) this.stepAll(row, rule, ports)
    if (bits !== null) this.stepBits(row, rule, ports, bits, false)
    if (maybe !== null) this.stepBits(row, rule, ports, maybe, true)
  }

  private stepAll(row: Uint32Array, rule: CompiledRule, ports: PortsId): void {
    const count = this.store.classes.all.length
    const steps = this.states.beginSteps()
    for (let index = 0; index < count; index++) {
      const state = row[index]!
      const known = steps[state]!
      row[index] = known >= 0 ? known : this.states.noteStep(state, rule, ports, false)
    }
    this.states.endSteps()
  }

  private stepBits(row: Uint32Array, rule: CompiledRule, ports: PortsId, bits: Bits, isMaybe: boolean): void {
    const steps = this.states.beginSteps()
    for (let word = 0; word < bits.length; word++) {
      let rest = bits[word]!
      while (rest !== 0) {
        const index = (word << 5) | (31 - Math.clz32(rest & -rest))
        const state = row[index]!
        const known = steps[state]!
        row[index] = known >= 0 ? known : this.states.noteStep(state, rule, ports, isMaybe)
        rest &= rest - 1
      }
    }
    this.states.endSteps()
  }

  /** One cell of such a row, made by itself. */
  cellOf(group: SubjectGroup, other: PodClass): number {
    let state = startOf(group, this.states)
    for (const rule of rulesOf(group)) {
      const isTaken = rule.peers === null || (rule.bits !== null && hasBit(rule.bits, other.id))
      const isMaybe = !isTaken && rule.maybe !== null && hasBit(rule.maybe, other.id)
      if (isTaken || isMaybe)
        state = this.states.step(
          state,
          rule,
          this.portsAt(rule, group.direction === 'ingress' ? group.portNames : other.portNames),
          isMaybe,
        )
    }
    return state
  }

  /** Ports of a rule at a destination, those by name looked up there. */
  portsAt(rule: CompiledRule, portNames: string): PortsId {
    if (rule.named.length === 0) return rule.ports
    const key = `${rule.id}|${portNames}`
    const known = this.named.get(key)
    if (known !== undefined) return known
    const made = resolveNamed(this.ports, rule, portNames)
    this.named.set(key, made)
    return made
  }

  outsideOf(group: SubjectGroup): readonly OutsideRange[] {
    group.outside ??= outsideRanges(this.cluster, this.states, group, rule =>
      // Outside the cluster no port has a name.
      this.portsAt(rule, group.direction === 'ingress' ? group.portNames : ''),
    )
    return group.outside
  }
}
