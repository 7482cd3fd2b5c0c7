import {
  attachRoute,
  distinctnessOf,
  effectiveListeners,
  type ListenerOwner,
  listenerSetAllowed,
} from '../apis/gateway/index.ts'
import { type Cluster, keyOf, keyOfResource } from '../cluster/index.ts'
import type { GatewayListener, GatewayResource, ListenerSetResource } from '../model/index.ts'
import type { Badge, TopologyRow } from './graph.ts'
import { makeRow, outsideId, outsideNode, type Projection, type ProjectionContext, referTo } from './projection.ts'

/** A Gateway with its listeners as rows. */
export function projectGateway(context: ProjectionContext, gateway: GatewayResource): Projection {
  const rows = listenerRows(context, gateway, gateway)
  const badges: Badge[] = gateway.listeners.some(listener => listener.tls !== null)
    ? [{ id: 'tls', icon: 'lock', text: 'TLS', title: 'TLS' }]
    : []
  return {
    node: {
      id: gateway.doc,
      role: 'entry',
      kind: gateway.kind,
      namespace: gateway.namespace,
      name: gateway.name,
      doc: gateway.doc,
      subtitle: gateway.className,
      state: 'live',
      rows,
      badges,
      source: true,
    },
    edges: [
      {
        id: `${outsideId}>${gateway.doc}`,
        kind: 'entry',
        from: outsideId,
        fromRow: null,
        to: gateway.doc,
        toRow: null,
        label: '',
        at: null,
        state: 'live',
      },
    ],
    extras: [outsideNode],
  }
}

/** A ListenerSet with its listeners, and the Gateway that takes them or refuses. */
export function projectListenerSet(context: ProjectionContext, set: ListenerSetResource): Projection {
  const ref = set.parentRef
  const { edge, extra } = referTo(context, set, 'attach', { ...ref, label: '', row: null, toRow: null })
  const gateway = context.cluster.get('gateway', ref.group, ref.kind, ref.namespace, ref.name)
  const isAllowed = gateway === undefined || listenerSetAllowed(context.cluster, gateway, set)
  return {
    node: {
      id: set.doc,
      role: 'entry',
      kind: set.kind,
      namespace: set.namespace,
      name: set.name,
      doc: set.doc,
      subtitle: ref.name,
      state: 'live',
      rows: listenerRows(context, gateway ?? null, set),
      badges: [],
      source: true,
    },
    // Traffic comes from the Gateway.
    edges: [
      {
        ...edge,
        from: edge.to,
        to: set.doc,
        label: isAllowed ? '' : 'NotAllowed',
        state: isAllowed ? edge.state : 'refused',
      },
    ],
    extras: extra === null ? [] : [extra],
  }
}

function listenerRows(
  { cluster, assumptions }: ProjectionContext,
  gateway: GatewayResource | null,
  owner: ListenerOwner,
): TopologyRow[] {
  const routesOf = countRoutes(cluster, owner)
  const effective =
    gateway === null ? [] : effectiveListeners(cluster, gateway, distinctnessOf(cluster, assumptions, gateway))
  return owner.listeners.map(listener => {
    const routes = routesOf.get(listener) ?? 0
    const conflict =
      effective.find(item => item.owner.doc === owner.doc && item.listener === listener)?.conflict ?? null
    const words = [listener.hostname === '' ? '*' : listener.hostname]
    if (listener.tls !== null) words.push(listener.tls.mode === 'Passthrough' ? 'TLS passthrough' : 'TLS')
    words.push(conflict ?? (routes === 1 ? '1 route' : `${routes} routes`))
    return makeRow(listener.at, `:${listener.port} ${listener.protocol}`, words.join(' · '), owner.doc, {
      source: true,
      tone: conflict === null ? 'plain' : 'refused',
    })
  })
}

/** How many routes each listener takes. Reads no more of a route than what ties it to its parents. */
function countRoutes(cluster: Cluster, owner: ListenerOwner): ReadonlyMap<GatewayListener, number> {
  const key = keyOfResource(owner)
  const counts = new Map<GatewayListener, number>()
  for (const route of cluster.routesAttachedTo(key)) {
    const taken = route.parentRefs
      .filter(ref => keyOf(ref.group, ref.kind, ref.namespace, ref.name) === key)
      .flatMap(ref => attachRoute(cluster, owner, route, ref).accepted.map(({ listener }) => listener))
    for (const listener of new Set(taken)) counts.set(listener, (counts.get(listener) ?? 0) + 1)
  }
  return counts
}
