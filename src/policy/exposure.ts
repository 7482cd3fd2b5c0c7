import type { Cluster } from '../cluster/index.ts'
import { isEmptySelector, type LabelSelector, matchSelector } from '../match/index.ts'
import type { DocId } from '../text/index.ts'
import type { PeerTerms } from './compiled/compiled-peer.ts'
import type { PolicyEngine, Side } from './compiled/policy-engine.ts'
import type { Direction } from './connection.ts'
import { describePorts, isEverything, type PortSet } from './port-set.ts'

/** Pods that are not there yet, as a rule's selectors describe them. */
export interface Stranger {
  /** A namespace by its name, or namespaces by a selector; an empty selector is any namespace. */
  readonly namespaces: { readonly name: string } | { readonly selector: LabelSelector }
  /** Null: any pod there. */
  readonly pods: LabelSelector | null
}

/** What strangers may dial, or what may be dialled of them. */
export interface StrangerPorts {
  readonly ports: PortSet
  /** Ports of strangers by name, which no pod shows yet: `TCP http`, or a bare name where the rule gives no protocol. */
  readonly names: readonly string[]
}

/** Who may come in a direction of a workload besides the pods that are there. */
export interface Exposure {
  readonly doc: DocId
  readonly direction: Direction
  /** Whether any policy is about it; without one everybody is let through. */
  readonly isProtected: boolean
  /** Any pod of the cluster, whatever its labels. */
  readonly anybody: StrangerPorts
  /** Strangers that are not let through just as anybody is. */
  readonly strangers: readonly (StrangerPorts & { readonly stranger: Stranger })[]
}

const anybody: Stranger = { namespaces: { selector: { matchLabels: [], matchExpressions: [] } }, pods: null }
const metadataName = 'kubernetes.io/metadata.name'

/**
 * Who could reach the workloads and be reached besides the pods that are there: anybody in the cluster, and the strangers that rules
 * describe. A rule takes a stranger only where its selectors ask for exactly what the stranger's do, or for nothing: what other labels a
 * stranger may have, nobody knows. Strangers that a pod which is there stands for already are left out.
 */
export function exposures(cluster: Cluster, engine: PolicyEngine, docs: readonly DocId[]): Exposure[] {
  const strangers = strangersOf(cluster, engine)
  const known = new Map<string, Omit<Exposure, 'doc'>>()
  return docs.flatMap(doc =>
    (['egress', 'ingress'] as const).flatMap(direction => {
      const pods = engine.classOf(doc)
      if (pods === undefined) return []
      const key = `${direction} ${pods.id}`
      let found = known.get(key)
      if (found === undefined) {
        found = exposureOf(engine, direction, doc, strangers)
        known.set(key, found)
      }
      return [{ doc, ...found }]
    }),
  )
}

function exposureOf(
  engine: PolicyEngine,
  direction: Direction,
  doc: DocId,
  strangers: readonly Stranger[],
): Omit<Exposure, 'doc'> {
  const general = portsFor(engine, direction, doc, anybody)
  return {
    direction,
    isProtected: engine.selecting(direction, doc).length > 0,
    anybody: general,
    strangers: strangers.flatMap(stranger => {
      const its = portsFor(engine, direction, doc, stranger)
      return isSame(its, general) ? [] : [{ ...its, stranger }]
    }),
  }
}

function portsFor(engine: PolicyEngine, direction: Direction, doc: DocId, stranger: Stranger): StrangerPorts {
  const side = engine.sideOf(direction, doc, terms => takesStranger(terms, stranger))
  const ports = engine.ports.setOf(side.open)
  return { ports, names: direction === 'egress' && !isEverything(ports) ? namesOf(engine, side) : [] }
}

/** Ports by name that the rules which take a stranger let through; nobody knows their numbers. */
function namesOf(engine: PolicyEngine, side: Side): string[] {
  const open = new Set<string>()
  const shut = new Set<string>()
  for (const { rule } of engine.hits(side)) {
    for (const { name, protocol } of rule.named) {
      const text = protocol === null ? name : `${protocol} ${name}`
      if (rule.action === 'Deny') shut.add(text)
      else if (rule.action === 'Allow' && !shut.has(text)) open.add(text)
    }
  }
  return [...open].sort()
}

function isSame(a: StrangerPorts, b: StrangerPorts): boolean {
  return describePorts(a.ports) === describePorts(b.ports) && a.names.join() === b.names.join()
}

/** Strangers that the rules of all policies describe, each once, in the order of their text. */
function strangersOf(cluster: Cluster, engine: PolicyEngine): Stranger[] {
  const found = new Map<string, Stranger>()
  for (const terms of engine.peerTerms()) {
    if (terms.kind !== 'pods') continue
    const stranger = strangerOf(terms)
    if (isAnybody(stranger)) continue
    const key = `${textOfPlace(stranger)}|${textOf(stranger.pods)}`
    if (!found.has(key)) found.set(key, stranger)
  }
  const groups = cluster.pods()
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, stranger]) => stranger)
    .filter(stranger => !groups.some(({ namespace, labels }) => isStoodFor(cluster, stranger, namespace, labels)))
}

function strangerOf(terms: Extract<PeerTerms, { kind: 'pods' }>): Stranger {
  const pods = terms.pods === null || isEmptySelector(terms.pods) ? null : terms.pods
  if (terms.namespaces === null) return { namespaces: { name: terms.own ?? '' }, pods }
  const name = soleName(terms.namespaces)
  return { namespaces: name === null ? { selector: terms.namespaces } : { name }, pods }
}

function isAnybody({ namespaces, pods }: Stranger): boolean {
  return pods === null && 'selector' in namespaces && isEmptySelector(namespaces.selector)
}

/** Whether a pod that is there has all that describes the stranger; of expressions and of "any" nobody can say so. */
function isStoodFor(
  cluster: Cluster,
  stranger: Stranger,
  namespace: string,
  labels: ReadonlyMap<string, string>,
): boolean {
  const { namespaces, pods } = stranger
  if (pods === null || pods.matchExpressions.length > 0 || !matchSelector(pods, labels)) return false
  if ('name' in namespaces) return namespaces.name === namespace
  const { selector } = namespaces
  return (
    !isEmptySelector(selector) &&
    selector.matchExpressions.length === 0 &&
    matchSelector(selector, cluster.namespaceLabels(namespace))
  )
}

/** Whether a peer of a rule takes a stranger: it asks for nothing, or for the same. */
function takesStranger(terms: PeerTerms, stranger: Stranger): boolean {
  if (terms.kind === 'all') return true
  if (terms.kind !== 'pods') return false
  const asked = strangerOf(terms)
  const samePods = asked.pods === null || textOf(asked.pods) === textOf(stranger.pods)
  const anywhere = 'selector' in asked.namespaces && isEmptySelector(asked.namespaces.selector)
  return samePods && (anywhere || textOfPlace(asked) === textOfPlace(stranger))
}

function textOfPlace({ namespaces }: Stranger): string {
  return 'name' in namespaces ? `name ${namespaces.name}` : textOf(namespaces.selector)
}

/** Equal for selectors that ask for the same: `In` of one value is that value. */
function textOf(selector: LabelSelector | null): string {
  if (selector === null) return '-'
  const parts = selector.matchLabels.map(([key, value]) => `${key}=${value}`)
  for (const { key, operator, values } of selector.matchExpressions)
    parts.push(
      operator === 'In' && values.length === 1
        ? `${key}=${values[0]}`
        : `${key} ${operator} ${[...values].sort().join(' ')}`,
    )
  return parts.sort().join('\n')
}

/** The namespace that a selector names and nothing else; null for another selector. */
function soleName({ matchLabels, matchExpressions }: LabelSelector): string | null {
  const [first] = matchLabels
  return matchLabels.length === 1 && matchExpressions.length === 0 && first?.[0] === metadataName ? first[1] : null
}
