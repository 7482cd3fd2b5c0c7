import { type Cluster, keyOf } from '../../cluster/index.ts'
import { matchSelector } from '../../match/index.ts'
import {
  type GatewayListener,
  type GatewayResource,
  gatewayGroup,
  type ListenerSetResource,
  type NamespaceChoice,
} from '../../model/index.ts'

/** What holds listeners: a Gateway, or a ListenerSet that adds some to it. */
export type ListenerOwner = GatewayResource | ListenerSetResource

export type Conflict = 'HostnameConflict' | 'ProtocolConflict'

/** A listener of a Gateway, its own or added, and whether another takes its place. */
export interface EffectiveListener {
  readonly owner: ListenerOwner
  readonly listener: GatewayListener
  readonly conflict: Conflict | null
}

/** Whether a namespace is among the chosen; `home` is what `Same` means. */
export function namespaceChosen(cluster: Cluster, choice: NamespaceChoice, home: string, namespace: string): boolean {
  switch (choice.from) {
    case 'All':
      return true
    case 'None':
      return false
    case 'Same':
      return namespace === home
    case 'Selector':
      return choice.selector !== null && matchSelector(choice.selector, cluster.namespaceLabels(namespace))
  }
}

export function listenerSetAllowed(cluster: Cluster, gateway: GatewayResource, set: ListenerSetResource): boolean {
  return namespaceChosen(cluster, gateway.allowedListeners, gateway.namespace, set.namespace)
}

/** The ListenerSets that a Gateway takes, the oldest first, then by name [GW-11]. */
export function attachedListenerSets(cluster: Cluster, gateway: GatewayResource): ListenerSetResource[] {
  return cluster
    .referrersOf('listenerset', keyOf(gatewayGroup, 'Gateway', gateway.namespace, gateway.name))
    .filter(set => listenerSetAllowed(cluster, gateway, set))
    .sort(
      (a, b) =>
        (a.createdMs ?? Number.MAX_SAFE_INTEGER) - (b.createdMs ?? Number.MAX_SAFE_INTEGER) ||
        (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1),
    )
}

/** How the controller of a Gateway tells listeners apart. */
export interface Distinctness {
  /** Whether one port may terminate TLS for some names and pass it through for others. */
  readonly mixedTlsModes: boolean
  /** Istio's own reading; `none` where it looks for no conflicts, null where the specification holds. */
  readonly istio: 'inOrder' | 'none' | null
}

/**
 * All listeners of a Gateway in their precedence. Of its own those that are not distinct all lose; of those that ListenerSets add the
 * earlier wins [GW-10]. With Istio the earlier wins among its own too [GW-39].
 */
export function effectiveListeners(
  cluster: Cluster,
  gateway: GatewayResource,
  distinctness: Distinctness,
): EffectiveListener[] {
  const all: EffectiveListener[] = []
  const taken: GatewayListener[] = []
  const add = (owner: ListenerOwner, listener: GatewayListener, conflict: Conflict | null): void => {
    all.push({ owner, listener, conflict })
    if (conflict === null) taken.push(listener)
  }
  for (const listener of gateway.listeners)
    add(
      gateway,
      listener,
      distinctness.istio === null
        ? conflictWith(listener, gateway.listeners, distinctness)
        : earlierConflict(listener, taken, distinctness),
    )
  for (const owner of attachedListenerSets(cluster, gateway)) {
    for (const listener of owner.listeners)
      add(
        owner,
        listener,
        distinctness.istio === null
          ? conflictWith(listener, taken, distinctness)
          : earlierConflict(listener, taken, distinctness),
      )
  }
  return all
}

function conflictWith(
  listener: GatewayListener,
  others: readonly GatewayListener[],
  { mixedTlsModes }: Distinctness,
): Conflict | null {
  let found: Conflict | null = null
  for (const other of others) {
    if (other === listener || other.port !== listener.port) continue
    const conflict = conflictOf(listener, other, mixedTlsModes)
    if (conflict === 'ProtocolConflict') return conflict
    found ??= conflict
  }
  return found
}

/** The first of the earlier listeners that is not distinct, as Istio sees it [GW-39]. */
function earlierConflict(
  listener: GatewayListener,
  earlier: readonly GatewayListener[],
  { istio }: Distinctness,
): Conflict | null {
  const other = istio === 'none' ? undefined : earlier.find(item => !isDistinctForIstio(listener, item))
  if (other === undefined) return null
  const isSame = listener.protocol === other.protocol && !isL4(listener)
  return isSame ? 'HostnameConflict' : 'ProtocolConflict'
}

function isDistinctForIstio(a: GatewayListener, b: GatewayListener): boolean {
  if (a.port !== b.port) return true
  if (isL4(a) || isL4(b)) return !((isL4(a) || isNamed(a)) && (isL4(b) || isNamed(b)))
  return isNamed(a) && isNamed(b) ? a.hostname !== b.hostname : a.protocol !== b.protocol
}

const isL4 = ({ protocol }: GatewayListener): boolean => protocol === 'TCP' || protocol === 'UDP'
const isNamed = ({ protocol }: GatewayListener): boolean => ['HTTP', 'HTTPS', 'TLS'].includes(protocol)

const families: Readonly<Record<string, string>> = { HTTP: 'http', HTTPS: 'tls', TLS: 'tls', TCP: 'tcp', UDP: 'udp' }

function conflictOf(a: GatewayListener, b: GatewayListener, mixedTlsModes: boolean): Conflict | null {
  const family = families[a.protocol]
  const other = families[b.protocol]
  // Datagrams and streams share a port number without meeting.
  if ((family === 'udp') !== (other === 'udp')) return null
  if (family === undefined || family !== other) return 'ProtocolConflict'
  if (family === 'tls' && !mixedTlsModes && a.protocol === 'TLS' && b.protocol === 'TLS' && a.tls?.mode !== b.tls?.mode)
    return 'ProtocolConflict'
  return family === 'tcp' || family === 'udp' || a.hostname === b.hostname ? 'HostnameConflict' : null
}

/** Kinds of routes that a protocol serves. A TLS listener that terminates hands on a plain stream. */
export function kindsServed(listener: GatewayListener): readonly string[] {
  switch (listener.protocol) {
    case 'HTTP':
    case 'HTTPS':
      return ['HTTPRoute', 'GRPCRoute']
    case 'TLS':
      return listener.tls?.mode === 'Passthrough' ? ['TLSRoute'] : ['TLSRoute', 'TCPRoute']
    case 'TCP':
      return ['TCPRoute']
    case 'UDP':
      return ['UDPRoute']
    default:
      return []
  }
}

/** Kinds that a listener takes: those that it allows, as far as its protocol serves them. */
export function supportedKinds(listener: GatewayListener): readonly string[] {
  const served = kindsServed(listener)
  const { allowedKinds } = listener
  return allowedKinds === null
    ? served
    : served.filter(kind => allowedKinds.some(allowed => allowed.kind === kind && allowed.group === gatewayGroup))
}
