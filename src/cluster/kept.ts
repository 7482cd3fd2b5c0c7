import type { Cluster, Dependency } from './cluster.ts'

/** What was made from the cluster under a name, kept until something it was made from changes. */
export class Kept {
  private readonly cluster: Cluster
  private readonly made = new Map<string, { readonly value: unknown; readonly reads: ReadonlySet<Dependency> }>()
  /** Names by what they were made from. */
  private readonly readers = new Map<Dependency, Set<string>>()

  constructor(cluster: Cluster) {
    this.cluster = cluster
  }

  /** One name always stands for one type of value. */
  get<T>(key: string, make: () => T): T {
    const known = this.made.get(key)
    if (known !== undefined) {
      this.cluster.noteAll(known.reads)
      return known.value as T
    }
    const { value, reads } = this.cluster.track(make)
    this.made.set(key, { value, reads })
    for (const read of reads) {
      const keys = this.readers.get(read)
      if (keys === undefined) this.readers.set(read, new Set([key]))
      else keys.add(key)
    }
    return value
  }

  /** Drops what was made from anything that changed. */
  invalidate(dirty: ReadonlySet<Dependency>): void {
    for (const dependency of dirty) for (const key of [...(this.readers.get(dependency) ?? [])]) this.drop(key)
  }

  clear(): void {
    this.made.clear()
    this.readers.clear()
  }

  private drop(key: string): void {
    for (const read of this.made.get(key)?.reads ?? []) {
      const keys = this.readers.get(read)
      keys?.delete(key)
      if (keys?.size === 0) this.readers.delete(read)
    }
    this.made.delete(key)
  }
}
