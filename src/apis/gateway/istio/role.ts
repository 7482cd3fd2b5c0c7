import { type Assumptions, type Cluster, keyOf } from '../../../cluster/index.ts'
import { type GatewayResource, gatewayGroup } from '../../../model/index.ts'

/**
 * What Istio makes of a Gateway: a proxy for traffic from outside, a waypoint, a door between networks, or one that another cluster
 * runs and that is only listed here.
 */
export type IstioRole = 'gateway' | 'waypoint' | 'eastWest' | 'remote'

const roles: ReadonlyMap<string, IstioRole> = new Map([
  ['istio.io/gateway-controller', 'gateway'],
  ['istio.io/agentgateway-controller', 'gateway'],
  ['istio.io/mesh-controller', 'waypoint'],
  ['istio.io/eastwest-controller', 'eastWest'],
  ['istio.io/unmanaged-gateway', 'remote'],
])

/** Classes that Istio brings along, so that projects need not hold them. */
const builtin: ReadonlyMap<string, string> = new Map([
  ['istio', 'istio.io/gateway-controller'],
  ['istio-agentgateway', 'istio.io/agentgateway-controller'],
  ['istio-waypoint', 'istio.io/mesh-controller'],
  ['istio-east-west', 'istio.io/eastwest-controller'],
  ['istio-remote', 'istio.io/unmanaged-gateway'],
])

/** Controller of a class: by its object, else the one that brings the class along; null where nobody says. */
export function controllerOf(cluster: Cluster, className: string): string | null {
  const declared = cluster.get('gatewayclass', gatewayGroup, 'GatewayClass', '', className)?.controllerName
  return declared ?? builtin.get(className) ?? null
}

/** The role of a Gateway that Istio runs, by the controller of its class or by the profile that the assumptions give it [GW-36]. */
export function istioRoleOf(cluster: Cluster, { profiles }: Assumptions, className: string): IstioRole | null {
  const controller = controllerOf(cluster, className)
  const profile = profiles.get(className) ?? (controller === null ? undefined : profiles.get(controller))
  const role = controller === null ? undefined : roles.get(controller)
  if (profile !== undefined) return profile === 'istio' ? (role ?? 'gateway') : null
  if (controller !== null) return role ?? null
  return profiles.get('default') === 'istio' ? 'gateway' : null
}

export function runsOnIstio(cluster: Cluster, assumptions: Assumptions, gateway: GatewayResource): boolean {
  return istioRoleOf(cluster, assumptions, gateway.className) !== null
}

/** Whether Istio is there to speak for a mesh: the assumptions say so, or it runs a Gateway of the project. */
export function istioIsThere(cluster: Cluster, assumptions: Assumptions): boolean {
  if (assumptions.profiles.get('default') === 'istio') return true
  return cluster.all('gateway').some(gateway => runsOnIstio(cluster, assumptions, gateway))
}

/**
 * Whether traffic to a Service or ServiceEntry goes through a waypoint that another project runs; its routes are that one's then.
 */
export function hasForeignWaypoint(
  cluster: Cluster,
  assumptions: Assumptions,
  target: { readonly namespace: string; readonly labels: ReadonlyMap<string, string> },
): boolean {
  const ofNamespace = cluster.find(keyOf('', 'Namespace', '', target.namespace))?.labels
  const labels = target.labels.has(useWaypoint) ? target.labels : ofNamespace
  const name = labels?.get(useWaypoint)
  if (name === undefined || name === '' || name === 'none') return false
  const namespace = labels?.get('istio.io/use-waypoint-namespace') ?? target.namespace
  const gateway = cluster.get('gateway', gatewayGroup, 'Gateway', namespace, name)
  return (
    gateway !== undefined &&
    controllerOf(cluster, gateway.className) !== null &&
    !runsOnIstio(cluster, assumptions, gateway)
  )
}

const useWaypoint = 'istio.io/use-waypoint'
