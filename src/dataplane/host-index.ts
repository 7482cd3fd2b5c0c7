import type { WildcardReach } from '../match/index.ts'

/** So many patterns may differ from what an index was copied from; past that it gets maps of its own. */
const mostPatched = 32

/** Values by hostname pattern: exact names, wildcards by their suffix, and one for every host. */
export class HostIndex<T> {
  private exact = new Map<string, readonly [T]>()
  /** By what follows the star: `.example.com`. */
  private wild = new Map<string, T>()
  /** Lengths of those suffixes: most parts of a host are none, and need not be cut out to know it. */
  private suffixes = new Set<number>()
  private every: T | null = null
  /** Patterns that differ from the maps, which are shared with what this was copied from; null when the maps are its own. */
  private patched: Map<string, readonly [T] | null> | null = null
  private readonly reach: WildcardReach

  constructor(reach: WildcardReach) {
    this.reach = reach
  }

  /** '' is the pattern of every host. Null takes the pattern out. */
  set(pattern: string, value: T | null): void {
    if (pattern === '') this.every = value
    else if (this.patched === null) this.write(pattern, value === null ? null : [value])
    else {
      this.patched.set(pattern, value === null ? null : [value])
      if (pattern.startsWith('*.') && !this.suffixes.has(pattern.length - 1))
        this.suffixes = new Set([...this.suffixes, pattern.length - 1])
      if (this.patched.size > mostPatched) this.settle()
    }
  }

  get(pattern: string): T | null {
    if (pattern === '') return this.every
    return (pattern.startsWith('*.') ? this.wildFor(pattern, pattern.slice(1)) : this.exactFor(pattern)?.[0]) ?? null
  }

  *values(): Generator<T> {
    this.settle()
    for (const [value] of this.exact.values()) yield value
    yield* this.wild.values()
    if (this.every !== null) yield this.every
  }

  /** One that can be changed without changing this one. Costs little: what is not changed is shared. */
  copy(): HostIndex<T> {
    const copy = new HostIndex<T>(this.reach)
    copy.exact = this.exact
    copy.wild = this.wild
    copy.suffixes = this.suffixes
    copy.every = this.every
    copy.patched = new Map(this.patched ?? [])
    this.patched ??= new Map()
    return copy
  }

  /** The values whose patterns cover a normalised host, the most specific first. */
  covering(host: string): readonly T[] {
    const exact = this.exactFor(host)
    if (this.suffixes.size === 0 && this.every === null) return exact ?? []
    const found: T[] = exact === undefined ? [] : [exact[0]]
    if (this.suffixes.size > 0) {
      // The star stands for at least one character.
      for (let dot = host.indexOf('.', 1); dot >= 0; dot = host.indexOf('.', dot + 1)) {
        if (this.suffixes.has(host.length - dot)) {
          const suffix = host.slice(dot)
          const wild = this.wildFor(this.patched === null ? '' : `*${suffix}`, suffix)
          if (wild !== undefined) found.push(wild)
        }
        if (this.reach === 'oneLabel') break
      }
    }
    if (this.every !== null) found.push(this.every)
    return found
  }

  private exactFor(host: string): readonly [T] | undefined {
    if (this.patched !== null && this.patched.size > 0) {
      const patch = this.patched.get(host)
      if (patch !== undefined) return patch ?? undefined
    }
    return this.exact.get(host)
  }

  private wildFor(pattern: string, suffix: string): T | undefined {
    const patch = this.patched?.get(pattern)
    return patch === undefined ? this.wild.get(suffix) : patch?.[0]
  }

  /** Gives this index maps of its own. */
  private settle(): void {
    const { patched } = this
    if (patched === null) return
    this.exact = new Map(this.exact)
    this.wild = new Map(this.wild)
    this.suffixes = new Set(this.suffixes)
    this.patched = null
    for (const [pattern, value] of patched) this.write(pattern, value)
  }

  private write(pattern: string, value: readonly [T] | null): void {
    if (!pattern.startsWith('*.')) {
      if (value === null) this.exact.delete(pattern)
      else this.exact.set(pattern, value)
    } else if (value === null) this.wild.delete(pattern.slice(1))
    else {
      this.wild.set(pattern.slice(1), value[0])
      this.suffixes.add(pattern.length - 1)
    }
  }
}
