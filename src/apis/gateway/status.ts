import { type Assumptions, type Cluster, keyOf } from '../../cluster/index.ts'
import {
  type BackendTlsPolicyResource,
  type GatewayListener,
  type GatewayResource,
  gatewayGroup,
  type ListenerSetResource,
  type ParentRef,
  type RouteResource,
} from '../../model/index.ts'
import type { FieldRef } from '../../text/index.ts'
import { attachmentsTo, attachRoute, parentOf } from './attachment.ts'
import { addedKind, backendProblem } from './backend.ts'
import { authorities, isConflicted } from './backend-tls.ts'
import { certificateState, mixedTlsModes, withoutOverlap } from './gateway.ts'
import { type Condition, condition, listenerStatus } from './listener-status.ts'
import { attachedListenerSets, effectiveListeners, type ListenerOwner, listenerSetAllowed } from './listeners.ts'

/** Conditions about a resource as a whole, about one of its listeners, or about a route and one of its parents. */
export interface ConditionSet {
  /** Null for the resource itself. */
  readonly parent: {
    readonly kind: string
    readonly namespace: string
    readonly name: string
    readonly section: string | null
  } | null
  readonly section: string | null
  readonly conditions: readonly Condition[]
  /** For a listener: routes that it takes, and kinds that it supports. */
  readonly attachedRoutes: number | null
  readonly supportedKinds: readonly string[] | null
}

/** What a controller would write into the status of a resource of Gateway API. */
export interface ResourceStatus {
  readonly sets: readonly ConditionSet[]
  /** Names of its listeners, in order; null where it has none. */
  readonly listeners: readonly string[] | null
  readonly attachedListenerSets: number | null
}

const whole = (conditions: readonly Condition[]): ConditionSet => ({
  parent: null,
  section: null,
  conditions,
  attachedRoutes: null,
  supportedKinds: null,
})

/** Status of a GatewayClass: a controller that knows the class accepts it. */
export function gatewayClassStatus(): ResourceStatus {
  return {
    sets: [whole([condition('Accepted', 'True', 'Accepted', null)])],
    listeners: null,
    attachedListenerSets: null,
  }
}

export function gatewayStatus(cluster: Cluster, assumptions: Assumptions, gateway: GatewayResource): ResourceStatus {
  const own = effectiveListeners(cluster, gateway, mixedTlsModes(assumptions)).filter(({ owner }) => owner === gateway)
  const sections = own.map(({ listener, conflict }) => section(cluster, gateway, gateway, listener, conflict))
  const rejected = sections.filter(({ conditions }) =>
    conditions.some(({ type, status }) => type === 'Accepted' && status === 'False'),
  )
  const unsupported = gateway.addresses.find(
    address => !['IPAddress', 'Hostname', 'NamedAddress'].includes(address.type),
  )
  const accepted =
    unsupported !== undefined
      ? condition('Accepted', 'False', 'UnsupportedAddress', { doc: gateway.doc, path: unsupported.at })
      : rejected.length > 0 && rejected.length === sections.length
        ? condition('Accepted', 'False', 'ListenersNotValid', { doc: gateway.doc, path: ['spec', 'listeners'] })
        : condition('Accepted', 'True', rejected.length > 0 ? 'ListenersNotValid' : 'Accepted', null)
  return {
    sets: [
      whole([accepted, programmed(assumptions, gateway, accepted), ...backendCertificate(cluster, gateway)]),
      ...sections,
    ],
    listeners: gateway.listeners.map(listener => listener.name),
    attachedListenerSets: attachedListenerSets(cluster, gateway).filter(
      set => !allRejected(cluster, assumptions, gateway, set),
    ).length,
  }
}

/** Whether an address that the manifest asks for can be used is the controller's to know; the assumptions say [GW-34]. */
function programmed({ unusableAddresses }: Assumptions, gateway: GatewayResource, accepted: Condition): Condition {
  if (accepted.status === 'False') return condition('Programmed', 'False', 'Invalid', accepted.at)
  const unusable = gateway.addresses.find(({ value }) => value !== null && unusableAddresses.includes(value))
  return unusable === undefined
    ? condition('Programmed', 'True', 'Programmed', null)
    : condition('Programmed', 'False', 'AddressNotUsable', { doc: gateway.doc, path: unusable.at })
}

function backendCertificate(cluster: Cluster, gateway: GatewayResource): Condition[] {
  const ref = gateway.backendClientCertificate
  if (ref === null) return []
  const at = { doc: gateway.doc, path: ref.at }
  const reason = refReason(cluster, gateway, ref)
  return [
    reason === null
      ? condition('ResolvedRefs', 'True', 'ResolvedRefs', null)
      : condition('ResolvedRefs', 'False', reason, at),
  ]
}

function refReason(
  cluster: Cluster,
  gateway: GatewayResource,
  ref: NonNullable<GatewayResource['backendClientCertificate']>,
): string | null {
  const state = certificateState(cluster, gateway, ref)
  return state === 'valid' ? null : state === 'refused' ? 'RefNotPermitted' : 'InvalidClientCertificateRef'
}

export function listenerSetStatus(
  cluster: Cluster,
  assumptions: Assumptions,
  set: ListenerSetResource,
): ResourceStatus {
  const ref = set.parentRef
  const gateway = cluster.get('gateway', ref.group, ref.kind, ref.namespace, ref.name)
  const listeners = set.listeners.map(listener => listener.name)
  if (gateway === undefined) return { sets: [], listeners, attachedListenerSets: null }
  if (!listenerSetAllowed(cluster, gateway, set)) {
    const at = { doc: gateway.doc, path: gateway.allowedListeners.at }
    return {
      sets: [
        whole([condition('Accepted', 'False', 'NotAllowed', at), condition('Programmed', 'False', 'NotAllowed', at)]),
      ],
      listeners,
      attachedListenerSets: null,
    }
  }
  const effective = effectiveListeners(cluster, gateway, mixedTlsModes(assumptions)).filter(
    ({ owner }) => owner === set,
  )
  const sections = effective.map(({ listener, conflict }) => section(cluster, gateway, set, listener, conflict))
  const rejected = sections.filter(({ conditions }) =>
    conditions.some(({ type, status }) => type === 'Accepted' && status === 'False'),
  )
  const at: FieldRef = { doc: set.doc, path: ['spec', 'listeners'] }
  const isLost = rejected.length > 0 && rejected.length === sections.length
  const accepted = isLost
    ? condition('Accepted', 'False', 'ListenersNotValid', at)
    : condition('Accepted', 'True', rejected.length > 0 ? 'ListenersNotValid' : 'Accepted', null)
  const isProgrammed = isLost
    ? condition('Programmed', 'False', 'ListenersNotValid', at)
    : condition('Programmed', 'True', 'Programmed', null)
  return { sets: [whole([accepted, isProgrammed]), ...sections], listeners, attachedListenerSets: null }
}

function allRejected(
  cluster: Cluster,
  assumptions: Assumptions,
  gateway: GatewayResource,
  set: ListenerSetResource,
): boolean {
  return effectiveListeners(cluster, gateway, mixedTlsModes(assumptions))
    .filter(({ owner }) => owner === set)
    .every(({ conflict }) => conflict !== null)
}

function section(
  cluster: Cluster,
  gateway: GatewayResource,
  owner: ListenerOwner,
  listener: GatewayListener,
  conflict: Parameters<typeof listenerStatus>[4],
): ConditionSet {
  const attached = attachmentsTo(cluster, owner).flatMap(({ route, accepted }) =>
    accepted.filter(item => item.listener === listener).map(({ hostnames }) => ({ route, hostnames })),
  )
  const { conditions, supportedKinds } = listenerStatus(cluster, gateway, owner, listener, conflict)
  return {
    parent: null,
    section: listener.name,
    conditions,
    attachedRoutes: new Set(withoutOverlap(attached).map(({ route }) => route)).size,
    supportedKinds,
  }
}

/** One set for each parentRef that names an object with listeners, or a Service. */
export function routeStatus(cluster: Cluster, route: RouteResource): ResourceStatus {
  const sets = route.parentRefs.flatMap((ref): ConditionSet[] => {
    const parent = { kind: ref.kind, namespace: ref.namespace, name: ref.name, section: ref.sectionName }
    const isService = ref.kind === 'Service' && ref.group === ''
    const accepted = isService ? serviceParent(cluster, route, ref) : listenerParent(cluster, route, ref)
    if (accepted === null) return []
    return [
      {
        parent,
        section: null,
        conditions: [accepted, resolvedRefs(cluster, route, !isService)],
        attachedRoutes: null,
        supportedKinds: null,
      },
    ]
  })
  return { sets, listeners: null, attachedListenerSets: null }
}

function serviceParent(cluster: Cluster, route: RouteResource, ref: ParentRef): Condition | null {
  const service = cluster.get('service', '', 'Service', ref.namespace, ref.name)
  if (service === undefined) return null
  const hasPort = ref.port === null || service.ports.some(port => port.port === ref.port)
  return hasPort
    ? condition('Accepted', 'True', 'Accepted', null)
    : condition('Accepted', 'False', 'NoMatchingParent', { doc: route.doc, path: ref.at })
}

function listenerParent(cluster: Cluster, route: RouteResource, ref: ParentRef): Condition | null {
  const parent = parentOf(cluster, ref)
  if (parent === null) return null
  const { refused, accepted } = attachRoute(cluster, parent, route, ref)
  if (refused !== null) return condition('Accepted', 'False', refused.reason, refused.at, refused.facts)
  // GW-6: the younger of an HTTPRoute and a GRPCRoute that share a hostname is not taken.
  const isTaken = accepted.some(({ listener, hostnames }) => {
    const rivals = attachmentsTo(cluster, parent).flatMap(other =>
      other.accepted
        .filter(item => item.listener === listener)
        .map(item => ({ route: other.route, hostnames: item.hostnames })),
    )
    return withoutOverlap([...rivals, { route, hostnames }]).some(item => item.route === route)
  })
  return isTaken
    ? condition('Accepted', 'True', 'Accepted', null)
    : condition('Accepted', 'False', 'UnsupportedValue', { doc: route.doc, path: ['spec', 'hostnames'] })
}

/** The first backendRef that leads nowhere; a rejected route reports it too [GW-17]. */
function resolvedRefs(cluster: Cluster, route: RouteResource, needsGrant: boolean): Condition {
  for (const ref of route.rules.flatMap(rule => rule.backendRefs)) {
    if (addedKind(cluster, ref) !== null)
      return condition('ResolvedRefs', 'Unknown', 'InvalidKind', { doc: route.doc, path: ref.at })
    const problem = backendProblem(cluster, route, ref, needsGrant)
    if (problem !== null) return condition('ResolvedRefs', 'False', problem, { doc: route.doc, path: ref.at })
  }
  return condition('ResolvedRefs', 'True', 'ResolvedRefs', null)
}

/** One set for every Gateway whose routes lead to its targets. */
export function backendTlsPolicyStatus(cluster: Cluster, policy: BackendTlsPolicyResource): ResourceStatus {
  const gateways = new Map<string, ConditionSet>()
  const refs = authorities(cluster, policy)
  const at: FieldRef = { doc: policy.doc, path: ['spec', 'validation'] }
  const conditions = [
    isConflicted(cluster, policy)
      ? condition('Accepted', 'False', 'Conflicted', { doc: policy.doc, path: ['spec', 'targetRefs'] })
      : refs === 'ResolvedRefs'
        ? condition('Accepted', 'True', 'Accepted', null)
        : condition('Accepted', 'False', 'NoValidCACertificate', at),
    refs === 'ResolvedRefs'
      ? condition('ResolvedRefs', 'True', 'ResolvedRefs', null)
      : condition('ResolvedRefs', 'False', refs, at),
  ]
  for (const target of policy.targetRefs) {
    for (const route of cluster.referrers(keyOf(target.group, target.kind, target.namespace, target.name))) {
      if (route.type !== 'httproute' && route.type !== 'grpcroute' && route.type !== 'l4route') continue
      for (const { group, kind, namespace, name } of route.parentRefs) {
        if (group !== gatewayGroup) continue
        gateways.set(`${kind}/${namespace}/${name}`, {
          parent: { kind, namespace, name, section: null },
          section: null,
          conditions,
          attachedRoutes: null,
          supportedKinds: null,
        })
      }
    }
  }
  return { sets: [...gateways.values()], listeners: null, attachedListenerSets: null }
}
