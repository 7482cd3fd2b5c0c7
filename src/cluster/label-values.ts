import type { Labels } from '../match/index.ts'

/** Which values the labels of pods have, by key, counted so that a value goes with the last pod that has it. */
export class LabelValues {
  private readonly counts = new Map<string, Map<string, number>>()

  /** The keys that got a value which nothing had before. */
  add(labels: Labels): string[] {
    const fresh: string[] = []
    for (const [key, value] of labels) {
      const values = this.counts.get(key) ?? new Map<string, number>()
      const count = values.get(value) ?? 0
      if (count === 0) fresh.push(key)
      this.counts.set(key, values.set(value, count + 1))
    }
    return fresh
  }

  /** The keys that lost a value for good; `labels` as they were added. */
  remove(labels: Labels): string[] {
    const gone: string[] = []
    for (const [key, value] of labels) {
      const values = this.counts.get(key)
      const count = values?.get(value) ?? 0
      if (count > 1) values?.set(value, count - 1)
      else {
        values?.delete(value)
        gone.push(key)
      }
    }
    return gone
  }

  of(key: string): Iterable<string> {
    return this.counts.get(key)?.keys() ?? []
  }

  has(key: string, value: string): boolean {
    return this.counts.get(key)?.has(value) === true
  }
}
