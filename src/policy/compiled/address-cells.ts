import type { Address, Cidr } from '../../match/index.ts'

/** The address space cut wherever a range of a policy begins or ends: addresses of one cell are told apart by no ipBlock. Only grows. */
export class AddressCells {
  private readonly starts: Record<4 | 6, bigint[]> = { 4: [0n], 6: [0n] }

  /** Cuts at both ends of a range; gives the starts of cells that are new. */
  cut({ version, first, last }: Cidr): Address[] {
    const end = version === 4 ? 0xffff_ffffn : (1n << 128n) - 1n
    const cuts = last < end ? [first, last + 1n] : [first]
    return cuts.flatMap(value => {
      const starts = this.starts[version]
      const index = placeOf(starts, value)
      if (starts[index] === value) return []
      starts.splice(index + 1, 0, value)
      return [{ version, value }]
    })
  }

  /** Where the cell of an address begins. */
  startOf({ version, value }: Address): bigint {
    const starts = this.starts[version]
    return starts[placeOf(starts, value)]!
  }
}

/** Index of the last start that does not lie above the value. */
function placeOf(starts: readonly bigint[], value: bigint): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= value) low = middle
    else high = middle - 1
  }
  return low
}
