import { serialize } from 'node:v8'
import { createWorkspace, type ToWorker, type Workspace } from '../src/engine.ts'
import { type FileId, History, type TextEdit } from '../src/page.ts'
import { median, millisecondsOf, quantile } from './measure.ts'
import { firstDifference, Mirror } from './mirror.ts'
import { type Layout, projectText } from './project.ts'
import { type Aim, atMost, type Check, type Report, type Scenario } from './scenario.ts'
import { type Place, placesOf, type Typed } from './typing.ts'

const sizes = [3_000, 30_000, 300_000]
const rounds = 9
const file = 'bench' as FileId
/** What is typed at one place: a letter each, two of them taken back. */
const strokes: readonly Typed[] = [{ insert: 'x' }, { insert: 'y' }, { insert: 'z' }, { take: 1 }, { take: 1 }]

const watched: Extract<ToWorker, { kind: 'watch' }>['requests'] = [
  'http://app-0.g0.example.com/api',
  'http://app-1.example.org/',
  'http://app-2.g1.example.com/',
].map((url, i) => ({
  id: `t${i}`,
  request: {
    from: { kind: 'external', ip: null },
    to: null,
    connection: null,
    http: { method: 'GET', url, headers: [], sni: null },
  },
}))

/** A project that is open on both sides of the wire. */
class Open {
  readonly size: number
  readonly lines: number
  readonly openMs: number
  readonly pageMs = new Map<string, number[]>()
  readonly workerMs = new Map<string, number[]>()
  /** What follows a pause: the watched requests answered again. */
  readonly answerMs: number[] = []
  private readonly history = new History()
  private readonly mirror = new Mirror()
  private readonly engine: Workspace
  private resting: (() => void) | null = null
  private readonly places: ReadonlyMap<string, readonly Place[]>
  private typed: { readonly at: number; readonly by: number }[] = []

  constructor(size: number, layout: Layout, watch: boolean) {
    const text = projectText(size, layout)
    this.size = size
    this.lines = text.split('\n').length
    this.places = placesOf(text)
    this.history.open([{ id: file, name: 'bench.yaml', text, enabled: true, readOnly: false }], new Map())
    this.engine = workspaceFor(this.mirror, work => {
      this.resting = work
    })
    this.openMs = millisecondsOf(() => open(this.engine, text, watch))
    this.rest()
  }

  /** Types at one place of a kind and notes what each stroke took. */
  type(kind: string, round: number): void {
    const places = this.places.get(kind) ?? []
    const place = places[Math.floor(((round * 0.618) % 1) * places.length)]!
    let at = this.typed.reduce((sum, { at, by }) => (at <= place.at ? sum + by : sum), place.at)
    for (const stroke of strokes) {
      const edit: TextEdit =
        'insert' in stroke
          ? { from: at, to: at, insert: stroke.insert }
          : { from: at - stroke.take, to: at, insert: '' }
      const by = edit.insert.length - (edit.to - edit.from)
      at += by
      this.typed.push({ at: place.at, by })
      this.note(this.pageMs, kind, () =>
        this.history.apply(
          { label: 'label.typing', facts: {}, origin: 'typing', steps: [{ kind: 'edit', file, edits: [edit] }] },
          performance.now(),
        ),
      )
      const { revision } = this.history
      this.note(this.workerMs, kind, () =>
        this.engine.receive({ kind: 'edit', revision, edits: [{ file, edits: [edit] }] }),
      )
    }
    if (this.resting !== null) this.answerMs.push(millisecondsOf(() => this.rest()))
  }

  private rest(): void {
    const work = this.resting
    this.resting = null
    work?.()
  }

  all(of: 'page' | 'worker'): number[] {
    return [...(of === 'page' ? this.pageMs : this.workerMs).values()].flat()
  }

  /** Opens the text as it now stands, and says whether that is what the deltas add up to. */
  check(what: string, watch: boolean): Check & { readonly openMs: number } {
    // What waits until nobody types is part of it.
    while (this.resting !== null) this.rest()
    const fresh = new Mirror()
    const engine = workspaceFor(fresh)
    const text = this.history.file(file)!.text.toString()
    const openMs = millisecondsOf(() => open(engine, text, watch))
    const difference = firstDifference(this.mirror.lines(), fresh.lines())
    return { what, equal: difference === null, openMs, ...(difference !== null && { difference }) }
  }

  private note(into: Map<string, number[]>, kind: string, work: () => void): void {
    const ms = millisecondsOf(work)
    const list = into.get(kind)
    if (list === undefined) into.set(kind, [ms])
    else list.push(ms)
  }
}

/** The delta is written as `postMessage` writes it, so that its size is part of the cost. */
function workspaceFor(mirror: Mirror, later?: (work: () => void) => void): Workspace {
  return createWorkspace(message => {
    if (message.kind === 'broken') throw new Error(message.message)
    serialize(message)
    if (message.kind === 'delta') mirror.take(message)
  }, later)
}

function open(engine: Workspace, text: string, watch: boolean): void {
  const files = [{ id: file, name: 'bench.yaml', text, enabled: true }]
  engine.receive({ kind: 'open', revision: 0, files, assume: '' })
  if (watch) engine.receive({ kind: 'watch', revision: 0, requests: watched })
}

function measure(layout: Layout, watch: boolean, say: (line: string) => void): Report {
  const title = `${layout === 'list' ? 'one kind: List' : 'a stream of documents'}${watch ? ', three requests watched' : ''}`
  say(`opening ${sizes.join(', ')} lines as ${title}`)
  const opened = sizes.map(size => new Open(size, layout, watch))
  const kinds = ['comment', 'label', 'backendRef', 'selector']
  for (let warm = 0; warm < 3; warm++) for (const one of opened) for (const kind of kinds) one.type(kind, warm)
  for (const one of opened) {
    one.pageMs.clear()
    one.workerMs.clear()
    one.answerMs.length = 0
  }
  for (let round = 0; round < rounds; round++)
    for (const kind of kinds) for (const one of opened) one.type(kind, round + 3)
  say('opening everything again')
  const checks = opened.map(one => one.check(`${title}, ${one.size} lines: deltas add up to a fresh opening`, watch))
  const small = opened[0]!
  const rows = kinds.map(kind => [
    kind,
    ...opened.map(one => median(one.workerMs.get(kind)!)),
    median(opened.at(-1)!.workerMs.get(kind)!) / median(small.workerMs.get(kind)!),
  ])
  const columns = ['median ms in the worker, by what is typed', ...opened.map(one => `${one.lines} lines`), 'ratio']
  const summary = opened.map((one, i) => [
    one.lines,
    median(one.all('page')),
    median(one.all('worker')),
    quantile(one.all('worker'), 0.95),
    Math.max(...one.all('worker')),
    ...(watch ? [median(one.answerMs)] : []),
    median([one.openMs, checks[i]!.openMs]),
    median([one.openMs, checks[i]!.openMs]) / median(one.all('worker')),
  ])
  const aims: Aim[] = kinds.map(kind =>
    atMost(
      `${title}: typing in a ${kind}, worker, 300,000 lines against 3,000`,
      median(opened.at(-1)!.workerMs.get(kind)!) / median(small.workerMs.get(kind)!),
      2,
    ),
  )
  aims.push(
    atMost(
      `${title}: typing, page side, 300,000 lines against 3,000`,
      median(opened.at(-1)!.all('page')) / median(small.all('page')),
      2,
    ),
  )
  return {
    scenario: 'keystroke',
    tables: [
      { title, columns, rows },
      {
        title: `${title}, all kinds together (ms)`,
        columns: [
          'lines',
          'page',
          'worker',
          'p95',
          'longest',
          ...(watch ? ['answers, after a pause'] : []),
          'open again',
          'open / worker',
        ],
        rows: summary,
      },
    ],
    aims,
    checks,
  }
}

export const keystroke: Scenario = {
  name: 'keystroke',
  about: 'a typed character, from the history to the posted delta, against opening everything again',
  run(say) {
    const reports = [measure('documents', false, say), measure('documents', true, say), measure('list', false, say)]
    return {
      scenario: 'keystroke',
      tables: reports.flatMap(report => report.tables),
      aims: reports.flatMap(report => report.aims),
      checks: reports.flatMap(report => report.checks),
    }
  },
}
