import type { Cluster } from '../cluster/index.ts'
import { type AddressRange, isWhole } from './address-range.ts'
import type { PodClass } from './compiled/pod-classes.ts'
import type { PolicyEngine } from './compiled/policy-engine.ts'
import type { OutsideRange } from './compiled/subject-group.ts'
import type { Direction } from './connection.ts'
import { type Place, placesOf } from './places.ts'
import { describePorts, everything, isNothing, nothing, type PortSet, subtract } from './port-set.ts'

/** A cluster's policies at one time. */
export interface PolicyState {
  readonly cluster: Cluster
  readonly engine: PolicyEngine
  readonly places: readonly Place[]
}

export function policyState(cluster: Cluster, engine: PolicyEngine): PolicyState {
  return { cluster, engine, places: placesOf(cluster) }
}

export type ChangeEnd =
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'outside'; readonly range: AddressRange }

/** A connection that is open on other ports than before. */
export interface ConnectionChange {
  readonly from: ChangeEnd
  readonly to: ChangeEnd
  readonly before: PortSet
  readonly after: PortSet
  /** Whether an end came or went with the change. */
  readonly moved: boolean
}

export interface Changes {
  /** At most as many as asked for; pairs of workloads first. */
  readonly rows: readonly ConnectionChange[]
  /** Pairs that gained ports, and that lost some; one may do both. */
  readonly gained: number
  readonly lost: number
}

/** Workloads that are one class before and one class after: what changes for one changes for all of them. */
interface Joint {
  readonly before: Place | null
  readonly after: Place | null
  readonly members: readonly (readonly [before: Place | null, after: Place | null])[]
}

/** Connections whose ports differ between two times, pair by pair of workloads; a workload to itself is left out. */
export function changesBetween(before: PolicyState, after: PolicyState, atMost = Number.POSITIVE_INFINITY): Changes {
  const joints = jointsOf(before, after)
  const rows: ConnectionChange[] = []
  let gained = 0
  let lost = 0
  const add = (row: ConnectionChange): void => {
    if (!isNothing(subtract(row.after, row.before))) gained++
    if (!isNothing(subtract(row.before, row.after))) lost++
    if (rows.length < atMost) rows.push(row)
  }
  const same = new Map<number, boolean>()
  const old = new Int32Array(before.engine.classes.length)
  const now = new Int32Array(after.engine.classes.length)
  const targets = joints.map(joint => [classOf(before, joint.before), classOf(after, joint.after)] as const)
  for (const from of joints) {
    const source = [classOf(before, from.before), classOf(after, from.after)] as const
    if (source[0] !== undefined) before.engine.openFrom(source[0], old)
    if (source[1] !== undefined) after.engine.openFrom(source[1], now)
    joints.forEach((to, index) => {
      const [a, b] = targets[index]!
      const was = source[0] === undefined || a === undefined ? -1 : old[a.id]!
      const is = source[1] === undefined || b === undefined ? -1 : now[b.id]!
      const key = (was + 1) * 0x100_0000 + is + 1
      let equal = same.get(key)
      if (equal === undefined) {
        equal = textOf(before, was) === textOf(after, is)
        same.set(key, equal)
      }
      if (equal) return
      const ports = { before: setOf(before, was), after: setOf(after, is) }
      for (const [oldFrom, newFrom] of from.members)
        for (const [oldTo, newTo] of to.members) {
          const one = newFrom ?? oldFrom
          const other = newTo ?? oldTo
          if (one === null || other === null || one.key === other.key) continue
          add({
            from: { kind: 'place', place: one },
            to: { kind: 'place', place: other },
            ...ports,
            moved: [from, to].some(joint => joint.before === null || joint.after === null),
          })
        }
    })
  }
  for (const joint of joints)
    for (const direction of ['egress', 'ingress'] as const)
      for (const [range, was, is] of outsideChanges(before, after, joint, direction))
        for (const [one, other] of joint.members) {
          const place: ChangeEnd = { kind: 'place', place: (other ?? one)! }
          const outside: ChangeEnd = { kind: 'outside', range }
          add({
            from: direction === 'egress' ? place : outside,
            to: direction === 'egress' ? outside : place,
            before: was,
            after: is,
            moved: one === null || other === null,
          })
        }
  return { rows, gained, lost }
}

function jointsOf(before: PolicyState, after: PolicyState): Joint[] {
  const old = new Map(before.places.map(place => [place.key, place]))
  const next = new Map(after.places.map(place => [place.key, place]))
  const joints = new Map<string, [Place | null, Place | null][]>()
  for (const key of new Set([...old.keys(), ...next.keys()])) {
    const was = old.get(key) ?? null
    const is = next.get(key) ?? null
    const id = `${was === null ? '' : before.engine.classOf(was.doc)?.id} ${is === null ? '' : after.engine.classOf(is.doc)?.id}`
    const members = joints.get(id)
    if (members === undefined) joints.set(id, [[was, is]])
    else members.push([was, is])
  }
  return [...joints.values()].map(members => ({ before: members[0]![0], after: members[0]![1], members }))
}

function classOf({ engine }: PolicyState, place: Place | null): PodClass | undefined {
  return place === null ? undefined : engine.classOf(place.doc)
}

function setOf({ engine }: PolicyState, id: number): PortSet {
  return id < 0 ? nothing : engine.ports.setOf(id)
}

function textOf(state: PolicyState, id: number): string {
  return describePorts(setOf(state, id))
}

/** Ranges whose ports differ, touching ones with equal change joined. */
function outsideChanges(
  before: PolicyState,
  after: PolicyState,
  joint: Joint,
  direction: Direction,
): [AddressRange, PortSet, PortSet][] {
  const was = outsideOf(before, joint.before, direction)
  const is = outsideOf(after, joint.after, direction)
  const changes: [AddressRange, PortSet, PortSet][] = []
  for (const version of [4, 6] as const) {
    const starts = [
      ...new Set([...was, ...is].flatMap(range => (range.version === version ? [range.first] : []))),
    ].sort((a, b) => (a < b ? -1 : 1))
    const end = version === 4 ? 0xffff_ffffn : (1n << 128n) - 1n
    starts.forEach((first, index) => {
      const last = (starts[index + 1] ?? end + 1n) - 1n
      const old = portsAt(before, was, version, first, joint.before !== null)
      const now = portsAt(after, is, version, first, joint.after !== null)
      if (describePorts(old) === describePorts(now)) return
      const previous = changes[changes.length - 1]
      if (
        previous !== undefined &&
        previous[0].version === version &&
        previous[0].last + 1n === first &&
        describePorts(previous[1]) === describePorts(old) &&
        describePorts(previous[2]) === describePorts(now)
      )
        changes[changes.length - 1] = [{ ...previous[0], last }, old, now]
      else changes.push([{ version, first, last }, old, now])
    })
  }
  return joined(changes)
}

/** The change of all IPv4 and that of all IPv6 as one, where they are the same. */
function joined(changes: [AddressRange, PortSet, PortSet][]): [AddressRange, PortSet, PortSet][] {
  const [four, six] = changes
  if (four === undefined || six === undefined || changes.length > 2) return changes
  const isSame = [1, 2].every(part => describePorts(four[part as 1]) === describePorts(six[part as 1]))
  if (!isSame || !isWhole(four[0]) || !isWhole(six[0])) return changes
  return [[{ ...four[0], everywhere: true }, four[1], four[2]]]
}

const whole: readonly OutsideRange[] = [
  { version: 4, first: 0n, last: 0xffff_ffffn, state: -1 },
  { version: 6, first: 0n, last: (1n << 128n) - 1n, state: -1 },
]

/** `state` -1 stands for no policy about it. */
function outsideOf({ engine }: PolicyState, place: Place | null, direction: Direction): readonly OutsideRange[] {
  return (place === null ? null : engine.outside(direction, place.doc)) ?? whole
}

function portsAt(
  { engine }: PolicyState,
  ranges: readonly OutsideRange[],
  version: 4 | 6,
  value: bigint,
  isThere: boolean,
): PortSet {
  if (!isThere) return nothing
  const found = ranges.find(range => range.version === version && value >= range.first && value <= range.last)
  return found === undefined || found.state < 0 ? everything : engine.ports.setOf(engine.verdict(found.state).open)
}
