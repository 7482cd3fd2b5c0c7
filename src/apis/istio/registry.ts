import { serviceKey } from '../../cluster/index.ts'
import { cidrContains, parseAddress, parseCidr } from '../../match/index.ts'
import { type ServiceEntryResource, type ServicePort, type ServiceResource, serviceOfHost } from '../../model/index.ts'
import type { Path } from '../../text/index.ts'
import { isExported, type MeshClient, type MeshContext } from './client.ts'
import { declaredOf, type PortProtocol, protocolOfEntry } from './port-protocol.ts'
import type { SidecarScope } from './sidecar-scope.ts'

/** A service of the mesh's registry: a Service of Kubernetes, or one host of a ServiceEntry. */
export interface MeshService {
  /** Full name; of a ServiceEntry it may be a wildcard. */
  readonly host: string
  readonly namespace: string
  readonly resource: ServiceResource | ServiceEntryResource
  readonly ports: readonly MeshPort[]
  /** Addresses or CIDRs that stand for it; none for headless ones and ServiceEntries without. */
  readonly addresses: readonly string[]
}

export interface MeshPort {
  readonly number: number
  readonly name: string
  readonly protocol: PortProtocol
  readonly at: Path
  /** The port of a Service; null for one of a ServiceEntry. */
  readonly service: ServicePort | null
}

export function hostOfService({ name, namespace }: ServiceResource): string {
  return `${name}.${namespace}.svc.cluster.local`
}

export function meshServiceOf(service: ServiceResource): MeshService {
  return {
    host: hostOfService(service),
    namespace: service.namespace,
    resource: service,
    ports: service.ports.map(port => ({
      number: port.port,
      name: port.name,
      protocol: declaredOf(port),
      at: port.at,
      service: port,
    })),
    addresses: service.clusterIPs,
  }
}

export function meshServicesOf(entry: ServiceEntryResource): MeshService[] {
  const ports = entry.ports.map(port => ({
    number: port.number,
    name: port.name,
    protocol: protocolOfEntry(port),
    at: port.at,
    service: null,
  }))
  return entry.hosts.map(({ value }) => ({
    host: value,
    namespace: entry.namespace,
    resource: entry,
    ports,
    addresses: entry.addresses,
  }))
}

const exportAnnotation = 'networking.istio.io/exportTo'

function exportToOf({ mesh }: MeshContext, { resource }: MeshService): readonly string[] {
  if (resource.type === 'serviceentry') return resource.exportTo ?? mesh.defaultServiceExportTo
  const annotation = resource.annotations.get(exportAnnotation)
  return annotation === undefined ? mesh.defaultServiceExportTo : annotation.split(',').map(entry => entry.trim())
}

/** Whether a client may know of a service at all; what its Sidecar imports is asked apart. */
export function isVisible(context: MeshContext, client: MeshClient, service: MeshService): boolean {
  return isExported(exportToOf(context, service), service.namespace, client.namespace)
}

/**
 * The services of a host, the one that counts first: a Service of Kubernetes before ServiceEntries, then by age. Several ServiceEntries of
 * one host share it port by port [IS-8].
 */
export function servicesOfHost(context: MeshContext, client: MeshClient, host: string): MeshService[] {
  const { cluster } = context
  const found: MeshService[] = []
  const named = host.endsWith('.svc.cluster.local') ? serviceOfHost(host, '') : null
  if (named !== null) {
    const service = cluster.get('service', '', 'Service', named.namespace, named.name)
    if (service !== undefined) found.push(meshServiceOf(service))
  }
  for (const entry of cluster.onHost('serviceentry', host))
    found.push(...meshServicesOf(entry).filter(service => service.host === host))
  return found.filter(service => isVisible(context, client, service))
}

/** Wildcard hosts of ServiceEntries that cover a host, the longest first. */
export function wildcardServices(context: MeshContext, client: MeshClient, host: string): MeshService[] {
  return context.cluster
    .onWildcards('serviceentry')
    .flatMap(meshServicesOf)
    .filter(
      service =>
        service.host.startsWith('*') &&
        host.length >= service.host.length &&
        host.endsWith(service.host.slice(1)) &&
        isVisible(context, client, service),
    )
    .sort((a, b) => b.host.length - a.host.length)
}

/** What an ExternalName Service stands for, when that is a Service of the cluster; itself when it is none [IS-9]. */
export function concreteOf({ cluster }: MeshContext, service: ServiceResource): ServiceResource | null {
  let current = service
  for (let depth = 0; depth < 4; depth++) {
    if (current.serviceType !== 'ExternalName') return current
    const target = serviceOfHost((current.externalName ?? '').replace(/\.$/, ''), '')
    const next =
      target === null || target.namespace === ''
        ? undefined
        : cluster.get('service', '', 'Service', target.namespace, target.name)
    if (next === undefined) return null
    current = next
  }
  return null
}

/** What a dialled name or address means to a client. */
export type Dialled =
  | { readonly kind: 'service'; readonly service: MeshService }
  /** An address, or a name, that the registry does not know. */
  | { readonly kind: 'other' }

/**
 * What is dialled: a cluster address, an address or range of a ServiceEntry (the longest range, of equal ones the first), or a name that
 * DNS gives such an address [IS-10].
 */
export function dialledService(
  context: MeshContext,
  client: MeshClient,
  scope: SidecarScope,
  name: string,
  port: number,
): Dialled {
  const { cluster } = context
  const takes = (service: MeshService): boolean =>
    isVisible(context, client, service) && scope.imports(service.host, service.namespace, port)
  const address = parseAddress(name)
  if (address === null) {
    const service = serviceByName(context, client, name)
    if (service !== null) {
      const concrete = concreteOf(context, service)
      if (concrete === null) return { kind: 'other' }
      const found = meshServiceOf(concrete)
      return takes(found) ? { kind: 'service', service: found } : { kind: 'other' }
    }
    const entries = servicesOfHost(context, client, name).filter(takes)
    const entry = entries.find(({ ports }) => ports.some(item => item.number === port)) ?? entries[0]
    return entry === undefined ? { kind: 'other' } : { kind: 'service', service: entry }
  }
  const service = cluster.serviceAt(name)
  if (service !== undefined) {
    const found = meshServiceOf(service)
    return takes(found) ? { kind: 'service', service: found } : { kind: 'other' }
  }
  const headless = headlessAt(context, name)
  if (headless !== null && takes(headless)) return { kind: 'service', service: headless }
  let best: { service: MeshService; size: bigint } | null = null
  for (const resource of cluster.onPort(port)) {
    if (resource.type !== 'serviceentry') continue
    for (const found of meshServicesOf(resource)) {
      if (!takes(found)) continue
      for (const range of found.addresses) {
        const cidr = parseCidr(range.includes('/') ? range : `${range}/${range.includes(':') ? 128 : 32}`)
        if (cidr === null || !cidrContains(cidr, address)) continue
        const size = cidr.last - cidr.first
        if (best === null || size < best.size) best = { service: found, size }
      }
    }
  }
  return best === null ? { kind: 'other' } : { kind: 'service', service: best.service }
}

/** Pods behind a headless Service are dialled by their own addresses. */
function headlessAt({ cluster, assumptions }: MeshContext, address: string): MeshService | null {
  const pods = cluster
    .pods()
    .find(
      group => group.ips.includes(address) || assumptions.pods.get(`${group.namespace}/${group.name}`)?.ip === address,
    )
  for (const service of cluster.all('service', pods?.namespace)) {
    if (!service.headless) continue
    if (pods !== undefined && service.selector !== null) {
      if ([...service.selector].every(([key, value]) => pods.labels.get(key) === value)) return meshServiceOf(service)
      continue
    }
    const slices = cluster.referrersOf('endpoints', serviceKey(service.namespace, service.name))
    if (
      slices.some(slice =>
        slice.subsets.some(set => set.endpoints.some(({ addresses }) => addresses.includes(address))),
      )
    )
      return meshServiceOf(service)
  }
  return null
}

/** A Service by the names that cluster DNS gives it to a client: short ones only in the client's namespace. */
export function serviceByName({ cluster }: MeshContext, client: MeshClient, name: string): ServiceResource | null {
  const parts = name.split('.')
  const isFull = parts.length === 5 && parts.slice(2).join('.') === 'svc.cluster.local'
  if (!isFull && !(parts.length === 1 || parts.length === 2 || (parts.length === 3 && parts[2] === 'svc'))) return null
  return cluster.get('service', '', 'Service', parts[1] ?? client.namespace, parts[0]!) ?? null
}
