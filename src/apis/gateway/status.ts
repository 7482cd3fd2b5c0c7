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
import {
  aboutAll,
  aboutParent,
  assuming,
  type Condition,
  type ConditionSet,
  condition,
  isFalse,
  type ResourceStatus,
} from './condition-set.ts'
import { distinctnessOf, withoutOverlap } from './gateway.ts'
import { assumedAmong, isUsable } from './kept-elsewhere.ts'
import { listenerStatus } from './listener-status.ts'
import { certificateState } from './listener-tls.ts'
import { attachedListenerSets, effectiveListeners, type ListenerOwner, listenerSetAllowed } from './listeners.ts'

/** Status of a GatewayClass: a controller that knows the class accepts it. */
export function gatewayClassStatus(): ResourceStatus {
  return {
    sets: [aboutAll([condition('Accepted', 'True', 'Accepted', null)])],
    listeners: null,
    attachedListenerSets: null,
  }
}

export function gatewayStatus(cluster: Cluster, assumptions: Assumptions, gateway: GatewayResource): ResourceStatus {
  const own = effectiveListeners(cluster, gateway, distinctnessOf(cluster, assumptions, gateway)).filter(
    ({ owner }) => owner === gateway,
  )
  const sections = own.map(({ listener, conflict }) => section(cluster, gateway, gateway, listener, conflict))
  const rejected = sections.filter(set => isFalse(set, 'Accepted'))
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
      aboutAll([
        accepted,
        programmed(assumptions, gateway, accepted),
        ...(gateway.backendClientCertificate === null ? [] : [clientCertificate(cluster, gateway)]),
        ...insecureFallback(gateway),
      ]),
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

/** Said where clients of some port may show a certificate that nobody trusts, or none [GW-33]. */
export function insecureFallback({ doc, frontendValidation }: GatewayResource): Condition[] {
  const { byDefault, perPort } = frontendValidation
  const open = [byDefault, ...perPort.values()].find(validation => validation?.allowInsecure === true)
  return open == null
    ? []
    : [condition('InsecureFrontendValidationMode', 'True', 'ConfigurationChanged', { doc, path: open.at })]
}

/** ResolvedRefs of a Gateway: whether the certificate that it shows to backends can be used. */
export function clientCertificate(cluster: Cluster, gateway: GatewayResource): Condition {
  const ref = gateway.backendClientCertificate
  const state = ref === null ? 'valid' : certificateState(cluster, gateway, ref)
  const resolved = condition('ResolvedRefs', 'True', 'ResolvedRefs', null)
  if (ref === null) return resolved
  if (isUsable(state)) return assuming(resolved, assumedAmong(cluster, [ref]))
  const reason = state === 'refused' ? 'RefNotPermitted' : 'InvalidClientCertificateRef'
  return condition('ResolvedRefs', 'False', reason, { doc: gateway.doc, path: ref.at })
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
        aboutAll([
          condition('Accepted', 'False', 'NotAllowed', at),
          condition('Programmed', 'False', 'NotAllowed', at),
        ]),
      ],
      listeners,
      attachedListenerSets: null,
    }
  }
  const effective = effectiveListeners(cluster, gateway, distinctnessOf(cluster, assumptions, gateway)).filter(
    ({ owner }) => owner === set,
  )
  const sections = effective.map(({ listener, conflict }) => section(cluster, gateway, set, listener, conflict))
  const rejected = sections.filter(set => isFalse(set, 'Accepted'))
  const at: FieldRef = { doc: set.doc, path: ['spec', 'listeners'] }
  const isLost = rejected.length > 0 && rejected.length === sections.length
  const accepted = isLost
    ? condition('Accepted', 'False', 'ListenersNotValid', at)
    : condition('Accepted', 'True', rejected.length > 0 ? 'ListenersNotValid' : 'Accepted', null)
  const isProgrammed = isLost
    ? condition('Programmed', 'False', 'ListenersNotValid', at)
    : condition('Programmed', 'True', 'Programmed', null)
  return { sets: [aboutAll([accepted, isProgrammed]), ...sections], listeners, attachedListenerSets: null }
}

function allRejected(
  cluster: Cluster,
  assumptions: Assumptions,
  gateway: GatewayResource,
  set: ListenerSetResource,
): boolean {
  return effectiveListeners(cluster, gateway, distinctnessOf(cluster, assumptions, gateway))
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
    controller: null,
    conditions,
    attachedRoutes: new Set(withoutOverlap(attached).map(({ route }) => route)).size,
    supportedKinds,
  }
}

/** Conditions of a route and one parent, by the specification; null where the parent has no listeners and is no Service. */
export function parentStatus(cluster: Cluster, route: RouteResource, ref: ParentRef): ConditionSet | null {
  const isService = ref.kind === 'Service' && ref.group === ''
  const accepted = isService ? serviceParent(cluster, route, ref) : listenerParent(cluster, route, ref)
  return accepted === null ? null : aboutParent(ref, [accepted, resolvedRefs(cluster, route, !isService)])
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
    // SV-7
    const isOpen = problem === 'BackendNotFound' && !cluster.holdsServices(ref.namespace)
    if (problem !== null)
      return condition('ResolvedRefs', isOpen ? 'Unknown' : 'False', problem, { doc: route.doc, path: ref.at })
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
      ? assuming(
          condition('ResolvedRefs', 'True', 'ResolvedRefs', null),
          assumedAmong(cluster, policy.caCertificateRefs),
        )
      : condition('ResolvedRefs', 'False', refs, at),
  ]
  for (const target of policy.targetRefs) {
    for (const route of cluster.referrers(keyOf(target.group, target.kind, target.namespace, target.name))) {
      if (route.type !== 'httproute' && route.type !== 'grpcroute' && route.type !== 'l4route') continue
      for (const { group, kind, namespace, name } of route.parentRefs) {
        if (group !== gatewayGroup) continue
        const parent = { kind, namespace, name, sectionName: null, port: null }
        gateways.set(`${kind}/${namespace}/${name}`, aboutParent(parent, conditions))
      }
    }
  }
  return { sets: [...gateways.values()], listeners: null, attachedListenerSets: null }
}
