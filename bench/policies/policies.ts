import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { defaultAssumptions } from '../../src/cluster/index.ts'
import { decode } from '../../src/model/index.ts'
import { describePorts, PolicyEngine } from '../../src/policy/index.ts'
import type { YamlValue } from '../../src/yaml/index.ts'
import { median, millisecondsOf, numbers, quantile } from '../measure.ts'
import { atLeast, atMost, type Check, type Scenario } from '../scenario.ts'
import { type Made, makeCluster } from './cluster.ts'
import { nameOf, Pairwise } from './pairwise.ts'

const rounds = 9
const edits = 200

/** Every pair of classes with its open ports: what a matrix of the cluster is made of. */
function everyPair(made: Made): { engine: PolicyEngine; open: number } {
  const engine = new PolicyEngine(made.cluster, defaultAssumptions)
  const row = new Int32Array(engine.classes.length)
  let open = 0
  for (const from of engine.classes) {
    engine.openFrom(from, row)
    for (let to = 0; to < row.length; to++) if (row[to] !== 0) open++
  }
  return { engine, open }
}

/** Whether engine and pairwise evaluation agree on ports and on the rules behind them, from some pods to all. */
function agrees(engine: PolicyEngine, pairwise: Pairwise, sources: readonly number[]): string | null {
  for (const from of sources)
    for (let to = 0; to < pairwise.size; to++) {
      const want = pairwise.ask(from, to)
      const source = { kind: 'pods', doc: pairwise.doc(from) } as const
      const destination = { kind: 'pods', doc: pairwise.doc(to) } as const
      const got = describePorts(engine.ports.setOf(engine.reach(source, destination).open))
      if (got !== describePorts(want.ports)) return `${from} to ${to}: ${got}, not ${describePorts(want.ports)}`
      if (from === to) continue
      const sides = [engine.side('egress', source, destination), engine.side('ingress', destination, source)]
      const rules = sides.flatMap(side =>
        engine.hits(side).flatMap(({ rule, isMaybe }) => (isMaybe ? [] : [nameOf(rule.policy.resource, rule.rule)])),
      )
      if (rules.sort().join() !== want.rules.sort().join())
        return `${from} to ${to}: by ${rules.join()}, not ${want.rules.join()}`
    }
  return null
}

interface Measured {
  readonly row: readonly (string | number)[]
  readonly ratio: number
  readonly buildMs: number
  readonly check: Check
  readonly engine: PolicyEngine
}

/** All pairs by the engine, against a pairwise evaluation of as many source pods as time allows, taken for all of them. */
function measure(what: string, made: Made, sampled: number): Measured {
  const pairwise = new Pairwise(made.cluster, defaultAssumptions)
  const pick = numbers(3)
  const sources = Array.from({ length: sampled }, () => pick(pairwise.size))
  const { engine } = everyPair(made)
  const difference = agrees(engine, pairwise, sources)
  const ours: number[] = []
  const theirs: number[] = []
  for (let i = 0; i < rounds; i++) {
    ours.push(millisecondsOf(() => everyPair(made)))
    const from = sources[i % sources.length]!
    theirs.push(
      millisecondsOf(() => {
        for (let to = 0; to < pairwise.size; to++) pairwise.ask(from, to)
      }) * pairwise.size,
    )
  }
  const ratio = median(theirs) / median(ours)
  return {
    engine,
    buildMs: median(ours),
    ratio,
    row: [what, engine.classes.length, median(ours), median(theirs), ratio],
    check: {
      what: `${what}: ports and rules of ${sampled * pairwise.size} pairs as the pairwise evaluation has them`,
      equal: difference === null,
      ...(difference !== null && { difference }),
    },
  }
}

/** Edits of one policy each: a rule more, another selector, another port; and the same engine made anew. */
function measureEdits(
  made: Made,
  engine: PolicyEngine,
): { share: number; row: readonly (string | number)[]; check: Check } {
  const pick = numbers(9)
  const times: number[] = []
  const rebuilds: number[] = []
  const touched = new Set<string>()
  engine.settle()
  for (let i = 0; i < edits; i++) {
    const { doc, value } = made.policies[pick(made.policies.length - 5)]!
    const changed = changedPolicy(value, pick)
    const { resource } = decode(doc, changed, () => null)
    if (resource?.type !== 'networkpolicy') continue
    made.cluster.set(doc, resource)
    touched.add(doc)
    times.push(
      millisecondsOf(() => {
        engine.setPolicy(doc, resource)
        engine.settle()
      }),
    )
    if (i % 20 === 0) rebuilds.push(millisecondsOf(() => new PolicyEngine(made.cluster, defaultAssumptions).settle()))
  }
  const pairwise = new Pairwise(made.cluster, defaultAssumptions)
  const difference = agrees(
    engine,
    pairwise,
    Array.from({ length: 20 }, () => pick(pairwise.size)),
  )
  const p95 = quantile(times, 0.95)
  return {
    share: p95 / median(rebuilds),
    row: [median(times), p95, median(rebuilds), median(rebuilds) / p95],
    check: {
      what: `after ${times.length} edits of ${touched.size} policies: as the pairwise evaluation has it`,
      equal: difference === null,
      ...(difference !== null && { difference }),
    },
  }
}

function changedPolicy(value: YamlValue, pick: (below: number) => number): YamlValue {
  const copy = JSON.parse(JSON.stringify(value)) as { spec: { podSelector: object; ingress?: object[] } }
  if (pick(3) === 0) copy.spec.podSelector = { matchLabels: { app: `app-${pick(12)}` } }
  copy.spec.ingress = [
    ...(copy.spec.ingress ?? []),
    { from: [{ podSelector: { matchLabels: { app: `app-${pick(12)}` } } }], ports: [{ port: 8000 + pick(100) }] },
  ]
  return copy as never
}

/** Microseconds for one pair with the rules behind it. */
function explainMicroseconds(engine: PolicyEngine, made: Made): number {
  const docs = made.cluster.pods().map(group => group.resource.doc)
  const pick = numbers(4)
  const count = 2000
  const ms = millisecondsOf(() => {
    for (let i = 0; i < count; i++) {
      const from = { kind: 'pods', doc: docs[pick(docs.length)]! } as const
      const to = { kind: 'pods', doc: docs[pick(docs.length)]! } as const
      engine.hits(engine.side('egress', from, to))
      engine.hits(engine.side('ingress', to, from))
    }
  })
  return (ms * 1000) / count
}

/** Megabytes that an engine with all its rows holds. */
function megabytesOf(made: Made): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  const used = (): number => {
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const before = used()
  const { engine } = everyPair(made)
  collect()
  const megabytes = (used() - before) / 2 ** 20
  return engine.classes.length > 0 ? megabytes : 0
}

export const policies: Scenario = {
  name: 'policies',
  about: 'who can talk to whom in a whole cluster, with the rules, against evaluating pair by pair; and edits',
  run(say) {
    say('1,000 pods and 500 policies')
    const small = makeCluster(1000, 500)
    const first = measure('1,000 pods, 500 policies', small, 60)
    const explain = explainMicroseconds(first.engine, small)
    const edited = measureEdits(small, first.engine)
    say('every label unique')
    const unique = measure('… every label unique', makeCluster(1000, 500, 'unique'), 20)
    say('10,000 pods and 2,000 policies')
    const large = makeCluster(10_000, 2000)
    const megabytes = megabytesOf(large)
    const second = measure('10,000 pods, 2,000 policies', large, 12)
    say('edits of the large one')
    const editedLarge = measureEdits(large, second.engine)
    return {
      scenario: 'policies',
      tables: [
        {
          title: 'all pairs and ports with the rules behind them; milliseconds',
          columns: ['', 'classes', 'engine', 'pair by pair', 'times as fast'],
          rows: [first.row, unique.row, second.row],
        },
        {
          title: 'one policy edited; milliseconds',
          columns: ['', 'median', 'p95', 'made anew', 'p95 of it is one in'],
          rows: [
            ['1,000 pods', ...edited.row],
            ['10,000 pods', ...editedLarge.row],
          ],
        },
        {
          title: 'for people',
          columns: ['', ''],
          rows: [
            ['one pair with its rules, µs', explain],
            ['10,000 pods: engine and all rows, MB', megabytes],
          ],
        },
      ],
      aims: [
        atLeast('1,000 pods: all pairs, times the pairwise evaluation', first.ratio, 100),
        atLeast('10,000 pods: all pairs, times the pairwise evaluation', second.ratio, 500),
        atMost('10,000 pods: megabytes', megabytes, 64),
        atMost('1,000 pods: p95 of one policy edit, of making it anew', edited.share, 1 / 50),
        atMost('10,000 pods: p95 of one policy edit, of making it anew', editedLarge.share, 1 / 50),
        atMost('every label unique, times the usual build', unique.buildMs / first.buildMs, 30),
      ],
      checks: [first.check, unique.check, second.check, edited.check, editedLarge.check],
    }
  },
}
