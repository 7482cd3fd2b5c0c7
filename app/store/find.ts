import type { DocProblems, OutlineEntry, TopologyEdge, TopologyNode } from './contracts.ts'

/**
 * The language of finding and hiding: words, and `key:value` terms, all of which must hold. `a,b` is either, `-term` is not, and a value
 * is a part of the word it stands for. `kind:httproute ns:shop shadowed -name:old`.
 */
export interface Term {
  readonly key: 'any' | 'kind' | 'ns' | 'name' | 'file' | 'is' | 'near'
  readonly values: readonly string[]
  readonly not: boolean
}

/** What a resource can be; each is also a word of its own, without `is:`. */
export const states = [
  'error',
  'warning',
  'shadowed',
  'missing',
  'stale',
  'veiled',
  'refused',
  'alone',
  'unknown',
] as const
export type State = (typeof states)[number]

const keys: Readonly<Record<string, Term['key']>> = {
  kind: 'kind',
  ns: 'ns',
  namespace: 'ns',
  name: 'name',
  file: 'file',
  is: 'is',
  near: 'near',
}

const isState = (word: string): word is State => (states as readonly string[]).includes(word)

export function parseFind(text: string): Term[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .flatMap((word): Term[] => {
      const not = word.startsWith('-')
      const body = not ? word.slice(1) : word
      if (body === '') return []
      const colon = body.indexOf(':')
      const key = colon > 0 && Object.hasOwn(keys, body.slice(0, colon)) ? keys[body.slice(0, colon)] : undefined
      if (key === undefined) return [{ key: isState(body) ? 'is' : 'any', values: [body], not }]
      const values = body
        .slice(colon + 1)
        .split(',')
        .filter(value => value !== '')
      // Half typed: nothing is asked for yet.
      return values.length === 0 ? [] : [{ key, values, not }]
    })
}

export interface Findable {
  readonly nodes: ReadonlyMap<string, TopologyNode>
  readonly edges: ReadonlyMap<string, TopologyEdge>
  readonly outline: ReadonlyMap<string, OutlineEntry>
  readonly problems: ReadonlyMap<string, DocProblems>
  /** Names of files by id. */
  readonly files: ReadonlyMap<string, string>
}

/** Ids of the nodes and documents that all terms hold for. Who is outside belongs to what it reaches. */
export function findAll(terms: readonly Term[], within: Findable): Set<string> {
  const tests = terms.map(term => testOf(term, within))
  const found = new Set<string>()
  for (const id of new Set([...within.nodes.keys(), ...within.outline.keys()])) {
    const node = within.nodes.get(id)
    if (node?.role === 'outside') continue
    const source = within.outline.get(id) ?? node
    if (source === undefined) continue
    const thing = thingOf(source)
    if (tests.every(test => test(thing))) found.add(id)
  }
  for (const edge of within.edges.values())
    if (within.nodes.get(edge.from)?.role === 'outside' && found.has(edge.to)) found.add(edge.from)
  return found
}

interface Thing {
  readonly id: string
  readonly kind: string
  readonly namespace: string
  readonly name: string
  /** Id of its file; '' for what none declares. */
  readonly file: string
}

/** Entries keep their identity until they change: an edit of one costs the others nothing. */
const things = new WeakMap<OutlineEntry | TopologyNode, Thing>()

function thingOf(source: OutlineEntry | TopologyNode): Thing {
  const known = things.get(source)
  if (known !== undefined) return known
  const thing: Thing = {
    id: source.id,
    kind: source.kind.toLowerCase(),
    namespace: source.namespace.toLowerCase(),
    name: source.name.toLowerCase(),
    file: 'file' in source ? source.file : '',
  }
  things.set(source, thing)
  return thing
}

function testOf({ key, values, not }: Term, within: Findable): (thing: Thing) => boolean {
  const holds = plainTest(key, values, within)
  return not ? thing => !holds(thing) : holds
}

function plainTest(key: Term['key'], values: readonly string[], within: Findable): (thing: Thing) => boolean {
  const part = (text: string): boolean => values.some(value => text.includes(value))
  switch (key) {
    case 'any':
      return ({ kind, namespace, name }) => part(kind) || part(namespace) || part(name)
    case 'kind':
      return thing => part(thing.kind)
    case 'name':
      return thing => part(thing.name)
    case 'file': {
      const files = new Set([...within.files].filter(([, name]) => part(name.toLowerCase())).map(([id]) => id))
      return thing => files.has(thing.file)
    }
    case 'ns':
      return thing =>
        values.some(value => thing.namespace === value || (value !== 'default' && thing.namespace.includes(value)))
    case 'near': {
      const named = [...within.nodes.values()].filter(node => part(node.name.toLowerCase())).map(node => node.id)
      const near = neighbourhood(named, 1, within.edges)
      return thing => near.has(thing.id)
    }
    case 'is': {
      const wanted = values.filter(isState)
      const sets = wanted.map(state => inState(state, within))
      return thing => sets.some(set => set.has(thing.id))
    }
  }
}

function inState(state: State, { nodes, edges, outline, problems }: Findable): ReadonlySet<string> {
  const found = new Set<string>()
  const withProblem = (test: (problem: DocProblems['problems'][number]['problem']) => boolean): void => {
    for (const { id, problems: list } of problems.values()) if (list.some(({ problem }) => test(problem))) found.add(id)
  }
  switch (state) {
    case 'error':
    case 'warning':
      withProblem(problem => problem.severity === state)
      break
    case 'shadowed':
      withProblem(problem => /shadow/i.test(problem.code))
      break
    case 'missing':
    case 'stale':
    case 'veiled':
      for (const node of nodes.values()) if (node.state === state) found.add(node.id)
      for (const entry of outline.values()) if (entry.state === state) found.add(entry.id)
      break
    case 'refused':
      for (const edge of edges.values()) if (edge.state === 'refused') found.add(edge.from).add(edge.to)
      for (const node of nodes.values()) if (node.rows.some(row => row.tone === 'refused')) found.add(node.id)
      break
    case 'unknown':
      for (const node of nodes.values())
        if (node.rows.some(row => row.tone === 'unknown') || node.badges.some(badge => badge.icon === 'unknown'))
          found.add(node.id)
      break
    case 'alone': {
      const joined = new Set([...edges.values()].flatMap(edge => [edge.from, edge.to]))
      for (const id of nodes.keys()) if (!joined.has(id)) found.add(id)
      break
    }
  }
  return found
}

/** Nodes at most so many lines away, in both directions; the starts themselves included. */
export function neighbourhood(
  starts: readonly string[],
  depth: number,
  edges: ReadonlyMap<string, TopologyEdge>,
): Set<string> {
  const beside = new Map<string, string[]>()
  const join = (a: string, b: string): void => {
    const list = beside.get(a)
    if (list === undefined) beside.set(a, [b])
    else list.push(b)
  }
  for (const { from, to } of edges.values()) {
    join(from, to)
    join(to, from)
  }
  const reached = new Set(starts)
  let border: readonly string[] = starts
  for (let step = 0; step < depth && border.length > 0; step += 1) {
    const next: string[] = []
    for (const id of border)
      for (const other of beside.get(id) ?? [])
        if (!reached.has(other)) {
          reached.add(other)
          next.push(other)
        }
    border = next
  }
  return reached
}
