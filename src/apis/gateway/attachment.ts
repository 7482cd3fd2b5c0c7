import { type Cluster, keyOf } from '../../cluster/index.ts'
import { intersectHostnames } from '../../match/index.ts'
import {
  type GatewayListener,
  type GatewayResource,
  gatewayGroup,
  type ParentRef,
  type RouteResource,
} from '../../model/index.ts'
import type { Facts } from '../../report/index.ts'
import type { FieldRef, Path } from '../../text/index.ts'
import { attachedListenerSets, type ListenerOwner, namespaceChosen, supportedKinds } from './listeners.ts'

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
export interface Attachment<R extends RouteResource = RouteResource> {
  readonly route: R
  readonly parentRef: ParentRef
  readonly parent: ListenerOwner
  readonly accepted: readonly ListenerAttachment[]
  /** Why no listener takes it; null when one does. */
  readonly refused: { readonly reason: RefusalReason; readonly facts: Facts; readonly at: FieldRef } | null
}

/** The object that a parentRef names, when it holds listeners; to reach a ListenerSet's, a route names the set [GW-11]. */
export function parentOf(cluster: Cluster, ref: ParentRef): ListenerOwner | null {
  const found =
    ref.group === gatewayGroup ? cluster.find(keyOf(ref.group, ref.kind, ref.namespace, ref.name)) : undefined
  return found?.type === 'gateway' || found?.type === 'listenerset' ? found : null
}

/** Matches a parentRef against the listeners of its parent: section and port, kind and namespace, hostnames [GW-7, GW-12]. */
export function attachRoute<R extends RouteResource>(
  cluster: Cluster,
  parent: ListenerOwner,
  route: R,
  parentRef: ParentRef,
): Attachment<R> {
  const named = parent.listeners.filter(
    listener =>
      (parentRef.sectionName === null || listener.name === parentRef.sectionName) &&
      (parentRef.port === null || listener.port === parentRef.port),
  )
  const refuse = (reason: RefusalReason, facts: Facts, doc: FieldRef['doc'], path: Path): Attachment<R> => ({
    route,
    parentRef,
    parent,
    accepted: [],
    refused: { reason, facts, at: { doc, path } },
  })
  const gateway = {
    is: 'resource',
    kind: parent.kind,
    namespace: parent.namespace,
    name: parent.name,
    doc: parent.doc,
  } as const
  if (named.length === 0)
    return refuse(
      'NoMatchingParent',
      { gateway, section: { is: 'name', value: sectionText(parentRef) } },
      route.doc,
      parentRef.at,
    )
  const allowed = named.filter(
    listener =>
      supportedKinds(listener).includes(route.kind) &&
      namespaceChosen(cluster, listener.allowedNamespaces, parent.namespace, route.namespace),
  )
  if (allowed.length === 0) {
    const first = named[0]!
    const isKind = !supportedKinds(first).includes(route.kind)
    return refuse(
      'NotAllowedByListeners',
      {
        gateway,
        listener: { is: 'name', value: first.name },
        namespace: { is: 'name', value: isKind ? `${route.kind}, ${route.namespace}` : route.namespace },
        from: {
          is: 'text',
          value: isKind
            ? `${supportedKinds(first).join(', ')}, ${first.allowedNamespaces.from}`
            : first.allowedNamespaces.from,
        },
      },
      parent.doc,
      isKind ? [...first.at, 'protocol'] : first.allowedNamespaces.at,
    )
  }
  const accepted = allowed
    .map(listener => ({ listener, hostnames: effectiveHostnames(listener, parent, route) }))
    .filter(attachment => attachment.hostnames.length > 0)
  if (accepted.length > 0) return { route, parentRef, parent, accepted, refused: null }
  return refuse(
    'NoMatchingListenerHostname',
    {
      gateway,
      listener: { is: 'host', value: allowed.map(listener => listener.hostname).join(', ') },
      route: { is: 'host', value: route.hostnames.map(hostname => hostname.value).join(', ') },
    },
    route.doc,
    ['spec', 'hostnames'],
  )
}

/** The attachments of every route that names the Gateway or one of the ListenerSets that it takes, in a stable order. */
export function attachmentsOf(cluster: Cluster, gateway: GatewayResource): Attachment[] {
  return [gateway, ...attachedListenerSets(cluster, gateway)].flatMap(parent => attachmentsTo(cluster, parent))
}

export function attachmentsTo(cluster: Cluster, parent: ListenerOwner): Attachment[] {
  return cluster.referrers(keyOf(gatewayGroup, parent.kind, parent.namespace, parent.name)).flatMap(route => {
    if (route.type !== 'httproute' && route.type !== 'grpcroute' && route.type !== 'l4route') return []
    const refs = route.parentRefs.filter(
      ref =>
        ref.kind === parent.kind &&
        ref.group === gatewayGroup &&
        ref.namespace === parent.namespace &&
        ref.name === parent.name,
    )
    return refs.map(ref => attachRoute(cluster, parent, route, ref))
  })
}

function effectiveHostnames(
  listener: GatewayListener,
  parent: ListenerOwner,
  route: RouteResource,
): EffectiveHostname[] {
  // TCP and UDP know no names.
  if (listener.protocol === 'TCP' || listener.protocol === 'UDP') return [{ pattern: '', at: null }]
  if (route.hostnames.length === 0)
    return [
      {
        pattern: listener.hostname,
        at: listener.hostname === '' ? null : { doc: parent.doc, path: [...listener.at, 'hostname'] },
      },
    ]
  return route.hostnames.flatMap(hostname => {
    const shared = intersectHostnames(listener.hostname, hostname.value)
    return shared === null ? [] : [{ pattern: shared === '*' ? '' : shared, at: { doc: route.doc, path: hostname.at } }]
  })
}

function sectionText(ref: ParentRef): string {
  if (ref.sectionName !== null && ref.port !== null) return `${ref.sectionName}:${ref.port}`
  return ref.sectionName ?? (ref.port === null ? '*' : `:${ref.port}`)
}
