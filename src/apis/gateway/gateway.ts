import { type Cluster, keyOf } from '../../cluster/index.ts'
import { type Entry, type Listener, type Origin, RouteTable } from '../../dataplane/index.ts'
import { type GatewayListener, type GatewayResource, gatewayGroup } from '../../model/index.ts'
import { feature } from '../../report/index.ts'
import { type Attachment, attachmentsOf } from './attachment.ts'
import { translateMatch } from './http-route.ts'
import { comparePrecedence, type Ranked } from './precedence.ts'
import { isPermitted } from './reference-grant.ts'

/** A Gateway with the routes attached to each of its listeners. */
export function translateGateway(cluster: Cluster, gateway: GatewayResource): Entry {
  const attachments = attachmentsOf(cluster, gateway)
  const losers = conflicting(gateway)
  return {
    kind: 'Gateway',
    namespace: gateway.namespace,
    name: gateway.name,
    listeners: gateway.listeners
      .filter(listener => !losers.has(listener))
      .map(listener => translateListener(cluster, gateway, listener, attachments)),
    origin: originOfGateway(gateway, []),
    unprofiled: null,
  }
}

function originOfGateway(gateway: GatewayResource, path: Origin['path']): Origin {
  return { doc: gateway.doc, kind: gateway.kind, namespace: gateway.namespace, name: gateway.name, path }
}

/** Listeners of one Gateway that are not distinct by port, protocol and hostname: all of them lose [GW-10]. */
export function conflicting(gateway: GatewayResource): ReadonlySet<GatewayListener> {
  const lost = new Set<GatewayListener>()
  const incompatible = (a: GatewayListener, b: GatewayListener): boolean => {
    const http = (listener: GatewayListener): boolean => listener.protocol === 'HTTP'
    const tls = (listener: GatewayListener): boolean => listener.protocol === 'HTTPS' || listener.protocol === 'TLS'
    if (http(a) && http(b)) return a.hostname === b.hostname
    if (tls(a) && tls(b)) return a.protocol !== b.protocol || a.hostname === b.hostname
    return a.protocol === b.protocol || !(a.protocol === 'UDP' || b.protocol === 'UDP')
  }
  for (const [index, a] of gateway.listeners.entries()) {
    for (const b of gateway.listeners.slice(index + 1)) {
      if (a.port !== b.port || !incompatible(a, b)) continue
      lost.add(a)
      lost.add(b)
    }
  }
  return lost
}

function translateListener(
  cluster: Cluster,
  gateway: GatewayResource,
  listener: GatewayListener,
  attachments: readonly Attachment[],
): Listener {
  const ranked: {
    ranked: Ranked
    hostname: { pattern: string; at: Attachment['accepted'][number]['hostnames'][number]['at'] }
  }[] = []
  for (const { route, accepted } of attachments) {
    for (const attachment of accepted) {
      if (attachment.listener !== listener) continue
      for (const hostname of attachment.hostnames) {
        for (const [ruleIndex, rule] of route.rules.entries()) {
          for (const [matchIndex, match] of rule.matches.entries())
            ranked.push({ ranked: { hostname: hostname.pattern, match, route, ruleIndex, matchIndex }, hostname })
        }
      }
    }
  }
  ranked.sort((a, b) => comparePrecedence(a.ranked, b.ranked))
  const known = ['HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP'] as const
  const protocol = known.find(name => name === listener.protocol)
  return {
    name: listener.name,
    port: listener.port,
    protocol: protocol ?? 'TCP',
    hostname: listener.hostname,
    reach: 'manyLabels',
    certificates: protocol === 'HTTPS' || protocol === 'TLS' ? certificatesOf(cluster, gateway, listener) : null,
    table: new RouteTable(
      ranked.map(item => translateMatch(cluster, item.ranked, item.hostname)),
      'manyLabels',
    ),
    origin: originOfGateway(gateway, listener.at),
    unknown: unknownFeature(cluster, gateway, listener, protocol),
  }
}

function unknownFeature(
  cluster: Cluster,
  gateway: GatewayResource,
  listener: GatewayListener,
  protocol: string | undefined,
): string | null {
  if (protocol === undefined) return feature('listenerProtocol', listener.protocol)
  if (protocol === 'TLS' || protocol === 'TCP' || protocol === 'UDP') return feature('listenerProtocol', protocol)
  if (listener.tls?.mode === 'Passthrough') return feature('tlsPassthrough')
  const referrers = cluster.referrers(keyOf(gatewayGroup, 'Gateway', gateway.namespace, gateway.name))
  if (gateway.allowsListenerSets && referrers.some(referrer => referrer.kind === 'ListenerSet'))
    return feature('listenerSet')
  return referrers.some(route => route.kind === 'GRPCRoute') ? feature('grpcRoute') : null
}

function certificatesOf(
  cluster: Cluster,
  gateway: GatewayResource,
  listener: GatewayListener,
): Listener['certificates'] {
  return (listener.tls?.certificateRefs ?? []).map(ref => {
    const permitted = isPermitted(cluster, {
      from: { group: gatewayGroup, kind: 'Gateway', namespace: gateway.namespace },
      to: ref,
    })
    const secret =
      ref.kind === 'Secret' && ref.group === ''
        ? cluster.get('secret', '', 'Secret', ref.namespace, ref.name)
        : undefined
    const state = !permitted
      ? 'refused'
      : ref.kind !== 'Secret' || ref.group !== ''
        ? 'invalid'
        : secret === undefined
          ? 'missing'
          : secret.hasCertificate
            ? 'valid'
            : 'invalid'
    return {
      pattern: listener.hostname,
      secret: `${ref.namespace}/${ref.name}`,
      state,
      dnsNames: secret?.dnsNames ?? [],
      origin: originOfGateway(gateway, ref.at),
    }
  })
}
