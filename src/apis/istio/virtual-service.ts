import { isWithin, matchSuffix } from '../../match/index.ts'
import { fullHost, gatewayName, type VirtualServiceResource } from '../../model/index.ts'
import { compareAge, isExported, type MeshClient, type MeshContext } from './client.ts'
import type { SidecarScope } from './sidecar-scope.ts'

/** The VirtualService that a sidecar applies to a host, and those that it beats there. */
export interface ChosenRoute {
  readonly route: VirtualServiceResource
  /** The host of it that decided: exact or a wildcard. */
  readonly host: string
  readonly losers: readonly VirtualServiceResource[]
}

/** Whether sidecars apply it: its gateways are none, or hold `mesh` [IS-11]. */
export function isForMesh({ gateways }: VirtualServiceResource): boolean {
  return gateways.length === 0 || gateways.some(({ value }) => value === 'mesh')
}

export function isRouteVisible({ mesh }: MeshContext, route: VirtualServiceResource, namespace: string): boolean {
  return isExported(route.exportTo ?? mesh.defaultVirtualServiceExportTo, route.namespace, namespace)
}

/**
 * One VirtualService as a whole: an exact host beats a wildcard, a longer wildcard a shorter one, and of one host the oldest is taken, in
 * whatever namespace it stands [IS-12].
 */
export function routeForHost(
  context: MeshContext,
  client: MeshClient,
  scope: SidecarScope,
  host: string,
): ChosenRoute | null {
  const usable = (route: VirtualServiceResource): boolean =>
    isForMesh(route) && isRouteVisible(context, route, client.namespace) && scope.importsRoute(route)
  const exact = context.cluster.onHost('virtualservice', host).filter(usable).sort(compareAge)
  if (exact[0] !== undefined) return { route: exact[0], host, losers: exact.slice(1) }
  const wild = context.cluster
    .onWildcards('virtualservice')
    .filter(usable)
    .flatMap(route =>
      route.hosts
        .map(({ value }) => fullHost(value, route.namespace))
        .filter(
          pattern =>
            pattern.startsWith('*') && (host.startsWith('*') ? isWithin(host, pattern) : matchSuffix(pattern, host)),
        )
        .map(pattern => ({ route, pattern })),
    )
    .sort((a, b) => b.pattern.length - a.pattern.length || compareAge(a.route, b.route))
  const [first, ...rest] = wild
  return first === undefined ? null : { route: first.route, host: first.pattern, losers: rest.map(item => item.route) }
}

/** Every VirtualService that proxies of a namespace see for `mesh` or for a gateway, the oldest first. */
export function routesFor(context: MeshContext, namespace: string, gateway: string): VirtualServiceResource[] {
  return context.cluster
    .all('virtualservice')
    .filter(route =>
      gateway === 'mesh'
        ? isForMesh(route)
        : route.gateways.some(({ value }) => value !== 'mesh' && gatewayName(value, route.namespace) === gateway),
    )
    .filter(route => isRouteVisible(context, route, namespace))
    .sort(compareAge)
}
