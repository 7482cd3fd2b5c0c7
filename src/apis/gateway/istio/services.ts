import type { Assumptions, Cluster } from '../../../cluster/index.ts'
import type { GatewayResource } from '../../../model/index.ts'
import type { FieldRef } from '../../../text/index.ts'
import { type Condition, condition } from '../condition-set.ts'
import type { IstioRole } from './role.ts'

/** Services that carry a Gateway's traffic, as Istio reads `spec.addresses` [GW-37]. */
export interface CarryingServices {
  /** Istio makes the Service (and the proxies) itself: no address, or an IP address only. */
  readonly isManaged: boolean
  readonly hosts: readonly { readonly host: string; readonly at: FieldRef }[]
  /** What is wrong with the addresses; null when nothing is. */
  readonly problem: { readonly reason: string; readonly at: FieldRef } | null
}

export function carryingServices(gateway: GatewayResource, role: IstioRole): CarryingServices {
  const { addresses, namespace } = gateway
  const field = (path: FieldRef['path']): FieldRef => ({ doc: gateway.doc, path })
  const inNamespace = (name: string): string => (name.includes('.') ? name : `${name}.${namespace}.svc`)
  if (addresses.length === 0 || (addresses.length === 1 && addresses[0]!.type === 'IPAddress')) {
    const suffix = role === 'gateway' ? `-${gateway.className}` : ''
    const name = gateway.annotations.get('gateway.istio.io/name-override') ?? `${gateway.name}${suffix}`
    const host = `${name}.${namespace}.svc`
    return { isManaged: true, hosts: [{ host, at: field(addresses[0]?.at ?? ['spec']) }], problem: null }
  }
  const skipped = addresses.find(({ type }) => type !== 'Hostname')
  const outdated = 'networking.istio.io/service-type'
  return {
    isManaged: false,
    hosts: addresses.flatMap(({ type, value, at }) =>
      type === 'Hostname' && value !== null ? [{ host: inNamespace(value), at: field(at) }] : [],
    ),
    problem:
      skipped !== undefined
        ? { reason: 'UnsupportedAddress', at: field(skipped.at) }
        : gateway.annotations.has(outdated)
          ? { reason: 'DeprecatedField', at: field(['metadata', 'annotations', outdated]) }
          : null,
  }
}

/** Whether every Service is there, in the Gateway's namespace, with a port for each listener [GW-37]. */
export function programmedBy(
  cluster: Cluster,
  assumptions: Assumptions,
  gateway: GatewayResource,
  services: CarryingServices,
  ports: readonly number[],
): Condition {
  const missed = (reason: string, at: FieldRef): Condition => condition('Programmed', 'False', reason, at)
  const unusable = gateway.addresses.find(
    ({ type, value }) => type === 'IPAddress' && value !== null && assumptions.unusableAddresses.includes(value),
  )
  if (unusable !== undefined) return missed('AddressNotUsable', { doc: gateway.doc, path: unusable.at })
  if (services.hosts.length === 0)
    return missed('UnsupportedAddress', { doc: gateway.doc, path: ['spec', 'addresses'] })
  for (const { host, at } of services.hosts) {
    const offered = portsOf(cluster, gateway.namespace, host)
    if (offered === null) {
      if (services.isManaged && assumptions.generatedServices === 'assumed') continue
      return missed('AddressNotUsable', at)
    }
    if (!ports.every(port => offered.includes(port))) return missed('AddressNotUsable', at)
  }
  return condition('Programmed', 'True', 'Programmed', null)
}

/** Ports of the Service or ServiceEntry with this name in a namespace; null when there is none. */
export function portsOf(cluster: Cluster, namespace: string, host: string): readonly number[] | null {
  const named = /^([^.]+)\.([^.]+)\.svc(\.|$)/.exec(host)
  const service =
    named !== null && named[2] === namespace ? cluster.get('service', '', 'Service', namespace, named[1]!) : undefined
  if (service !== undefined) return service.ports.map(({ port }) => port)
  const entries = cluster
    .all('serviceentry', namespace)
    .filter(entry => entry.hosts.some(({ value }) => value === host.toLowerCase()))
  return entries.length === 0 ? null : entries.flatMap(entry => entry.ports.map(({ number }) => number))
}
