import {
  type Assumptions,
  Cluster,
  type Dependency,
  decodeAssumptions,
  defaultAssumptions,
  Kept,
  sameValue,
} from '../cluster/index.ts'
import { diagnoseResource } from '../diagnose/index.ts'
import type { FlowContext } from '../flow/index.ts'
import { type Decoded, decode, Field } from '../model/index.ts'
import type { Problem } from '../report/index.ts'
import type { DocId } from '../text/index.ts'
import { type Projection, projectResource, type TopologyEdge, type TopologyNode } from '../topology/index.ts'
import { isMap, type SourceDocument, sourceOf, type YamlValue } from '../yaml/index.ts'
import { AssumeDocuments, isAssumeDocument } from './assume-documents.ts'
import type { Sources, SourcesChange } from './sources.ts'

/** Everything derived from one document. */
interface Derived {
  value: YamlValue | undefined
  decoded: Decoded
  projection: Projection
  findings: readonly Problem[]
  reads: ReadonlySet<Dependency>
}

/** What one change did to the canvas and the problems, by id. */
export interface Derivation {
  readonly nodes: ReadonlyMap<string, TopologyNode | null>
  readonly edges: ReadonlyMap<string, TopologyEdge | null>
  /** Documents whose outline entry or problems may have changed; those that went are null. */
  readonly docs: ReadonlyMap<DocId, SourceDocument | null>
  /** What changed of the cluster. */
  readonly dirty: ReadonlySet<Dependency>
  /** Whether the assumptions changed, so that no earlier answer holds. */
  readonly assumed: boolean
}

/** Called now and then while many documents are worked on. */
type OnProgress = (phase: 'read' | 'derive', done: number, total: number) => void

const nothing: Projection = { node: null, edges: [], extras: [] }

/**
 * The derivations of a revision, memoised per document. A change decodes the documents it touched and makes again only what had read
 * something that changed.
 */
export class Derivations {
  readonly cluster: Cluster
  assumptions: Assumptions = defaultAssumptions
  /** What holds where the project says nothing itself. */
  private base: Assumptions = defaultAssumptions
  private readonly assumeDocuments: AssumeDocuments
  private readonly entries: Kept
  private readonly sources: Sources
  private readonly derived = new Map<DocId, Derived>()
  private readonly readers = new Map<Dependency, Set<DocId>>()
  private readonly shownNodes = new Map<string, TopologyNode>()
  private readonly shownEdges = new Map<string, TopologyEdge>()
  /** Ids of the edges at a node, either end. */
  private readonly edgesAt = new Map<string, Set<string>>()
  /** Extra nodes with the documents that ask for them. */
  private readonly extras = new Map<string, Map<DocId, TopologyNode>>()

  constructor(sources: Sources) {
    this.sources = sources
    this.cluster = new Cluster((a, b) => sources.comesAfter(a, b))
    this.assumeDocuments = new AssumeDocuments((a, b) => sources.comesAfter(a, b))
    this.entries = new Kept(this.cluster)
  }

  get flow(): FlowContext {
    return { cluster: this.cluster, assumptions: this.assumptions, entries: this.entries }
  }

  node(id: string): TopologyNode | undefined {
    return this.shownNodes.get(id)
  }

  edge(id: string): TopologyEdge | undefined {
    return this.shownEdges.get(id)
  }

  nodes(): Iterable<TopologyNode> {
    return this.shownNodes.values()
  }

  edges(): Iterable<TopologyEdge> {
    return this.shownEdges.values()
  }

  /** Edges drawn from one node to another, or the other way where the line belongs to its end (a policy that guards). */
  edgesBetween(from: string, to: string): TopologyEdge[] {
    const ids = this.edgesAt.get(to)
    if (ids === undefined) return []
    return [...ids]
      .map(id => this.shownEdges.get(id)!)
      .filter(edge => (edge.from === from && edge.to === to) || (edge.from === to && edge.to === from))
  }

  decoded(doc: DocId): Decoded | undefined {
    return this.derived.get(doc)?.decoded
  }

  /** A document's value, to be looked at; what is wrong with it is said where it is decoded. */
  root(doc: DocId): Field {
    return new Field(this.derived.get(doc)?.value, [], { doc, source: () => null, problem: () => undefined })
  }

  findings(doc: DocId): readonly Problem[] {
    return this.derived.get(doc)?.findings ?? []
  }

  /** The document that holds the project's assumptions; null when none does. */
  get assumeDocument(): DocId | null {
    return this.assumeDocuments.last?.doc ?? null
  }

  update(change: SourcesChange, onProgress: OnProgress = () => {}): Derivation {
    let isAssumed = false
    for (const doc of change.removed) {
      this.forget(doc)
      if (this.assumeDocuments.note(doc, null)) isAssumed = true
    }
    const total = change.touched.length
    change.touched.forEach((doc, index) => {
      this.read(doc)
      const { value } = doc
      const isOn = this.sources.isEnabled(doc.file) && isAssumeDocument(value)
      if (this.assumeDocuments.note(doc.id, isOn && isMap(value) ? (value['assume'] ?? null) : null)) isAssumed = true
      if (index % 100 === 99) onProgress('read', index + 1, total)
    })
    const stale = new Set<DocId>(change.touched.map(doc => doc.id))
    const dirty = this.cluster.takeDirty()
    if (isAssumed) {
      const { last } = this.assumeDocuments
      const before = this.assumptions.istioAdmission
      this.assumptions = last === null ? this.base : decodeAssumptions(last.value)
      if (this.assumptions.istioAdmission !== before) {
        this.admitAll()
        for (const dependency of this.cluster.takeDirty()) dirty.add(dependency)
      }
      this.entries.clear()
      for (const doc of this.derived.keys()) stale.add(doc)
    } else this.entries.invalidate(dirty)
    for (const dependency of dirty) for (const doc of this.readers.get(dependency) ?? []) stale.add(doc)
    return this.derive(stale, change.removed, dirty, isAssumed, onProgress)
  }

  /** Makes everything again: the assumptions changed. */
  assume(assumptions: Assumptions): Derivation {
    this.base = assumptions
    const before = this.assumptions.istioAdmission
    if (this.assumeDocuments.last === null) this.assumptions = assumptions
    if (this.assumptions.istioAdmission !== before) this.admitAll()
    this.entries.clear()
    return this.derive(new Set(this.derived.keys()), [], this.cluster.takeDirty(), true)
  }

  private derive(
    docs: ReadonlySet<DocId>,
    removed: readonly DocId[],
    dirty: ReadonlySet<Dependency>,
    assumed: boolean,
    onProgress: OnProgress = () => {},
  ): Derivation {
    const nodes = new Map<string, TopologyNode | null>()
    const edges = new Map<string, TopologyEdge | null>()
    const changed = new Map<DocId, SourceDocument | null>()
    for (const doc of removed) {
      changed.set(doc, null)
      this.show(doc, this.derived.get(doc)?.projection ?? nothing, nothing, nodes, edges)
      this.derived.delete(doc)
    }
    let done = 0
    for (const doc of docs) {
      done += 1
      if (done % 100 === 0) onProgress('derive', done, docs.size)
      const source = this.sources.document(doc)
      const old = this.derived.get(doc)
      if (source === undefined || old === undefined) continue
      changed.set(doc, source)
      const { projection, findings, reads } = this.project(source, old.decoded)
      this.show(doc, old.projection, projection, nodes, edges)
      this.watch(doc, old.reads, reads)
      this.derived.set(doc, { ...old, projection, findings, reads })
    }
    const before = new Map([...edges.keys()].map(id => [id, this.shownEdges.get(id)]))
    const settled = this.settle(edges, this.shownEdges)
    for (const id of settled.keys()) this.indexEdge(before.get(id), this.shownEdges.get(id))
    return { nodes: this.settle(nodes, this.shownNodes), edges: settled, docs: changed, dirty, assumed }
  }

  private indexEdge(old: TopologyEdge | undefined, next: TopologyEdge | undefined): void {
    for (const id of old === undefined ? [] : [old.from, old.to]) this.edgesAt.get(id)?.delete(old!.id)
    for (const id of next === undefined ? [] : [next.from, next.to]) {
      const ids = this.edgesAt.get(id)
      if (ids === undefined) this.edgesAt.set(id, new Set([next!.id]))
      else ids.add(next!.id)
    }
  }

  private read(doc: SourceDocument): void {
    const old = this.derived.get(doc.id)
    const { value } = doc
    const keep = old !== undefined && doc.stale && old.value === value
    const decoded = keep
      ? old.decoded
      : sameResource(
          old?.decoded,
          decode(
            doc.id,
            value,
            path => sourceOf(doc, path)?.source ?? null,
            doc.list === null ? undefined : this.sources.document(doc.list)?.value,
          ),
        )
    this.admit(doc.id, this.sources.isEnabled(doc.file) ? decoded : null)
    this.derived.set(doc.id, {
      value,
      decoded,
      projection: old?.projection ?? nothing,
      findings: [],
      reads: old?.reads ?? new Set(),
    })
  }

  /** Puts what a document declares into the cluster, as admission lets it in. */
  private admit(doc: DocId, decoded: Decoded | null): void {
    const isRefused =
      this.assumptions.istioAdmission === 'enforced' &&
      decoded?.problems.some(({ code }) => code.startsWith('IST0106.')) === true
    this.cluster.set(doc, decoded?.resource ?? null, isRefused)
  }

  /** Lets everything in anew: what admission does is assumed to be another. */
  private admitAll(): void {
    for (const [doc, { decoded }] of this.derived) {
      const source = this.sources.document(doc)
      if (source !== undefined) this.admit(doc, this.sources.isEnabled(source.file) ? decoded : null)
    }
  }

  private forget(doc: DocId): void {
    this.cluster.set(doc, null)
    this.watch(doc, this.derived.get(doc)?.reads ?? new Set(), new Set())
  }

  private project(
    doc: SourceDocument,
    decoded: Decoded,
  ): { projection: Projection; findings: readonly Problem[]; reads: ReadonlySet<Dependency> } {
    const { resource } = decoded
    if (resource === null || !this.sources.isEnabled(doc.file))
      return { projection: nothing, findings: [], reads: new Set() }
    const context = { cluster: this.cluster, assumptions: this.assumptions }
    const root = this.root(doc.id)
    const { value, reads } = this.cluster.track(() => ({
      projection: projectResource(context, resource),
      findings: diagnoseResource(context, resource, root),
    }))
    const { projection, findings } = value
    if (!doc.stale || projection.node === null) return { projection, findings, reads }
    return { projection: { ...projection, node: { ...projection.node, state: 'stale' } }, findings, reads }
  }

  /** Replaces what a document shows; extra nodes stay while any document asks for them. */
  private show(
    doc: DocId,
    old: Projection,
    next: Projection,
    nodes: Map<string, TopologyNode | null>,
    edges: Map<string, TopologyEdge | null>,
  ): void {
    if (old.node !== null) nodes.set(old.node.id, null)
    for (const edge of old.edges) edges.set(edge.id, null)
    for (const extra of old.extras) this.askExtra(doc, extra, false, nodes)
    if (next.node !== null) nodes.set(next.node.id, next.node)
    for (const edge of next.edges) edges.set(edge.id, edge)
    for (const extra of next.extras) this.askExtra(doc, extra, true, nodes)
  }

  private askExtra(doc: DocId, node: TopologyNode, asked: boolean, nodes: Map<string, TopologyNode | null>): void {
    const askers = this.extras.get(node.id) ?? new Map<DocId, TopologyNode>()
    if (asked) askers.set(doc, node)
    else askers.delete(doc)
    if (askers.size > 0) this.extras.set(node.id, askers)
    else this.extras.delete(node.id)
    nodes.set(node.id, askers.size > 0 ? node : null)
  }

  private watch(doc: DocId, old: ReadonlySet<Dependency>, next: ReadonlySet<Dependency>): void {
    for (const dependency of old) {
      if (next.has(dependency)) continue
      const docs = this.readers.get(dependency)
      docs?.delete(doc)
      if (docs?.size === 0) this.readers.delete(dependency)
    }
    for (const dependency of next) {
      const docs = this.readers.get(dependency)
      if (docs === undefined) this.readers.set(dependency, new Set([doc]))
      else docs.add(doc)
    }
  }

  /** Keeps what really differs from what is shown, and shows it. */
  private settle<T extends { readonly id: string }>(
    wanted: Map<string, T | null>,
    shown: Map<string, T>,
  ): Map<string, T | null> {
    const changed = new Map<string, T | null>()
    for (const [id, item] of wanted) {
      const old = shown.get(id)
      if (item === null) {
        if (old === undefined) continue
        shown.delete(id)
        changed.set(id, null)
      } else if (!sameValue(old, item)) {
        shown.set(id, item)
        changed.set(id, item)
      }
    }
    return changed
  }
}

/** Keeps the old resource where the new one says the same, so that a comment makes nothing stale. */
function sameResource(old: Decoded | undefined, next: Decoded): Decoded {
  return old !== undefined && sameValue(old.resource, next.resource) ? { ...next, resource: old.resource } : next
}
