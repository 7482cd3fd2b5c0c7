import type { Assumptions, Cluster } from '../../cluster/index.ts'
import { type Entry, type Listener, type Origin, type Route, RouteTable } from '../../dataplane/index.ts'
import { intersectHostnames } from '../../match/index.ts'
import { type GatewayListener, type GatewayResource, gatewayGroup, type RouteResource } from '../../model/index.ts'
import { feature } from '../../report/index.ts'
import { type Attachment, attachmentsOf, type EffectiveHostname } from './attachment.ts'
import type { ProxyOfBackends } from './backend.ts'
import { translateGrpcMatch } from './grpc-route.ts'
import { translateMatch } from './http-route.ts'
import { istioRoleOf, runsOnIstio } from './istio/role.ts'
import { translateL4Rule } from './l4-route.ts'
import { certificateState, validationOf } from './listener-tls.ts'
import { type Distinctness, effectiveListeners, type ListenerOwner } from './listeners.ts'
import { compareAge, comparePrecedence, type Place, type Rank, rankOfGrpc, rankOfHttp } from './precedence.ts'

/** A Gateway with the routes attached to each of its listeners, those of its ListenerSets included. */
export function translateGateway(cluster: Cluster, assumptions: Assumptions, gateway: GatewayResource): Entry {
  const attachments = attachmentsOf(cluster, gateway)
  const isIstio = runsOnIstio(cluster, assumptions, gateway)
  const proxy: ProxyOfBackends = {
    clientCertificate: clientCertificateOf(cluster, gateway),
    needsGrant: true,
    overlaps: isIstio,
    hostnames: isIstio,
  }
  // Istio has no proxy for datagrams [GW-38].
  const listeners = effectiveListeners(cluster, gateway, distinctnessOf(cluster, assumptions, gateway)).filter(
    ({ conflict, listener }) => conflict === null && !(isIstio && listener.protocol === 'UDP'),
  )
  return {
    kind: 'Gateway',
    namespace: gateway.namespace,
    name: gateway.name,
    listeners: listeners.map(({ owner, listener }) =>
      translateListener(cluster, gateway, owner, listener, attachments, proxy),
    ),
    origin: originOfOwner(gateway, []),
    unprofiled: waywardController(cluster, assumptions, gateway),
  }
}

/**
 * A controller that is known to leave the specification in how it finds a route (Kong: listeners do not part its routes), and that the
 * assumptions do not bind to it; null for all others.
 */
function waywardController(cluster: Cluster, { profiles }: Assumptions, gateway: GatewayResource): string | null {
  const controller = cluster.get('gatewayclass', gatewayGroup, 'GatewayClass', '', gateway.className)?.controllerName
  const profile = profiles.get(gateway.className) ?? (controller === undefined ? undefined : profiles.get(controller))
  if (profile === 'specification' || profile === 'gateway-api') return null
  return profile === 'kong' || controller?.startsWith('konghq.com/') ? 'kong' : null
}

/** How the controller of a Gateway tells its listeners apart [GW-10, GW-39]. */
export function distinctnessOf(cluster: Cluster, assumptions: Assumptions, gateway: GatewayResource): Distinctness {
  const role = istioRoleOf(cluster, assumptions, gateway.className)
  return {
    mixedTlsModes: assumptions.features.get('TLSRouteModeMixed') ?? true,
    istio: role === null ? null : role === 'gateway' ? 'inOrder' : 'none',
  }
}

function originOfOwner(owner: ListenerOwner, path: Origin['path']): Origin {
  return { doc: owner.doc, kind: owner.kind, namespace: owner.namespace, name: owner.name, path }
}

function clientCertificateOf(cluster: Cluster, gateway: GatewayResource): string | null {
  const ref = gateway.backendClientCertificate
  if (ref === null || certificateState(cluster, gateway, ref) !== 'valid') return null
  return `${ref.namespace}/${ref.name}`
}

const protocols = ['HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP'] as const

function translateListener(
  cluster: Cluster,
  gateway: GatewayResource,
  owner: ListenerOwner,
  listener: GatewayListener,
  attachments: readonly Attachment[],
  proxy: ProxyOfBackends,
): Listener {
  const attached = attachments.flatMap(attachment => {
    if (attachment.parent !== owner) return []
    return attachment.accepted
      .filter(item => item.listener === listener)
      .map(item => ({ route: attachment.route, hostnames: item.hostnames }))
  })
  const protocol = protocols.find(name => name === listener.protocol)
  const isPassthrough = protocol === 'TLS' && listener.tls?.mode === 'Passthrough'
  return {
    name: listener.name,
    port: listener.port,
    protocol: protocol ?? 'TCP',
    hostname: listener.hostname,
    reach: 'manyLabels',
    certificates:
      (protocol === 'HTTPS' || protocol === 'TLS') && !isPassthrough ? certificatesOf(cluster, owner, listener) : null,
    // Istio lets an HTTPRoute and a GRPCRoute share a hostname.
    table: new RouteTable(
      routesOf(cluster, proxy.overlaps === true ? attached : withoutOverlap(attached), proxy),
      'manyLabels',
    ),
    checksClients: clientChecks(gateway, listener),
    origin: originOfOwner(owner, listener.at),
    unknown: protocol === undefined ? feature('listenerProtocol', listener.protocol) : null,
  }
}

/** What the Gateway asks of the clients of a listener: the entry for its port comes before the default [GW-33]. */
function clientChecks(
  gateway: GatewayResource,
  listener: GatewayListener,
): NonNullable<Listener['checksClients']> | null {
  if (listener.protocol !== 'HTTPS') return null
  const validation = validationOf(gateway, listener.port)
  if (validation === null) return null
  return { required: !validation.allowInsecure, origin: originOfOwner(gateway, validation.at) }
}

interface Attached {
  readonly route: RouteResource
  readonly hostnames: readonly EffectiveHostname[]
}

/** Of an HTTPRoute and a GRPCRoute that share a hostname on a listener only the older is taken [GW-6]. */
export function withoutOverlap(attached: readonly Attached[]): Attached[] {
  return attached.filter(
    item =>
      !attached.some(
        other =>
          other.route.type !== item.route.type && overlaps(other, item) && compareAge(other.route, item.route) < 0,
      ),
  )
}

function overlaps(a: Attached, b: Attached): boolean {
  if (a.route.type === 'l4route' || b.route.type === 'l4route') return false
  return a.hostnames.some(left => b.hostnames.some(right => intersectHostnames(left.pattern, right.pattern) !== null))
}

/** Every match of every rule for every hostname, in one order. */
export function routesOf(cluster: Cluster, attached: readonly Attached[], proxy: ProxyOfBackends): Route[] {
  const placed: (Place & { readonly rank: Rank; readonly make: () => Route })[] = []
  for (const { route, hostnames } of attached) {
    for (const hostname of hostnames) {
      for (let ruleIndex = 0; ruleIndex < route.rules.length; ruleIndex++) {
        const place = { hostname: hostname.pattern, route, ruleIndex }
        if (route.type === 'l4route') {
          placed.push({
            ...place,
            matchIndex: 0,
            rank: [],
            make: () => translateL4Rule({ cluster, route, proxy }, route.rules[ruleIndex]!, hostname),
          })
        } else if (route.type === 'grpcroute') {
          for (const [matchIndex, match] of route.rules[ruleIndex]!.matches.entries()) {
            placed.push({
              ...place,
              matchIndex,
              rank: rankOfGrpc(match),
              make: () => translateGrpcMatch({ cluster, route, proxy }, route.rules[ruleIndex]!, match, hostname),
            })
          }
        } else {
          for (const [matchIndex, match] of route.rules[ruleIndex]!.matches.entries()) {
            placed.push({
              ...place,
              matchIndex,
              rank: rankOfHttp(match),
              make: () => translateMatch({ cluster, route, proxy }, route.rules[ruleIndex]!, match, hostname),
            })
          }
        }
      }
    }
  }
  return placed.sort(comparePrecedence).map(item => item.make())
}

function certificatesOf(cluster: Cluster, owner: ListenerOwner, listener: GatewayListener): Listener['certificates'] {
  return (listener.tls?.certificateRefs ?? []).map(ref => {
    const secret = cluster.get('secret', '', 'Secret', ref.namespace, ref.name)
    return {
      pattern: listener.hostname,
      secret: `${ref.namespace}/${ref.name}`,
      state: certificateState(cluster, owner, ref),
      dnsNames: secret?.dnsNames ?? [],
      origin: originOfOwner(owner, ref.at),
    }
  })
}
