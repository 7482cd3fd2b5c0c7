import type { Assumptions, Cluster, PodGroup } from '../../cluster/index.ts'
import { type LabelSelector, matchSelector } from '../../match/index.ts'
import type { AdminPolicyResource, NetworkPolicyResource } from '../../model/index.ts'
import type { DocId } from '../../text/index.ts'
import type { Direction } from '../connection.ts'
import { AddressCells } from './address-cells.ts'
import { type Bits, clearBit, hasBit, orInto, setBit } from './bits.ts'
import {
  type CompiledPeer,
  type PeerTerms,
  rangesOf,
  takesClass,
  termsOfAdminPeer,
  termsOfPeer,
} from './compiled-peer.ts'
import {
  type CompiledPolicy,
  type CompiledRule,
  compileAdminPolicy,
  compileNetworkPolicy,
  isolates,
} from './compiled-policy.ts'
import { type Moved, type PodClass, PodClasses } from './pod-classes.ts'
import type { PortTable } from './port-table.ts'
import { type Mention, Vocabulary } from './vocabulary.ts'

export type PolicyResource = NetworkPolicyResource | AdminPolicyResource

/** What a change did to the classes of pods. */
export interface StoreChange {
  /** Classes that other policies select than before. */
  readonly reselected: ReadonlySet<PodClass>
  /** Classes that came about, with the one that they were part of; null for one of its own. */
  readonly born: readonly { readonly made: PodClass; readonly twin: PodClass | null }[]
  readonly gone: CompiledPolicy | null
  readonly come: CompiledPolicy | null
}

/** Compiled policies over classes of pods: which policies select a class, and which classes each peer takes. */
export class PolicyStore {
  readonly classes: PodClasses
  readonly policies = new Map<DocId, CompiledPolicy>()
  /** Policies that select a class, by its number. */
  readonly selecting: Readonly<Record<Direction, CompiledPolicy[][]>> = { ingress: [], egress: [] }
  private readonly vocabulary = new Vocabulary()
  private readonly cells = new AddressCells()
  private readonly peers = new Map<string, CompiledPeer>()
  /** Rules of several peers, whose classes are their own. */
  private readonly wide = new Set<CompiledRule>()
  private readonly namespacesOf = new Map<LabelSelector, readonly string[]>()
  private unaddressed: Bits = new Uint32Array(0)
  private readonly addressed: PodClass[] = []
  private words = 0
  private ids = 0
  private readonly cluster: Cluster
  private readonly assumptions: Assumptions
  private readonly ports: PortTable

  constructor(
    cluster: Cluster,
    assumptions: Assumptions,
    ports: PortTable,
    pods: readonly PodGroup[],
    policies: readonly PolicyResource[],
  ) {
    this.cluster = cluster
    this.assumptions = assumptions
    this.ports = ports
    this.classes = new PodClasses(this.vocabulary, this.cells, assumptions)
    for (const policy of policies) this.mention(policy)
    for (const group of pods) this.classes.put(group.resource.doc, group)
    const count = this.classes.all.length
    this.words = ((count + (count >> 2) + 64) >>> 5) + 1
    this.unaddressed = this.makeBits()
    for (const made of this.classes.all) this.enter(made)
    for (const policy of policies) this.add(policy)
  }

  /** How many classes there may be before everything has to be made again. */
  get capacity(): number {
    return this.words << 5
  }

  peerTerms(): PeerTerms[] {
    return [...this.peers.values()].map(({ terms }) => terms)
  }

  /** Puts, replaces or removes a policy; null when there is no room for what it tells apart. */
  setPolicy(doc: DocId, resource: PolicyResource | null): StoreChange | null {
    const reselected = new Set<PodClass>()
    const gone = this.policies.get(doc) ?? null
    if (gone !== null) this.drop(gone, reselected)
    if (resource === null) return { reselected, born: [], gone, come: null }
    const moved = this.mention(resource)
    if (this.classes.all.length > this.capacity) return null
    const born = moved.flatMap(({ from, to, isNew }) => (isNew ? [{ made: to, twin: from }] : []))
    for (const { made, twin } of born) this.bear(made, twin)
    const come = this.add(resource, reselected)
    return { reselected, born, gone, come }
  }

  /** Puts, replaces or removes pods. */
  setPods(doc: DocId, group: PodGroup | null): StoreChange | null {
    const unmoved: StoreChange = { reselected: new Set(), born: [], gone: null, come: null }
    if (group === null) {
      this.classes.remove(doc)
      return unmoved
    }
    const moved = this.classes.put(doc, group)
    if (moved === null || !moved.isNew) return unmoved
    if (this.classes.all.length > this.capacity) return null
    this.bear(moved.to, null)
    return { ...unmoved, born: [{ made: moved.to, twin: null }] }
  }

  /** Asks every peer and policy about a class again: the labels of its namespace changed. */
  askAgain(pods: PodClass): void {
    this.namespacesOf.clear()
    for (const peer of this.peers.values()) this.judge(peer, pods)
    for (const rule of this.wide) this.spread(rule, pods)
    for (const direction of ['ingress', 'egress'] as const) this.selecting[direction][pods.id] = []
    for (const policy of this.policies.values()) if (this.selects(policy.resource, pods)) this.select(policy, pods)
  }

  private bear(made: PodClass, twin: PodClass | null): void {
    this.enter(made)
    if (twin === null) {
      this.askAgain(made)
      return
    }
    // Nobody told the two apart before, so everything known about one holds for the other.
    for (const peer of this.peers.values()) {
      if (hasBit(peer.bits, twin.id)) setBit(peer.bits, made.id)
      if (peer.maybe !== null && hasBit(peer.maybe, twin.id)) setBit(peer.maybe, made.id)
    }
    for (const rule of this.wide) {
      if (rule.bits !== null && hasBit(rule.bits, twin.id)) setBit(rule.bits, made.id)
      if (rule.maybe !== null && hasBit(rule.maybe, twin.id)) setBit(rule.maybe, made.id)
    }
    for (const direction of ['ingress', 'egress'] as const)
      this.selecting[direction][made.id] = [...this.selecting[direction][twin.id]!]
  }

  private enter(made: PodClass): void {
    this.selecting.ingress[made.id] = []
    this.selecting.egress[made.id] = []
    if (made.addresses.length > 0) this.addressed.push(made)
    else setBit(this.unaddressed, made.id)
  }

  /** Notes what a policy tells apart, and puts pods apart by it. */
  private mention(resource: PolicyResource): Moved[] {
    const mentions: Mention[] = []
    const starts: ReturnType<AddressCells['cut']> = []
    const note = (terms: PeerTerms): void => {
      if (terms.kind === 'pods') mentions.push(...this.vocabulary.mention(terms.pods))
      for (const range of rangesOf(terms)) starts.push(...this.cells.cut(range))
    }
    if (resource.type === 'networkpolicy') {
      mentions.push(...this.vocabulary.mention(resource.podSelector))
      for (const rule of [...resource.ingress, ...resource.egress]) {
        for (const peer of rule.peers ?? []) note(termsOfPeer(peer, resource.namespace))
        for (const { port } of rule.ports ?? [])
          if (typeof port === 'string') mentions.push(...this.vocabulary.mentionPort(port))
      }
    } else {
      mentions.push(...this.vocabulary.mention(resource.subject?.podSelector ?? null))
      for (const rule of [...resource.ingress, ...resource.egress]) {
        for (const peer of rule.peers) note(termsOfAdminPeer(peer, rule.action))
        for (const port of rule.ports ?? [])
          if (port.kind === 'named') mentions.push(...this.vocabulary.mentionPort(port.name))
      }
    }
    return mentions.length === 0 && starts.length === 0 ? [] : this.classes.split(mentions, starts)
  }

  private add(resource: PolicyResource, reselected?: Set<PodClass>): CompiledPolicy {
    const context = { ports: this.ports, nextId: () => this.ids++, peer: this.share.bind(this) }
    const policy =
      resource.type === 'networkpolicy'
        ? compileNetworkPolicy(context, resource)
        : compileAdminPolicy(context, resource)
    for (const rule of [...policy.ingress, ...policy.egress]) this.gather(rule)
    this.policies.set(resource.doc, policy)
    for (const pods of this.subjects(resource)) {
      this.select(policy, pods)
      reselected?.add(pods)
    }
    return policy
  }

  private drop(policy: CompiledPolicy, reselected: Set<PodClass>): void {
    this.policies.delete(policy.resource.doc)
    for (const pods of this.subjects(policy.resource)) {
      for (const direction of ['ingress', 'egress'] as const) {
        const there = this.selecting[direction][pods.id]!
        const index = there.indexOf(policy)
        if (index < 0) continue
        this.selecting[direction][pods.id] = there.toSpliced(index, 1)
        reselected.add(pods)
      }
    }
    for (const rule of [...policy.ingress, ...policy.egress]) {
      this.wide.delete(rule)
      for (const peer of rule.peers ?? []) if (--peer.uses === 0) this.peers.delete(peer.key)
    }
  }

  private select(policy: CompiledPolicy, pods: PodClass): void {
    for (const direction of ['ingress', 'egress'] as const)
      if (isolates(policy, direction)) this.selecting[direction][pods.id]!.push(policy)
  }

  /** Classes that a policy selects. */
  private subjects(resource: PolicyResource): PodClass[] {
    if (resource.type === 'networkpolicy')
      return this.classes.inNamespace(resource.namespace).filter(pods => this.selects(resource, pods))
    const { subject } = resource
    if (subject === null) return []
    return this.namespacesTaken(subject.namespaceSelector)
      .flatMap(namespace => this.classes.inNamespace(namespace))
      .filter(pods => this.selects(resource, pods))
  }

  private selects(resource: PolicyResource, pods: PodClass): boolean {
    if (pods.kind !== 'pods' || pods.sample === null) return false
    if (resource.type === 'networkpolicy')
      return resource.namespace === pods.namespace && matchSelector(resource.podSelector, pods.sample.labels)
    const { subject } = resource
    return (
      subject !== null &&
      matchSelector(subject.namespaceSelector, this.cluster.namespaceLabels(pods.namespace)) &&
      (subject.podSelector === null || matchSelector(subject.podSelector, pods.sample.labels))
    )
  }

  private share(key: string, terms: PeerTerms): CompiledPeer {
    const known = this.peers.get(key)
    if (known !== undefined) {
      known.uses++
      return known
    }
    const hangsOnAddress = terms.kind === 'block' || terms.kind === 'networks'
    const maybe = hangsOnAddress || terms.kind === 'nodes' ? this.makeBits() : null
    const peer: CompiledPeer = { key, terms, bits: this.makeBits(), maybe, uses: 1 }
    this.peers.set(key, peer)
    if (hangsOnAddress) {
      for (const pods of this.addressed) this.judge(peer, pods)
      // Pods whose address is not known are all alike to it.
      const unknown = this.classes.all.find(pods => pods.addresses.length === 0 && pods.kind === 'pods')
      const verdict = unknown === undefined ? 'no' : takesClass(this.cluster, this.assumptions, terms, unknown)
      for (const pods of this.classes.all)
        if (pods.addresses.length === 0 && (verdict === 'yes' || pods.kind !== 'pods')) this.judge(peer, pods)
      if (verdict === 'unknown' && maybe !== null) orInto(maybe, this.unaddressed)
      return peer
    }
    for (const pods of this.candidates(terms)) this.judge(peer, pods)
    this.judge(peer, this.classes.controller)
    return peer
  }

  /** Classes that a peer may take; all that it takes are among them. */
  private candidates(terms: PeerTerms): Iterable<PodClass> {
    if (terms.kind === 'none') return []
    if (terms.kind !== 'pods') return this.classes.all
    if (terms.own !== null && terms.namespaces === null) return this.classes.inNamespace(terms.own)
    let best: readonly PodClass[] | null = null
    for (const [key, value] of terms.pods?.matchLabels ?? []) {
      const labelled = this.classes.withLabel(key, value)
      if (best === null || labelled.length < best.length) best = labelled
    }
    if (best !== null) return best
    return this.namespacesTaken(terms.namespaces!).flatMap(namespace => this.classes.inNamespace(namespace))
  }

  private namespacesTaken(selector: LabelSelector): readonly string[] {
    const known = this.namespacesOf.get(selector)
    if (known !== undefined) return known
    const taken = [...this.classes.namespaces()].filter(namespace =>
      matchSelector(selector, this.cluster.namespaceLabels(namespace)),
    )
    this.namespacesOf.set(selector, taken)
    return taken
  }

  private judge(peer: CompiledPeer, pods: PodClass): void {
    const verdict = takesClass(this.cluster, this.assumptions, peer.terms, pods)
    if (verdict === 'yes') setBit(peer.bits, pods.id)
    else clearBit(peer.bits, pods.id)
    if (peer.maybe === null) return
    if (verdict === 'unknown') setBit(peer.maybe, pods.id)
    else clearBit(peer.maybe, pods.id)
  }

  /** Gives a rule the classes of its peers. */
  private gather(rule: CompiledRule): void {
    const { peers } = rule
    if (peers === null) return
    const [first] = peers
    if (peers.length === 1 && first !== undefined) {
      rule.bits = first.bits
      rule.maybe = first.maybe
      return
    }
    const bits = this.makeBits()
    let maybe: Bits | null = null
    for (const peer of peers) {
      orInto(bits, peer.bits)
      if (peer.maybe === null) continue
      maybe ??= this.makeBits()
      orInto(maybe, peer.maybe)
    }
    if (maybe !== null) for (let word = 0; word < bits.length; word++) maybe[word]! &= ~bits[word]!
    rule.bits = bits
    rule.maybe = maybe
    this.wide.add(rule)
  }

  /** Asks the peers of a rule of several about one class. */
  private spread(rule: CompiledRule, pods: PodClass): void {
    const peers = rule.peers ?? []
    const taken = peers.some(peer => hasBit(peer.bits, pods.id))
    const maybe = !taken && peers.some(peer => peer.maybe !== null && hasBit(peer.maybe, pods.id))
    rule.bits ??= this.makeBits()
    if (taken) setBit(rule.bits, pods.id)
    else clearBit(rule.bits, pods.id)
    if (maybe) {
      rule.maybe ??= this.makeBits()
      setBit(rule.maybe, pods.id)
    } else if (rule.maybe !== null) clearBit(rule.maybe, pods.id)
  }

  private makeBits(): Bits {
    return new Uint32Array(this.words)
  }
}
