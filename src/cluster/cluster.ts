import { describeSelector, type LabelSelector, type Labels, matchSelector } from '../match/index.ts'
import {
  type DestinationRuleResource,
  fullHost,
  istioRefs,
  type NamespaceResource,
  type Resource,
  type ServiceEntryResource,
  type ServiceResource,
  type VirtualServiceResource,
} from '../model/index.ts'
import type { DocId } from '../text/index.ts'
import { Buckets } from './buckets.ts'
import { keyOf, keyOfResource, type ResourceKey } from './key.ts'
import { LabelValues } from './label-values.ts'
import { type PodGroup, podGroupOf } from './pod-group.ts'
import { referencesOf } from './references.ts'
import { sameValue } from './same-value.ts'

/** What was read: when one of a derivation's is dirty, it is made again. */
export type Dependency = string

/** A route of any kind that is attached to its parents by reference and by hostname. */
export type AttachedRoute = Extract<Resource, { readonly parentRefs: unknown; readonly hostnames: unknown }>

/**
 * The objects of the project with their indexes, updated document by document. Of two documents with one key the later one counts, as
 * `kubectl apply` would leave it. Reads made inside `track` are noted, so that a change re-derives only what had read it.
 */
export class Cluster {
  private readonly resources = new Map<DocId, Resource>()
  private readonly claims = new Map<ResourceKey, DocId[]>()
  /** Of the documents that claim a key, the one that counts. */
  private readonly counting = new Map<ResourceKey, DocId>()
  private readonly buckets = new Buckets()
  /** Namespaces that objects live in, and how many. */
  private readonly inhabited = new Map<string, number>()
  private readonly labelValues = new LabelValues()
  /** Lists of namespaces, by what they were asked for. */
  private readonly namespaceLists = new Map<string, readonly string[]>()
  private readonly groups = new Map<DocId, PodGroup>()
  /** Documents that admission refuses: they are drawn, referred to and mended, and no rule of theirs applies. */
  private readonly refused = new Set<DocId>()
  private readonly dirty = new Set<Dependency>()
  private tracker: Set<Dependency> | null = null
  private readonly comesAfter: (a: DocId, b: DocId) => boolean

  /** `comesAfter`: whether document `a` is applied after `b`. */
  constructor(comesAfter: (a: DocId, b: DocId) => boolean) {
    this.comesAfter = comesAfter
  }

  /** Puts, replaces or (with null) removes what a document declares; `isRefused` where admission would not let it in. */
  set(doc: DocId, resource: Resource | null, isRefused = false): void {
    const old = this.resources.get(doc)
    const stays = this.refused.has(doc) === isRefused
    if (old !== undefined && resource !== null && stays && this.change(old, resource)) return
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
    this.refused.delete(doc)
    if (resource === null) return
    if (isRefused) this.refused.add(doc)
    const key = keyOfResource(resource)
    this.resources.set(doc, resource)
    this.claims.set(key, [...(this.claims.get(key) ?? []), doc])
    this.settle(key)
  }

  /** An object that keeps its key and has no rivals only changes in place; false where there is more to it. */
  private change(old: Resource, next: Resource): boolean {
    const key = keyOfResource(old)
    if (keyOfResource(next) !== key || this.claims.get(key)?.length !== 1) return false
    if (old === next) return true
    this.resources.set(next.doc, next)
    this.dirty.add(`id|${key}`)
    this.groups.delete(next.doc)
    this.countLabels(old, 'remove')
    this.countLabels(next, 'add')
    const before = this.bucketsFor(old)
    const after = this.bucketsFor(next)
    const sameTies = sameAttachment(old, next)
    for (const bucket of before) {
      if (after.has(bucket)) {
        this.buckets.replace(bucket, old, next)
        if (!sameTies || !bucket.startsWith('attach|')) this.dirty.add(bucket)
      } else {
        this.buckets.remove(bucket, old)
        this.dirty.add(bucket)
      }
    }
    for (const bucket of after) {
      if (before.has(bucket)) continue
      this.buckets.add(bucket, next)
      this.dirty.add(bucket)
    }
    return true
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

  /** Notes what something kept was made from, as if it were read now. */
  noteAll(reads: Iterable<Dependency>): void {
    if (this.tracker !== null) for (const read of reads) this.tracker.add(read)
  }

  /** The resource that a document declares, counting or not. */
  ofDoc(doc: DocId): Resource | undefined {
    const resource = this.resources.get(doc)
    if (resource !== undefined && this.tracker !== null) this.note(`id|${keyOfResource(resource)}`)
    return resource
  }

  /** Whether a later document has the same key, so that this one does not count. */
  isVeiled(doc: DocId): boolean {
    const resource = this.resources.get(doc)
    if (resource === undefined) return false
    const key = keyOfResource(resource)
    this.note(`id|${key}`)
    return this.counting.get(key) !== doc
  }

  /** Whether admission refuses what the document declares, so that no rule of it applies. */
  isRefused(doc: DocId): boolean {
    const resource = this.resources.get(doc)
    if (resource !== undefined) this.note(`id|${keyOfResource(resource)}`)
    return this.refused.has(doc)
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
  all<T extends Resource['type']>(type: T, namespace?: string): readonly Extract<Resource, { type: T }>[] {
    return this.read(
      namespace === undefined ? `type|${type}` : `type|${type}|${namespace}`,
    ) as readonly Resource[] as readonly Extract<Resource, { type: T }>[]
  }

  /** Whether there is an object of the view at all: cheaper to depend on than the list. */
  hasAny(type: Resource['type']): boolean {
    this.note(`any|${type}`)
    return this.buckets.size(`type|${type}`) > 0
  }

  /** Objects of a view that are about a host by its full name. */
  onHost<T extends HostBound['type']>(type: T, host: string): readonly Extract<HostBound, { type: T }>[] {
    return this.read(`host|${type}|${host}`) as readonly Resource[] as readonly Extract<HostBound, { type: T }>[]
  }

  /** Objects of a view that are about hosts by a wildcard. */
  onWildcards<T extends HostBound['type']>(type: T): readonly Extract<HostBound, { type: T }>[] {
    return this.read(`host|${type}|*`) as readonly Resource[] as readonly Extract<HostBound, { type: T }>[]
  }

  /** Services and ServiceEntries that have a port of the number. */
  onPort(port: number): readonly (ServiceResource | ServiceEntryResource)[] {
    return this.read(`port|${port}`) as readonly Resource[] as readonly (ServiceResource | ServiceEntryResource)[]
  }

  /** The Service of a cluster address. */
  serviceAt(address: string): ServiceResource | undefined {
    return this.read(`address|${address}`)[0] as ServiceResource | undefined
  }

  /** Services of a namespace whose selector takes pods with these labels, by name. */
  servicesSelecting(namespace: string, labels: Labels): readonly ServiceResource[] {
    return [...labels]
      .flatMap(([key, value]) => this.read(`selects|${namespace}|${key}=${value}`) as readonly ServiceResource[])
      .filter(({ selector }) => [...(selector ?? [])].every(([key, value]) => labels.get(key) === value))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  /** Who names the object in a reference. */
  referrers(key: ResourceKey): readonly Resource[] {
    return this.read(`ref|${key}`)
  }

  /** Those of one view: what happens to the others is not read. */
  referrersOf<T extends Resource['type']>(type: T, key: ResourceKey): readonly Extract<Resource, { type: T }>[] {
    return this.read(`ref|${key}|${type}`) as readonly Resource[] as readonly Extract<Resource, { type: T }>[]
  }

  /**
   * Routes that name the object as a parent, for readers that look at nothing but their key, parentRefs and hostnames: what happens to
   * their rules does not make such a reader's work stale.
   */
  routesAttachedTo(key: ResourceKey): readonly AttachedRoute[] {
    return this.read(`attach|${key}`) as readonly Resource[] as readonly AttachedRoute[]
  }

  /**
   * VirtualServices that name a gateway, for readers that look at nothing but their key, age, hosts, gateways and exportTo: what happens to
   * their routes does not make such a reader's work stale.
   */
  routesBoundTo(gateway: ResourceKey): readonly VirtualServiceResource[] {
    return this.read(`attach|${gateway}`) as readonly Resource[] as readonly VirtualServiceResource[]
  }

  /** Whether the documents hold the Services of a namespace: where they declare none, these are kept elsewhere [SV-7]. */
  holdsServices(namespace: string): boolean {
    return this.all('service', namespace).length > 0
  }

  /** Labels of a namespace. One that no document declares has only its name as a label. */
  namespaceLabels(namespace: string): Labels {
    const found = this.find(keyOf('', 'Namespace', '', namespace))
    if (found?.type === 'namespace') return (found as NamespaceResource).labels
    return new Map([['kubernetes.io/metadata.name', namespace]])
  }

  /** Namespaces that objects live in or that are declared. */
  namespaces(): readonly string[] {
    this.note('namespaces')
    this.note('type|namespace')
    return this.namespacesKept('', () => {
      const names = new Set(this.inhabited.keys())
      for (const resource of this.all('namespace')) names.add(resource.name)
      return [...names].sort()
    })
  }

  /** Those of them that a selector takes. */
  namespacesSelected(selector: LabelSelector): readonly string[] {
    const all = this.namespaces()
    return this.namespacesKept(`selector ${describeSelector(selector)}`, () =>
      all.filter(namespace => matchSelector(selector, this.namespaceLabels(namespace))),
    )
  }

  /** Policies by the hundred ask the same; what is kept goes with the next change of a namespace. */
  private namespacesKept(key: string, make: () => string[]): readonly string[] {
    const known = this.namespaceLists.get(key)
    if (known !== undefined) return known
    // What making it reads is noted by who asks, whether it is made or known.
    const { value } = this.track(make)
    this.namespaceLists.set(key, value)
    return value
  }

  /** Pods of a namespace that a selector takes. */
  podsSelected(namespace: string, selector: LabelSelector): PodGroup[] {
    // What the whole selector takes stands in the bucket of each of its labels: the smallest will do.
    const labelled = selector.matchLabels.map(([key, value]): Dependency => `label|${namespace}|${key}=${value}`)
    const [first = `pods|${namespace}`, ...rest] = labelled
    const bucket = rest.reduce((a, b) => (this.buckets.size(b) < this.buckets.size(a) ? b : a), first)
    return this.read(bucket)
      .map(resource => this.groupOf(resource))
      .filter(group => matchSelector(selector, group.labels))
  }

  /** Whether there are pods at all, of a namespace when it is given: cheaper to ask, and to depend on, than the list. */
  hasPods(namespace?: string): boolean {
    const bucket = namespace === undefined ? 'pods' : `pods|${namespace}`
    this.note(`some|${bucket}`)
    return this.buckets.size(bucket) > 0
  }

  /** Whether some pod has the label, and if none has, whether one has nearly that value. */
  labelUse(key: string, value: string, isNear: (other: string) => boolean): 'used' | 'nearly' | 'unused' {
    this.note(`values|${key}`)
    if (this.labelValues.has(key, value)) return 'used'
    for (const other of this.labelValues.of(key)) if (isNear(other)) return 'nearly'
    return 'unused'
  }

  /** Pods whose documents say an address. */
  addressedPods(): PodGroup[] {
    return this.read('addressed').map(resource => this.groupOf(resource))
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
    const claims = this.claims.get(key) ?? []
    // What is refused leaves what was there before.
    const admitted = claims.filter(doc => !this.refused.has(doc))
    let last: DocId | undefined
    for (const doc of admitted.length > 0 ? admitted : claims)
      if (last === undefined || this.comesAfter(doc, last)) last = doc
    return last
  }

  private read(bucket: Dependency): readonly Resource[] {
    this.note(bucket)
    return this.buckets.read(bucket)
  }

  private note(dependency: Dependency): void {
    this.tracker?.add(dependency)
  }

  private enter(resource: Resource): void {
    if (this.buckets.size(`type|${resource.type}`) === 0) this.dirty.add(`any|${resource.type}`)
    for (const bucket of this.bucketsFor(resource)) {
      if (bucket.startsWith('pods') && this.buckets.size(bucket) === 0) this.dirty.add(`some|${bucket}`)
      this.buckets.add(bucket, resource)
      this.dirty.add(bucket)
    }
    this.inhabit(resource.namespace, 1)
    this.countLabels(resource, 'add')
  }

  private withdraw(resource: Resource): void {
    for (const bucket of this.bucketsFor(resource)) {
      this.buckets.remove(bucket, resource)
      if (bucket.startsWith('pods') && this.buckets.size(bucket) === 0) this.dirty.add(`some|${bucket}`)
      this.dirty.add(bucket)
    }
    if (this.buckets.size(`type|${resource.type}`) === 0) this.dirty.add(`any|${resource.type}`)
    this.inhabit(resource.namespace, -1)
    this.countLabels(resource, 'remove')
    this.groups.delete(resource.doc)
  }

  /** What is refused is found by its key and by what it names, and stands in no list that rules are read from. */
  private bucketsFor(resource: Resource): ReadonlySet<Dependency> {
    const all = bucketsOf(resource)
    return this.refused.has(resource.doc) ? new Set([...all].filter(bucket => bucket.startsWith('ref|'))) : all
  }

  private countLabels(resource: Resource, how: 'add' | 'remove'): void {
    if (resource.type === 'namespace') this.namespaceLists.clear()
    if (resource.type !== 'pod' && resource.type !== 'workload') return
    for (const key of this.labelValues[how](resource.pod.labels)) this.dirty.add(`values|${key}`)
  }

  private inhabit(namespace: string, by: 1 | -1): void {
    if (namespace === '') return
    const before = this.inhabited.get(namespace) ?? 0
    if (before + by === 0) this.inhabited.delete(namespace)
    else this.inhabited.set(namespace, before + by)
    if (before !== 0 && before + by !== 0) return
    this.dirty.add('namespaces')
    this.namespaceLists.clear()
  }
}

function bucketsOf(resource: Resource): ReadonlySet<Dependency> {
  const { type, namespace } = resource
  const buckets = new Set<Dependency>([`type|${type}`])
  if (namespace !== '') buckets.add(`type|${type}|${namespace}`)
  if (resource.type === 'pod' || resource.type === 'workload') {
    buckets.add('pods').add(`pods|${namespace}`)
    if (resource.type === 'pod' && resource.ips.length > 0) buckets.add('addressed')
    for (const [key, value] of resource.pod.labels) buckets.add(`label|${namespace}|${key}=${value}`)
  }
  for (const host of hostsOf(resource)) buckets.add(`host|${type}|${host.startsWith('*') ? '*' : host}`)
  if (resource.type === 'service') {
    for (const { port } of resource.ports) buckets.add(`port|${port}`)
    for (const address of resource.clusterIPs) buckets.add(`address|${address}`)
    // One of its labels is enough to find a selector by: what it takes has them all.
    const [label] = resource.selector ?? []
    if (label !== undefined) buckets.add(`selects|${namespace}|${label[0]}=${label[1]}`)
  }
  if (resource.type === 'serviceentry') for (const { number } of resource.ports) buckets.add(`port|${number}`)
  for (const target of referencesOf(resource)) buckets.add(`ref|${target}`).add(`ref|${target}|${type}`)
  if (resource.type === 'virtualservice')
    for (const ref of istioRefs(resource))
      if (ref.as === 'gateway') buckets.add(`attach|${keyOf(ref.group, ref.kind, ref.namespace, ref.name)}`)
  if (isAttached(resource))
    for (const ref of resource.parentRefs) buckets.add(`attach|${keyOf(ref.group, ref.kind, ref.namespace, ref.name)}`)
  return buckets
}

/** Views whose objects are about hosts of a mesh. */
type HostBound = VirtualServiceResource | DestinationRuleResource | ServiceEntryResource

/** Full names, in lower case. */
function hostsOf(resource: Resource): string[] {
  switch (resource.type) {
    case 'virtualservice':
      return resource.hosts.map(({ value }) => fullHost(value, resource.namespace))
    case 'destinationrule':
      return [fullHost(resource.host.value, resource.namespace)]
    case 'serviceentry':
      return resource.hosts.map(({ value }) => value)
    default:
      return []
  }
}

function isAttached(resource: Resource): resource is AttachedRoute {
  return 'parentRefs' in resource && 'hostnames' in resource
}

/** Whether a route that changed is tied to its parents as before. */
function sameAttachment(old: Resource, next: Resource): boolean {
  if (old.type === 'virtualservice' && next.type === 'virtualservice')
    return (
      old.createdMs === next.createdMs &&
      sameValue(old.hosts, next.hosts) &&
      sameValue(old.gateways, next.gateways) &&
      sameValue(old.exportTo, next.exportTo)
    )
  return (
    isAttached(old) &&
    isAttached(next) &&
    sameValue(old.parentRefs, next.parentRefs) &&
    sameValue(old.hostnames, next.hostnames)
  )
}
