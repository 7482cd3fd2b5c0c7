import { Bench, type NamedText, spliced } from './bench.ts'
import { type Gesture, gestureOf } from './gestures.ts'
import { randomOf } from './random.ts'
import type { WatchedRequest } from './types.ts'

/** What an episode tells: how many gestures of each kind did something. */
export type Tally = Map<string, number>

/** A law that was broken, with what led there. */
export class Broken extends Error {
  constructor(law: string, done: readonly string[]) {
    super(`${law}\nafter ${done.length} gestures: ${done.join(', ')}`)
  }
}

const requests: readonly WatchedRequest[] = ['http://shop.example.com/cart', 'http://films.example.com/ratings/7'].map(
  (url, i) => ({
    id: `t${i}`,
    request: {
      from: { kind: 'external', ip: null },
      to: null,
      connection: null,
      http: { method: 'GET', url, headers: [], sni: null },
    },
  }),
)

interface EpisodeOptions {
  readonly files: readonly NamedText[]
  readonly seed: number
  readonly gestures: number
  /** What is shown is compared with a fresh start after every so many gestures. */
  readonly compareEvery: number
}

/**
 * Random gestures on a project, with the laws after each: bytes outside an edit stay; undo brings everything back and redo everything
 * again; a command leaves no document unreadable; what is shown is what a fresh start shows of the same text.
 */
export function runEpisode({ files, seed, gestures, compareEvery }: EpisodeOptions, tally: Tally): void {
  const random = randomOf(seed)
  const bench = new Bench(files, requests)
  const start = bench.whole()
  const done: string[] = []
  const note = (what: string): void => {
    done.push(what)
    tally.set(what, (tally.get(what) ?? 0) + 1)
  }
  const demand = (holds: boolean, law: () => string): void => {
    if (!holds) throw new Broken(law(), done)
  }
  for (let i = 0; i < gestures; i++) {
    const gesture = gestureOf(bench, random)
    if (gesture.kind === 'none') {
      note(`(${gesture.name})`)
      continue
    }
    note(gesture.name)
    if (gesture.kind === 'travel') travel(bench, gesture.by)
    else change(bench, gesture, demand)
    if (i % compareEvery === 0 && !bench.picture.isStale) {
      const [shown, fresh] = [bench.picture.shape(), bench.fresh().shape()]
      demand(shown === fresh, () => `what is shown is not what the text says:\n${difference(shown, fresh)}`)
    }
    // What is broken by typing is mostly taken back, so that the next gestures have something to work on.
    if (gesture.kind === 'type' && bench.picture.isStale && random.chance(70)) bench.follow(bench.history.undo())
  }
  const end = bench.whole()
  let steps = 0
  while (bench.follow(bench.history.undo())) steps += 1
  demand(bench.whole() === start, () => 'all undone is not what was opened')
  for (let i = 0; i < steps; i++) bench.follow(bench.history.redo())
  while (bench.whole() !== end && bench.follow(bench.history.redo()));
  demand(bench.whole() === end, () => 'all redone is not what it was')
}

function travel(bench: Bench, by: number): void {
  for (let i = 0; i < Math.abs(by); i++) if (!bench.follow(by < 0 ? bench.history.undo() : bench.history.redo())) return
}

function change(bench: Bench, gesture: Extract<Gesture, { kind: 'plan' | 'type' | 'other' }>, demand: Demand): void {
  const before = bench.whole()
  const texts = bench.texts()
  const broken = syntaxErrors(bench)
  const files =
    gesture.kind === 'plan'
      ? gesture.plan.files
      : gesture.kind === 'type'
        ? [{ file: gesture.file, edits: gesture.edits }]
        : []
  const steps =
    gesture.kind === 'other' ? gesture.steps : files.map(({ file, edits }) => ({ kind: 'edit', file, edits }) as const)
  demand(
    bench.apply({ origin: gesture.kind === 'type' ? 'typing' : 'plan', steps }),
    () => `${gesture.name} is refused`,
  )
  if (gesture.kind !== 'other') {
    const now = bench.texts()
    for (const [id, text] of texts) {
      const edits = files.find(({ file }) => file === id)?.edits ?? []
      demand(now.get(id) === spliced(text, edits), () => `${gesture.name} changed bytes outside its edits of ${id}`)
    }
  }
  if (gesture.kind === 'plan')
    demand(syntaxErrors(bench) <= broken, () => `${gesture.name} left YAML that does not parse:\n${writtenBy(gesture)}`)
  const after = bench.whole()
  if (before === after) return
  bench.follow(bench.history.undo())
  demand(bench.whole() === before, () => `${gesture.name} undone is not what was before`)
  bench.follow(bench.history.redo())
  demand(bench.whole() === after, () => `${gesture.name} redone is not what it was`)
}

type Demand = (holds: boolean, law: () => string) => void

const syntaxErrors = (bench: Bench): number =>
  [...bench.picture.problems.values()]
    .flatMap(({ problems }) => problems)
    .filter(({ problem }) => problem.code.startsWith('yaml.') && problem.severity === 'error').length

const writtenBy = (gesture: Extract<Gesture, { kind: 'plan' }>): string => JSON.stringify(gesture.plan.files)

/** The first lines that differ. */
function difference(a: string, b: string): string {
  const [left, right] = [new Set(a.split('\n')), new Set(b.split('\n'))]
  const only = (own: Set<string>, other: Set<string>, sign: string): string[] =>
    [...own].filter(line => !other.has(line)).map(line => `${sign} ${line.slice(0, 900)}`)
  return [...only(left, right, 'shown:'), ...only(right, left, 'fresh:')].slice(0, 8).join('\n')
}
