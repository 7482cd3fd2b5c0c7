import { keyOf } from '../../cluster/index.ts'
import { type Certificate, conjuncts, type Origin, type Route, RouteTable } from '../../dataplane/index.ts'
import { isWithin, matchSuffix, narrowerOf } from '../../match/index.ts'
import {
  fullHost,
  gatewayName,
  type IstioGatewayResource,
  type IstioServer,
  type VirtualServiceResource,
} from '../../model/index.ts'
import { compareAge, type MeshContext, selects } from './client.ts'
import { routesWithDelegates } from './delegate.ts'
import { type BoundRoute, type BoundServer, type GatewayHost, GatewayHosts } from './gateway-host.ts'
import { boundPort, type GatewayProxy } from './gateway-proxy.ts'
import { translateHttp } from './http-route.ts'
import { gatewayOfIngress, ingressHosts, ingressRoutes, istioIngresses } from './ingress.ts'
import { meshOf } from './mesh.ts'
import { tcpRoutes, tlsRoutes } from './stream-route.ts'
import { isRouteVisible } from './virtual-service.ts'

/** What a gateway proxy listens to on one container port. */
export interface GatewayListener {
  readonly port: number
  readonly kind: 'http' | 'tcp' | 'tls'
  readonly servers: readonly BoundServer[]
  /** Servers that found the port, or one of their hosts, taken. */
  readonly dropped: readonly BoundServer[]
}

type Protocol = 'http' | 'https' | 'tls' | 'tcp'

function protocolOf({ port, tls }: IstioServer): Protocol {
  const word = port.protocol
  if (word === 'HTTP' || word === 'HTTP2' || word === 'GRPC' || word === 'GRPC-WEB') return 'http'
  if (word === 'HTTPS') return tls?.mode === 'PASSTHROUGH' || tls?.mode === 'AUTO_PASSTHROUGH' ? 'tls' : 'https'
  return word === 'TLS' ? 'tls' : 'tcp'
}

/** Whether the server takes off TLS and reads HTTP. */
export function readsHttp(server: IstioServer): boolean {
  const protocol = protocolOf(server)
  return protocol === 'http' || protocol === 'https'
}

/** The Gateways that a proxy runs, those that Ingresses stand for among them, the oldest first. */
export function gatewaysOf(context: MeshContext, proxy: GatewayProxy): IstioGatewayResource[] {
  const { cluster } = context
  const made = istioIngresses(context).map(ingress => gatewayOfIngress(context, ingress))
  return [...cluster.all('istiogateway'), ...made]
    .filter(({ selector }) => selects(selector, proxy.labels))
    .sort(compareAge)
}

/**
 * The servers of all Gateways that a proxy runs, port by port. HTTP servers of one port are merged; the first protocol of a port stays, as
 * does the first plain stream; a TLS server with a host that is taken on its port is left out whole [IS-42].
 */
export function listenersOf(context: MeshContext, proxy: GatewayProxy): GatewayListener[] {
  return context.kept.get(`gateway listeners ${proxy.namespace}/${proxy.name}`, () => {
    const ports = new Map<
      number,
      { kind: GatewayListener['kind']; servers: BoundServer[]; dropped: BoundServer[]; hosts: string[] }
    >()
    for (const gateway of gatewaysOf(context, proxy)) {
      for (const server of gateway.servers) {
        const bound = { gateway, server }
        const protocol = protocolOf(server)
        const kind = protocol === 'https' || protocol === 'tls' ? 'tls' : protocol
        const port = boundPort(context, proxy, server.port.number)
        const known = ports.get(port)
        const hosts = server.hosts.map(({ host }) => host)
        if (known === undefined) ports.set(port, { kind, servers: [bound], dropped: [], hosts })
        else if (
          known.kind !== kind ||
          kind === 'tcp' ||
          (kind === 'tls' && hosts.some(host => known.hosts.includes(host)))
        )
          known.dropped.push(bound)
        else {
          known.servers.push(bound)
          known.hosts.push(...hosts)
        }
      }
    }
    return [...ports].map(([port, { kind, servers, dropped }]) => ({ port, kind, servers, dropped }))
  })
}

/** VirtualServices that a Gateway's servers may take, the oldest first. */
function routesBoundTo(
  { cluster }: MeshContext,
  { kind, namespace, name }: IstioGatewayResource,
): VirtualServiceResource[] {
  if (kind === 'Ingress') return []
  return [...cluster.routesBoundTo(keyOf('networking.istio.io', 'Gateway', namespace, name))].sort(compareAge)
}

/**
 * Host patterns of a plain listener, or of one TLS server, with the routes of each: a route's hosts cut to the server's, of namespaces
 * that the server lets in; of several VirtualServices the older one's routes come first [IS-43].
 */
export function hostsOf(
  context: MeshContext,
  proxy: GatewayProxy,
  port: number,
  servers: readonly BoundServer[],
): GatewayHosts {
  const names = servers.map(({ gateway, server }) => `${gateway.doc}#${server.at.join('.')}`).join(' ')
  return context.kept.get(`gateway hosts ${proxy.namespace}/${proxy.name} ${port} ${names}`, () => {
    const hosts = new Map<
      string,
      {
        redirect: BoundServer | null
        bound: BoundServer
        routes: BoundRoute[]
      }
    >()
    for (const bound of servers) {
      const { gateway, server } = bound
      // What the caller has read of it is read here too: another name, or other hosts, make this stale.
      context.cluster.ofDoc(gateway.doc)
      const name = `${gateway.namespace}/${gateway.name}`
      const redirects = server.tls?.httpsRedirect === true && protocolOf(server) === 'http'
      for (const route of routesBoundTo(context, gateway)) {
        if (!isRouteVisible(context, route, proxy.namespace)) continue
        for (const pattern of intersection(server, route)) {
          const known = hosts.get(pattern)
          if (known === undefined)
            hosts.set(pattern, {
              redirect: redirects ? bound : null,
              bound,
              routes: [{ doc: route.doc, gateway: name }],
            })
          else {
            if (redirects) known.redirect ??= bound
            if (!known.routes.some(item => 'doc' in item && item.doc === route.doc))
              known.routes.push({ doc: route.doc, gateway: name })
          }
        }
      }
      if (gateway.kind === 'Ingress') {
        for (const { host, lead } of ingressHosts(context)) {
          const pattern =
            lead === gateway.doc
              ? server.hosts.map(item => narrowerOf(item.host, host)).find(item => item !== null)
              : null
          if (pattern != null && !hosts.has(pattern))
            hosts.set(pattern, { redirect: null, bound, routes: [{ ingressHost: host }] })
        }
      }
      if (!redirects) continue
      for (const { host } of server.hosts) {
        const known = hosts.get(host)
        if (known === undefined) hosts.set(host, { redirect: bound, bound, routes: [] })
        else known.redirect ??= bound
      }
    }
    return new GatewayHosts([...hosts].map(([pattern, rest]) => ({ pattern, ...rest })))
  })
}

/** The narrower of each pair of hosts that overlap. */
function intersection({ hosts }: IstioServer, route: VirtualServiceResource): string[] {
  const found = new Set<string>()
  for (const { namespace, host } of hosts) {
    if (namespace !== '*' && namespace !== route.namespace) continue
    for (const { value } of route.hosts) {
      const narrower = narrowerOf(host, fullHost(value, route.namespace))
      if (narrower !== null) found.add(narrower)
    }
  }
  return [...found]
}

/** The routes of a host, those that take everything behind the rest [IS-43]. */
export function tableOfHost(context: MeshContext, { routes }: GatewayHost): RouteTable {
  const key = `gateway routes ${routes.map(item => ('doc' in item ? `${item.doc}@${item.gateway}` : `host ${item.ingressHost}`)).join(' ')}`
  return context.kept.get(key, () => {
    const mesh = meshOf(context.cluster, context.assumptions)
    const made = routes.flatMap(item => {
      if (!('doc' in item)) return ingressRoutes(context, item.ingressHost)
      const route = context.cluster.ofDoc(item.doc)
      if (route?.type !== 'virtualservice') return []
      return translateHttp(mesh, routesWithDelegates(context, route), item.gateway)
    })
    const takesAll = (route: Route): boolean => conjuncts(route.match).length === 0 && isPlain(route)
    const last = routes.length > 1 ? made.filter(takesAll) : []
    return new RouteTable(
      last.length === 0 ? made : [...made.filter(route => !last.includes(route)), ...last],
      'manyLabels',
    )
  })
}

function isPlain({ match }: Route): boolean {
  return 'all' in match && match.all.every(part => 'on' in part)
}

/** The server whose hosts take a server name: exact, else the longest wildcard. */
export function serverFor(servers: readonly BoundServer[], sni: string): BoundServer | null {
  let best: { bound: BoundServer; rank: number } | null = null
  for (const bound of servers) {
    for (const { host } of bound.server.hosts) {
      if (!(host === '*' || matchSuffix(host, sni))) continue
      const rank = host.startsWith('*') ? host.length : 100_000
      if (best === null || rank > best.rank) best = { bound, rank }
    }
  }
  return best?.bound ?? null
}

/** Streams of a server: by server name where TLS passes through, else whatever comes [IS-44]. */
export function streamTable(context: MeshContext, proxy: GatewayProxy, { gateway, server }: BoundServer): RouteTable {
  const key = `gateway stream ${proxy.namespace}/${proxy.name} ${gateway.doc} ${server.at.join('.')}`
  return context.kept.get(key, () => {
    context.cluster.ofDoc(gateway.doc)
    const name = `${gateway.namespace}/${gateway.name}`
    const client = { kind: 'gateway' as const, namespace: proxy.namespace, labels: proxy.labels, pods: proxy.pods }
    const place = { client, gateway: name, port: server.port.number }
    const sources = routesBoundTo(context, gateway)
      .filter(route => isRouteVisible(context, route, proxy.namespace) && intersection(server, route).length > 0)
      .flatMap(({ doc }) => {
        const route = context.cluster.ofDoc(doc)
        return route?.type === 'virtualservice' ? [route] : []
      })
    const passes = protocolOf(server) === 'tls' && (server.tls === null || server.tls.mode === 'PASSTHROUGH')
    const routes = passes
      ? tlsRoutes(sources, place, (route, sni) =>
          server.hosts.some(
            ({ namespace, host }) => (namespace === '*' || namespace === route.namespace) && isWithin(sni, host),
          ),
        )
      : tcpRoutes(sources, place)
    return new RouteTable(routes, 'manyLabels')
  })
}

export function originOfServer({ gateway, server }: BoundServer): Origin {
  const { doc, kind, namespace, name } = gateway
  return { doc, kind, namespace, name, path: server.at }
}

/** The certificate of a server: a Secret in the namespace of the gateway's pods, not of the Gateway [IS-45]. */
export function certificatesOf({ cluster }: MeshContext, proxy: GatewayProxy, bound: BoundServer): Certificate[] {
  const { tls, hosts } = bound.server
  const name = tls?.credentialName ?? null
  if (tls === null || name === null) return []
  const namespace = name.includes('/')
    ? name.slice(name.indexOf('/') + 1, name.lastIndexOf('/')) || proxy.namespace
    : proxy.namespace
  const plain = name.slice(name.lastIndexOf('/') + 1)
  const secret = cluster.get('secret', '', 'Secret', namespace, plain)
  return hosts.map(({ host }) => ({
    pattern: host === '*' ? '' : host,
    secret: `${namespace}/${plain}`,
    // What a Secret holds is checked elsewhere: the proxy only needs one.
    state: secret === undefined ? 'missing' : 'valid',
    dnsNames: secret?.dnsNames ?? [],
    origin: { ...originOfServer(bound), path: [...tls.at, 'credentialName'] },
  }))
}

/** Names that a gateway's route may be written with; for readers outside the room. */
export function isBoundTo(route: VirtualServiceResource, gateway: IstioGatewayResource): boolean {
  return route.gateways.some(
    ({ value }) => value !== 'mesh' && gatewayName(value, route.namespace) === `${gateway.namespace}/${gateway.name}`,
  )
}
