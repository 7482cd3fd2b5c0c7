import type { Assumptions, Cluster } from '../../../cluster/index.ts'
import type { GatewayListener, GatewayResource, ListenerSetResource } from '../../../model/index.ts'
import type { FieldRef } from '../../../text/index.ts'
import { attachmentsTo } from '../attachment.ts'
import { aboutAll, type Condition, type ConditionSet, condition, type ResourceStatus } from '../condition-set.ts'
import { distinctnessOf } from '../gateway.ts'
import { attachedListenerSets, effectiveListeners, type ListenerOwner, listenerSetAllowed } from '../listeners.ts'
import { clientCertificate, insecureFallback } from '../status.ts'
import { istioListenerStatus } from './listener.ts'
import { controllerOf, type IstioRole } from './role.ts'
import { type CarryingServices, carryingServices, programmedBy } from './services.ts'

/** What Istio writes about a Gateway that it runs [GW-37]. */
export function istioGatewayStatus(
  cluster: Cluster,
  assumptions: Assumptions,
  gateway: GatewayResource,
  role: IstioRole,
): ResourceStatus {
  const controller = controllerOf(cluster, gateway.className)
  const listeners = gateway.listeners.map(listener => listener.name)
  const attachedSets = role === 'gateway' ? attachedListenerSets(cluster, gateway) : []
  const say = (conditions: readonly Condition[], sections: readonly ConditionSet[]): ResourceStatus => ({
    sets: [aboutAll(conditions, controller), ...sections],
    listeners,
    attachedListenerSets: attachedSets.length,
  })
  // Another cluster runs it; it is only noted that it is there.
  if (role === 'remote')
    return say(
      [condition('Accepted', 'True', 'Accepted', null), condition('Programmed', 'True', 'Programmed', null)],
      [],
    )
  const services = carryingServices(gateway, role)
  const resolved = clientCertificate(cluster, gateway)
  if (services.hosts.length === 0 && services.problem !== null) return say([...refused(services), resolved], [])
  const sections = sectionsOf(cluster, assumptions, gateway, gateway, role)
  // Of what sets add only what is in order; its own count whatever they are.
  const added = attachedSets.flatMap(set => sectionsOf(cluster, assumptions, gateway, set, role))
  const ports = [...sections, ...added.filter(({ isValid }) => isValid)].map(({ port }) => port)
  return say(
    [
      gatewayAccepted(cluster, gateway, services, sections),
      programmedBy(cluster, assumptions, gateway, services, ports),
      resolved,
      ...insecureFallback(gateway),
    ],
    sections.map(({ set }) => set),
  )
}

/** None of the addresses can be used: nothing else is looked at. */
function refused({ problem }: CarryingServices): Condition[] {
  return ['Accepted', 'Programmed'].map(type =>
    condition(type, 'False', problem?.reason ?? 'UnsupportedAddress', problem?.at ?? null),
  )
}

function gatewayAccepted(
  cluster: Cluster,
  gateway: GatewayResource,
  { problem }: CarryingServices,
  sections: readonly Section[],
): Condition {
  if (problem !== null) return condition('Accepted', 'False', problem.reason, problem.at)
  const parameters = gateway.parametersRef
  const hasParameters =
    parameters === null ||
    (parameters.group === '' &&
      parameters.kind === 'ConfigMap' &&
      cluster.get('configmap', '', 'ConfigMap', gateway.namespace, parameters.name) !== undefined)
  if (!hasParameters)
    return condition('Accepted', 'False', 'InvalidParameters', { doc: gateway.doc, path: parameters.at })
  return listenersAccepted({ doc: gateway.doc, path: ['spec', 'listeners'] }, sections, true)
}

/** False where no listener is in order; with `isSaid` True still names that some are not. */
function listenersAccepted(at: FieldRef, sections: readonly Section[], isSaid: boolean): Condition {
  const invalid = sections.filter(({ isValid }) => !isValid).length
  if (invalid > 0 && invalid === sections.length) return condition('Accepted', 'False', 'ListenersNotValid', at)
  return condition('Accepted', 'True', isSaid && invalid > 0 ? 'ListenersNotValid' : 'Accepted', null)
}

/** What Istio writes about listeners that a set adds to one of its Gateways [GW-37]. */
export function istioListenerSetStatus(
  cluster: Cluster,
  assumptions: Assumptions,
  gateway: GatewayResource,
  set: ListenerSetResource,
  role: IstioRole,
): ResourceStatus {
  const controller = controllerOf(cluster, gateway.className)
  const say = (conditions: readonly Condition[], sections: readonly Section[] = []): ResourceStatus => ({
    sets: [aboutAll(conditions, controller), ...sections.map(section => section.set)],
    listeners: set.listeners.map(listener => listener.name),
    attachedListenerSets: null,
  })
  // Waypoints and doors between networks take no further listeners.
  if (role !== 'gateway' || !listenerSetAllowed(cluster, gateway, set)) {
    const at =
      role === 'gateway'
        ? { doc: gateway.doc, path: gateway.allowedListeners.at }
        : { doc: set.doc, path: set.parentRef.at }
    return say(['Accepted', 'Programmed'].map(type => condition(type, 'False', 'NotAllowed', at)))
  }
  const services = carryingServices(gateway, role)
  if (services.hosts.length === 0 && services.problem !== null) return say(refused(services))
  const sections = sectionsOf(cluster, assumptions, gateway, set, role)
  const at: FieldRef = { doc: set.doc, path: ['spec', 'listeners'] }
  const accepted =
    services.problem === null
      ? listenersAccepted(at, sections, false)
      : condition('Accepted', 'False', services.problem.reason, services.problem.at)
  const valid = sections.filter(({ isValid }) => isValid)
  const ports = valid.map(({ port }) => port)
  const programmed =
    valid.length > 0
      ? programmedBy(cluster, assumptions, gateway, services, ports)
      : condition('Programmed', 'False', 'ListenersNotValid', at)
  return say([accepted, programmed], sections)
}

interface Section {
  readonly set: ConditionSet
  readonly port: number
  readonly isValid: boolean
}

function sectionsOf(
  cluster: Cluster,
  assumptions: Assumptions,
  gateway: GatewayResource,
  owner: ListenerOwner,
  role: IstioRole,
): Section[] {
  const found = new Set(listenersForRoutes(cluster, assumptions, gateway, owner, role))
  const attachments = found.size === 0 ? [] : attachmentsTo(cluster, owner)
  return effectiveListeners(cluster, gateway, distinctnessOf(cluster, assumptions, gateway))
    .filter(item => item.owner === owner)
    .map(({ listener, conflict }) => {
      const status = istioListenerStatus(cluster, role, gateway, owner, listener, conflict)
      // HTTPRoutes and GRPCRoutes may share a hostname, so each counts.
      const routes = new Set(
        attachments
          .filter(({ accepted }) => found.has(listener) && accepted.some(item => item.listener === listener))
          .map(({ route }) => route)
          .filter(({ kind }) => status.supportedKinds.includes(kind)),
      )
      return {
        set: {
          parent: null,
          section: listener.name,
          controller: controllerOf(cluster, gateway.className),
          conditions: status.conditions,
          attachedRoutes: routes.size,
          supportedKinds: status.supportedKinds,
        },
        port: listener.port,
        isValid: status.isValid,
      }
    })
}

/**
 * The listeners that routes find when they name a Gateway or a set [GW-40]: none of a waypoint, of a Gateway that cannot be had, of a set
 * that is not allowed; not those that lose a conflict, nor the tunnel between networks.
 */
export function listenersForRoutes(
  cluster: Cluster,
  assumptions: Assumptions,
  gateway: GatewayResource,
  owner: ListenerOwner,
  role: IstioRole,
): readonly GatewayListener[] {
  if (role !== 'gateway' && role !== 'eastWest') return []
  if (owner.type === 'listenerset' && (role !== 'gateway' || !listenerSetAllowed(cluster, gateway, owner))) return []
  const services = carryingServices(gateway, role)
  if (services.hosts.length === 0 && services.problem !== null) return []
  return effectiveListeners(cluster, gateway, distinctnessOf(cluster, assumptions, gateway))
    .filter(item => item.owner === owner && item.conflict === null)
    .map(({ listener }) => listener)
    .filter(({ port }) => role !== 'eastWest' || port !== 15008)
}
