import { matchSuffix } from '../../match/index.ts'
import {
  type DestinationRuleResource,
  fullHost,
  type IstioSubset,
  type PortPolicy,
  type TrafficPolicy,
} from '../../model/index.ts'
import { compareAge, isExported, type MeshClient, type MeshContext, selects } from './client.ts'

/** The DestinationRules of one namespace and host, merged into one. */
export interface AppliedRule {
  /** Oldest first; the first gives its name. */
  readonly rules: readonly DestinationRuleResource[]
  readonly policy: TrafficPolicy | null
  /** With the rule that declares it. */
  readonly subsets: readonly { readonly subset: IstioSubset; readonly rule: DestinationRuleResource }[]
  /** Which step of the lookup found it. */
  readonly level: 'client' | 'service' | 'root'
}

/**
 * The rule for a service as one client sees it: its own namespace, then the service's, then the root namespace; the first that has one
 * decides, and levels are not merged [IS-30]. In a level the most specific host counts, exported or not [IS-31].
 */
export function destinationRuleFor(
  context: MeshContext,
  client: MeshClient,
  service: { readonly host: string; readonly namespace: string },
): AppliedRule | null {
  const { cluster, mesh } = context
  if (!cluster.hasAny('destinationrule')) return null
  const exportOf = (rule: DestinationRuleResource): readonly string[] =>
    rule.exportTo ?? mesh.defaultDestinationRuleExportTo
  const candidates = rulesAbout(context, service.host)
  const inNamespace = (namespace: string, take: (rule: DestinationRuleResource) => boolean): Candidate[] =>
    candidates.filter(({ rule }) => rule.namespace === namespace && take(rule))
  const isPrivate = (rule: DestinationRuleResource): boolean => exportOf(rule).every(entry => entry === '.')
  const own =
    client.namespace === mesh.rootNamespace
      ? inNamespace(client.namespace, isPrivate)
      : inNamespace(client.namespace, rule => isExported(exportOf(rule), rule.namespace, rule.namespace))
  const first = pick(own, client, exportOf, () => true)
  if (first !== null) return { ...first, level: 'client' }
  for (const [namespace, level] of [
    [service.namespace, 'service'],
    [mesh.rootNamespace, 'root'],
  ] as const) {
    const found = pick(
      inNamespace(namespace, rule => !isPrivate(rule)),
      client,
      exportOf,
      rule => isExported(exportOf(rule), rule.namespace, client.namespace),
    )
    if (found !== null) return { ...found, level }
  }
  return null
}

interface Candidate {
  readonly rule: DestinationRuleResource
  readonly host: string
}

function rulesAbout({ cluster }: MeshContext, host: string): Candidate[] {
  const exact = cluster.onHost('destinationrule', host).map(rule => ({ rule, host }))
  const wild = cluster
    .onWildcards('destinationrule')
    .map(rule => ({ rule, host: fullHost(rule.host.value, rule.namespace) }))
    .filter(item => matchSuffix(item.host, host))
  return [...exact, ...wild]
}

function pick(
  candidates: readonly Candidate[],
  client: MeshClient,
  exportOf: (rule: DestinationRuleResource) => readonly string[],
  isUsable: (rule: DestinationRuleResource) => boolean,
): Omit<AppliedRule, 'level'> | null {
  const host = candidates.reduce<string | null>(
    (best, item) => (best === null || moreSpecific(item.host, best) ? item.host : best),
    null,
  )
  if (host === null) return null
  const rules = candidates
    .filter(item => item.host === host)
    .map(item => item.rule)
    .sort(compareAge)
  // A rule for some clients only is for those of its own namespace.
  const selecting = rules.filter(
    ({ workloadSelector, namespace }) =>
      workloadSelector !== null && namespace === client.namespace && selects(workloadSelector, client.labels),
  )
  const rest = rules.filter(({ workloadSelector }) => workloadSelector === null)
  const group = [selecting, rest].find(list => list.some(isUsable))
  const lead = group?.find(isUsable)
  if (group === undefined || lead === undefined) return null
  // IS-32: only rules that are exported alike are merged.
  const key = [...exportOf(lead)].sort().join(' ')
  const merged = group.filter(rule => [...exportOf(rule)].sort().join(' ') === key)
  const subsets = new Map<string, { subset: IstioSubset; rule: DestinationRuleResource }>()
  for (const rule of merged)
    for (const subset of rule.subsets) if (!subsets.has(subset.name)) subsets.set(subset.name, { subset, rule })
  return {
    rules: merged,
    policy: merged.find(rule => rule.policy !== null)?.policy ?? null,
    subsets: [...subsets.values()],
  }
}

function moreSpecific(a: string, b: string): boolean {
  const isWild = (host: string): boolean => host.startsWith('*')
  if (isWild(a) !== isWild(b)) return !isWild(a)
  return a.length > b.length
}

const nothing: PortPolicy = { loadBalancer: null, connectionPool: null, outlierDetection: null, tls: null }

/** The policy of a port: a subset overlays part by part, an entry for the port replaces all parts [IS-33]. */
export function policyFor(rule: AppliedRule | null, subset: IstioSubset | null, port: number): PortPolicy {
  const whole = overlay(nothing, rule?.policy ?? null, port)
  return overlay(whole, subset?.policy ?? null, port)
}

function overlay(base: PortPolicy, policy: TrafficPolicy | null, port: number): PortPolicy {
  if (policy === null) return base
  const ofPort = policy.ports.find(entry => entry.port === port)
  if (ofPort !== undefined) return ofPort
  return {
    loadBalancer: policy.loadBalancer ?? base.loadBalancer,
    connectionPool: policy.connectionPool ?? base.connectionPool,
    outlierDetection: policy.outlierDetection ?? base.outlierDetection,
    tls: policy.tls ?? base.tls,
  }
}
