import type { Resource } from '../model/index.ts'
import type { DocId } from '../text/index.ts'

const none: readonly Resource[] = []

/**
 * Resources by whatever they are asked for: each bucket in the order of namespace and name. A bucket that was read once stays sorted while
 * it changes, so that a change costs a place in a list and not a sort.
 */
export class Buckets {
  private readonly members = new Map<string, Map<DocId, Resource>>()
  private readonly sorted = new Map<string, readonly Resource[]>()

  /** Only for reading at once: the list is another one after a change. */
  read(bucket: string): readonly Resource[] {
    const known = this.sorted.get(bucket)
    if (known !== undefined) return known
    const members = this.members.get(bucket)
    if (members === undefined) return none
    const made = [...members.values()].sort(byPlace)
    if (made.length > 1) this.sorted.set(bucket, made)
    return made
  }

  size(bucket: string): number {
    return this.members.get(bucket)?.size ?? 0
  }

  add(bucket: string, resource: Resource): void {
    const members = this.members.get(bucket)
    if (members === undefined) {
      this.members.set(bucket, new Map([[resource.doc, resource]]))
      return
    }
    members.set(resource.doc, resource)
    const sorted = this.sorted.get(bucket)
    if (sorted !== undefined) this.sorted.set(bucket, sorted.toSpliced(placeOf(sorted, resource), 0, resource))
  }

  /** `resource` as it was added. */
  remove(bucket: string, resource: Resource): void {
    const members = this.members.get(bucket)
    if (members === undefined) return
    members.delete(resource.doc)
    if (members.size < 2) this.sorted.delete(bucket)
    if (members.size === 0) this.members.delete(bucket)
    const sorted = this.sorted.get(bucket)
    if (sorted !== undefined) this.sorted.set(bucket, sorted.toSpliced(placeOf(sorted, resource), 1))
  }

  /** Puts a resource in the place of what its document declared before, under the same key. */
  replace(bucket: string, old: Resource, next: Resource): void {
    this.members.get(bucket)?.set(next.doc, next)
    const sorted = this.sorted.get(bucket)
    if (sorted !== undefined) this.sorted.set(bucket, sorted.with(placeOf(sorted, old), next))
  }
}

/** Index of the first that does not come before the resource: of one that is in the list, its own. */
function placeOf(sorted: readonly Resource[], resource: Resource): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (byPlace(sorted[middle]!, resource) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Only objects that count are in buckets, so no two are alike in all four. */
function byPlace(a: Resource, b: Resource): number {
  return (
    compare(a.namespace, b.namespace) || compare(a.name, b.name) || compare(a.kind, b.kind) || compare(a.group, b.group)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
