import type { Cluster } from '../../cluster/index.ts'
import { keyOf } from '../../cluster/index.ts'
import { intersectHostnames, matchSelector } from '../../match/index.ts'
import {
  type GatewayListener,
  type GatewayResource,
  gatewayGroup,
  type HttpRouteResource,
  type ParentRef,
} from '../../model/index.ts'
import type { Facts } from '../../report/index.ts'
import type { FieldRef, Path } from '../../text/index.ts'

/** One hostname that a route answers on a listener, and the field that asks for it. */
export interface EffectiveHostname {
  /** '' for every host. */
  readonly pattern: string
  readonly at: FieldRef | null
}

export type RefusalReason = 'NoMatchingParent' | 'NotAllowedByListeners' | 'NoMatchingListenerHostname'

export interface ListenerAttachment {
  readonly listener: GatewayListener
  readonly hostnames: readonly EffectiveHostname[]
}

/** How a parentRef ends: accepted by one listener is enough. */
export interface Attachment {
  readonly route: HttpRouteResource
  readonly parentRef: ParentRef
  readonly accepted: readonly ListenerAttachment[]
  /** Why no listener takes it; null when one does. */
  readonly refused: { readonly reason: RefusalReason; readonly facts: Facts; readonly at: FieldRef } | null
}

/** Matches a parentRef against the listeners of its Gateway: section and port, kind and namespace, hostnames [GW-7, GW-12]. */
export function attachRoute(
  cluster: Cluster,
  gateway: GatewayResource,
  route: HttpRouteResource,
  parentRef: ParentRef,
): Attachment {
  const named = gateway.listeners.filter(
    listener =>
      (parentRef.sectionName === null || listener.name === parentRef.sectionName) &&
      (parentRef.port === null || listener.port === parentRef.port),
  )
  const refuse = (reason: RefusalReason, facts: Facts, doc: FieldRef['doc'], path: Path): Attachment => ({
    route,
    parentRef,
    accepted: [],
    refused: { reason, facts, at: { doc, path } },
  })
  const gatewayFact = {
    is: 'resource',
    kind: 'Gateway',
    namespace: gateway.namespace,
    name: gateway.name,
    doc: gateway.doc,
  } as const
  if (named.length === 0) {
    return refuse(
      'NoMatchingParent',
      { gateway: gatewayFact, section: { is: 'name', value: sectionText(parentRef) } },
      route.doc,
      parentRef.at,
    )
  }
  const allowed = named.filter(
    listener => kindAllowed(listener, 'HTTPRoute') && namespaceAllowed(cluster, gateway, listener, route.namespace),
  )
  if (allowed.length === 0) {
    const first = named[0]!
    return refuse(
      'NotAllowedByListeners',
      {
        gateway: gatewayFact,
        listener: { is: 'name', value: first.name },
        namespace: { is: 'name', value: route.namespace },
        from: { is: 'text', value: first.allowedNamespaces.from },
      },
      gateway.doc,
      first.allowedNamespaces.at,
    )
  }
  const accepted = allowed
    .map(listener => ({ listener, hostnames: effectiveHostnames(listener, gateway, route) }))
    .filter(attachment => attachment.hostnames.length > 0)
  if (accepted.length > 0) return { route, parentRef, accepted, refused: null }
  return refuse(
    'NoMatchingListenerHostname',
    {
      gateway: gatewayFact,
      listener: { is: 'host', value: allowed.map(listener => listener.hostname).join(', ') },
      route: { is: 'host', value: route.hostnames.map(hostname => hostname.value).join(', ') },
    },
    route.doc,
    ['spec', 'hostnames'],
  )
}

/** The attachments of every HTTPRoute that names the Gateway, in a stable order. */
export function attachmentsOf(cluster: Cluster, gateway: GatewayResource): Attachment[] {
  return cluster
    .referrers(keyOf(gatewayGroup, 'Gateway', gateway.namespace, gateway.name))
    .flatMap(route =>
      route.type === 'httproute'
        ? parentsNaming(gateway, route).map(ref => attachRoute(cluster, gateway, route, ref))
        : [],
    )
}

function parentsNaming(gateway: GatewayResource, route: HttpRouteResource): ParentRef[] {
  return route.parentRefs.filter(
    ref =>
      ref.kind === 'Gateway' &&
      ref.group === gatewayGroup &&
      ref.namespace === gateway.namespace &&
      ref.name === gateway.name,
  )
}

function effectiveHostnames(
  listener: GatewayListener,
  gateway: GatewayResource,
  route: HttpRouteResource,
): EffectiveHostname[] {
  if (route.hostnames.length === 0) {
    const index = gateway.listeners.indexOf(listener)
    return [
      {
        pattern: listener.hostname,
        at: listener.hostname === '' ? null : { doc: gateway.doc, path: [...gateway.listeners[index]!.at, 'hostname'] },
      },
    ]
  }
  return route.hostnames.flatMap(hostname => {
    const shared = intersectHostnames(listener.hostname, hostname.value)
    return shared === null ? [] : [{ pattern: shared === '*' ? '' : shared, at: { doc: route.doc, path: hostname.at } }]
  })
}

/** Kinds that a protocol serves when the listener names none. */
const kindsOfProtocol: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['HTTPRoute', 'GRPCRoute'],
  HTTPS: ['HTTPRoute', 'GRPCRoute'],
  TLS: ['TLSRoute', 'TCPRoute'],
  TCP: ['TCPRoute'],
  UDP: ['UDPRoute'],
}

export function kindAllowed(listener: GatewayListener, kind: string): boolean {
  const served = kindsOfProtocol[listener.protocol] ?? []
  if (!served.includes(kind)) return false
  return (
    listener.allowedKinds === null ||
    listener.allowedKinds.some(allowed => allowed.kind === kind && allowed.group === gatewayGroup)
  )
}

function namespaceAllowed(
  cluster: Cluster,
  gateway: GatewayResource,
  listener: GatewayListener,
  namespace: string,
): boolean {
  const { from, selector } = listener.allowedNamespaces
  switch (from) {
    case 'All':
      return true
    case 'None':
      return false
    case 'Same':
      return namespace === gateway.namespace
    case 'Selector':
      return selector !== null && matchSelector(selector, cluster.namespaceLabels(namespace))
  }
}

function sectionText(ref: ParentRef): string {
  if (ref.sectionName !== null && ref.port !== null) return `${ref.sectionName}:${ref.port}`
  return ref.sectionName ?? (ref.port === null ? '*' : `:${ref.port}`)
}
