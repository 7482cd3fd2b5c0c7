import type { Protocol } from '../model/index.ts'

/** Ports of one protocol as sorted, disjoint, not touching intervals; both ends inside. */
export type Ports = readonly (readonly [first: number, last: number])[]

/** Ports by protocol; a protocol without ports is left out. */
export type PortSet = ReadonlyMap<Protocol, Ports>

export const everyPort: Ports = [[1, 65535]]
export const everything: PortSet = new Map([
  ['TCP', everyPort],
  ['UDP', everyPort],
  ['SCTP', everyPort],
])
export const nothing: PortSet = new Map()

export function unionPorts(a: Ports, b: Ports): Ports {
  const merged: [number, number][] = []
  for (const [first, last] of [...a, ...b].sort((x, y) => x[0] - y[0])) {
    const end = merged[merged.length - 1]
    if (end !== undefined && first <= end[1] + 1) end[1] = Math.max(end[1], last)
    else merged.push([first, last])
  }
  return merged
}

export function intersectPorts(a: Ports, b: Ports): Ports {
  const shared: [number, number][] = []
  for (const [first, last] of a) {
    for (const [from, to] of b)
      if (Math.max(first, from) <= Math.min(last, to)) shared.push([Math.max(first, from), Math.min(last, to)])
  }
  return shared
}

export function union(a: PortSet, b: PortSet): PortSet {
  const merged = new Map(a)
  for (const [protocol, ports] of b) merged.set(protocol, unionPorts(merged.get(protocol) ?? [], ports))
  return merged
}

export function intersect(a: PortSet, b: PortSet): PortSet {
  const shared = new Map<Protocol, Ports>()
  for (const [protocol, ports] of a) {
    const both = intersectPorts(ports, b.get(protocol) ?? [])
    if (both.length > 0) shared.set(protocol, both)
  }
  return shared
}

export function subtract(a: PortSet, b: PortSet): PortSet {
  const left = new Map<Protocol, Ports>()
  for (const [protocol, ports] of a) {
    const rest = subtractPorts(ports, b.get(protocol) ?? [])
    if (rest.length > 0) left.set(protocol, rest)
  }
  return left
}

function subtractPorts(a: Ports, b: Ports): Ports {
  let rest: [number, number][] = a.map(([first, last]) => [first, last])
  for (const [from, to] of b) {
    rest = rest.flatMap(([first, last]): [number, number][] => {
      if (to < first || from > last) return [[first, last]]
      const parts: [number, number][] = []
      if (first < from) parts.push([first, from - 1])
      if (last > to) parts.push([to + 1, last])
      return parts
    })
  }
  return rest
}

/** A single port. */
export function onePort(protocol: Protocol, port: number): PortSet {
  return new Map([[protocol, [[port, port]]]])
}

export function isNothing(set: PortSet): boolean {
  return set.size === 0
}

export function isEverything(set: PortSet): boolean {
  return (['TCP', 'UDP', 'SCTP'] as const).every(
    protocol =>
      set.get(protocol)?.length === 1 && set.get(protocol)![0]![0] === 1 && set.get(protocol)![0]![1] === 65535,
  )
}

/** `TCP 80,8000-8010; UDP 53`, or `All Connections`. */
export function describePorts(set: PortSet): string {
  if (isEverything(set)) return 'All Connections'
  if (isNothing(set)) return 'No Connections'
  return (['TCP', 'UDP', 'SCTP'] as const)
    .flatMap(protocol => {
      const ports = set.get(protocol)
      return ports === undefined || ports.length === 0
        ? []
        : [
            `${protocol} ${ports.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(',')}`,
          ]
    })
    .join('; ')
}

/** Reads what `describePorts` writes; null when it is something else. */
export function parsePorts(text: string): PortSet | null {
  if (text === 'All Connections') return everything
  if (text === 'No Connections' || text.trim() === '') return nothing
  let set: PortSet = nothing
  for (const part of text.split(';')) {
    const match = /^\s*(TCP|UDP|SCTP)\s+([\d,\s-]+)$/.exec(part)
    if (match === null) return null
    const ports = match[2]!.split(',').map((item): readonly [number, number] => {
      const [first, last] = item.trim().split('-').map(Number)
      return [first!, last ?? first!]
    })
    set = union(set, new Map([[match[1] as Protocol, unionPorts(ports, [])]]))
  }
  return set
}
