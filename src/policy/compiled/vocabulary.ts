import type { LabelSelector } from '../../match/index.ts'

/** What policies newly ask of pods: whether they have a label key, or one value of it, or a port of a name. */
export type Mention =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'value'; readonly key: string; readonly value: string }
  | { readonly kind: 'port'; readonly name: string }

/**
 * The label keys, values and port names that policies ask about. Pods that agree in all of it are told apart by no selector. It only
 * grows: what nobody asks about any more keeps pods apart for longer than needed, which harms nothing.
 */
export class Vocabulary {
  private readonly values = new Map<string, Set<string>>()
  private readonly portNames = new Set<string>()

  valuesOf(key: string): ReadonlySet<string> | undefined {
    return this.values.get(key)
  }

  hasPort(name: string): boolean {
    return this.portNames.has(name)
  }

  /** Notes what a selector asks; gives what nobody asked before. */
  mention(selector: LabelSelector | null): Mention[] {
    if (selector === null) return []
    const fresh: Mention[] = []
    for (const [key, value] of selector.matchLabels) this.note(key, [value], fresh)
    for (const { key, values } of selector.matchExpressions) this.note(key, values, fresh)
    return fresh
  }

  mentionPort(name: string): Mention[] {
    if (this.portNames.has(name)) return []
    this.portNames.add(name)
    return [{ kind: 'port', name }]
  }

  private note(key: string, values: readonly string[], fresh: Mention[]): void {
    let known = this.values.get(key)
    if (known === undefined) {
      known = new Set()
      this.values.set(key, known)
      fresh.push({ kind: 'key', key })
    }
    for (const value of values) {
      if (known.has(value)) continue
      known.add(value)
      fresh.push({ kind: 'value', key, value })
    }
  }
}
