import { creatableKinds } from '../../src/command/index.ts'
import type { DocId, FileId, Path, TextEdit } from '../../src/text/index.ts'
import type { Bench } from './bench.ts'
import type { Random } from './random.ts'
import type { Intent, PlannedEdits } from './types.ts'

/** What a gesture would do: a plan, a change of one's own, or a step through the history. */
export type Gesture =
  | { readonly kind: 'plan'; readonly name: string; readonly plan: PlannedEdits }
  | { readonly kind: 'type'; readonly name: string; readonly file: FileId; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'other'; readonly name: string; readonly steps: Parameters<Bench['apply']>[0]['steps'] }
  | { readonly kind: 'travel'; readonly name: string; readonly by: number }
  /** Refused, or there is nothing to do it to. */
  | { readonly kind: 'none'; readonly name: string }

type Make = (bench: Bench, random: Random) => Gesture

const none = (name: string): Gesture => ({ kind: 'none', name })

function planned(bench: Bench, intent: Intent): Gesture {
  const plan = bench.ask({ kind: 'plan', intent })?.plan
  return plan === undefined || plan.kind === 'refused'
    ? none(`${intent.kind}: ${plan?.kind === 'refused' ? plan.code : 'gone'}`)
    : { kind: 'plan', name: intent.kind, plan }
}

const nodesOf = (bench: Bench) => [...bench.picture.nodes.values()]
const edgesOf = (bench: Bench) => [...bench.picture.edges.values()]
const docsOf = (bench: Bench): DocId[] => [...bench.picture.outline.values()].map(({ id }) => id)
const fileOf = (bench: Bench, random: Random): FileId | undefined => random.pick(bench.history.files)?.id

function placeOf(bench: Bench, random: Random) {
  const node = random.pick(nodesOf(bench))
  if (node === undefined) return null
  const row = random.chance(70) ? (random.pick(node.rows)?.id ?? null) : null
  return { node: node.id, row }
}

const words = ['shop', 'web-2', 'a', 'x.y', 'true', '01', 'null', '#no', '한국', 'with space', '', 'edge']
const scraps = ['x', ' ', '\n', ': ', '# why', '"', '[', '}', '- a', '한국', '\t', '\r\n', '---\n', '&a ', '*a', '|']
const values = [0, 1, 80, -1, 1.5, true, null, '', 'no', '1e3', '*', 'a: b', 'line\nline', '# x', [], {}]
const made = `---
apiVersion: v1
kind: Service
metadata:
  name: typed # by hand
spec:
  selector: {app: typed}
  ports:
  - port: 80
`

/** A path somewhere in a value, its end included. */
function pathIn(value: unknown, random: Random): Path {
  const path: (string | number)[] = []
  let at = value
  for (let depth = 0; depth < 9; depth++) {
    if (Array.isArray(at)) {
      if (random.chance(12)) return [...path, at.length]
      const index = random.below(at.length)
      if (at.length === 0) break
      path.push(index)
      at = at[index]
    } else if (typeof at === 'object' && at !== null) {
      const keys = Object.keys(at)
      const key = random.chance(8) ? (random.pick(words) ?? 'a') : random.pick(keys)
      if (key === undefined) break
      path.push(key)
      at = (at as Record<string, unknown>)[key]
    } else break
    if (path.length > 1 && random.chance(14)) break
  }
  return path
}

function editOf(bench: Bench, random: Random): Gesture {
  const doc = random.pick(docsOf(bench))
  const reply = doc === undefined ? null : bench.ask({ kind: 'value', doc })
  if (doc === undefined || reply === null) return none('edit')
  const ops = Array.from({ length: 1 + random.below(3) }, () => {
    const path = pathIn(reply.value, random)
    const last = path.at(-1)
    switch (random.below(6)) {
      case 0:
        return { op: 'remove', path } as const
      case 1:
        return { op: 'rename', path, key: random.pick(words) ?? 'a' } as const
      case 2:
        return { op: 'move', path, to: random.below(4) } as const
      case 3:
        if (typeof last === 'number') return { op: 'insert', path, value: random.pick(values) ?? 1 } as const
        return { op: 'insertKey', path: path.slice(0, -1), key: random.pick(words) ?? 'a', value: 'v' } as const
      default:
        return { op: 'set', path, value: random.pick(values) ?? 'v' } as const
    }
  })
  return planned(bench, { kind: 'edit', doc, ops })
}

function typing(bench: Bench, random: Random): Gesture {
  const file = random.pick(bench.history.files)
  if (file === undefined) return none('type')
  const text = file.text.toString()
  const at = random.below(text.length + 1)
  const lineEnd = (from: number): number => {
    const end = text.indexOf('\n', from)
    return end < 0 ? text.length : end
  }
  const edit = ((): TextEdit => {
    switch (random.below(6)) {
      case 0:
        return { from: lineEnd(at), to: lineEnd(at), insert: ' # note' }
      case 1: {
        const from = text.lastIndexOf('\n', at - 1) + 1
        return { from, to: Math.min(text.length, lineEnd(at) + 1), insert: '' }
      }
      case 2:
        return { from: text.length, to: text.length, insert: text.endsWith('\n') ? made : `\n${made}` }
      case 3: {
        const digits = /\d+/g
        digits.lastIndex = at
        const found = digits.exec(text)
        if (found === null) return { from: at, to: at, insert: ' ' }
        return { from: found.index, to: found.index + found[0].length, insert: String(random.below(9000)) }
      }
      case 4:
        return { from: at, to: Math.min(text.length, at + random.below(30)), insert: '' }
      default:
        return { from: at, to: at, insert: random.pick(scraps) ?? 'x' }
    }
  })()
  return { kind: 'type', name: 'type', file: file.id, edits: [edit] }
}

function tuneOf(bench: Bench, random: Random): Gesture {
  const edge = random.pick(edgesOf(bench).filter(({ kind }) => kind === 'backend'))
  const tuning = edge === undefined ? null : bench.ask({ kind: 'tuning', edge: edge.id })?.tuning
  if (edge === undefined || tuning == null) return none('tune')
  const dial = random.pick(tuning.dials)!
  const own = tuning.dials.filter(({ group }) => group === dial.group)
  const clear = random.chance(35)
  const texts = Object.fromEntries(
    own.map(({ id, start, options, value }) => [
      id,
      clear ? '' : random.chance(60) ? start || value : (random.pick(['1s', '2', '50', '', ...options]) ?? ''),
    ]),
  )
  return planned(bench, { kind: 'tune', edge: edge.id, texts })
}

function policyOf(bench: Bench, random: Random): Gesture {
  const file = fileOf(bench, random)
  const pods = nodesOf(bench).filter(({ role, doc }) => role === 'workload' && doc !== null)
  const [from, to] = [random.pick(pods)?.doc, random.pick(pods)?.doc]
  if (file === undefined || from == null || to == null) return none('policy')
  const outside = { kind: 'outside', cidr: random.pick(['0.0.0.0/0', '10.0.0.0/8', '192.0.2.7/32']) ?? '' } as const
  return planned(bench, {
    kind: 'policy',
    does: random.chance(50) ? 'allow' : 'refuse',
    from: random.chance(15) ? outside : { kind: 'pods', doc: from },
    to: { kind: 'pods', doc: to },
    port: random.chance(50) ? null : (random.pick([80, 443, 8080, 9080]) ?? 80),
    protocol: 'TCP',
    file,
  })
}

/** Every gesture that there is, by how often it is made. */
const makers: readonly (readonly [weight: number, make: Make])[] = [
  [8, typing],
  [8, editOf],
  [
    5,
    (bench, random) => {
      const [from, to] = [placeOf(bench, random), placeOf(bench, random)]
      if (from === null || to === null) return none('connect')
      // Where a drag may end is asked first, as a drag does.
      const reply = bench.ask({ kind: 'targets', ...from })
      const target = random.chance(75) ? random.pick(reply?.targets.filter(({ allowed }) => allowed) ?? []) : undefined
      return planned(bench, {
        kind: 'connect',
        from: from.node,
        fromRow: from.row,
        to: target?.node ?? to.node,
        toRow: target?.row ?? to.row,
      })
    },
  ],
  [
    3,
    (bench, random) => {
      const edge = random.pick(edgesOf(bench))
      const to = placeOf(bench, random)
      return edge === undefined || to === null
        ? none('reconnect')
        : planned(bench, { kind: 'reconnect', edge: edge.id, to: to.node, toRow: to.row })
    },
  ],
  [
    3,
    (bench, random) => {
      const edge = random.pick(edgesOf(bench))
      return edge === undefined ? none('disconnect') : planned(bench, { kind: 'disconnect', edge: edge.id })
    },
  ],
  [
    4,
    (bench, random) => {
      const file = fileOf(bench, random)
      if (file === undefined) return none('create')
      const wire = random.chance(60)
        ? { wire: { from: placeOf(bench, random), to: random.chance(50) ? placeOf(bench, random) : null } }
        : {}
      return planned(bench, {
        kind: 'create',
        resource: random.pick(creatableKinds) ?? 'Service',
        namespace: random.pick(nodesOf(bench))?.namespace || 'default',
        file,
        ...wire,
      })
    },
  ],
  [
    3,
    (bench, random) => {
      const docs = docsOf(bench)
      const file = fileOf(bench, random)
      const chosen = Array.from({ length: 1 + random.below(3) }, () => random.pick(docs)).filter(d => d !== undefined)
      const text = random.chance(20) ? made : (bench.ask({ kind: 'copied', docs: [...new Set(chosen)] })?.text ?? made)
      return file === undefined ? none('paste') : planned(bench, { kind: 'paste', text, file })
    },
  ],
  [
    4,
    (bench, random) => {
      const doc = random.pick(docsOf(bench))
      const name = random.chance(80) ? `named-${random.below(50)}` : (random.pick(words) ?? '')
      return doc === undefined ? none('rename') : planned(bench, { kind: 'rename', doc, name })
    },
  ],
  [
    3,
    (bench, random) => {
      const doc = random.pick(docsOf(bench))
      return doc === undefined ? none('duplicate') : planned(bench, { kind: 'duplicate', doc })
    },
  ],
  [
    2,
    (bench, random) => {
      const docs = docsOf(bench)
      const chosen = Array.from({ length: 1 + random.below(3) }, () => random.pick(docs)).filter(d => d !== undefined)
      return chosen.length === 0 ? none('delete') : planned(bench, { kind: 'delete', docs: [...new Set(chosen)] })
    },
  ],
  [
    4,
    (bench, random) => {
      const edge = random.pick(edgesOf(bench).filter(({ kind }) => kind === 'backend'))
      return edge === undefined
        ? none('weigh')
        : planned(bench, { kind: 'weigh', edge: edge.id, percent: random.below(101) })
    },
  ],
  [4, tuneOf],
  [
    2,
    (bench, random) => {
      const file = fileOf(bench, random)
      return file === undefined ? none('format') : planned(bench, { kind: 'format', file })
    },
  ],
  [
    3,
    (bench, random) => {
      const node = random.pick(nodesOf(bench).filter(({ doc }) => doc !== null))
      const row = random.pick(node?.rows.filter(({ at }) => at !== null) ?? [])
      if (node?.doc == null) return none('extend')
      const at = row === undefined || random.chance(40) ? null : row.at!.path
      const part = random.pick(bench.ask({ kind: 'extensions', doc: node.doc, row: at })?.extensions ?? [])
      return part === undefined ? none('extend') : { kind: 'plan', name: 'extend', plan: part.plan }
    },
  ],
  [
    4,
    (bench, random) => {
      const all = [...bench.picture.problems.values()].flatMap(({ problems }) => problems)
      const found = random.pick(all.filter(({ fixable }) => fixable))
      const plan =
        found === undefined ? null : random.pick(bench.ask({ kind: 'fixes', problem: found.problem })?.plans ?? [])
      return plan == null ? none('fix') : { kind: 'plan', name: `fix ${found?.problem.code}`, plan }
    },
  ],
  [3, policyOf],
  [
    1,
    (bench, random) => {
      const file = fileOf(bench, random)
      return file === undefined
        ? none('policyStart')
        : planned(bench, {
            kind: 'policyStart',
            start: random.pick(['default-deny', 'allow-dns', 'allow-from-namespace'] as const) ?? 'allow-dns',
            namespace: random.pick(nodesOf(bench))?.namespace || 'default',
            peer: random.chance(50) ? null : 'other',
            file,
          })
    },
  ],
  [
    1,
    (bench, random) => {
      const file = fileOf(bench, random)
      const key = random.pick(['clientIp', 'seed', 'networkPolicy.loopback', 'mesh.injection']) ?? 'seed'
      return file === undefined ? none('assume') : planned(bench, { kind: 'assume', key, file })
    },
  ],
  [
    2,
    (bench, random) => {
      const node = random.pick(nodesOf(bench))
      const at = { x: random.below(900), y: random.below(900) }
      return node === undefined
        ? none('move')
        : { kind: 'other', name: 'move', steps: [{ kind: 'move', layout: new Map([[node.name, at]]) }] }
    },
  ],
  [
    2,
    (bench, random) => {
      const file = random.pick(bench.history.files)
      if (file === undefined) return none('file')
      switch (random.below(4)) {
        case 0:
          return { kind: 'other', name: 'switch', steps: [{ kind: 'switch', file: file.id, enabled: !file.enabled }] }
        case 1:
          return { kind: 'other', name: 'rename file', steps: [{ kind: 'rename', file: file.id, name: 'other.yaml' }] }
        case 2:
          return bench.history.files.length < 2
            ? none('remove file')
            : { kind: 'other', name: 'remove file', steps: [{ kind: 'remove', file: file.id }] }
        default: {
          const added = { id: bench.newId(), name: 'added.yaml', text: made, enabled: true, readOnly: false }
          const at = random.below(bench.history.files.length + 1)
          return { kind: 'other', name: 'add file', steps: [{ kind: 'add', file: added, at }] }
        }
      }
    },
  ],
  [6, (_, random) => ({ kind: 'travel', name: 'undo', by: -1 - random.below(4) })],
  [4, (_, random) => ({ kind: 'travel', name: 'redo', by: 1 + random.below(4) })],
]

const total = makers.reduce((sum, [weight]) => sum + weight, 0)

export function gestureOf(bench: Bench, random: Random): Gesture {
  let at = random.below(total)
  for (const [weight, make] of makers) {
    at -= weight
    if (at < 0) return make(bench, random)
  }
  return none('nothing')
}
