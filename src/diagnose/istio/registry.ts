import { serviceKey } from '../../cluster/index.ts'
import { fullHost, type ServiceEntryResource, type ServiceResource, serviceOfHost } from '../../model/index.ts'
import type { AnalyzeContext } from './analyzer.ts'

export interface Registered {
  readonly ports: readonly number[]
  /** Labels of its workloads, where the entry selects them. */
  readonly selector: ReadonlyMap<string, string>
  readonly resource: ServiceResource | ServiceEntryResource
}

/**
 * The Service or ServiceEntry of a host, as istioctl looks it up for a rule of a namespace: visible to all, to that namespace, or to those
 * that the rule is itself exported to; wildcard entries last.
 */
export function registeredHost(
  { cluster }: AnalyzeContext,
  from: string,
  exportTo: readonly string[] | null,
  host: string,
): Registered | null {
  const full = fullHost(host, from)
  const scopes = new Set(['*', ...(exportTo === null ? [from] : exportTo.map(scope => (scope === '.' ? from : scope)))])
  const target = serviceOfHost(full, from)
  const service = target === null ? undefined : cluster.find(serviceKey(target.namespace, target.name))
  if (service?.type === 'service' && visibleIn(service).some(scope => scopes.has(scope)))
    return { ports: service.ports.map(({ port }) => port), selector: new Map(), resource: service }
  const exact = cluster.onHost('serviceentry', full).find(entry => scopesOf(entry).some(scope => scopes.has(scope)))
  if (exact !== undefined) return ofEntry(exact)
  const tail = full.replace(/^\*/, '')
  const wild = cluster
    .onWildcards('serviceentry')
    .find(
      entry =>
        scopesOf(entry).some(scope => scope === '*' || scope === from) &&
        entry.hosts.some(({ value }) => value.startsWith('*') && tail.endsWith(value.slice(1))),
    )
  return wild === undefined ? null : ofEntry(wild)
}

function ofEntry(entry: ServiceEntryResource): Registered {
  return {
    ports: entry.ports.map(({ number }) => number),
    selector: entry.workloadSelector ?? new Map(),
    resource: entry,
  }
}

function visibleIn(service: ServiceResource): string[] {
  const said = service.annotations.get('networking.istio.io/exportTo') ?? ''
  return said === '' ? ['*'] : said.split(',').map(scope => (scope === '.' ? service.namespace : scope))
}

function scopesOf({ exportTo, namespace }: ServiceEntryResource): readonly string[] {
  return exportTo === null ? ['*'] : exportTo.map(scope => (scope === '.' ? namespace : scope))
}
