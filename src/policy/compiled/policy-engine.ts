import { type Assumptions, type Cluster, type Dependency, keyOfResource, type PodGroup } from '../../cluster/index.ts'
import type { Address } from '../../match/index.ts'
import type { NetworkPolicyResource } from '../../model/index.ts'
import type { DocId } from '../../text/index.ts'
import type { Direction } from '../connection.ts'
import { isOwnNode } from '../own-node.ts'
import type { PortSet } from '../port-set.ts'
import { networkOf } from '../user-network.ts'
import { hasBit } from './bits.ts'
import { type PeerTerms, takesAddress } from './compiled-peer.ts'
import type { CompiledPolicy, CompiledRule } from './compiled-policy.ts'
import type { PodClass } from './pod-classes.ts'
import { type PolicyResource, PolicyStore, type StoreChange } from './policy-store.ts'
import { allPorts, noPorts, type PortsId, PortTable, smallIds } from './port-table.ts'
import { type OutsideRange, rulesOf, type SubjectGroup, startOf } from './subject-group.ts'
import { VerdictRows } from './verdict-rows.ts'
import { type Hit, VerdictStates } from './verdict-states.ts'

/** The end of a question: pods of the cluster by their document, an address outside of them, or a controller in no manifest. */
export type ReachEnd =
  | { readonly kind: 'pods'; readonly doc: DocId }
  | { readonly kind: 'address'; readonly address: Address }
  | { readonly kind: 'controller' }

/** The verdict of one end about the other: the ports that are open, and those that are or may be, by an address that is not known. */
export interface Side {
  readonly open: PortsId
  readonly maybe: PortsId
  /** Number of the verdict, for the rules behind it; null where no policy selects the pods in that direction. */
  readonly state: number | null
}

const shut = { open: noPorts, maybe: noPorts }
const free: Side = { open: allPorts, maybe: allPorts, state: null }

const directions = ['ingress', 'egress'] as const

/**
 * Who may talk to whom in a whole cluster: policies compiled once, pods in classes that no policy tells apart, and for all pods that the
 * same policies select one row of verdicts over those classes, made when somebody asks. A change of a policy or of labels is taken in
 * where it matters. Answers equal those of `evaluateDirection`, which walks through the documents; a property says so.
 */
export class PolicyEngine {
  readonly ports = new PortTable()
  private readonly cluster: Cluster
  private readonly assumptions: Assumptions
  private states = new VerdictStates(this.ports)
  private store: PolicyStore
  private readonly groups: Readonly<Record<Direction, Map<string, SubjectGroup>>> = {
    ingress: new Map(),
    egress: new Map(),
  }
  /** Group of a class by its number; null where no policy selects it. */
  private readonly groupOf: Readonly<Record<Direction, (SubjectGroup | null)[]>> = { ingress: [], egress: [] }
  private rows: VerdictRows
  private readonly namespaces = new Map<string, ReadonlyMap<string, string>>()
  private nodes: readonly unknown[] = []
  private userNetworks: readonly unknown[] = []
  private readonly networks = new Map<string, string>()
  private placed: {
    readonly version: number
    readonly groups: readonly SubjectGroup[]
    readonly placeOf: Int32Array
  } | null = null
  private scratchOpen = new Int32Array(0)
  private scratch = new Uint32Array(0)
  /** Counts changes, so that what was made from the engine can tell whether it still holds. */
  version = 0

  /** Takes in the cluster as it is; later changes by `sync`. With `policies` it answers as if those were the cluster's. */
  constructor(cluster: Cluster, assumptions: Assumptions, policies = policiesIn(cluster)) {
    this.cluster = cluster
    this.assumptions = assumptions
    const { store, rows } = this.rebuild(cluster.pods(), policies)
    this.store = store
    this.rows = rows
  }

  /** Takes in what changed in the cluster since; with `dirty` only if that can concern policies. Gives whether anything did. */
  sync(dirty?: ReadonlySet<Dependency>): boolean {
    if (dirty !== undefined && !concerns.some(bucket => dirty.has(bucket))) return false
    const before = this.version
    const nodes = this.cluster.all('node')
    const groups = this.cluster.pods()
    const policies = policiesIn(this.cluster)
    const sameNodes = sameItems(nodes, this.nodes)
    const changedPods = groups.filter(group => this.store.classes.group(group.resource.doc) !== group)
    const changedPolicies = policies.filter(policy => this.store.policies.get(policy.doc)?.resource !== policy)
    const userNetworks = this.cluster.all('usernetwork')
    if (dirty === undefined || dirty.has('type|namespace') || !sameItems(userNetworks, this.userNetworks)) {
      this.networks.clear()
      if (userNetworks.length > 0 || this.userNetworks.length > 0) this.version++
      this.userNetworks = userNetworks
    }
    const many = changedPods.length * 4 > groups.length + 40 || changedPolicies.length * 4 > policies.length + 40
    if (!sameNodes || many) {
      this.rebuild(groups, policies)
      return true
    }
    const docs = new Set(groups.map(group => group.resource.doc))
    for (const doc of [...this.store.classes.docs()]) if (!docs.has(doc)) this.setPods(doc, null)
    const policyDocs = new Set(policies.map(policy => policy.doc))
    for (const doc of [...this.store.policies.keys()]) if (!policyDocs.has(doc)) this.setPolicy(doc, null)
    for (const group of changedPods) this.setPods(group.resource.doc, group)
    this.syncNamespaces()
    for (const policy of changedPolicies) this.setPolicy(policy.doc, policy)
    return this.version !== before
  }

  /** Puts, replaces or (with null) removes one policy. */
  setPolicy(doc: DocId, resource: PolicyResource | null): void {
    this.take(this.store.setPolicy(doc, resource))
  }

  /** Puts, replaces or (with null) removes the pods of one document. */
  setPods(doc: DocId, group: PodGroup | null): void {
    this.take(this.store.setPods(doc, group))
  }

  /** Makes the rows that changes have left open, so that the next question is as quick as any. */
  settle(): void {
    for (const direction of directions) for (const group of this.groups[direction].values()) this.rows.rowOf(group)
  }

  /** The class of the pods of a document; undefined for one that declares none. */
  classOf(doc: DocId): PodClass | undefined {
    return this.store.classes.of(doc)
  }

  /** Classes with pods, by number; the controller's first. */
  get classes(): readonly PodClass[] {
    return this.store.classes.all
  }

  podsOf(doc: DocId): PodGroup | undefined {
    return this.store.classes.group(doc)
  }

  /** Policies that select pods in a direction: those that isolate them, and those of administrators. */
  selecting(direction: Direction, doc: DocId): readonly PolicyResource[] {
    const group = this.groupFor(direction, this.classOf(doc))
    return group === null ? [] : [...group.admin, ...group.network, ...group.baseline].map(({ resource }) => resource)
  }

  /** Classes that the policy of a document selects, with the directions that it is about. */
  selectedBy(doc: DocId): PodClass[] {
    const policy = this.store.policies.get(doc)
    if (policy === undefined) return []
    return this.classes.filter(pods =>
      directions.some(direction => this.store.selecting[direction][pods.id]!.includes(policy)),
    )
  }

  /** Ports on which one end reaches the other. Pods always reach themselves where that is assumed [NP-12]. */
  reach(from: ReachEnd, to: ReachEnd): { readonly open: PortsId; readonly maybe: PortsId } {
    if (this.isLoopback(from, to)) return free
    if (this.isParted(from, to)) return shut
    const egress = this.side('egress', from, to)
    const ingress = this.side('ingress', to, from)
    return {
      open: this.ports.intersect(egress.open, ingress.open),
      maybe: this.ports.intersect(egress.maybe, ingress.maybe),
    }
  }

  /** `reach` as sets of ports. */
  portsBetween(from: ReachEnd, to: ReachEnd): { readonly ports: PortSet; readonly unknown: PortSet } {
    const { open, maybe } = this.reach(from, to)
    return { ports: this.ports.setOf(open), unknown: this.ports.setOf(maybe) }
  }

  /** What the policies of one end say of the other. */
  side(direction: Direction, subject: ReachEnd, other: ReachEnd): Side {
    const pods = subject.kind === 'pods' ? this.classOf(subject.doc) : undefined
    const group = this.groupFor(direction, pods)
    if (group === null || (direction === 'ingress' && subject.kind === 'pods' && this.isOwnNode(subject.doc, other)))
      return free
    const state =
      other.kind === 'address'
        ? rangeAt(this.rows.outsideOf(group), other.address).state
        : other.kind === 'controller'
          ? this.rows.rowOf(group).get(this.store.classes.controller.id)
          : this.stateOf(group, other.doc)
    return { open: this.states.openOf(state), maybe: this.states.maybeOf(state), state }
  }

  private isOwnNode(doc: DocId, other: ReachEnd): boolean {
    const subject = this.podsOf(doc)
    if (subject === undefined || other.kind === 'controller' || subject.spec.nodeName === null) return false
    const pods = other.kind === 'pods' ? (this.podsOf(other.doc) ?? null) : null
    const addresses = other.kind === 'address' ? [other.address] : []
    return isOwnNode(this.cluster, this.assumptions, subject, { pods, addresses })
  }

  private stateOf(group: SubjectGroup, doc: DocId): number {
    const other = this.classOf(doc)
    return other === undefined ? startOf(group, this.states) : this.rows.rowOf(group).get(other.id)
  }

  /** The rules that took the other end, in the order they were asked. */
  hits(side: Side): readonly Hit[] {
    return side.state === null ? [] : this.states.hitsOf(side.state)
  }

  /** What the pods of a document say of somebody who is taken by the peers that `takes` says. */
  sideOf(direction: Direction, doc: DocId, takes: (terms: PeerTerms) => boolean): Side {
    const group = this.groupFor(direction, this.classOf(doc))
    if (group === null) return free
    let state = startOf(group, this.states)
    for (const rule of rulesOf(group)) {
      const isTaken = rule.peers === null || rule.peers.some(peer => takes(peer.terms))
      // Ports by name are somebody's own: at this end they are known, at theirs not.
      if (isTaken) state = this.states.step(state, rule, this.rows.portsAt(rule, group.portNames), false, true)
    }
    return this.verdict(state)
  }

  /** Whether a peer of a rule takes an end for certain. */
  takes(rule: CompiledRule, peer: number, end: ReachEnd): boolean {
    const found = rule.peers?.[peer]
    if (found === undefined) return rule.peers === null
    if (end.kind === 'address') return takesAddress(this.cluster, found.terms, end.address) === 'yes'
    const pods = end.kind === 'controller' ? this.store.classes.controller : this.classOf(end.doc)
    return pods !== undefined && hasBit(found.bits, pods.id)
  }

  /** Rules that the pods of a document ask in a direction, in order. */
  rules(direction: Direction, doc: DocId): readonly CompiledRule[] {
    const group = this.groupFor(direction, this.classOf(doc))
    return group === null ? [] : rulesOf(group)
  }

  /**
   * The other policies that give all whom a policy selects just what they have with it, none where everything passes without it as well;
   * null where something hangs on it, or it selects nobody.
   */
  coveredBy(doc: DocId): readonly PolicyResource[] | null {
    const policy = this.store.policies.get(doc)
    if (policy === undefined) return null
    const others = new Set<PolicyResource>()
    let isIdle = true
    for (const direction of directions)
      for (const group of this.groupsInUse(direction)) {
        if (!membersOf(group).includes(policy)) continue
        isIdle = false
        // The last that isolates is what isolation hangs on, of those to come too, unless it lets everybody through.
        if (
          policy.resource.type === 'networkpolicy' &&
          group.network.length === 1 &&
          !isOpen(policy.resource, direction)
        )
          return null
        if (!this.isSameWithout(group, policy)) return null
        for (const other of membersOf(group)) if (other !== policy) others.add(other.resource)
      }
    return isIdle ? null : [...others].sort(byKey)
  }

  /** Changes leave classes behind that no pods are in, and groups that no class is in. */
  private get livingClasses(): readonly PodClass[] {
    return this.classes.filter(({ members, kind }) => members.size > 0 || kind === 'controller')
  }

  private groupsInUse(direction: Direction): Set<SubjectGroup> {
    return new Set(this.livingClasses.flatMap(pods => this.groupFor(direction, pods) ?? []))
  }

  private isSameWithout(group: SubjectGroup, policy: CompiledPolicy): boolean {
    const isOther = (other: CompiledPolicy): boolean => other !== policy
    const network = group.network.filter(isOther)
    const isFreed = group.network.length > 0 && network.length === 0
    const rest: SubjectGroup = {
      ...group,
      admin: group.admin.filter(isOther),
      network,
      baseline: isFreed ? this.baselineOf(group) : group.baseline.filter(isOther),
      row: null,
      outside: null,
    }
    const before = this.rows.rowOf(group)
    const after = this.rows.rowOf(rest)
    const same = (a: number, b: number): boolean =>
      this.states.openOf(a) === this.states.openOf(b) && this.states.maybeOf(a) === this.states.maybeOf(b)
    if (!this.livingClasses.every(({ id }) => same(before.get(id), after.get(id)))) return false
    const outside = this.rows.outsideOf(group)
    const left = this.rows.outsideOf(rest)
    return [...outside, ...left].every(({ version, first: value }) => {
      const address: Address = { version, value }
      return same(rangeAt(outside, address).state, rangeAt(left, address).state)
    })
  }

  /** The policies that a group would be asked about if no NetworkPolicy isolated it [AP-2]. */
  private baselineOf(group: SubjectGroup): CompiledPolicy[] {
    const pods = this.livingClasses.find(({ id }) => this.groupOf[group.direction][id] === group)
    return pods === undefined ? [] : tierOf('Baseline', this.store.selecting[group.direction][pods.id]!)
  }

  /** Documents whose pods a peer of a rule takes for certain. */
  takenBy(rule: CompiledRule, peer: number): DocId[] {
    const found = rule.peers?.[peer]
    if (found === undefined) return []
    return this.classes.flatMap(pods => (hasBit(found.bits, pods.id) ? [...pods.members] : []))
  }

  /** What the peers of all rules ask for, each once. */
  peerTerms(): PeerTerms[] {
    return this.store.peerTerms()
  }

  /** The same for two classes by number: what all their pods have in common. */
  classSide(direction: Direction, subject: PodClass, other: PodClass): Side {
    const group = this.groupFor(direction, subject)
    if (group === null) return free
    const state = this.rows.rowOf(group).get(other.id)
    return { open: this.states.openOf(state), maybe: this.states.maybeOf(state), state }
  }

  /** Open ports from one class to every class, by number; `into` has room for all. */
  openFrom(from: PodClass, into: Int32Array): Int32Array {
    const { states, ports } = this
    const all = allPorts
    const most = smallIds
    const { small } = ports
    const { groups, placeOf } = this.ingressGroups()
    // What a group of destinations says of the source is the same for all of them.
    const inside = this.scratchOpen
    for (let place = 0; place < groups.length; place++)
      inside[place] = states.openOf(this.rows.rowOf(groups[place]!).get(from.id))
    const egress = this.groupFor('egress', from)
    const row = egress === null ? null : this.rows.rowOf(egress)
    // One kind of array in the loop, whatever the row is made of.
    const outs = Int32Array.from(row?.states ?? [], state => states.openOf(state))
    if (this.scratch.length !== this.store.capacity) this.scratch = new Uint32Array(this.store.capacity)
    const cells = this.scratch
    if (row !== null) cells.set(row.cells)
    const count = placeOf.length
    const isParted = this.userNetworks.length > 0
    const networkOfClass = isParted ? this.classes.map(({ namespace }) => this.networkAt(namespace)) : []
    const own = isParted ? this.networkAt(from.namespace) : ''
    for (let to = 0; to < count; to++) {
      const out = row === null ? all : outs[cells[to]!]!
      const place = placeOf[to]!
      const ins = place < 0 ? all : inside[place]!
      if (isParted && networkOfClass[to] !== own) into[to] = noPorts
      else if (out === ins || ins === all) into[to] = out
      else if (out === all) into[to] = ins
      else {
        const known = out < most && ins < most ? small[out * most + ins]! : 0
        into[to] = known === 0 ? ports.intersect(out, ins) : known - 1
      }
    }
    return into
  }

  /** Groups of destinations, and which of them a class is in (-1 for none). */
  private ingressGroups(): { readonly groups: readonly SubjectGroup[]; readonly placeOf: Int32Array } {
    if (this.placed?.version === this.version) return this.placed
    const groups = [...this.groups.ingress.values()]
    const places = new Map(groups.map((group, place) => [group, place]))
    const placeOf = Int32Array.from(this.classes, ({ id }) => {
      const group = this.groupOf.ingress[id]
      return group == null ? -1 : places.get(group)!
    })
    this.scratchOpen = new Int32Array(groups.length)
    this.placed = { version: this.version, groups, placeOf }
    return this.placed
  }

  /** What the pods of a document say of the addresses outside; null where no policy of theirs is about that direction. */
  outside(direction: Direction, doc: DocId): readonly OutsideRange[] | null {
    const group = this.groupFor(direction, this.classOf(doc))
    return group === null ? null : this.rows.outsideOf(group)
  }

  verdict(state: number): Side {
    return { open: this.states.openOf(state), maybe: this.states.maybeOf(state), state }
  }

  /** Both directions of two classes at once. */
  between(from: PodClass, to: PodClass): { readonly open: PortsId; readonly maybe: PortsId } {
    if (this.networkAt(from.namespace) !== this.networkAt(to.namespace)) return shut
    const out = this.classSide('egress', from, to)
    const into = this.classSide('ingress', to, from)
    return { open: this.ports.intersect(out.open, into.open), maybe: this.ports.intersect(out.maybe, into.maybe) }
  }

  /** Pods of different networks never meet [UN-1]. */
  private isParted(from: ReachEnd, to: ReachEnd): boolean {
    if (from.kind !== 'pods' || to.kind !== 'pods') return false
    const source = this.podsOf(from.doc)
    const target = this.podsOf(to.doc)
    return (
      source !== undefined &&
      target !== undefined &&
      this.networkAt(source.namespace) !== this.networkAt(target.namespace)
    )
  }

  /** The primary network of a namespace; '' for the cluster's own. */
  private networkAt(namespace: string): string {
    let network = this.networks.get(namespace)
    if (network === undefined) {
      network = networkOf(this.cluster, namespace)?.doc ?? ''
      this.networks.set(namespace, network)
    }
    return network
  }

  private isLoopback(from: ReachEnd, to: ReachEnd): boolean {
    return (
      from.kind === 'pods' &&
      to.kind === 'pods' &&
      from.doc === to.doc &&
      this.assumptions.networkPolicy.loopback !== 'policy' &&
      this.podsOf(from.doc)?.resource.type === 'pod'
    )
  }

  private groupFor(direction: Direction, pods: PodClass | undefined): SubjectGroup | null {
    return pods === undefined ? null : (this.groupOf[direction][pods.id] ?? null)
  }

  private rebuild(
    groups: readonly PodGroup[],
    policies: readonly PolicyResource[],
  ): { readonly store: PolicyStore; readonly rows: VerdictRows } {
    this.nodes = this.cluster.all('node')
    this.userNetworks = this.cluster.all('usernetwork')
    this.networks.clear()
    this.states = new VerdictStates(this.ports)
    this.namespaces.clear()
    const store = new PolicyStore(this.cluster, this.assumptions, this.ports, groups, policies)
    const rows = new VerdictRows(this.cluster, this.ports, store, this.states)
    this.store = store
    this.rows = rows
    for (const direction of directions) {
      this.groups[direction].clear()
      this.groupOf[direction].length = 0
    }
    for (const pods of store.classes.all) this.assign(pods)
    for (const namespace of store.classes.namespaces())
      this.namespaces.set(namespace, this.cluster.namespaceLabels(namespace))
    this.version++
    return { store, rows }
  }

  private take(change: StoreChange | null): void {
    const isFull = this.states.size > 200_000
    if (change === null || isFull) {
      this.rebuild(
        [...this.store.classes.docs()].map(doc => this.store.classes.group(doc)!),
        // A policy that found no room is in the cluster, not in the store.
        change === null ? policiesIn(this.cluster) : [...this.store.policies.values()].map(({ resource }) => resource),
      )
      return
    }
    this.version++
    const { gone, come, born, reselected } = change
    if (born.length > 0 || gone?.resource.type === 'adminpolicy' || come?.resource.type === 'adminpolicy')
      this.rows.forgetAdmin()
    if (gone !== null) this.forgetGroupsOf(gone, reselected)
    for (const { made, twin } of born) this.addToRows(made, twin)
    for (const { made } of born) this.assign(made)
    for (const pods of reselected) this.assign(pods)
  }

  private forgetGroupsOf(policy: CompiledPolicy, classes: Iterable<PodClass>): void {
    for (const pods of classes)
      for (const direction of directions) {
        const group = this.groupOf[direction][pods.id]
        if (group != null && membersOf(group).includes(policy)) this.groups[direction].delete(group.key)
      }
  }

  /** Extends the rows that are made by a new class. */
  private addToRows(made: PodClass, twin: PodClass | null): void {
    for (const direction of directions)
      for (const group of this.groups[direction].values())
        if (group.row?.set(made.id, twin === null ? this.rows.cellOf(group, made) : group.row.get(twin.id)) === false)
          group.row = null
  }

  /** Finds the group of a class, or makes it. */
  private assign(pods: PodClass): void {
    for (const direction of directions) {
      const selecting = this.store.selecting[direction][pods.id]!
      if (selecting.length === 0) {
        this.groupOf[direction][pods.id] = null
        continue
      }
      const asksNames =
        direction === 'ingress' && selecting.some(policy => policy.ingress.some(rule => rule.named.length > 0))
      const portNames = asksNames ? pods.portNames : ''
      let key = portNames
      const ids = selecting.length === 1 ? selecting : [...selecting].sort((a, b) => a.id - b.id)
      for (const { id } of ids) key += `|${id}`
      let group = this.groups[direction].get(key)
      if (group === undefined) {
        const network = selecting.filter(({ resource }) => resource.type === 'networkpolicy').sort(byName)
        group = {
          key,
          direction,
          admin: tierOf('Admin', selecting),
          network,
          // AP-2: whom a NetworkPolicy isolates, the baseline tier is not asked about.
          baseline: network.length > 0 ? [] : tierOf('Baseline', selecting),
          portNames,
          row: null,
          outside: null,
        }
        this.groups[direction].set(key, group)
      }
      this.groupOf[direction][pods.id] = group
    }
  }

  private syncNamespaces(): void {
    for (const namespace of this.store.classes.namespaces()) {
      const labels = this.cluster.namespaceLabels(namespace)
      const known = this.namespaces.get(namespace)
      this.namespaces.set(namespace, labels)
      if (known === undefined || known === labels || sameLabels(known, labels)) continue
      const classes = this.store.classes.inNamespace(namespace)
      this.rows.forgetAdmin()
      this.version++
      for (const pods of classes) this.store.askAgain(pods)
      for (const pods of classes) this.addToRows(pods, null)
      for (const pods of classes) this.assign(pods)
    }
  }
}

const concerns: readonly Dependency[] = [
  'pods',
  'namespaces',
  'type|namespace',
  'type|node',
  'type|networkpolicy',
  'type|adminpolicy',
  'type|usernetwork',
]

function policiesIn(cluster: Cluster): PolicyResource[] {
  return [...cluster.all('networkpolicy'), ...cluster.all('adminpolicy')]
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}

/** Policies of a tier in the order they are asked [AP-1]. */
function tierOf(tier: 'Admin' | 'Baseline', selecting: readonly CompiledPolicy[]): CompiledPolicy[] {
  return selecting
    .filter(({ resource }) => resource.type === 'adminpolicy' && resource.tier === tier)
    .sort((a, b) => priorityOf(a) - priorityOf(b) || byName(a, b))
}

function isOpen(policy: NetworkPolicyResource, direction: Direction): boolean {
  return policy[direction].some(({ peers, ports }) => peers === null && ports === null)
}

function membersOf({ admin, network, baseline }: SubjectGroup): readonly CompiledPolicy[] {
  return [...admin, ...network, ...baseline]
}

function priorityOf({ resource }: CompiledPolicy): number {
  return resource.type === 'adminpolicy' ? resource.priority : 0
}

function byName({ resource: a }: CompiledPolicy, { resource: b }: CompiledPolicy): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}

function sameLabels(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value)
}

/** The range that holds an address. */
export function rangeAt(ranges: readonly OutsideRange[], { version, value }: Address): OutsideRange {
  return ranges.find(range => range.version === version && value >= range.first && value <= range.last)!
}

/** One order, whatever came and went before. */
function byKey(a: PolicyResource, b: PolicyResource): number {
  return keyOfResource(a) < keyOfResource(b) ? -1 : 1
}
