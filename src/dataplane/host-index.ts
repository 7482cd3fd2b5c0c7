import type { WildcardReach } from '../match/index.ts'

/** Values by hostname pattern: exact names, wildcards by their suffix, and one for every host. */
export class HostIndex<T> {
  private readonly exact = new Map<string, readonly [T]>()
  /** By what follows the star: `.example.com`. */
  private readonly wild = new Map<string, T>()
  /** Lengths of those suffixes: most parts of a host are none, and need not be cut out to know it. */
  private readonly suffixes = new Set<number>()
  private every: T | null = null
  private readonly reach: WildcardReach

  constructor(reach: WildcardReach) {
    this.reach = reach
  }

  /** '' is the pattern of every host. */
  getOrMake(pattern: string, make: () => T): T {
    if (pattern === '') {
      this.every ??= make()
      return this.every
    }
    const isWild = pattern.startsWith('*.')
    const known = isWild ? this.wild.get(pattern.slice(1)) : this.exact.get(pattern)?.[0]
    if (known !== undefined) return known
    const made = make()
    if (isWild) {
      this.wild.set(pattern.slice(1), made)
      this.suffixes.add(pattern.length - 1)
    } else this.exact.set(pattern, [made])
    return made
  }

  /** The values whose patterns cover a normalised host, the most specific first. */
  covering(host: string): readonly T[] {
    const exact = this.exact.get(host)
    if (this.wild.size === 0 && this.every === null) return exact ?? []
    const found: T[] = exact === undefined ? [] : [exact[0]]
    if (this.wild.size > 0) {
      // The star stands for at least one character.
      for (let dot = host.indexOf('.', 1); dot >= 0; dot = host.indexOf('.', dot + 1)) {
        const wild = this.suffixes.has(host.length - dot) ? this.wild.get(host.slice(dot)) : undefined
        if (wild !== undefined) found.push(wild)
        if (this.reach === 'oneLabel') break
      }
    }
    if (this.every !== null) found.push(this.every)
    return found
  }
}
