/** A set of small numbers. All sets of one universe have the same number of words. */
export type Bits = Uint32Array

export function hasBit(bits: Bits, index: number): boolean {
  return (bits[index >>> 5]! & (1 << (index & 31))) !== 0
}

export function setBit(bits: Bits, index: number): void {
  bits[index >>> 5]! |= 1 << (index & 31)
}

export function clearBit(bits: Bits, index: number): void {
  bits[index >>> 5]! &= ~(1 << (index & 31))
}

export function orInto(target: Bits, source: Bits): void {
  for (let word = 0; word < target.length; word++) target[word]! |= source[word]!
}

/** Visits the members in ascending order. */
export function eachBit(bits: Bits, visit: (index: number) => void): void {
  for (let word = 0; word < bits.length; word++) {
    let rest = bits[word]!
    while (rest !== 0) {
      const bit = 31 - Math.clz32(rest & -rest)
      visit((word << 5) | bit)
      rest &= rest - 1
    }
  }
}
