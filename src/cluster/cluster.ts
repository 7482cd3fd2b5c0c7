import { type LabelSelector, type Labels, matchSelector } from '../match/index.ts'
import type { NamespaceResource, Resource } from '../model/index.ts'
import type { DocId } from '../text/index.ts'
import { keyOf, keyOfResource, type ResourceKey } from './key.ts'
import { type PodGroup, podGroupOf } from './pod-group.ts'
import { referencesOf } from './references.ts'

/** What was read: when one of a derivation's is dirty, it is made again. */
export type Dependency = string

const noDocs: ReadonlySet<DocId> = new Set()

/**
 * The objects of the project with their indexes, updated document by document. Of two documents with one key the later one counts, as
 * `kubectl apply` would leave it. Reads made inside `track` are noted, so that a change re-derives only what had read it.
 */
export class Cluster {
  private readonly resources = new Map<DocId, Resource>()
  private readonly claims = new Map<ResourceKey, DocId[]>()
  /** Of the documents that claim a key, the one that counts. */
  private readonly counting = new Map<ResourceKey, DocId>()
  private readonly buckets = new Map<Dependency, Set<DocId>>()
  private readonly groups = new Map<DocId, PodGroup>()
  private readonly dirty = new Set<Dependency>()
  private tracker: Set<Dependency> | null = null
  private readonly comesAfter: (a: DocId, b: DocId) => boolean

  /** `comesAfter`: whether document `a` is applied after `b`. */
  constructor(comesAfter: (a: DocId, b: DocId) => boolean) {
    this.comesAfter = comesAfter
  }

  /** Puts, replaces or (with null) removes what a document declares. */
  set(doc: DocId, resource: Resource | null): void {
    const old = this.resources.get(doc)
    if (old !== undefined) {
      const key = keyOfResource(old)
      const rest = (this.claims.get(key) ?? []).filter(other => other !== doc)
      if (rest.length > 0) this.claims.set(key, rest)
      else this.claims.delete(key)
      if (this.counting.get(key) === doc) {
        this.withdraw(old)
        this.counting.delete(key)
      }
      this.resources.delete(doc)
      this.settle(key)
    }
    if (resource === null) return
    const key = keyOfResource(resource)
    this.resources.set(doc, resource)
    this.claims.set(key, [...(this.claims.get(key) ?? []), doc])
    this.settle(key)
  }

  /** Lets the last document of a key count. */
  private settle(key: ResourceKey): void {
    this.dirty.add(`id|${key}`)
    const old = this.counting.get(key)
    const next = this.lastClaim(key)
    if (old === next) return
    if (old !== undefined) this.withdraw(this.resources.get(old)!)
    if (next === undefined) {
      this.counting.delete(key)
      return
    }
    this.counting.set(key, next)
    this.enter(this.resources.get(next)!)
  }

  /** Dependencies that changed since the last call. */
  takeDirty(): Set<Dependency> {
    const taken = new Set(this.dirty)
    this.dirty.clear()
    return taken
  }

  /** Runs a derivation and names everything that it read. */
  track<T>(derive: () => T): { value: T; reads: ReadonlySet<Dependency> } {
    const outer = this.tracker
    const reads = new Set<Dependency>()
    this.tracker = reads
    try {
      return { value: derive(), reads }
    } finally {
      this.tracker = outer
      if (outer !== null) for (const read of reads) outer.add(read)
    }
  }

  /** The resource that a document declares, counting or not. */
  ofDoc(doc: DocId): Resource | undefined {
    return this.resources.get(doc)
  }

  /** Whether a later document has the same key, so that this one does not count. */
  isVeiled(doc: DocId): boolean {
    const resource = this.resources.get(doc)
    if (resource === undefined) return false
    const key = keyOfResource(resource)
    this.note(`id|${key}`)
    return this.counting.get(key) !== doc
  }

  /** The other documents with the same key, in the order they are applied. */
  rivals(doc: DocId): DocId[] {
    const resource = this.resources.get(doc)
    if (resource === undefined) return []
    const key = keyOfResource(resource)
    this.note(`id|${key}`)
    return (this.claims.get(key) ?? []).filter(other => other !== doc).sort((a, b) => (this.comesAfter(a, b) ? 1 : -1))
  }

  find(key: ResourceKey): Resource | undefined {
    this.note(`id|${key}`)
    const doc = this.counting.get(key)
    return doc === undefined ? undefined : this.resources.get(doc)
  }

  /** `find`, when the object is of that view. */
  get<T extends Resource['type']>(
    type: T,
    group: string,
    kind: string,
    namespace: string,
    name: string,
  ): Extract<Resource, { type: T }> | undefined {
    const found = this.find(keyOf(group, kind, namespace, name))
    return found?.type === type ? (found as Extract<Resource, { type: T }>) : undefined
  }

  /** All that count of one view, sorted by namespace and name; of one namespace when it is given. */
  all<T extends Resource['type']>(type: T, namespace?: string): Extract<Resource, { type: T }>[] {
    return this.read(namespace === undefined ? `type|${type}` : `type|${type}|${namespace}`) as Extract<
      Resource,
      { type: T }
    >[]
  }

  /** Who names the object in a reference. */
  referrers(key: ResourceKey): Resource[] {
    return this.read(`ref|${key}`)
  }

  /** Labels of a namespace. One that no document declares has only its name as a label. */
  namespaceLabels(namespace: string): Labels {
    const found = this.find(keyOf('', 'Namespace', '', namespace))
    if (found?.type === 'namespace') return (found as NamespaceResource).labels
    return new Map([['kubernetes.io/metadata.name', namespace]])
  }

  /** Namespaces that objects live in or that are declared. */
  namespaces(): string[] {
    this.note('namespaces')
    const names = new Set<string>()
    for (const [key, docs] of this.buckets) if (key.startsWith('ns|') && docs.size > 0) names.add(key.slice(3))
    for (const resource of this.all('namespace')) names.add(resource.name)
    return [...names].sort()
  }

  /** Pods of a namespace that a selector takes. */
  podsSelected(namespace: string, selector: LabelSelector): PodGroup[] {
    const [first] = selector.matchLabels
    const bucket: Dependency = first === undefined ? `pods|${namespace}` : `label|${namespace}|${first[0]}=${first[1]}`
    return this.read(bucket)
      .map(resource => this.groupOf(resource))
      .filter(group => matchSelector(selector, group.labels))
  }

  pods(namespace?: string): PodGroup[] {
    return this.read(namespace === undefined ? 'pods' : `pods|${namespace}`).map(resource => this.groupOf(resource))
  }

  /** The pods of a Pod or workload document that counts. */
  podGroup(resource: Resource): PodGroup | null {
    return resource.type === 'pod' || resource.type === 'workload' ? this.groupOf(resource) : null
  }

  private groupOf(resource: Resource): PodGroup {
    const known = this.groups.get(resource.doc)
    if (known !== undefined && known.resource === resource) return known
    if (resource.type !== 'pod' && resource.type !== 'workload')
      throw new Error(`no pods in ${resource.kind} ${resource.name}`)
    const made = podGroupOf(resource)
    this.groups.set(resource.doc, made)
    return made
  }

  private lastClaim(key: ResourceKey): DocId | undefined {
    let last: DocId | undefined
    for (const doc of this.claims.get(key) ?? []) if (last === undefined || this.comesAfter(doc, last)) last = doc
    return last
  }

  private read(bucket: Dependency): Resource[] {
    this.note(bucket)
    const found: Resource[] = []
    for (const doc of this.buckets.get(bucket) ?? noDocs) found.push(this.resources.get(doc)!)
    return found.length < 2 ? found : found.sort(byPlace)
  }

  private note(dependency: Dependency): void {
    this.tracker?.add(dependency)
  }

  private enter(resource: Resource): void {
    for (const bucket of bucketsOf(resource)) {
      const docs = this.buckets.get(bucket)
      if (docs === undefined) this.buckets.set(bucket, new Set([resource.doc]))
      else docs.add(resource.doc)
      this.dirty.add(bucket)
    }
    if (this.buckets.get(`ns|${resource.namespace}`)?.size === 1) this.dirty.add('namespaces')
  }

  private withdraw(resource: Resource): void {
    for (const bucket of bucketsOf(resource)) {
      const docs = this.buckets.get(bucket)
      docs?.delete(resource.doc)
      if (docs?.size === 0) {
        this.buckets.delete(bucket)
        if (bucket.startsWith('ns|')) this.dirty.add('namespaces')
      }
      this.dirty.add(bucket)
    }
    this.groups.delete(resource.doc)
  }
}

function bucketsOf(resource: Resource): Dependency[] {
  const { type, namespace } = resource
  const buckets: Dependency[] = [`type|${type}`]
  if (namespace !== '') buckets.push(`type|${type}|${namespace}`, `ns|${namespace}`)
  if (resource.type === 'pod' || resource.type === 'workload') {
    buckets.push('pods', `pods|${namespace}`)
    for (const [key, value] of resource.pod.labels) buckets.push(`label|${namespace}|${key}=${value}`)
  }
  for (const target of referencesOf(resource)) buckets.push(`ref|${target}`)
  return buckets
}

function byPlace(a: Resource, b: Resource): number {
  return compare(a.namespace, b.namespace) || compare(a.name, b.name) || compare(a.kind, b.kind)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
