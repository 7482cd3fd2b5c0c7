import type { Assumptions, ResourceKey } from '../cluster/index.ts'
import {
  type Cluster,
  endpointsOf,
  findServicePort,
  keyOfReference,
  keyOfResource,
  serviceKey,
} from '../cluster/index.ts'
import { type NamedPart, type Reference, type Resource, referencesIn, serviceOfHost } from '../model/index.ts'
import type { Fact, Facts } from '../report/index.ts'
import type { DocId, FieldRef, Path } from '../text/index.ts'
import { selectorAt } from './reach/policy-card.ts'

/** What a field of a document names: an object or a part of one, or the pods that a selector takes. */
export type NamedThing =
  | {
      readonly is: 'object'
      readonly key: ResourceKey
      readonly target: Pick<Reference, 'kind' | 'namespace' | 'name'>
      readonly part: Pick<NamedPart, 'is' | 'value'> | null
    }
  | { readonly is: 'pods'; readonly docs: readonly DocId[]; readonly selector: string }

export interface Sentence {
  readonly code: string
  readonly facts: Facts
}

const same = (a: Path, b: Path): boolean => a.length === b.length && a.every((key, i) => key === b[i])
const startsWith = (path: Path, start: Path): boolean => start.every((key, i) => key === path[i])

/** Fields beside the name of a reference that tell which object is meant. */
const besides = new Set(['name', 'namespace', 'kind', 'group'])

/** What the field at a path names, the document's own name and those of its parts included; null for any other field. */
export function namedAt(cluster: Cluster, doc: DocId, path: Path): NamedThing | null {
  const resource = cluster.ofDoc(doc)
  if (resource === undefined) return null
  for (const reference of referencesIn(resource)) {
    const named = parts(reference, path)
    if (named !== null) return named
  }
  const selected = selectorAt(cluster, doc, path)
  if (selected !== null && !selected.isOutside)
    return { is: 'pods', docs: selected.nodes as readonly DocId[], selector: selected.selector }
  return ownName(resource, path)
}

function parts(reference: Reference, path: Path): NamedThing | null {
  const object = { is: 'object', key: keyOfReference(reference), target: reference } as const
  const part = reference.parts.find(({ at }) => same(at, path))
  if (part !== undefined) return { ...object, part }
  const isObject = reference.at.at(-1) === 'name'
  const around = reference.at.slice(0, -1)
  const isBeside = isObject && same(path.slice(0, -1), around) && besides.has(String(path.at(-1)))
  return same(reference.at, path) || isBeside || (isObject && same(path, around)) ? { ...object, part: null } : null
}

function ownName(resource: Resource, path: Path): NamedThing | null {
  const own = { is: 'object', key: keyOfResource(resource), target: resource } as const
  if (same(path, ['metadata', 'name']) || same(path, ['kind'])) return { ...own, part: null }
  for (const part of partsOf(resource))
    if (startsWith(path, part.at) && ['name', 'port'].includes(String(path[part.at.length]))) {
      if (part.is !== 'subset') return { ...own, part }
      const service =
        resource.type === 'destinationrule' ? serviceOfHost(resource.host.value, resource.namespace) : null
      if (service === null) return null
      const key = serviceKey(service.namespace, service.name)
      return { is: 'object', key, target: { kind: 'Service', ...service }, part }
    }
  return null
}

/** The parts of an object that others name; `at` is the part's own map. */
function partsOf(resource: Resource): NamedPart[] {
  switch (resource.type) {
    case 'gateway':
    case 'listenerset':
      return resource.listeners.map(({ name, at }) => ({ is: 'listener', value: name, at }))
    case 'service':
      return resource.ports.map(({ port, at }) => ({ is: 'port', value: port, at }))
    case 'destinationrule':
      return resource.subsets.map(({ name, at }) => ({ is: 'subset', value: name, at }))
    default:
      return []
  }
}

/** Where the thing is declared; several places for the pods of a selector and for subsets. */
export function definitionsOf(cluster: Cluster, thing: NamedThing): FieldRef[] {
  if (thing.is === 'pods') return thing.docs.map(doc => ({ doc, path: labelsOf(cluster.ofDoc(doc)) }))
  const target = cluster.find(thing.key)
  const { part } = thing
  if (part?.is === 'subset')
    return cluster
      .referrersOf('destinationrule', thing.key)
      .flatMap(rule =>
        rule.subsets
          .filter(({ name }) => name === part.value)
          .map(({ at }) => ({ doc: rule.doc, path: [...at, 'name'] })),
      )
  if (target === undefined) return []
  const whole: FieldRef = { doc: target.doc, path: ['metadata', 'name'] }
  if (part === null) return [whole]
  const found = partsOf(target).find(candidate => isSamePart(target, candidate, part))
  return [found === undefined ? whole : { doc: target.doc, path: [...found.at, part.is === 'port' ? 'port' : 'name'] }]
}

const labelsOf = (resource: Resource | undefined): Path =>
  resource?.type === 'pod' || resource?.type === 'workload'
    ? [...resource.pod.at.slice(0, -1), 'metadata', 'labels']
    : ['metadata', 'name']

/** A port is the same by number and by name. */
function isSamePart(
  target: Resource | undefined,
  a: Pick<NamedPart, 'is' | 'value'>,
  b: Pick<NamedPart, 'is' | 'value'>,
): boolean {
  if (a.is !== b.is) return false
  if (a.value === b.value || a.is !== 'port' || target?.type !== 'service') return a.value === b.value
  const port = findServicePort(target, a.value, null)
  return port !== null && port === findServicePort(target, b.value, null)
}

/** Every field that names the thing, in the order of resources; none for the pods of a selector. */
export function usesOf(cluster: Cluster, thing: NamedThing): FieldRef[] {
  if (thing.is === 'pods') return []
  const { key, part } = thing
  const target = cluster.find(key)
  return cluster.referrers(key).flatMap(resource =>
    referencesIn(resource)
      .filter(reference => keyOfReference(reference) === key)
      .flatMap((reference): FieldRef[] => {
        if (part === null) return [{ doc: resource.doc, path: reference.at }]
        return reference.parts
          .filter(other => isSamePart(target, part, other))
          .map(({ at }) => ({ doc: resource.doc, path: at }))
      }),
  )
}

/** What the thing is now, in sentences for a reader. */
export function meaningOf(cluster: Cluster, assumptions: Assumptions, thing: NamedThing): Sentence[] {
  const count = (value: number): Fact => ({ is: 'count', value })
  if (thing.is === 'pods') {
    const pods = thing.docs.flatMap(doc => podsOf(cluster, doc))
    const named: Fact = { is: 'list', items: pods.slice(0, 4).map(({ fact }) => fact) }
    return pods.length === 0
      ? [{ code: 'symbol.selectsNothing', facts: {} }]
      : [
          {
            code: 'symbol.selects',
            facts: { count: count(pods.reduce((sum, pod) => sum + pod.count, 0)), pods: named },
          },
        ]
  }
  const target = cluster.find(thing.key)
  const { kind, namespace, name } = thing.target
  const to: Fact = { is: 'resource', kind, namespace, name, ...(target !== undefined && { doc: target.doc }) }
  if (target === undefined) return [{ code: 'symbol.missing', facts: { to } }]
  const said: Sentence[] = [{ code: 'symbol.is', facts: { to } }]
  if (target.type === 'service') said.push(...serviceMeaning(cluster, assumptions, target, thing.part))
  if (target.type === 'gateway' && thing.part === null)
    said.push({
      code: 'symbol.listens',
      facts: {
        ports: {
          is: 'list',
          items: [...new Set(target.listeners.map(({ port }) => port))].map(port => ({ is: 'port', value: port })),
        },
      },
    })
  const uses = usesOf(cluster, thing).length
  said.push({ code: uses === 0 ? 'symbol.unused' : 'symbol.used', facts: { count: count(uses) } })
  return said
}

function podsOf(cluster: Cluster, doc: DocId): { count: number; fact: Fact }[] {
  const resource = cluster.ofDoc(doc)
  const pods = resource === undefined ? null : cluster.podGroup(resource)
  if (resource === undefined || pods === null) return []
  const { kind, namespace, name } = resource
  return [{ count: pods.count, fact: { is: 'resource', kind, namespace, name, doc } }]
}

function serviceMeaning(
  cluster: Cluster,
  assumptions: Assumptions,
  service: Extract<Resource, { type: 'service' }>,
  part: Pick<NamedPart, 'is' | 'value'> | null,
): Sentence[] {
  if (part?.is === 'port' && findServicePort(service, part.value, null) === null)
    return [{ code: 'symbol.noPort', facts: { port: { is: 'text', value: String(part.value) } } }]
  const port = part?.is === 'port' ? findServicePort(service, part.value, null) : (service.ports[0] ?? null)
  if (port === null) return []
  const groups = endpointsOf(cluster, assumptions, service, port)
  const sum = (some: readonly { readonly count: number }[]): Fact => ({
    is: 'count',
    value: some.reduce((total, group) => total + group.count, 0),
  })
  const target: Fact = { is: 'text', value: String(port.targetPort) }
  return [
    {
      code: 'symbol.endpoints',
      facts: {
        port: { is: 'port', value: port.port },
        target,
        ready: sum(groups.filter(({ ready }) => ready)),
        count: sum(groups),
      },
    },
  ]
}
