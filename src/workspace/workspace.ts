import { decodeAssumptions } from '../cluster/index.ts'
import { fixableCodes } from '../command/index.ts'
import type { Problem } from '../report/index.ts'
import type { DocId, FileId } from '../text/index.ts'
import { isMap, nearestRange, type SourceDocument, SourceFile, type YamlValue } from '../yaml/index.ts'
import { answerQuestion } from './answer.ts'
import { isAssumeDocument } from './assume-documents.ts'
import { type Derivation, Derivations } from './derivations.ts'
import type { DocProblems, FromWorker, Keyed, LocatedProblem, OutlineEntry, ToWorker, WatchResult } from './messages.ts'
import { PolicyFindings } from './policy-findings.ts'
import { Posted } from './posted.ts'
import { PolicyWatch } from './reach/policy-watch.ts'
import { SchemaFindings } from './schema-findings.ts'
import { Shadows } from './shadows.ts'
import { Sources, type SourcesChange } from './sources.ts'
import { Watched } from './watched.ts'

/** The engine's end of the wire: takes what the page sends, posts what changed. One for each open project. */
export interface Workspace {
  receive(message: ToWorker): void
}

/**
 * A fresh, empty workspace. `post` is called synchronously, in order; nothing is thrown. The watched requests are answered in a delta of
 * their own, by `later` when it is given: nobody who types waits for them.
 */
export function createWorkspace(
  post: (message: FromWorker) => void,
  later: (work: () => void) => void = work => work(),
): Workspace {
  const guarded = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      post({
        kind: 'broken',
        message: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error),
      })
    }
  }
  const workspace = new Engine(post, work => later(() => guarded(work)))
  return { receive: message => guarded(() => workspace.receive(message)) }
}

const none: Keyed<never> = { set: [], remove: [] }
const nothing: Derivation = { nodes: new Map(), edges: new Map(), docs: new Map(), dirty: new Set(), assumed: false }

class Engine {
  private readonly post: (message: FromWorker) => void
  private sources = new Sources()
  private derivations = new Derivations(this.sources)
  private posted = new Posted()
  private readonly watched = new Watched()
  private readonly shadows = new Shadows()
  private readonly policies = new PolicyWatch()
  private readonly policyFindings = new PolicyFindings()
  private readonly schemaFindings = new SchemaFindings()
  private revision = 0
  private readonly later: (work: () => void) => void

  constructor(post: (message: FromWorker) => void, later: (work: () => void) => void) {
    this.post = post
    this.later = later
  }

  receive(message: ToWorker): void {
    this.revision = message.revision
    switch (message.kind) {
      case 'open': {
        const gone = [...this.derivations.nodes()].map(node => node.id)
        const goneEdges = [...this.derivations.edges()].map(edge => edge.id)
        const old = this.sources
        this.sources = new Sources(Math.max(old.docsMade, message.docsFrom ?? 0))
        this.derivations = new Derivations(this.sources)
        this.posted = new Posted()
        this.watched.forget()
        this.shadows.forget()
        this.policies.forget()
        this.policyFindings.forget()
        this.derivations.assume(readAssumptions(message.assume))
        const changes = message.files.map(file => this.sources.open(file))
        const change: SourcesChange = { touched: changes.flatMap(item => item.touched), removed: [] }
        this.publish(this.update(change), gone, goneEdges, old.documentIds())
        return
      }
      case 'edit': {
        const changes = message.edits.map(({ file, edits }) => this.sources.edit(file, edits))
        this.publish(
          this.update({
            touched: changes.flatMap(item => item.touched),
            removed: changes.flatMap(item => item.removed),
          }),
        )
        this.reorder(changes.flatMap(item => item.reordered ?? []))
        return
      }
      case 'addFile':
        this.publish(this.update(this.sources.open(message.file, message.at)))
        return
      case 'removeFile':
        this.publish(this.update(this.sources.close(message.file)))
        return
      case 'switchFile':
        this.publish(this.update(this.sources.switchFile(message.file, message.enabled)))
        return
      case 'assume':
        this.watched.forget()
        this.publish(this.derivations.assume(readAssumptions(message.assume)))
        return
      case 'watch':
        this.watched.set(message.requests)
        this.answerWatched(nothing)
        return
      case 'schemas':
        this.schemaFindings.take(message.schemas)
        this.postProblemsOf(this.sources.documentIds())
        return
      case 'rest':
        this.policies.rest(this.derivations)
        return
      case 'ask':
        this.post({
          kind: 'reply',
          id: message.id,
          revision: this.revision,
          reply: answerQuestion(this.sources, this.derivations, this.revision, message.question, this.policies),
        })
        return
    }
  }

  private update(change: SourcesChange): Derivation {
    return this.derivations.update(change, (phase, done, total) =>
      this.post({ kind: 'progress', revision: this.revision, phase, done, total }),
    )
  }

  private publish(
    derivation: Derivation,
    goneNodes: readonly string[] = [],
    goneEdges: readonly string[] = [],
    goneDocs: readonly string[] = [],
  ): void {
    this.policies.note(derivation)
    const outline: OutlineEntry[] = []
    const problems: DocProblems[] = []
    const removed: string[] = [...goneDocs]
    for (const [id, doc] of derivation.docs) {
      if (doc === null) {
        removed.push(id)
        this.posted.forget(id)
        continue
      }
      const entry = this.outlineOf(doc)
      if (this.posted.takesEntry(entry)) outline.push(entry)
      problems.push(...this.newProblemsOf(doc))
    }
    this.postDelta({
      nodes: keyed(derivation.nodes, goneNodes),
      edges: keyed(derivation.edges, goneEdges),
      outline: { set: outline, remove: removed },
      problems: { set: problems, remove: removed },
    })
    this.answerWatched(derivation)
  }

  /** Documents that nothing was done to stand elsewhere, where others came or went before them. */
  private reorder(files: readonly FileId[]): void {
    const outline = files
      .flatMap(file => this.sources.source(file)?.documents() ?? [])
      .map(doc => this.outlineOf(doc))
      .filter(entry => this.posted.takesEntry(entry))
    if (outline.length === 0) return
    this.postDelta({ nodes: none, edges: none, outline: { set: outline, remove: [] }, problems: none })
  }

  /** What may wait until nobody types: the watched requests, and rules that no request reaches. */
  private answerWatched(derivation: Derivation): void {
    if (derivation.assumed) this.watched.forget()
    this.watched.note(derivation)
    this.policyFindings.note(derivation)
    this.later(() => this.whenIdle())
  }

  private whenIdle(): void {
    const watched = this.watched.isEmpty ? null : this.watched.answer(this.derivations)
    const engine = this.policies.now(this.derivations)
    const found = this.policyFindings.update(this.derivations, engine)
    this.postProblemsOf(new Set([...this.shadows.update(this.derivations), ...found.changed]), watched)
    if (found.more) this.later(() => this.whenIdle())
  }

  private postProblemsOf(docs: Iterable<DocId>, watched: readonly WatchResult[] | null = null): void {
    const problems = [...docs].flatMap(id => {
      const doc = this.sources.document(id)
      return doc === undefined ? [] : this.newProblemsOf(doc)
    })
    if (watched === null && problems.length === 0) return
    this.postDelta({
      nodes: none,
      edges: none,
      outline: none,
      problems: { set: problems, remove: [] },
      ...(watched === null ? {} : { watched }),
    })
  }

  private postDelta(delta: Omit<Extract<FromWorker, { kind: 'delta' }>, 'kind' | 'revision'>): void {
    this.post({ kind: 'delta', revision: this.revision, ...delta })
  }

  private outlineOf(doc: SourceDocument): OutlineEntry {
    const resource = this.derivations.decoded(doc.id)?.resource ?? null
    const node = this.derivations.node(doc.id)
    // A list whose items stand for themselves says nothing beside them.
    const isEmpty = (doc.value === undefined && doc.problems.length === 0) || isDividedList(doc.value)
    const isAssume = isAssumeDocument(doc.value)
    return {
      id: doc.id as DocId,
      file: doc.file,
      order: this.sources.orderOf(doc.id),
      apiVersion: resource?.apiVersion ?? '',
      kind: resource?.kind ?? (isAssume ? 'Assumptions' : ''),
      namespace: resource?.namespace ?? '',
      name: resource?.name ?? (isAssume ? 'assume' : ''),
      state:
        resource === null
          ? isEmpty
            ? 'empty'
            : isAssume
              ? 'live'
              : 'unknown'
          : doc.stale
            ? 'stale'
            : this.derivations.cluster.isVeiled(doc.id)
              ? 'veiled'
              : 'live',
      node: node?.id ?? null,
    }
  }

  /** What is wrong with a document, with the places; nothing when the page knows. */
  private newProblemsOf(doc: SourceDocument): DocProblems[] {
    const found = this.problemsOf(doc)
    if (!this.posted.takesProblems(doc.id, doc.version, found)) return []
    const problems = found.map(
      (problem): LocatedProblem => ({
        problem,
        file: doc.file,
        range: this.sources.rangeInFile(doc, problem.range ?? nearestRange(doc, problem.at.path)),
        fixable: fixable.has(problem.code),
      }),
    )
    return [{ id: doc.id, problems }]
  }

  private problemsOf(doc: SourceDocument): Problem[] {
    const syntax = doc.problems.map(
      ({ code, severity, range, facts }): Problem => ({ code, severity, at: { doc: doc.id, path: [] }, range, facts }),
    )
    return [
      ...syntax,
      ...(isAssumeDocument(doc.value) ? unreadKeys(doc) : []),
      ...(this.derivations.decoded(doc.id)?.problems ?? []),
      ...this.schemaFindings.of(doc),
      ...this.derivations.findings(doc.id),
      ...this.shadows.of(doc.id),
      ...this.policyFindings.of(doc.id),
    ]
  }
}

const fixable: ReadonlySet<string> = new Set(fixableCodes)

/** Keys of the assumptions that nothing reads. */
function unreadKeys(doc: SourceDocument): Problem[] {
  const { value } = doc
  const { unread } = decodeAssumptions(isMap(value) ? value['assume'] : undefined)
  return unread.map(key => ({
    code: 'assume.unreadKey',
    severity: 'warning',
    at: { doc: doc.id, path: ['assume', key] },
    facts: { key: { is: 'name', value: key } },
  }))
}

function keyed<T extends { readonly id: string }>(
  changes: ReadonlyMap<string, T | null>,
  gone: readonly string[],
): Keyed<T> {
  const set: T[] = []
  const remove: string[] = gone.filter(id => !changes.has(id))
  for (const [id, item] of changes) {
    if (item === null) remove.push(id)
    else set.push(item)
  }
  return { set, remove }
}

/** The assumptions are a document of their own, in the same YAML. */
function readAssumptions(text: string): ReturnType<typeof decodeAssumptions> {
  const file = new SourceFile('assume' as never, text, () => 'assume' as never)
  const value = file.documents()[0]?.value
  const root = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  return decodeAssumptions(root !== null && root['assume'] !== undefined ? root['assume'] : (value ?? undefined))
}

function isDividedList(value: YamlValue | undefined): boolean {
  if (!isMap(value)) return false
  const { kind, items } = value
  return typeof kind === 'string' && kind.endsWith('List') && items === undefined
}
