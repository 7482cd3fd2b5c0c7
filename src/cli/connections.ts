import type { FlowContext } from '../flow/index.ts'
import {
  type AddressRange,
  describePorts,
  isNothing,
  type Place,
  PolicyEngine,
  type PortSet,
  placesOf,
  rangeText,
} from '../policy/index.ts'

/** A connection that is open, as the command writes it. */
export interface OpenConnection {
  readonly from: string
  readonly to: string
  readonly ports: string
  /** Ports that may be open as well, by an address that the manifests do not hold; absent when there are none. */
  readonly unknown?: string
}

export interface Connections {
  readonly engine: PolicyEngine
  readonly places: readonly Place[]
  readonly rows: readonly OpenConnection[]
  /** Pairs of workloads that were asked about, a workload to itself left out. */
  readonly pairs: number
}

/** Every open connection between the workloads chosen, and to and from addresses outside where `outside` says so. */
export function connectionsOf(
  { cluster, assumptions }: FlowContext,
  isFrom: (place: Place) => boolean,
  isTo: (place: Place) => boolean,
  outside: boolean,
): Connections {
  const engine = new PolicyEngine(cluster, assumptions)
  const places = placesOf(cluster)
  const rows: OpenConnection[] = []
  let pairs = 0
  const add = (from: string, to: string, open: number, maybe: number): void => {
    const ports = engine.ports.setOf(open)
    if (isNothing(ports) && open === maybe) return
    const unknown = open === maybe ? {} : { unknown: describePorts(engine.ports.setOf(maybe)) }
    rows.push({ from, to, ports: describePorts(ports), ...unknown })
  }
  const targets = places.filter(isTo)
  for (const from of places.filter(isFrom))
    for (const to of targets) {
      if (from === to) continue
      pairs++
      const { open, maybe } = engine.reach({ kind: 'pods', doc: from.doc }, { kind: 'pods', doc: to.doc })
      add(nameOf(from), nameOf(to), open, maybe)
    }
  if (outside) {
    for (const to of targets)
      for (const [range, state] of rangesOf(engine, 'ingress', to))
        add(rangeText(range), nameOf(to), ...portsAt(engine, state))
    for (const from of places.filter(isFrom))
      for (const [range, state] of rangesOf(engine, 'egress', from))
        add(nameOf(from), rangeText(range), ...portsAt(engine, state))
  }
  return { engine, places, rows, pairs }
}

export function nameOf({ namespace, name }: Place): string {
  return `${namespace}/${name}`
}

/** The workloads that a person means by `namespace/name`, `namespace/name[Kind]`, or a name alone. */
export function placesNamed(places: readonly Place[], word: string): Place[] {
  return places.filter(place => place.key === word || nameOf(place) === word || place.name === word)
}

/** Ports of a range of addresses outside; `maybe` where they hang on what the manifests do not hold. */
export interface OutsidePorts {
  readonly range: AddressRange
  readonly open: PortSet
  readonly maybe: PortSet | null
}

/** Addresses outside that have some port in a direction of a workload. */
export function outsideOf(engine: PolicyEngine, direction: 'ingress' | 'egress', place: Place): OutsidePorts[] {
  return rangesOf(engine, direction, place).flatMap(([range, state]): OutsidePorts[] => {
    const [open, maybe] = portsAt(engine, state)
    const set = engine.ports.setOf(open)
    if (open === maybe) return isNothing(set) ? [] : [{ range, open: set, maybe: null }]
    return [{ range, open: set, maybe: engine.ports.setOf(maybe) }]
  })
}

function rangesOf(
  engine: PolicyEngine,
  direction: 'ingress' | 'egress',
  { doc }: Place,
): [AddressRange, number | null][] {
  const ranges = engine.outside(direction, doc)
  if (ranges === null) return [[{ version: 4, first: 0n, last: 0xffff_ffffn }, null]]
  // IPv6 is told where a policy speaks of it.
  return ranges.filter(({ version, first }) => version === 4 || first > 0n).map(range => [range, range.state])
}

function portsAt(engine: PolicyEngine, state: number | null): [number, number] {
  if (state === null) return [1, 1]
  const { open, maybe } = engine.verdict(state)
  return [open, maybe]
}
