import type { FromWorker } from '../src/engine.ts'

type Delta = Extract<FromWorker, { kind: 'delta' }>
type OutlineEntry = Delta['outline']['set'][number]

/** A page's end of the wire, as plain as can be: what the deltas add up to. */
export class Mirror {
  private readonly nodes = new Map<string, unknown>()
  private readonly edges = new Map<string, unknown>()
  private readonly outline = new Map<string, OutlineEntry>()
  private readonly problems = new Map<string, readonly unknown[]>()
  private watched: unknown = null

  take(delta: Delta): void {
    for (const id of delta.nodes.remove) this.nodes.delete(id)
    for (const node of delta.nodes.set) this.nodes.set(node.id, node)
    for (const id of delta.edges.remove) this.edges.delete(id)
    for (const edge of delta.edges.set) this.edges.set(edge.id, edge)
    for (const id of delta.outline.remove) this.outline.delete(id)
    for (const entry of delta.outline.set) this.outline.set(entry.id, entry)
    for (const id of delta.problems.remove) this.problems.delete(id)
    // Ranges are those of the revision that found the problem; an editor moves them along.
    for (const { id, problems } of delta.problems.set)
      this.problems.set(
        id,
        problems.map(({ problem }) => problem),
      )
    if (delta.watched !== undefined) this.watched = delta.watched
  }

  /** Everything shown, one line each, with documents named by their place in their file instead of by their ids. */
  lines(): string[] {
    const places = new Map(
      [...this.outline.values()].map(({ id, file, order }): [string, string] => [id, `${file}#${order}`]),
    )
    const named = (value: unknown): string =>
      (JSON.stringify(value) ?? '').replace(/\bd\d+\b/g, id => places.get(id) ?? id)
    const problems = [...this.problems].filter(([, found]) => found.length > 0)
    return [
      ...[...this.nodes.values()].map(named).sort(),
      ...[...this.edges.values()].map(named).sort(),
      ...[...this.outline.values()].map(named).sort(),
      ...problems.map(named).sort(),
      named(this.watched),
    ]
  }
}

/** Where two lists of lines first differ; null where they are the same. */
export function firstDifference(a: readonly string[], b: readonly string[]): string | null {
  for (let i = 0; i < Math.max(a.length, b.length); i++)
    if (a[i] !== b[i]) return `${(a[i] ?? 'nothing').slice(0, 400)}\n        ${(b[i] ?? 'nothing').slice(0, 400)}`
  return null
}
