import { BugError } from './bug-error.ts'

/**
 * Where pieces of a text start, from their lengths alone: a Fenwick tree. Asking and growing one piece are O(log n);
 * replacing pieces rebuilds the tree, O(n) in their number.
 */
export class LengthIndex {
  #lengths: number[]
  #tree: Float64Array
  #total = 0

  constructor(lengths: readonly number[] = []) {
    this.#lengths = [...lengths]
    this.#tree = new Float64Array(0)
    this.#rebuild()
  }

  get count(): number {
    return this.#lengths.length
  }

  get total(): number {
    return this.#total
  }

  lengthOf(index: number): number {
    return this.#lengths[index] ?? 0
  }

  /** Sum of the lengths before `index`; `count` gives the total. */
  startOf(index: number): number {
    let sum = 0
    for (let i = index; i > 0; i -= i & -i) sum += this.#tree[i] ?? 0
    return sum
  }

  /** The piece that holds the unit at `offset`; the last one at the very end, -1 where there is none. Empty pieces hold nothing. */
  indexAt(offset: number): number {
    const n = this.#lengths.length
    if (n === 0) return -1
    let at = 0
    let rest = offset
    for (let step = 1 << (31 - Math.clz32(n)); step > 0; step >>= 1) {
      const next = at + step
      const sum = next <= n ? (this.#tree[next] ?? 0) : Number.POSITIVE_INFINITY
      if (sum <= rest) {
        at = next
        rest -= sum
      }
    }
    return Math.min(at, n - 1)
  }

  grow(index: number, by: number): void {
    const old = this.#lengths[index]
    if (old === undefined) throw new BugError(`no piece ${index} of ${this.#lengths.length}`)
    this.#lengths[index] = old + by
    this.#total += by
    for (let i = index + 1; i <= this.#lengths.length; i += i & -i) this.#tree[i] = (this.#tree[i] ?? 0) + by
  }

  replace(from: number, removed: number, added: readonly number[]): void {
    if (removed === added.length && removed < 4) {
      for (let i = 0; i < removed; i++) this.grow(from + i, (added[i] ?? 0) - this.lengthOf(from + i))
      return
    }
    this.#lengths = [...this.#lengths.slice(0, from), ...added, ...this.#lengths.slice(from + removed)]
    this.#rebuild()
  }

  #rebuild(): void {
    const n = this.#lengths.length
    const tree = new Float64Array(n + 1)
    let total = 0
    for (let i = 1; i <= n; i++) {
      const length = this.#lengths[i - 1] ?? 0
      total += length
      tree[i] = (tree[i] ?? 0) + length
      const up = i + (i & -i)
      if (up <= n) tree[up] = (tree[up] ?? 0) + (tree[i] ?? 0)
    }
    this.#tree = tree
    this.#total = total
  }
}
