import type { Assumptions, Cluster } from '../../../cluster/index.ts'
import { intersectHostnames } from '../../../match/index.ts'
import {
  type GatewayListener,
  gatewayGroup,
  type ParentRef,
  type RouteResource,
  type WrittenStatus,
} from '../../../model/index.ts'
import type { FieldRef } from '../../../text/index.ts'
import { parentOf } from '../attachment.ts'
import { aboutParent, type Condition, type ConditionSet, condition } from '../condition-set.ts'
import { type ListenerOwner, namespaceChosen, supportedKinds } from '../listeners.ts'
import { listenersForRoutes } from './gateway-status.ts'
import { hasForeignWaypoint, istioRoleOf } from './role.ts'
import { istioResolvedRefs } from './route-refs.ts'

/** The controller under whose name Istio writes the status of routes, whatever their parent. */
export const routeController = 'istio.io/gateway-controller'

/**
 * What Istio writes about a route and one of its parents [GW-40]; `none` where it keeps silent, null where the parent is not Istio's to
 * speak about.
 */
export function istioParentStatus(
  cluster: Cluster,
  assumptions: Assumptions,
  route: RouteResource,
  ref: ParentRef,
): ConditionSet | 'none' | null {
  const isService = ref.group === '' && ref.kind === 'Service'
  const isEntry = ref.group === 'networking.istio.io' && ref.kind === 'ServiceEntry'
  const isMesh = isService || isEntry
  const accepted = isMesh
    ? meshAccepted(cluster, assumptions, route, ref, isService)
    : gatewayAccepted(cluster, assumptions, route, ref)
  if (accepted === 'none' || accepted === null) return accepted
  const own = [accepted, istioResolvedRefs(cluster, route, isMesh)]
  return aboutParent(ref, [...kept(route.written, ref, own), ...own], routeController)
}

/** The mesh takes every kind of route that Istio knows, to whatever port. */
function meshAccepted(
  cluster: Cluster,
  assumptions: Assumptions,
  route: RouteResource,
  ref: ParentRef,
  isService: boolean,
): Condition | 'none' {
  if (route.kind === 'UDPRoute') return 'none'
  const parent = isService
    ? cluster.get('service', '', 'Service', ref.namespace, ref.name)
    : cluster.get('serviceentry', ref.group, 'ServiceEntry', ref.namespace, ref.name)
  if (parent === undefined) return condition('Accepted', 'False', 'NoMatchingParent', { doc: route.doc, path: ref.at })
  if (hasForeignWaypoint(cluster, assumptions, parent)) return 'none'
  return condition('Accepted', 'True', 'Accepted', null)
}

function gatewayAccepted(
  cluster: Cluster,
  assumptions: Assumptions,
  route: RouteResource,
  ref: ParentRef,
): Condition | 'none' | null {
  const owner = parentOf(cluster, ref)
  if (owner === null) return null
  const set = owner.type === 'listenerset' ? owner.parentRef : null
  const gateway =
    owner.type === 'gateway' ? owner : cluster.get('gateway', gatewayGroup, 'Gateway', set!.namespace, set!.name)
  const role = gateway === undefined ? null : istioRoleOf(cluster, assumptions, gateway.className)
  if (gateway === undefined || role === null) return null
  if (route.kind === 'UDPRoute') return 'none'
  const listeners = listenersForRoutes(cluster, assumptions, gateway, owner, role)
  if (listeners.length === 0) return 'none'
  const results = listeners.map(listener => refusal(cluster, owner, listener, route, ref))
  for (const reason of ranking) {
    const found = results.find(result => result.reason === reason)
    if (found !== undefined)
      return found.reason === ''
        ? condition('Accepted', 'True', 'Accepted', null)
        : condition('Accepted', 'False', found.reason, found.at)
  }
  return 'none'
}

/** Of what the listeners say the first of these is written; none of them is said when one takes the route. */
const ranking = ['', 'NotAllowedByListeners', 'NoMatchingListenerHostname', 'NoMatchingParent'] as const

interface Refusal {
  /** '' when the listener takes the route. */
  readonly reason: (typeof ranking)[number]
  readonly at: FieldRef
}

/** Section and port first, then the hostname, then namespace and kind: the order in which Istio asks. */
function refusal(
  cluster: Cluster,
  owner: ListenerOwner,
  listener: GatewayListener,
  route: RouteResource,
  ref: ParentRef,
): Refusal {
  const inRoute = (path: FieldRef['path']): FieldRef => ({ doc: route.doc, path })
  if (
    (ref.port !== null && ref.port !== listener.port) ||
    (ref.sectionName !== null && ref.sectionName !== listener.name)
  )
    return { reason: 'NoMatchingParent', at: inRoute(ref.at) }
  const sharesHost =
    route.hostnames.length === 0 ||
    route.hostnames.some(({ value }) => intersectHostnames(listener.hostname, value) !== null)
  if (!sharesHost) return { reason: 'NoMatchingListenerHostname', at: inRoute(['spec', 'hostnames']) }
  if (!namespaceChosen(cluster, listener.allowedNamespaces, owner.namespace, route.namespace))
    return { reason: 'NotAllowedByListeners', at: { doc: owner.doc, path: listener.allowedNamespaces.at } }
  if (!supportedKinds(listener).includes(route.kind))
    return { reason: 'NotAllowedByListeners', at: { doc: owner.doc, path: [...listener.at, 'protocol'] } }
  return { reason: '', at: inRoute(ref.at) }
}

/** Conditions of other types that stand under Istio's name already: it leaves them [GW-43]. */
function kept(written: readonly WrittenStatus[], ref: ParentRef, own: readonly Condition[]): Condition[] {
  const entry = written.find(
    ({ controllerName, parentRef }) => controllerName === routeController && isSame(parentRef, ref),
  )
  return (entry?.conditions ?? [])
    .filter(({ type }) => !own.some(item => item.type === type))
    .map(({ type, status, reason }) => condition(type, status, reason, null))
}

/** What other controllers have written stays as it is [GW-43]. */
export function foreignSets(written: readonly WrittenStatus[], own: ReadonlySet<string>): ConditionSet[] {
  return written
    .filter(({ controllerName }) => !own.has(controllerName))
    .map(({ controllerName, parentRef, conditions }) =>
      aboutParent(
        parentRef,
        conditions.map(({ type, status, reason }) => condition(type, status, reason, null)),
        controllerName,
      ),
    )
}

export function isSame(a: Omit<ParentRef, 'at'>, b: Omit<ParentRef, 'at'>): boolean {
  return (
    a.group === b.group &&
    a.kind === b.kind &&
    a.namespace === b.namespace &&
    a.name === b.name &&
    a.sectionName === b.sectionName &&
    a.port === b.port
  )
}
