import type { Assumptions, PodGroup } from '../../cluster/index.ts'
import { type Address, parseAddress } from '../../match/index.ts'
import type { DocId } from '../../text/index.ts'
import type { AddressCells } from './address-cells.ts'
import type { Mention, Vocabulary } from './vocabulary.ts'

/** Pods that no policy tells apart: one namespace, equal in every label, port name and address range that policies ask about. */
export interface PodClass {
  readonly id: number
  readonly key: string
  readonly namespace: string
  /** One of them: in all that policies ask, as good as any. */
  sample: PodGroup | null
  addresses: readonly Address[]
  /** `onNode`: on their node's network, so that policies know them by their node. `controller`: in no manifest, without labels. */
  readonly kind: 'pods' | 'onNode' | 'controller'
  /** Container ports with a name that policies ask about, as one text. */
  readonly portNames: string
  readonly members: Set<DocId>
}

/** A pod that is in another class than before. `from` is null for one that is new. */
export interface Moved {
  readonly from: PodClass | null
  readonly to: PodClass
  /** Whether `to` was made for it. */
  readonly isNew: boolean
}

/** The pods of a cluster by class, and by the labels that policies may come to ask about. */
export class PodClasses {
  readonly all: PodClass[] = []
  /** The controller that is in no manifest. */
  readonly controller: PodClass
  private readonly byKey = new Map<string, PodClass>()
  private readonly classOfDoc = new Map<DocId, PodClass>()
  private readonly groups = new Map<DocId, PodGroup>()
  /** Pods by the value of a label key; a key is gone through when the first new question about it comes. */
  private readonly byLabel = new Map<string, Map<string, Set<DocId>>>()
  private readonly byPortName = new Map<string, Set<DocId>>()
  private readonly byNamespace = new Map<string, PodClass[]>()
  /** By a label that policies ask about, as `key\tvalue`. */
  private readonly labelled = new Map<string, PodClass[]>()
  private readonly addressed = new Map<DocId, readonly Address[]>()
  private readonly parts = new Map<string, number>()
  private readonly vocabulary: Vocabulary
  private readonly cells: AddressCells
  private readonly assumptions: Assumptions

  constructor(vocabulary: Vocabulary, cells: AddressCells, assumptions: Assumptions) {
    this.vocabulary = vocabulary
    this.cells = cells
    this.assumptions = assumptions
    this.controller = this.make('', '', null, [], 'controller', '')
  }

  of(doc: DocId): PodClass | undefined {
    return this.classOfDoc.get(doc)
  }

  group(doc: DocId): PodGroup | undefined {
    return this.groups.get(doc)
  }

  docs(): Iterable<DocId> {
    return this.groups.keys()
  }

  get size(): number {
    return this.groups.size
  }

  inNamespace(namespace: string): readonly PodClass[] {
    return this.byNamespace.get(namespace) ?? []
  }

  /** Classes that have a label which policies ask about. */
  withLabel(key: string, value: string): readonly PodClass[] {
    return this.labelled.get(`${key}\t${value}`) ?? []
  }

  /** Namespaces with classes. */
  namespaces(): Iterable<string> {
    return this.byNamespace.keys()
  }

  /** Puts pods into their class; null where they stay in the one they are in. */
  put(doc: DocId, group: PodGroup): Moved | null {
    const old = this.groups.get(doc)
    if (old !== undefined) this.unlist(doc, old)
    this.groups.set(doc, group)
    this.list(doc, group)
    return this.place(doc, group)
  }

  /** The class that the pods were in. */
  remove(doc: DocId): void {
    const group = this.groups.get(doc)
    if (group === undefined) return
    this.unlist(doc, group)
    this.groups.delete(doc)
    const from = this.classOfDoc.get(doc)
    if (from !== undefined) this.leave(from, doc)
    this.classOfDoc.delete(doc)
  }

  /** A class that nobody is left in is never used again: what it was asked last, its sample may not stand for. */
  private leave(from: PodClass, doc: DocId): void {
    from.members.delete(doc)
    const [next] = from.members
    if (next === undefined) this.byKey.delete(from.key)
    else if (from.sample?.resource.doc === doc) {
      from.sample = this.groups.get(next)!
      from.addresses = this.addressed.get(next) ?? []
    }
  }

  /** Puts pods apart that are told apart by something new. */
  split(mentions: readonly Mention[], starts: readonly Address[]): Moved[] {
    const touched = new Set<DocId>()
    for (const mention of mentions) {
      if (mention.kind === 'port') for (const doc of this.byPortName.get(mention.name) ?? []) touched.add(doc)
      else if (mention.kind === 'value')
        for (const doc of this.podsByValue(mention.key).get(mention.value) ?? []) touched.add(doc)
      else for (const docs of this.podsByValue(mention.key).values()) for (const doc of docs) touched.add(doc)
    }
    if (starts.length > 0) for (const doc of this.addressed.keys()) touched.add(doc)
    return [...touched].flatMap(doc => this.place(doc, this.groups.get(doc)!) ?? [])
  }

  private podsByValue(key: string): ReadonlyMap<string, ReadonlySet<DocId>> {
    const known = this.byLabel.get(key)
    if (known !== undefined) return known
    const values = new Map<string, Set<DocId>>()
    for (const [doc, group] of this.groups) {
      const value = group.labels.get(key)
      if (value !== undefined) addTo(values, value, doc)
    }
    this.byLabel.set(key, values)
    return values
  }

  private place(doc: DocId, group: PodGroup): Moved | null {
    const from = this.classOfDoc.get(doc) ?? null
    const kind =
      group.spec.hostNetwork && this.assumptions.networkPolicy.hostNetworkPods === 'asNodes' ? 'onNode' : 'pods'
    const portNames = this.portNamesOf(group)
    const addresses = this.addressed.get(doc) ?? []
    const key = this.keyOf(doc, group, kind, portNames, addresses)
    const known = this.byKey.get(key)
    if (known !== undefined && known === from) {
      if (known.sample?.resource.doc === doc) {
        known.sample = group
        known.addresses = addresses
      }
      return null
    }
    const to = known ?? this.make(key, group.namespace, group, addresses, kind, portNames)
    to.members.add(doc)
    this.classOfDoc.set(doc, to)
    if (from !== null) this.leave(from, doc)
    return { from, to, isNew: known === undefined }
  }

  private make(
    key: string,
    namespace: string,
    sample: PodGroup | null,
    addresses: readonly Address[],
    kind: PodClass['kind'],
    portNames: string,
  ): PodClass {
    const made: PodClass = {
      id: this.all.length,
      key,
      namespace,
      sample,
      addresses,
      kind,
      portNames,
      members: new Set(),
    }
    this.all.push(made)
    this.byKey.set(key, made)
    if (kind !== 'controller') {
      const there = this.byNamespace.get(namespace)
      if (there === undefined) this.byNamespace.set(namespace, [made])
      else there.push(made)
      for (const [name, value] of sample?.labels ?? []) {
        if (this.vocabulary.valuesOf(name)?.has(value) !== true) continue
        const label = `${name}\t${value}`
        const alike = this.labelled.get(label)
        if (alike === undefined) this.labelled.set(label, [made])
        else alike.push(made)
      }
    }
    return made
  }

  private keyOf(
    doc: DocId,
    group: PodGroup,
    kind: PodClass['kind'],
    portNames: string,
    addresses: readonly Address[],
  ): string {
    // A node's pods are known by their node and address: hardly ever are two alike.
    if (kind === 'onNode') return `node\n${doc}\n${portNames}\n${this.cellsOf(addresses)}`
    const parts: number[] = []
    for (const [key, value] of group.labels) {
      const values = this.vocabulary.valuesOf(key)
      if (values !== undefined) parts.push(this.part(values.has(value) ? `${key}\t${value}` : key))
    }
    if (parts.length > 1) parts.sort((a, b) => a - b)
    const seen = this.assumptions.networkPolicy.ipBlockMatchesPods === 'never' ? '' : this.cellsOf(addresses)
    return `${group.namespace}\n${parts.join(' ')}\n${portNames}\n${seen}`
  }

  private part(text: string): number {
    const known = this.parts.get(text)
    if (known !== undefined) return known
    this.parts.set(text, this.parts.size)
    return this.parts.size - 1
  }

  private cellsOf(addresses: readonly Address[]): string {
    return addresses.length === 0
      ? '-'
      : addresses.map(address => `${address.version}:${this.cells.startOf(address)}`).join(' ')
  }

  private portNamesOf(group: PodGroup): string {
    let text = ''
    for (const container of group.spec.containers)
      for (const { name, port, protocol } of container.ports)
        if (name !== '' && this.vocabulary.hasPort(name)) text += `${name}\t${protocol}\t${port}\n`
    return text
  }

  private list(doc: DocId, group: PodGroup): void {
    if (this.byLabel.size > 0)
      for (const [key, value] of group.labels) {
        const values = this.byLabel.get(key)
        if (values !== undefined) addTo(values, value, doc)
      }
    for (const container of group.spec.containers)
      for (const { name } of container.ports) {
        if (name !== '') addTo(this.byPortName, name, doc)
      }
    const assumed = this.assumptions.pods.get(`${group.namespace}/${group.name}`)?.ip
    const ips = assumed == null ? group.ips : [assumed]
    if (ips.length > 0)
      this.addressed.set(
        doc,
        ips.flatMap(ip => parseAddress(ip) ?? []),
      )
  }

  private unlist(doc: DocId, group: PodGroup): void {
    for (const [key, value] of group.labels) this.byLabel.get(key)?.get(value)?.delete(doc)
    for (const container of group.spec.containers)
      for (const { name } of container.ports) this.byPortName.get(name)?.delete(doc)
    this.addressed.delete(doc)
  }
}

function addTo(sets: Map<string, Set<DocId>>, key: string, doc: DocId): void {
  const docs = sets.get(key)
  if (docs === undefined) sets.set(key, new Set([doc]))
  else docs.add(doc)
}
