import { type Applied, type Change, History } from '../../src/history/index.ts'
import type { FileId, TextEdit } from '../../src/text/index.ts'
import {
  createWorkspace,
  type FromWorker,
  type OpenFile,
  type OutlineEntry,
  type Question,
  type Reply,
  type ToWorker,
} from '../../src/workspace/index.ts'
import type { DocProblems, TopologyEdge, TopologyNode, WatchedRequest, WatchResult } from './types.ts'

/** What the deltas of an engine add up to, as the page has it. */
export class Picture {
  readonly nodes = new Map<string, TopologyNode>()
  readonly edges = new Map<string, TopologyEdge>()
  readonly outline = new Map<string, OutlineEntry>()
  readonly problems = new Map<string, DocProblems>()
  watched: readonly WatchResult[] = []
  reply: Reply | null = null
  broken: string | null = null
  readonly #engine = createWorkspace(message => this.#take(message))

  send(message: ToWorker): void {
    this.#engine.receive(message)
    if (this.broken !== null) throw new Error(`the engine broke: ${this.broken}`)
  }

  #take(message: FromWorker): void {
    if (message.kind === 'broken') this.broken = message.message
    if (message.kind === 'reply') this.reply = message.reply
    if (message.kind !== 'delta') return
    patch(this.nodes, message.nodes)
    patch(this.edges, message.edges)
    patch(this.outline, message.outline)
    patch(this.problems, message.problems)
    if (message.watched !== undefined) this.watched = message.watched
  }

  /** Whether a document shows what it said before its text broke, which a fresh start cannot know. */
  get isStale(): boolean {
    return (
      [...this.outline.values(), ...this.nodes.values()].some(({ state }) => state === 'stale') ||
      this.codes.some(code => code.startsWith('yaml.'))
    )
  }

  get codes(): string[] {
    return [...this.problems.values()].flatMap(({ problems }) => problems.map(({ problem }) => problem.code)).sort()
  }

  /** Documents by file and place instead of by id: what two engines can be compared by. */
  shape(): string {
    const names = new Map([...this.outline.values()].map(entry => [entry.id as string, `${entry.file}#${entry.order}`]))
    const named = (value: unknown): string =>
      JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner)).replace(
        /\bd\d+\b/g,
        id => names.get(id) ?? id,
      )
    const sorted = (values: Iterable<unknown>): string[] => [...values].map(named).sort()
    const kept = [...this.problems.values()].filter(({ problems }) => problems.length > 0)
    return JSON.stringify(
      {
        nodes: sorted(this.nodes.values()),
        edges: sorted(this.edges.values()),
        outline: sorted(this.outline.values()),
        codes: sorted(
          kept.map(({ id, problems }) => ({ id, codes: problems.map(({ problem }) => problem.code).sort() })),
        ),
        watched: this.watched.map(named),
      },
      null,
      1,
    )
  }
}

function patch<T extends { readonly id: string }>(
  map: Map<string, T>,
  change: { readonly set: readonly T[]; readonly remove: readonly string[] },
): void {
  for (const id of change.remove) map.delete(id)
  for (const value of change.set) map.set(value.id, value)
}

export interface NamedText {
  readonly name: string
  readonly text: string
}

/** A project as the page holds it: history on one side, an engine that follows it on the other. */
export class Bench {
  readonly history = new History()
  readonly picture = new Picture()
  readonly #requests: readonly WatchedRequest[]
  #files = 0
  #time = 0
  #asked = 0

  constructor(files: readonly NamedText[], requests: readonly WatchedRequest[]) {
    this.#requests = requests
    this.history.open(
      files.map(file => ({ id: this.newId(), ...file, enabled: true, readOnly: false })),
      new Map(),
    )
    openIn(this.picture, this.open(), requests)
  }

  newId(): FileId {
    this.#files += 1
    return `f${this.#files}` as FileId
  }

  open(): OpenFile[] {
    return this.history.files.map(({ id, name, text, enabled }) => ({ id, name, text: text.toString(), enabled }))
  }

  texts(): Map<FileId, string> {
    return new Map(this.history.files.map(({ id, text }) => [id, text.toString()]))
  }

  /** Everything that undo must bring back: names, switches and layout too. */
  whole(): string {
    const files = this.history.files.map(({ id, name, text, enabled }) => [id, name, enabled, text.toString()])
    return JSON.stringify([files, [...this.history.layout].sort(([a], [b]) => (a < b ? -1 : 1))])
  }

  apply(change: Pick<Change, 'origin' | 'steps'>): boolean {
    // No two strokes join: each gesture is undone by itself.
    this.#time += 10_000
    this.history.close()
    const done = this.history.apply({ label: change.origin, facts: {}, ...change }, this.#time)
    if (done.kind === 'refused') return false
    this.follow(done)
    return true
  }

  /** Tells the engine what was done, as the page does. */
  follow(done: Applied | null): boolean {
    if (done === null) return false
    const { revision } = done
    for (const step of done.steps) {
      if (step.kind === 'edit')
        this.picture.send({ kind: 'edit', revision, edits: [{ file: step.file, edits: step.edits }] })
      else if (step.kind === 'add') {
        const { id, name, text, enabled } = step.file
        this.picture.send({ kind: 'addFile', revision, file: { id, name, text, enabled }, at: step.at })
      } else if (step.kind === 'remove') this.picture.send({ kind: 'removeFile', revision, file: step.file })
      else if (step.kind === 'switch')
        this.picture.send({ kind: 'switchFile', revision, file: step.file, enabled: step.enabled })
    }
    return true
  }

  ask<Q extends Question>(question: Q): Extract<Reply, { kind: Q['kind'] }> | null {
    this.#asked += 1
    this.picture.reply = null
    this.picture.send({ kind: 'ask', id: this.#asked, revision: this.history.revision, question })
    const reply = this.picture.reply as Reply | null
    return reply !== null && reply.kind === question.kind ? (reply as Extract<Reply, { kind: Q['kind'] }>) : null
  }

  /** What an engine says that is opened on the texts as they stand. */
  fresh(): Picture {
    const picture = new Picture()
    openIn(picture, this.open(), this.#requests)
    return picture
  }
}

function openIn(picture: Picture, files: OpenFile[], requests: readonly WatchedRequest[]): void {
  picture.send({ kind: 'open', revision: 0, files, assume: '' })
  picture.send({ kind: 'watch', revision: 0, requests })
}

/** Edits by hand, to compare with what the project did. */
export function spliced(text: string, edits: readonly TextEdit[]): string {
  let result = ''
  let at = 0
  for (const { from, to, insert } of edits) {
    result += text.slice(at, from) + insert
    at = to
  }
  return result + text.slice(at)
}
