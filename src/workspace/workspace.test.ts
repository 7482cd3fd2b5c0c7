import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { app } from '../../test/ask.ts'
import type { FileId, TextEdit } from '../text/index.ts'
import { createWorkspace, type FromWorker, type OpenFile, type ToWorker } from './index.ts'

/** A page's end of the wire: keeps what the deltas say. */
class Mirror {
  readonly nodes = new Map<string, unknown>()
  readonly edges = new Map<string, unknown>()
  readonly problems = new Map<string, readonly { code: string; from: number; to: number }[]>()
  readonly outline = new Map<string, { kind: string; name: string; state: string }>()
  watched: unknown = null
  readonly broken: string[] = []
  readonly replies: FromWorker[] = []
  private readonly engine = createWorkspace(message => this.take(message))
  private revision = 0

  send(message: ToWorker extends infer M ? (M extends ToWorker ? Omit<M, 'revision'> : never) : never): void {
    this.engine.receive({ ...message, revision: ++this.revision } as ToWorker)
  }

  private take(message: FromWorker): void {
    if (message.kind === 'broken') this.broken.push(message.message)
    if (message.kind === 'reply') this.replies.push(message)
    if (message.kind !== 'delta') return
    const { nodes, edges, problems, outline, watched } = message
    if (watched !== undefined) this.watched = watched
    for (const id of nodes.remove) this.nodes.delete(id)
    for (const node of nodes.set) this.nodes.set(node.id, node)
    for (const id of edges.remove) this.edges.delete(id)
    for (const edge of edges.set) this.edges.set(edge.id, edge)
    for (const id of problems.remove) this.problems.delete(id)
    for (const item of problems.set)
      this.problems.set(
        item.id,
        item.problems.map(({ problem, range }) => ({ code: problem.code, ...range })),
      )
    for (const id of outline.remove) this.outline.delete(id)
    for (const item of outline.set) this.outline.set(item.id, item)
  }

  get codes(): string[] {
    return [...this.problems.values()].flatMap(items => items.map(item => item.code)).sort()
  }
}

const file = (text: string, name = 'a.yaml', id = 'a'): OpenFile => ({ id: id as FileId, name, text, enabled: true })

const requests = [
  {
    id: 't',
    request: {
      from: { kind: 'external', ip: null },
      to: { kind: 'Gateway', namespace: 'default', name: 'edge', section: null },
      connection: null,
      http: { method: 'GET', url: 'http://any.example/', headers: [], sni: null },
    },
  },
] as const

function opened(...files: OpenFile[]): Mirror {
  const mirror = new Mirror()
  mirror.send({ kind: 'open', files, assume: '' })
  mirror.send({ kind: 'watch', requests })
  return mirror
}

const route = `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r}
spec: {parentRefs: [{name: edge}], rules: [{backendRefs: [{name: one, port: 80}, {name: two, port: 80}]}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge}
spec: {gatewayClassName: any, listeners: [{name: http, port: 80, protocol: HTTP}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny}
spec: {podSelector: {matchLabels: {app: one}}}
`
const whole = app('one') + app('two') + route

/** Everything shown, with documents named by what they declare instead of by their ids. */
function shape(mirror: Mirror): string {
  const names = new Map([...mirror.outline].map(([id, entry]) => [id, `${entry.kind} ${entry.name} ${entry.state}`]))
  const named = (value: unknown): string => JSON.stringify(value).replace(/\bd\d+\b/g, id => names.get(id) ?? id)
  const sorted = (values: Iterable<unknown>): string[] => [...values].map(named).sort()
  return JSON.stringify(
    {
      nodes: sorted(mirror.nodes.values()),
      edges: sorted(mirror.edges.values()),
      codes: mirror.codes,
      watched: named(mirror.watched),
    },
    null,
    1,
  )
}

describe('what was derived bit by bit is what is derived at once', () => {
  const snippets = [
    'one',
    'two',
    'app: one',
    'port: 80',
    'name: edge',
    '---\n',
    '\n',
    ' ',
    ':',
    '{',
    '}',
    '- ',
    '# x\n',
    'x',
    app('two'),
    'kind: Service',
    'metadata: {name: one}',
  ]
  const edit = fc.tuple(fc.nat(), fc.nat(12), fc.constantFrom(...snippets, ''))

  test('after any edits', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), edits => {
        let text = whole
        const mirror = opened(file(text))
        for (const [at, length, insert] of edits) {
          const from = at % (text.length + 1)
          const change: TextEdit = { from, to: Math.min(text.length, from + length), insert }
          text = text.slice(0, change.from) + change.insert + text.slice(change.to)
          mirror.send({ kind: 'edit', edits: [{ file: 'a' as FileId, edits: [change] }] })
        }
        expect(mirror.broken).toEqual([])
        // A document that does not parse keeps its last good version, which a fresh start cannot know.
        fc.pre(
          ![...mirror.outline.values()].some(entry => entry.state === 'stale') &&
            ![...mirror.nodes.values()].some(node => (node as { state: string }).state === 'stale'),
        )
        const fresh = opened(file(text))
        if (mirror.codes.some(code => code.startsWith('yaml.'))) return
        expect(shape(mirror)).toBe(shape(fresh))
      }),
      { numRuns: process.env.PORTOLAN_FULL === '1' ? 3000 : 100, seed: 7 },
    )
  })

  test('after switching files off and on, and removing them', () => {
    const files = [file(app('one') + route, 'a.yaml', 'a'), file(app('two'), 'b.yaml', 'b')]
    const mirror = opened(...files)
    const before = shape(mirror)
    mirror.send({ kind: 'switchFile', file: 'b' as FileId, enabled: false })
    expect([...mirror.nodes.values()].filter(node => (node as { state: string }).state === 'missing')).toHaveLength(1)
    mirror.send({ kind: 'switchFile', file: 'b' as FileId, enabled: true })
    expect(shape(mirror)).toBe(before)
    mirror.send({ kind: 'removeFile', file: 'b' as FileId })
    expect(shape(mirror)).toBe(shape(opened(files[0]!)))
  })
})

test.each(['kind: {a: b}\n', 'kind: [List]\napiVersion: {}\n', 'apiVersion: v1\nkind: 7List\nmetadata: []\n'])(
  'a type that is no text breaks nothing: %j',
  text => {
    const mirror = opened(file(`${text}---\n${app('one')}`))
    expect([...mirror.outline.values()].some(({ name }) => name === 'one')).toBe(true)
  },
)

test('two lines to one Service: the way is the one that is written first, whatever was drawn first', () => {
  const to = (name: string): string => `{name: ${name}, port: 80}`
  const text = `${app('one')}${app('two')}${route}`
  const mirror = opened(file(text))
  const from = text.indexOf(to('one'))
  const edits = [{ from, to: from + to('one').length, insert: to('two') }]
  mirror.send({ kind: 'edit', edits: [{ file: 'a' as FileId, edits }] })
  expect(shape(mirror)).toBe(shape(opened(file(text.replace(to('one'), to('two'))))))
})

test('a gateway that gets another name, or other hosts, takes its old routes along no more', () => {
  const mesh = `---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: door}
spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [any.example]}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: r}
spec: {hosts: [any.example], gateways: [door], http: [{route: [{destination: {host: one}}]}]}
`
  const text = app('one') + mesh
  const asked = [{ id: 't', request: { ...requests[0].request, to: null } }] as const
  const open = (own: string): Mirror => {
    const mirror = new Mirror()
    mirror.send({ kind: 'open', files: [file(own)], assume: '' })
    mirror.send({ kind: 'watch', requests: asked })
    return mirror
  }
  for (const [old, next] of [
    ['{name: door}', '{name: gate}'],
    ['hosts: [any.example]}]', 'hosts: [other.example]}]'],
  ] as const) {
    const mirror = open(text)
    const before = shape(mirror)
    const from = text.indexOf(old)
    mirror.send({
      kind: 'edit',
      edits: [{ file: 'a' as FileId, edits: [{ from, to: from + old.length, insert: next }] }],
    })
    expect(shape(mirror)).not.toBe(before)
    expect(shape(mirror)).toBe(shape(open(text.replace(old, next))))
  }
})

describe('an outline', () => {
  test('knows where every document stands, those too that others came or went before', () => {
    const text = app('one') + app('two')
    const mirror = opened(file(text))
    const length = app('one').length
    mirror.send({ kind: 'edit', edits: [{ file: 'a' as FileId, edits: [{ from: 0, to: length, insert: '' }] }] })
    const orders = (): unknown[] =>
      [...mirror.outline.values()].map(entry => (entry as unknown as { order: number }).order)
    expect(orders().sort()).toEqual([0, 1])
    mirror.send({ kind: 'edit', edits: [{ file: 'a' as FileId, edits: [{ from: 0, to: 0, insert: app('one') }] }] })
    expect(orders().sort()).toEqual([0, 1, 2, 3])
  })
})

describe('two documents with one key', () => {
  test('the later one counts, the other is veiled, and comes back when the later goes', () => {
    const mirror = opened(file(`${app('one')}${app('one').replace('port: 80', 'port: 81')}`))
    const states = (): string[] => [...mirror.outline.values()].map(entry => `${entry.kind} ${entry.state}`).sort()
    expect(states()).toEqual(['Deployment live', 'Deployment veiled', 'Service live', 'Service veiled'])
    const first = app('one').length
    mirror.send({ kind: 'edit', edits: [{ file: 'a' as FileId, edits: [{ from: first, to: first * 2, insert: '' }] }] })
    expect(states()).toEqual(['Deployment live', 'Service live'])
  })
})

describe('assumptions are a document of the project', () => {
  const trace = (mirror: Mirror): string => {
    mirror.send({
      kind: 'ask',
      id: 1,
      question: {
        kind: 'trace',
        sample: 0,
        request: {
          from: { kind: 'external', ip: null },
          to: null,
          connection: null,
          http: { method: 'GET', url: 'http://h/', headers: [], sni: null },
        },
      },
    })
    const last = mirror.replies[mirror.replies.length - 1]
    return last?.kind === 'reply' && last.reply.kind === 'trace' ? JSON.stringify(last.reply.answer.assumed) : ''
  }

  test('what it says holds at once, an unknown key is a problem, and without it the defaults are back', () => {
    const mirror = opened(file(whole))
    expect(trace(mirror)).toContain('203.0.113.10')
    const text = '---\nassume:\n  clientIp: 198.51.100.9\n  clintIp: x\n'
    mirror.send({
      kind: 'edit',
      edits: [{ file: 'a' as FileId, edits: [{ from: whole.length, to: whole.length, insert: text }] }],
    })
    expect(trace(mirror)).toContain('198.51.100.9')
    expect(mirror.codes).toEqual(['assume.unreadKey', 'policy.routeRefused'])
    mirror.send({
      kind: 'edit',
      edits: [{ file: 'a' as FileId, edits: [{ from: whole.length, to: whole.length + text.length, insert: '' }] }],
    })
    expect(trace(mirror)).toContain('203.0.113.10')
  })

  test('a click writes the value that holds now, into the document that is there or a new one', () => {
    const mirror = opened(file(whole))
    const plan = (): string => {
      mirror.send({
        kind: 'ask',
        id: 2,
        question: { kind: 'plan', intent: { kind: 'assume', key: 'networkPolicy.loopback', file: 'a' as FileId } },
      })
      const last = mirror.replies[mirror.replies.length - 1]
      return last?.kind === 'reply' && last.reply.kind === 'plan' && last.reply.plan.kind === 'edits'
        ? last.reply.plan.files.flatMap(item => item.edits.map(edit => edit.insert)).join('|')
        : 'refused'
    }
    expect(plan()).toBe('---\nassume:\n  networkPolicy:\n    loopback: allowed\n')
    mirror.send({
      kind: 'edit',
      edits: [
        {
          file: 'a' as FileId,
          edits: [{ from: whole.length, to: whole.length, insert: '---\nassume:\n  clientIp: 198.51.100.9\n' }],
        },
      ],
    })
    expect(plan().trim()).toBe('networkPolicy:\n    loopback: allowed')
  })
})

describe('bad input gives a located problem, and the rest works', () => {
  const rows: readonly { what: string; text: string; code: string }[] = [
    { what: 'half a map', text: 'kind: [a\n', code: 'yaml.syntax' },
    { what: 'a tab', text: 'spec:\n\tports: 1\n', code: 'yaml.tab' },
    { what: 'binary', text: '\u0000\u0001\u0002PNG\u0000\n', code: 'yaml.' },
    { what: 'prose', text: 'just some words\n', code: 'model.notAnObject' },
    { what: 'a list', text: '- 1\n- 2\n', code: 'model.notAnObject' },
    {
      what: 'ten thousand aliases',
      text: `a: &a [${'x, '.repeat(50)}]\nb: &b [${'*a, '.repeat(100)}]\nc: [${'*b, '.repeat(10_000)}]\n`,
      code: 'yaml.tooManyAliases',
    },
    {
      what: 'a billion laughs',
      text: `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghij'
        .split('')
        .map((key, index) => `${key}: &${key} [${`*${'abcdefghij'[index]}, `.repeat(9)}]`)
        .join('\n')}\n`,
      code: 'yaml.tooManyAliases',
    },
    {
      what: 'a key that pollutes',
      text: 'apiVersion: v1\nkind: Service\nmetadata: {name: x, labels: {__proto__: {polluted: yes}, constructor: 1}}\nspec: {ports: [{port: 1}]}\n',
      code: 'model.',
    },
    {
      what: 'a name that YAML 1.1 reads as a boolean',
      text: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: y\nspec: {ports: [{port: 1}]}\n',
      code: 'model.notAString',
    },
    {
      what: 'a bad CIDR',
      text: 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec:\n  podSelector: {}\n  ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/99}}]}]\n',
      code: 'policy.badCidr',
    },
    {
      what: 'a port that is none',
      text: 'apiVersion: v1\nkind: Service\nmetadata: {name: p}\nspec: {ports: [{port: 99999}]}\n',
      code: 'model.outOfRange',
    },
    {
      what: 'the wrong shapes everywhere',
      text: 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: 3\nspec: {rules: {a: 1}, parentRefs: x, hostnames: [1, {}, null]}\n',
      code: 'model.',
    },
    { what: 'deep nesting', text: `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`, code: 'yaml.' },
    {
      what: 'a duplicate key',
      text: 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\nmetadata: {name: b}\n',
      code: 'yaml.duplicateKey',
    },
  ]

  test.each(rows)('$what', ({ text, code }) => {
    const mirror = opened(file(`${text}${app('one')}`))
    expect(mirror.broken).toEqual([])
    const found = [...mirror.problems.values()].flat().filter(problem => problem.code.startsWith(code))
    expect(found.length).toBeGreaterThan(0)
    for (const problem of found) expect(problem.to).toBeLessThanOrEqual(text.length + 4)
    expect([...mirror.outline.values()].filter(entry => entry.state === 'live').map(entry => entry.kind)).toEqual(
      expect.arrayContaining(['Deployment', 'Service']),
    )
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('a regex that backtracks elsewhere is answered at once', () => {
    const catastrophic = route.replace(
      'rules: [{',
      'rules: [{matches: [{path: {type: RegularExpression, value: "/(a+)+$"}}], ',
    )
    const mirror = opened(file(whole.replace(route, catastrophic)))
    mirror.send({
      kind: 'ask',
      id: 1,
      question: {
        kind: 'trace',
        sample: 0,
        request: {
          from: { kind: 'external', ip: null },
          to: null,
          connection: null,
          http: { method: 'GET', url: `http://h/${'a'.repeat(4000)}b`, headers: [], sni: null },
        },
      },
    })
    expect(mirror.broken).toEqual([])
    expect(mirror.replies).toHaveLength(1)
  })
})
