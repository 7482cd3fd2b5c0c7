import { type EndpointGroup, endpointsOf } from '../../cluster/index.ts'
import type { IstioSubset, PortPolicy, ServiceEntryEndpoint, ServiceEntryResource } from '../../model/index.ts'
import { makeStep, type Step } from '../../report/index.ts'
import { type MeshClient, type MeshContext, selects } from './client.ts'
import { type AppliedRule, destinationRuleFor, policyFor } from './destination-rule.ts'
import { type Located, localityOf, spreadByLocality } from './locality.ts'
import {
  concreteOf,
  type MeshPort,
  type MeshService,
  meshServiceOf,
  servicesOfHost,
  wildcardServices,
} from './registry.ts'

/** What a client asks for. */
export interface DestinationQuery {
  readonly host: string
  /** Null: the only port of the service, else the listener's. */
  readonly port: number | null
  readonly subset: string | null
  readonly listenerPort: number
}

/** An endpoint, with the part of the destination's requests that it gets. */
export interface MeshEndpoint {
  readonly share: number
  readonly locality: string
  /** Pods or addresses; null for a name outside that DNS has to resolve. */
  readonly group: EndpointGroup | null
  /** Address or name, for an endpoint of a ServiceEntry. */
  readonly address: string | null
  readonly port: number
  readonly at: Step['at']
}

export type Destination =
  | { readonly kind: 'missing'; readonly what: 'host' | 'port' | 'subset'; readonly port: number; readonly step: Step }
  | {
      readonly kind: 'cluster'
      readonly service: MeshService
      readonly port: MeshPort
      readonly subset: IstioSubset | null
      readonly rule: AppliedRule | null
      readonly policy: PortPolicy
      /** None: nothing is behind it. */
      readonly endpoints: readonly MeshEndpoint[]
      /** Endpoints of localities further away stand in where these fail. */
      readonly standby: boolean
      /** The connection goes on to wherever it was dialled. */
      readonly original: boolean
      readonly steps: readonly Step[]
    }

/** What a destination is to a client: the service, its port, the rule for it, and the endpoints of the subset [IS-29]. */
export function destinationOf(context: MeshContext, client: MeshClient, query: DestinationQuery): Destination {
  const found = serviceFor(context, client, query)
  if ('what' in found) return found
  const { service, port } = found
  const rule = destinationRuleFor(context, client, service)
  const declared =
    query.subset === null ? null : (rule?.subsets.find(item => item.subset.name === query.subset) ?? null)
  if (query.subset !== null && declared === null)
    return missing(
      'subset',
      port.number,
      query,
      rule === null ? null : { doc: rule.rules[0]!.doc, path: ['spec', 'subsets'] },
    )
  const subset = declared?.subset ?? null
  const policy = policyFor(rule, subset, port.number)
  const steps = rule === null ? [] : [ruleStep(rule, service, declared)]
  const original = policy.loadBalancer?.simple === 'PASSTHROUGH' || isOriginal(service)
  const raw = original ? [] : rawEndpoints(context, service, port, subset)
  const endpoints = spread(context, client, service, policy, raw)
  return {
    kind: 'cluster',
    service,
    port,
    subset,
    rule,
    policy,
    endpoints,
    standby: policy.outlierDetection !== null && endpoints.length < raw.length,
    original,
    steps,
  }
}

function isOriginal({ resource }: MeshService): boolean {
  if (resource.type !== 'serviceentry') return false
  return resource.resolution === 'NONE' || resource.resolution === 'DYNAMIC_DNS'
}

function serviceFor(
  context: MeshContext,
  client: MeshClient,
  query: DestinationQuery,
): { service: MeshService; port: MeshPort } | Extract<Destination, { kind: 'missing' }> {
  const exact = servicesOfHost(context, client, query.host).flatMap(service => {
    // An alias is what it stands for.
    if (service.resource.type !== 'service' || service.resource.serviceType !== 'ExternalName') return [service]
    const concrete = concreteOf(context, service.resource)
    return concrete === null ? [] : [meshServiceOf(concrete)]
  })
  const services = exact.length > 0 ? exact : wildcardServices(context, client, query.host)
  if (services.length === 0) return missing('host', query.port ?? query.listenerPort, query, null)
  const ports = services.flatMap(service => service.ports.map(port => ({ service, port })))
  const wanted = query.port ?? (ports.length === 1 ? ports[0]!.port.number : query.listenerPort)
  const hit = ports.find(({ port }) => port.number === wanted)
  return hit ?? missing('port', wanted, query, { doc: services[0]!.resource.doc, path: ['spec', 'ports'] })
}

function missing(
  what: 'host' | 'port' | 'subset',
  port: number,
  query: DestinationQuery,
  at: Step['at'],
): Extract<Destination, { kind: 'missing' }> {
  const facts = {
    host: { is: 'host', value: query.host },
    port: { is: 'port', value: port },
    subset: { is: 'name', value: query.subset ?? '' },
  } as const
  const code = what === 'host' ? 'mesh.noHost' : what === 'port' ? 'mesh.noPort' : 'mesh.noSubset'
  return { kind: 'missing', what, port, step: makeStep(code, facts, { rule: 'IS-34', verdict: 'no', at }) }
}

function ruleStep(
  rule: AppliedRule,
  service: MeshService,
  declared: { readonly subset: IstioSubset; readonly rule: { readonly doc: NonNullable<Step['at']>['doc'] } } | null,
): Step {
  const lead = rule.rules[0]!
  const { kind, namespace, name, doc } = lead
  return makeStep(
    declared === null ? 'mesh.destinationRule' : 'mesh.subset',
    {
      rule: { is: 'resource', kind, namespace, name, doc },
      host: { is: 'host', value: service.host },
      subset: { is: 'name', value: declared?.subset.name ?? '' },
      labels: {
        is: 'selector',
        value: [...(declared?.subset.labels ?? [])].map(([key, value]) => `${key}=${value}`).join(', '),
      },
    },
    {
      rule: 'IS-30',
      at: declared === null ? { doc, path: lead.host.at } : { doc: declared.rule.doc, path: declared.subset.at },
    },
  )
}

interface RawEndpoint extends Omit<MeshEndpoint, 'share'>, Located {
  readonly weight: number
}

function rawEndpoints(
  context: MeshContext,
  service: MeshService,
  port: MeshPort,
  subset: IstioSubset | null,
): RawEndpoint[] {
  const { cluster, assumptions } = context
  const inSubset = (labels: ReadonlyMap<string, string>): boolean => subset === null || selects(subset.labels, labels)
  if (service.resource.type === 'service') {
    return endpointsOf(cluster, assumptions, service.resource, port.service!)
      .filter(group => group.ready && group.port !== null && group.count > 0)
      .filter(group => inSubset(group.pods?.labels ?? new Map()))
      .map(group => ({
        group,
        address: null,
        port: group.port!,
        locality: localityOf(cluster, assumptions, group.pods),
        labels: group.pods?.labels ?? new Map<string, string>(),
        weight: group.count,
        at: null,
      }))
  }
  return entryEndpoints(context, service.resource, service.host, port).filter(({ labels }) => inSubset(labels))
}

function entryEndpoints(
  { cluster, assumptions }: MeshContext,
  entry: ServiceEntryResource,
  host: string,
  port: MeshPort,
): RawEndpoint[] {
  const target = entry.ports.find(item => item.number === port.number)?.targetPort ?? port.number
  const of = (endpoint: ServiceEntryEndpoint, doc: ServiceEntryResource['doc']): RawEndpoint => ({
    group: null,
    address: endpoint.address,
    port: endpoint.ports.get(port.name) ?? target,
    locality: endpoint.locality,
    labels: endpoint.labels,
    weight: endpoint.weight,
    at: { doc, path: endpoint.at },
  })
  if (entry.workloadSelector !== null) {
    const { workloadSelector } = entry
    const pods = cluster
      .podsSelected(entry.namespace, { matchLabels: [...workloadSelector], matchExpressions: [] })
      .filter(group => group.running && group.ready)
      .map(
        (group): RawEndpoint => ({
          group: { pods: group, addresses: group.ips, count: group.count, port: target, ready: true, at: null },
          address: null,
          port: target,
          locality: localityOf(cluster, assumptions, group),
          labels: group.labels,
          weight: group.count,
          at: null,
        }),
      )
    const machines = cluster
      .all('workloadentry', entry.namespace)
      .filter(({ endpoint }) => selects(workloadSelector, endpoint.labels))
      .map(({ endpoint, doc }) => of(endpoint, doc))
    return [...pods, ...machines]
  }
  if (entry.endpoints.length > 0) return entry.endpoints.map(endpoint => of(endpoint, entry.doc))
  if (entry.resolution === 'STATIC') return []
  // DNS without endpoints: the host itself is resolved.
  return [
    {
      group: null,
      address: host,
      port: target,
      locality: '',
      labels: new Map<string, string>(),
      weight: 1,
      at: { doc: entry.doc, path: entry.hosts.find(({ value }) => value === host)?.at ?? [] },
    },
  ]
}

const distributionAnnotation = 'networking.istio.io/traffic-distribution'

function spread(
  { cluster, assumptions }: MeshContext,
  client: MeshClient,
  { resource }: MeshService,
  { loadBalancer, outlierDetection }: PortPolicy,
  raw: readonly RawEndpoint[],
): MeshEndpoint[] {
  const settings = loadBalancer?.locality ?? null
  const word =
    resource.annotations.get(distributionAnnotation) ??
    (resource.type === 'service' ? resource.trafficDistribution : null)
  const byLocality = spreadByLocality(
    { locality: localityOf(cluster, assumptions, client.pods), labels: client.labels },
    raw,
    settings,
    outlierDetection !== null,
    word === 'PreferClose' ? 'close' : word === 'PreferSameZone' ? 'zone' : null,
  )
  const total = raw.reduce((sum, endpoint) => sum + endpoint.weight, 0)
  return raw.flatMap(({ weight, labels: _, ...endpoint }, index) => {
    const share = byLocality?.[index] ?? (total === 0 ? 0 : weight / total)
    return share === 0 ? [] : [{ ...endpoint, share }]
  })
}
