import { translateGateway } from '../apis/gateway/index.ts'
import { classOf, translateIngressClass } from '../apis/ingress/index.ts'
import {
  dialledPortOf,
  gatewayOfIngress,
  hostsOf,
  isIstioIngress,
  listenersOf,
  proxiesOf,
} from '../apis/istio/index.ts'
import { keyOf, type PodGroup } from '../cluster/index.ts'
import type { Entry } from '../dataplane/index.ts'
import { matchHostname, matchSuffix, rankOf } from '../match/index.ts'
import {
  type GatewayResource,
  type IngressResource,
  type IstioGatewayResource,
  type ReferringResource,
  type ServiceResource,
  serviceOfHost,
} from '../model/index.ts'
import { feature } from '../report/index.ts'
import type { FlowContext } from './context.ts'
import { meshContext } from './mesh-context.ts'
import type { TrafficEntry } from './request.ts'
import { findPods } from './source.ts'
import type { ClientRequest } from './url.ts'

/** A door that a client may dial. */
export type Door =
  | { readonly kind: 'entry'; readonly entry: Entry; readonly resource: GatewayResource | IngressResource }
  | { readonly kind: 'service'; readonly service: ServiceResource }
  /** Pods by themselves. */
  | { readonly kind: 'workload'; readonly pods: PodGroup }
  /** A Gateway of Istio, which its proxies run. */
  | { readonly kind: 'istio'; readonly resource: IstioGatewayResource }
  /** Takes the request, by rules that are not simulated. */
  | { readonly kind: 'unknown'; readonly resource: ReferringResource; readonly feature: string }

export function gatewayEntry({ cluster, assumptions, entries }: FlowContext, gateway: GatewayResource): Entry {
  return entries.get(`gateway ${gateway.doc}`, () =>
    translateGateway(cluster, assumptions, cluster.ofDoc(gateway.doc) as GatewayResource),
  )
}

export function ingressEntry({ cluster, assumptions, entries }: FlowContext, ingress: IngressResource): Entry {
  const ingressClass = classOf(cluster, assumptions, ingress)
  return entries.get(`ingress ${ingressClass.name}`, () => translateIngressClass(cluster, assumptions, ingressClass))
}

/** The entry that a request pins; null when nothing in the project is it. */
export function pinnedDoor(context: FlowContext, to: TrafficEntry): Door | null {
  const { cluster } = context
  switch (to.kind) {
    case 'Gateway': {
      const gateway = cluster.get('gateway', 'gateway.networking.k8s.io', 'Gateway', to.namespace, to.name)
      if (gateway !== undefined) return { kind: 'entry', entry: gatewayEntry(context, gateway), resource: gateway }
      const istio = cluster.get('istiogateway', 'networking.istio.io', 'Gateway', to.namespace, to.name)
      return istio === undefined ? null : { kind: 'istio', resource: istio }
    }
    case 'Ingress': {
      const ingress = cluster.get('ingress', 'networking.k8s.io', 'Ingress', to.namespace, to.name)
      if (ingress === undefined) return null
      const mesh = meshContext(context)
      return isIstioIngress(mesh, ingress)
        ? { kind: 'istio', resource: gatewayOfIngress(mesh, ingress) }
        : { kind: 'entry', entry: ingressEntry(context, ingress), resource: ingress }
    }
    case 'Service': {
      const service = cluster.get('service', '', 'Service', to.namespace, to.name)
      return service === undefined ? null : { kind: 'service', service }
    }
    case 'Workload': {
      const pods = findPods(cluster, to.namespace, to.name)
      return pods === null ? null : { kind: 'workload', pods }
    }
    default: {
      const found = cluster.find(keyOf('configuration.konghq.com', to.kind, to.namespace, to.name))
      return found?.type === 'referring'
        ? { kind: 'unknown', resource: found, feature: feature('entryKind', to.kind) }
        : null
    }
  }
}

/** The Service that a name or address means for a client in a namespace, as cluster DNS has it. */
export function serviceNamed({ cluster }: FlowContext, host: string, namespace: string | null): ServiceResource | null {
  const byAddress = cluster.serviceAt(host)
  if (byAddress !== undefined) return byAddress
  const parts = host.split('.')
  const named =
    serviceOfHost(host, namespace ?? '') ?? (parts.length === 2 ? { name: parts[0]!, namespace: parts[1]! } : null)
  if (named === null || named.namespace === '') return null
  return cluster.get('service', '', 'Service', named.namespace, named.name) ?? null
}

/** Doors to the outside that could take the request, the most specific claim on its host first. Doors of equal claim are in name order. */
export function openDoors(
  context: FlowContext,
  request: ClientRequest,
): { readonly door: Door; readonly claim: number }[] {
  const { cluster } = context
  const found: { door: Door; claim: number }[] = []
  const consider = (door: Door, claim: number | null): void => {
    if (claim !== null) found.push({ door, claim })
  }
  for (const gateway of cluster.all('gateway')) {
    const entry = gatewayEntry(context, gateway)
    consider({ kind: 'entry', entry, resource: gateway }, claimOf(entry, request))
  }
  const seen = new Set<Entry>()
  for (const ingress of cluster.all('ingress')) {
    const mesh = meshContext(context)
    if (isIstioIngress(mesh, ingress)) {
      const resource = gatewayOfIngress(mesh, ingress)
      consider({ kind: 'istio', resource }, claimOfIstio(context, resource, request))
      continue
    }
    const entry = ingressEntry(context, ingress)
    if (seen.has(entry)) continue
    seen.add(entry)
    consider({ kind: 'entry', entry, resource: ingress }, claimOf(entry, request))
  }
  for (const resource of cluster.all('referring')) {
    if (resource.role !== 'entry') continue
    // The port that clients dial is the gateway Service's, which no manifest here may show.
    const claims = resource.claims.filter(claim => matchHostname(claim.host, request.host, 'manyLabels'))
    consider(
      {
        kind: 'unknown',
        resource,
        feature: feature('entryKind', resource.kind),
      },
      claims.length === 0 ? null : Math.max(...claims.map(claim => rankOf(claim.host))),
    )
  }
  for (const resource of cluster.all('istiogateway'))
    consider({ kind: 'istio', resource }, claimOfIstio(context, resource, request))
  for (const service of cluster.all('service')) {
    if (
      service.serviceType !== 'LoadBalancer' ||
      !service.ports.some(port => port.port === request.port && port.protocol === 'TCP')
    )
      continue
    consider({ kind: 'service', service }, -2)
  }
  return found.sort((a, b) => b.claim - a.claim)
}

/** How specific the entry's best hostname for the request is; -1 for an open door without a route for the host; null when its port is shut. */
function claimOf(entry: Entry, request: ClientRequest): number | null {
  let claim: number | null = null
  for (const listener of entry.listeners) {
    if (listener.port !== request.port || !matchHostname(listener.hostname, request.host, listener.reach)) continue
    claim = Math.max(claim ?? -1, listener.hostname === '' ? -1 : rankOf(listener.hostname))
    const [pattern] = listener.table.patternsCovering(request.host)
    if (pattern !== undefined) claim = Math.max(claim, rankOf(pattern))
  }
  return claim
}

/** The best claim of a Gateway's servers on the host, on the ports that clients dial; hosts of its routes make it a better one. */
function claimOfIstio(context: FlowContext, gateway: IstioGatewayResource, request: ClientRequest): number | null {
  const mesh = meshContext(context)
  let claim: number | null = null
  for (const proxy of proxiesOf(mesh, gateway)) {
    const port = dialledPortOf(proxy, request.port)
    if (port === null) continue
    for (const listener of listenersOf(mesh, proxy)) {
      if (listener.port !== port) continue
      const own = listener.servers.filter(bound => bound.gateway.doc === gateway.doc)
      const routed = hostsOf(mesh, proxy, port, own).taking(request.host)
      const patterns = own.flatMap(({ server }) => server.hosts.map(({ host }) => host))
      if (routed !== null) patterns.push(routed.pattern)
      for (const pattern of patterns)
        if (pattern === '*' || matchSuffix(pattern, request.host))
          claim = Math.max(claim ?? -1, pattern === '*' ? -1 : rankOf(pattern))
    }
  }
  return claim
}
