import { describePorts, everything, intersect, nothing, type PortSet, subtract, union } from '../port-set.ts'

/** A set of ports by its number in a table: two are equal exactly when their numbers are. */
export type PortsId = number

export const noPorts: PortsId = 0
export const allPorts: PortsId = 1

/** Sets with smaller numbers have their intersections in one table, at `a * smallIds + b`. */
export const smallIds = 256

/** Every set of ports that came up, once; what two of them make together is worked out once. */
export class PortTable {
  private readonly sets: PortSet[] = [nothing, everything]
  private readonly ids = new Map<string, PortsId>([
    [describePorts(nothing), noPorts],
    [describePorts(everything), allPorts],
  ])
  private readonly unions = new Map<number, PortsId>()
  private readonly intersections = new Map<number, PortsId>()
  /** Intersections of sets with small numbers, one more than each; they are asked for millions of pairs. */
  readonly small = new Int32Array(smallIds * smallIds)
  private readonly differences = new Map<number, PortsId>()

  idOf(set: PortSet): PortsId {
    const key = describePorts(set)
    const known = this.ids.get(key)
    if (known !== undefined) return known
    const id = this.sets.length
    this.sets.push(set)
    this.ids.set(key, id)
    return id
  }

  setOf(id: PortsId): PortSet {
    return this.sets[id]!
  }

  union(a: PortsId, b: PortsId): PortsId {
    if (a === b || b === noPorts || a === allPorts) return a
    if (a === noPorts || b === allPorts) return b
    return this.remembered(this.unions, a < b ? a : b, a < b ? b : a, union)
  }

  intersect(a: PortsId, b: PortsId): PortsId {
    if (a === b || b === allPorts || a === noPorts) return a
    if (a === allPorts || b === noPorts) return b
    if (a < smallIds && b < smallIds) {
      const at = a * smallIds + b
      const known = this.small[at]!
      if (known !== 0) return known - 1
      const made = this.idOf(intersect(this.sets[a]!, this.sets[b]!))
      this.small[at] = made + 1
      return made
    }
    return this.remembered(this.intersections, a < b ? a : b, a < b ? b : a, intersect)
  }

  subtract(a: PortsId, b: PortsId): PortsId {
    if (a === b || b === allPorts) return noPorts
    if (a === noPorts || b === noPorts) return a
    return this.remembered(this.differences, a, b, subtract)
  }

  private remembered(
    memo: Map<number, PortsId>,
    a: PortsId,
    b: PortsId,
    make: (a: PortSet, b: PortSet) => PortSet,
  ): PortsId {
    const key = a * 0x100_0000 + b
    const known = memo.get(key)
    if (known !== undefined) return known
    const made = this.idOf(make(this.sets[a]!, this.sets[b]!))
    memo.set(key, made)
    return made
  }
}
