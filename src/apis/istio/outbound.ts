import { type Route, RouteTable } from '../../dataplane/index.ts'
import { parseAddress, parseCidr } from '../../match/index.ts'
import { fullHost, type VirtualServiceResource } from '../../model/index.ts'
import { type Facts, makeStep, type Step } from '../../report/index.ts'
import type { MeshClient, MeshContext } from './client.ts'
import { routesWithDelegates } from './delegate.ts'
import { translateHttp } from './http-route.ts'
import { meshOf } from './mesh.ts'
import { isHttp } from './port-protocol.ts'
import {
  concreteOf,
  dialledService,
  hostOfService,
  isVisible,
  type MeshPort,
  type MeshService,
  meshServiceOf,
  meshServicesOf,
  serviceByName,
  servicesOfHost,
  wildcardServices,
} from './registry.ts'
import { defaultTries } from './retries.ts'
import { type SidecarScope, scopeOf } from './sidecar-scope.ts'
import { tcpRoutes, tlsRoutes } from './stream-route.ts'
import { type ChosenRoute, routeForHost } from './virtual-service.ts'

/** A connection as it leaves an application for its sidecar. */
export interface OutboundCall {
  /** Name or address that is dialled. */
  readonly dialled: string
  readonly port: number
  /** Host header; normalised, without port. */
  readonly host: string
  readonly sni: string
  /** What the application speaks: HTTP in plain, TLS (whatever is inside), or bytes. */
  readonly speaks: 'http' | 'tls' | 'tcp'
  readonly serverFirst: boolean
}

/** What a sidecar does with a connection of its application. */
export type Outbound = {
  readonly steps: readonly Step[]
} /** Routes are found in a table; `service` is what they are about, null for a host that the registry does not know. */ & (
  | { readonly kind: 'http'; readonly table: RouteTable; readonly service: MeshService | null }
  /** `open`: what no route takes goes on to where it was dialled. */
  | { readonly kind: 'stream'; readonly table: RouteTable; readonly service: MeshService; readonly open: boolean }
  /** On to wherever the application dialled. */
  | { readonly kind: 'passthrough' }
  /** Not let out: `status` of the answer, null for a connection that is reset. */
  | { readonly kind: 'blocked'; readonly status: number | null }
  /** The sidecar waits for the client to speak first, and the client for the server. */
  | { readonly kind: 'stuck' }
)

const proxyPorts = new Set([15001, 15006])

/** Which listener of a sidecar takes a connection, and where it leads [IS-35]. */
export function outboundOf(context: MeshContext, client: MeshClient, call: OutboundCall): Outbound {
  if (proxyPorts.has(call.port)) {
    const step = makeStep('mesh.ownPort', { port: { is: 'port', value: call.port } }, { rule: 'IS-35', verdict: 'no' })
    return { kind: 'blocked', status: null, steps: [step] }
  }
  const scope = scopeOf(context, client)
  const dialled = dialledService(context, client, scope, call.dialled, call.port)
  if (dialled.kind === 'service') {
    const { service } = dialled
    const port = service.ports.find(item => item.number === call.port)
    if (port !== undefined && !isHttp(port.protocol)) return ownListener(context, client, scope, call, service, port)
  }
  const onPort = portListener(context, client, scope, call)
  return onPort ?? outside(scope, call, false)
}

/** A port that is not declared to be HTTP has a listener for each address. */
function ownListener(
  context: MeshContext,
  client: MeshClient,
  scope: SidecarScope,
  call: OutboundCall,
  service: MeshService,
  port: MeshPort,
): Outbound {
  const isSniffed = port.protocol === 'auto'
  const facts = { host: { is: 'host', value: service.host }, port: { is: 'port', value: port.number } } as const
  if (isSniffed && call.serverFirst) {
    const step = makeStep('mesh.serverFirst', facts, { rule: 'IS-4', verdict: 'no', at: placeOf(service, port) })
    return { kind: 'stuck', steps: [step] }
  }
  if (isSniffed && call.speaks === 'http') {
    const chosen = routeForHost(context, client, scope, service.host)
    const step = makeStep('mesh.sniffed', facts, { rule: 'IS-4', at: placeOf(service, port) })
    return {
      kind: 'http',
      table: tableFor(context, service, chosen, call.port),
      service,
      steps: [step, ...chosenSteps(chosen, service.host)],
    }
  }
  return streamTo(context, client, scope, call, service, port)
}

function streamTo(
  context: MeshContext,
  client: MeshClient,
  scope: SidecarScope,
  call: OutboundCall,
  service: MeshService,
  port: MeshPort,
): Outbound {
  const chosen = routeForHost(context, client, scope, service.host)
  const sources = chosen === null ? [] : [chosen.route]
  const place = { client, gateway: 'mesh', port: port.number }
  const isTls =
    call.speaks === 'tls' && (port.protocol === 'tls' || port.protocol === 'https' || port.protocol === 'auto')
  const routes = isTls ? tlsRoutes(sources, place, () => true) : []
  const streams = routes.length > 0 || isTls ? routes : tcpRoutes(sources, place)
  const own = streams.length > 0 ? [] : [plainStream(service, port, isTls && needsName(service))]
  const table = new RouteTable([...streams, ...own], 'manyLabels')
  const steps = streams.length > 0 ? chosenSteps(chosen, service.host) : []
  return { kind: 'stream', table, service, steps, open: scope.outbound === 'ALLOW_ANY' }
}

/** On ranges, and without an address, only the server name tells services apart. */
function needsName({ resource, addresses }: MeshService): boolean {
  if (resource.type === 'service') return false
  return addresses.length === 0 || addresses.some(range => range.includes('/') && !isSingle(range))
}

function isSingle(range: string): boolean {
  const cidr = parseCidr(range)
  return cidr !== null && cidr.first === cidr.last
}

function plainStream(service: MeshService, port: MeshPort, bySni: boolean): Route {
  return {
    title: service.host,
    name: 'default',
    match: { all: bySni ? [{ on: 'sni', pattern: service.host, at: null, rule: 'IS-28' }] : [] },
    filters: [],
    action: {
      kind: 'forward',
      backends: [
        {
          target: { kind: 'host', host: service.host, port: port.number, subset: null, status: 503 },
          weight: 1,
          filters: [],
          origin: originOf(service, port.at),
        },
      ],
      tries: null,
    },
    origin: originOf(service, port.at),
    rule: 'IS-35',
    orderOpen: false,
  }
}

/** A port with HTTP services has one listener for all addresses; the Host header finds the service. */
function portListener(
  context: MeshContext,
  client: MeshClient,
  scope: SidecarScope,
  call: OutboundCall,
): Outbound | null {
  const host = call.speaks === 'http' ? virtualHost(context, client, scope, call) : null
  if (host !== null) return host
  const resources = context.cluster.onPort(call.port)
  const isKnown = (service: MeshService): boolean =>
    scope.imports(service.host, service.namespace, call.port) &&
    service.ports.some(port => port.number === call.port && isHttp(port.protocol))
  // ServiceEntries without an address take what nothing else on the port does.
  const catching = resources
    .flatMap(resource => (resource.type === 'serviceentry' ? meshServicesOf(resource) : []))
    .find(
      item =>
        item.addresses.length === 0 &&
        isVisible(context, client, item) &&
        scope.imports(item.host, item.namespace, call.port) &&
        item.ports.some(port => port.number === call.port && port.protocol === 'tcp'),
    )
  const hasHttp =
    call.port === 80 ||
    resources.some(resource =>
      (resource.type === 'service' ? [meshServiceOf(resource)] : meshServicesOf(resource)).some(isKnown),
    )
  if (call.speaks === 'http' && hasHttp) return outside(scope, call, true)
  if (call.speaks === 'tls') {
    const byName = servicesOfHost(context, client, call.sni).filter(service =>
      scope.imports(service.host, service.namespace, call.port),
    )
    for (const service of byName) {
      const port = service.ports.find(
        item => item.number === call.port && ['tls', 'https', 'auto'].includes(item.protocol),
      )
      if (port !== undefined && service.resource.type === 'serviceentry' && service.addresses.length === 0)
        return streamTo(context, client, scope, call, service, port)
    }
  }
  if (catching === undefined) return null
  const port = catching.ports.find(item => item.number === call.port)!
  return streamTo(context, client, scope, call, catching, port)
}

/** The virtual host of a Host header on a port: of a service by any of its names, of a route alone on port 80, else of a wildcard. */
function virtualHost(
  context: MeshContext,
  client: MeshClient,
  scope: SidecarScope,
  call: OutboundCall,
): Outbound | null {
  const { host, port } = call
  const takes = (service: MeshService): boolean =>
    scope.imports(service.host, service.namespace, port) &&
    service.ports.some(item => item.number === port && isHttp(item.protocol))
  for (const { service, isAlias } of namedBy(context, client, host)) {
    if (!takes(service)) continue
    const alias = isAlias ? routeForHost(context, client, scope, host) : null
    // IS-9: an alias has routes of its own only under its full name, and only as any name unknown to the registry.
    if (alias !== null && alias.host === host && port === 80) return alone(context, alias, port)
    const chosen = routeForHost(context, client, scope, service.host)
    return {
      kind: 'http',
      table: tableFor(context, service, chosen, port),
      service,
      steps: chosenSteps(chosen, service.host),
    }
  }
  const wild = wildcardServices(context, client, host).find(takes)
  // IS-12: a host that the registry does not know is routed on port 80 alone, whatever the route's matches say.
  const unknown = port === 80 ? routeForHost(context, client, scope, host) : null
  const useful = unknown === null || unknown.route.http.length === 0 ? null : unknown
  if (useful !== null && !(useful.host.startsWith('*') && wild !== undefined && wild.host.length >= useful.host.length))
    return alone(context, useful, port)
  if (wild === undefined) return null
  const chosen = routeForHost(context, client, scope, wild.host)
  return {
    kind: 'http',
    table: tableFor(context, wild, chosen, port),
    service: wild,
    steps: chosenSteps(chosen, wild.host),
  }
}

function alone(context: MeshContext, chosen: ChosenRoute, port: number): Outbound {
  return {
    kind: 'http',
    table: tableFor(context, null, chosen, port),
    service: null,
    steps: chosenSteps(chosen, chosen.host),
  }
}

/** Services that a Host header may mean, in the order they are asked. */
function namedBy(
  context: MeshContext,
  client: MeshClient,
  host: string,
): { readonly service: MeshService; readonly isAlias: boolean }[] {
  const { cluster } = context
  const found: { service: MeshService; isAlias: boolean }[] = []
  const byAddress = parseAddress(host) === null ? undefined : cluster.serviceAt(host)
  const byName = byAddress ?? serviceByName(context, client, host) ?? headlessOf(context, host)
  if (byName != null) {
    const concrete = concreteOf(context, byName)
    if (concrete !== null && servicesOfHost(context, client, hostOfService(concrete)).length > 0)
      found.push({ service: meshServiceOf(concrete), isAlias: concrete !== byName })
  }
  for (const service of servicesOfHost(context, client, fullHost(host, client.namespace)))
    if (service.resource.type === 'serviceentry') found.push({ service, isAlias: false })
  return found
}

/** A headless Service also answers to the names of its pods. */
function headlessOf({ cluster }: MeshContext, host: string): ReturnType<typeof serviceByName> {
  const [, name, namespace, ...rest] = host.split('.')
  if (name === undefined) return null
  const tail = rest.join('.')
  if (tail !== '' && tail !== 'svc' && tail !== 'svc.cluster.local') return null
  const candidates =
    namespace === undefined
      ? cluster.all('service').filter(service => service.name === name)
      : [cluster.get('service', '', 'Service', namespace, name)]
  return candidates.find(service => service?.headless === true) ?? null
}

/** Routes of a VirtualService for sidecars, with what a service does without any where none of them is for it. */
function tableFor(
  context: MeshContext,
  service: MeshService | null,
  chosen: ChosenRoute | null,
  port: number,
): RouteTable {
  if (chosen !== null) {
    const table = routeTable(context, chosen.route)
    if (table.size > 0 || service === null) return table
  }
  const key = `mesh default ${service!.host} ${port} ${service!.resource.doc}`
  return context.kept.get(key, () => new RouteTable([defaultRoute(context, service!, port)], 'manyLabels'))
}

/** The table of a VirtualService in sidecars: made once for all clients, for what depends on them is a condition. */
export function routeTable(context: MeshContext, route: VirtualServiceResource): RouteTable {
  return context.kept.get(`mesh route ${route.doc}`, () => {
    const current = context.cluster.ofDoc(route.doc) as VirtualServiceResource
    return new RouteTable(
      translateHttp(meshOf(context.cluster, context.assumptions), routesWithDelegates(context, current), 'mesh'),
      'manyLabels',
    )
  })
}

function defaultRoute({ cluster, assumptions }: MeshContext, service: MeshService, port: number): Route {
  const resource = cluster.ofDoc(service.resource.doc)
  const at = service.ports.find(item => item.number === port)?.at ?? []
  const origin = originOf(service, resource === undefined ? [] : at)
  return {
    title: service.host,
    name: 'default',
    match: { all: [] },
    filters: [],
    action: {
      kind: 'forward',
      backends: [
        {
          target: { kind: 'host', host: service.host, port, subset: null, status: 503 },
          weight: 1,
          filters: [],
          origin,
        },
      ],
      tries: defaultTries(meshOf(cluster, assumptions)),
    },
    origin,
    rule: 'IS-35',
    orderOpen: false,
  }
}

function originOf({ resource }: MeshService, path: Route['origin']['path']): Route['origin'] {
  const { doc, kind, namespace, name } = resource
  return { doc, kind, namespace, name, path }
}

function placeOf({ resource }: MeshService, port: MeshPort): Step['at'] {
  return { doc: resource.doc, path: port.at }
}

/** Which VirtualService is applied, and the ones that it beats. */
function chosenSteps(chosen: ChosenRoute | null, host: string): Step[] {
  if (chosen === null)
    return [makeStep('mesh.noVirtualService', { host: { is: 'host', value: host } }, { rule: 'IS-12', verdict: 'no' })]
  const { route, losers } = chosen
  const fact = (of: VirtualServiceResource): Facts[string] => ({
    is: 'resource',
    kind: of.kind,
    namespace: of.namespace,
    name: of.name,
    doc: of.doc,
  })
  const at = route.hosts.find(({ value }) => fullHost(value, route.namespace) === chosen.host)?.at ?? ['spec', 'hosts']
  const because = losers
    .slice(0, 3)
    .map(loser =>
      makeStep(
        'mesh.virtualServiceBeaten',
        { route: fact(loser), winner: fact(route) },
        { rule: 'IS-12', verdict: 'no', at: { doc: loser.doc, path: ['spec', 'hosts'] } },
      ),
    )
  return [
    makeStep(
      'mesh.virtualService',
      { route: fact(route), host: { is: 'host', value: host }, pattern: { is: 'host', value: chosen.host } },
      { rule: 'IS-12', at: { doc: route.doc, path: at }, because },
    ),
  ]
}

/** What no listener knows: let through, or held back [IS-35]. */
function outside(scope: SidecarScope, call: OutboundCall, isHttpPort: boolean): Outbound {
  const facts = {
    host: { is: 'host', value: call.host === '' ? call.dialled : call.host },
    port: { is: 'port', value: call.port },
  } as const
  const at =
    scope.sidecar?.outboundTrafficPolicy == null
      ? null
      : { doc: scope.sidecar.doc, path: scope.sidecar.outboundTrafficPolicy.at }
  if (scope.outbound === 'ALLOW_ANY')
    return { kind: 'passthrough', steps: [makeStep('mesh.passthrough', facts, { rule: 'IS-35', at })] }
  return {
    kind: 'blocked',
    status: isHttpPort ? 502 : null,
    steps: [makeStep('mesh.registryOnly', facts, { rule: 'IS-35', verdict: 'no', at })],
  }
}
