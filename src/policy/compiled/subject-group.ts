import type { Cluster } from '../../cluster/index.ts'
import type { Address } from '../../match/index.ts'
import { parseAddress } from '../../match/index.ts'
import type { Direction } from '../connection.ts'
import type { Ternary } from '../peer.ts'
import { rangesOf, takesAddress } from './compiled-peer.ts'
import type { CompiledPolicy, CompiledRule } from './compiled-policy.ts'
import type { PortsId } from './port-table.ts'
import type { VerdictRow } from './verdict-row.ts'
import type { VerdictStates } from './verdict-states.ts'

/** Pods that the same policies select in a direction: one row of verdicts holds for all of them. */
export interface SubjectGroup {
  readonly key: string
  readonly direction: Direction
  readonly admin: readonly CompiledPolicy[]
  readonly network: readonly CompiledPolicy[]
  readonly baseline: readonly CompiledPolicy[]
  /** Named container ports of the group's pods, where a rule asks for them at this end. */
  readonly portNames: string
  /** Verdicts by class of the other end; null until somebody asks. */
  row: VerdictRow | null
  outside: readonly OutsideRange[] | null
}

/** Addresses outside the cluster's pods that the rules of a group do not tell apart; both ends inside. */
export interface OutsideRange {
  readonly version: 4 | 6
  readonly first: bigint
  readonly last: bigint
  readonly state: number
}

/** The rules of a group in the order they are asked. */
export function rulesOf(group: SubjectGroup): CompiledRule[] {
  const { direction } = group
  return [...group.admin, ...group.baseline, ...group.network].flatMap(policy => policy[direction])
}

export function startOf(group: SubjectGroup, states: VerdictStates): number {
  return group.network.length > 0 ? states.isolated : states.free
}

/** Verdicts for the addresses outside: cut where a rule of the group cuts, equal neighbours joined. */
export function outsideRanges(
  cluster: Cluster,
  states: VerdictStates,
  group: SubjectGroup,
  portsAt: (rule: CompiledRule) => PortsId,
): OutsideRange[] {
  const rules = rulesOf(group)
  const ranges: OutsideRange[] = []
  for (const version of [4, 6] as const) {
    const end = version === 4 ? 0xffff_ffffn : (1n << 128n) - 1n
    const starts = new Set<bigint>([0n])
    const cut = (first: bigint, last: bigint): void => {
      starts.add(first)
      if (last < end) starts.add(last + 1n)
    }
    for (const peer of rules.flatMap(rule => rule.peers ?? [])) {
      for (const range of rangesOf(peer.terms)) if (range.version === version) cut(range.first, range.last)
      if (peer.terms.kind === 'nodes') for (const { value } of nodeAddresses(cluster, version)) cut(value, value)
    }
    const sorted = [...starts].sort((a, b) => (a < b ? -1 : 1))
    sorted.forEach((first, index) => {
      const address: Address = { version, value: first }
      let state = startOf(group, states)
      for (const rule of rules) {
        const taken = takesOutside(cluster, rule, address)
        if (taken !== 'no') state = states.step(state, rule, portsAt(rule), taken === 'unknown')
      }
      const last = (sorted[index + 1] ?? end + 1n) - 1n
      const before = ranges[ranges.length - 1]
      if (before !== undefined && before.version === version && before.state === state)
        ranges[ranges.length - 1] = { ...before, last }
      else ranges.push({ version, first, last, state })
    })
  }
  return ranges
}

function takesOutside(cluster: Cluster, { peers }: CompiledRule, address: Address): Ternary {
  if (peers === null) return 'yes'
  let found: Ternary = 'no'
  for (const { terms } of peers) {
    const taken = takesAddress(cluster, terms, address)
    if (taken === 'yes') return taken
    if (taken === 'unknown') found = taken
  }
  return found
}

function nodeAddresses(cluster: Cluster, version: 4 | 6): Address[] {
  return cluster
    .all('node')
    .flatMap(node => node.addresses.flatMap(text => parseAddress(text) ?? []))
    .filter(address => address.version === version)
}
