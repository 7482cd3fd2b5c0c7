import { type EndpointGroup, endpointsOf, findServicePort, namedPort, type PodGroup } from '../../cluster/index.ts'
import type { IstioGatewayResource, ServiceResource } from '../../model/index.ts'
import { type MeshContext, selects } from './client.ts'
import { gatewayOfIngress } from './ingress.ts'
import { proxyOf } from './injection.ts'
import { meshOf } from './mesh.ts'

/** A gateway proxy: pods of the project, a controller that the assumptions name, or one that is taken to exist. */
export interface GatewayProxy {
  readonly namespace: string
  readonly name: string
  readonly labels: ReadonlyMap<string, string>
  /** Null for one that is in no manifest. */
  readonly pods: PodGroup | null
  /** Ports that clients dial, with the container's; null: every port leads to itself. */
  readonly ports: readonly { readonly port: number; readonly targetPort: number }[] | null
  /** Nothing in the project or the assumptions says that it exists. */
  readonly isAssumed: boolean
}

/** Ports of the gateway that an installation brings by default. */
const defaultPorts = [
  { port: 80, targetPort: 8080 },
  { port: 443, targetPort: 8443 },
]

/** The proxies that run a Gateway: its selector takes pods of every namespace [IS-40]. One is taken to exist where none is found. */
export function proxiesOf(context: MeshContext, { doc }: IstioGatewayResource): GatewayProxy[] {
  return context.kept.get(`gateway proxies ${doc}`, () => {
    const found = context.cluster.ofDoc(doc)
    if (found?.type === 'ingress') return findProxies(context, gatewayOfIngress(context, found))
    return found?.type === 'istiogateway' ? findProxies(context, found) : []
  })
}

function findProxies(context: MeshContext, gateway: IstioGatewayResource): GatewayProxy[] {
  const { cluster, assumptions } = context
  const mesh = meshOf(cluster, assumptions)
  const found = cluster
    .pods()
    .filter(pods => selects(gateway.selector, pods.labels) && proxyOf(cluster, assumptions, pods).kind === 'gateway')
    .map(pods => proxyOfPods(context, pods))
  for (const controller of assumptions.controllers) {
    if (!selects(gateway.selector, controller.labels)) continue
    const { namespace, name, labels, ports } = controller
    found.push({ namespace, name, labels, pods: null, ports: ports.length === 0 ? null : ports, isAssumed: false })
  }
  if (found.length > 0) return found
  const labels = gateway.selector.size === 0 ? new Map([['istio', mesh.ingressSelector]]) : gateway.selector
  return [
    {
      namespace: mesh.rootNamespace,
      name: `istio-${labels.get('istio') ?? 'gateway'}`,
      labels,
      pods: null,
      ports: servicePorts(context.cluster.servicesSelecting(mesh.rootNamespace, labels), null) ?? defaultPorts,
      isAssumed: true,
    },
  ]
}

export function proxyOfPods(context: MeshContext, pods: PodGroup): GatewayProxy {
  const services = context.cluster.servicesSelecting(pods.namespace, pods.labels)
  return {
    namespace: pods.namespace,
    name: pods.name,
    labels: pods.labels,
    pods,
    ports: servicePorts(services, pods),
    isAssumed: false,
  }
}

function servicePorts(services: readonly ServiceResource[], pods: PodGroup | null): GatewayProxy['ports'] {
  if (services.length === 0) return null
  return services.flatMap(service =>
    service.ports.flatMap(port => {
      const { targetPort } = port
      const number =
        typeof targetPort === 'number' ? targetPort : pods === null ? port.port : namedPort(pods, targetPort, 'TCP')
      return number === null ? [] : [{ port: port.port, targetPort: number }]
    }),
  )
}

/**
 * The container port that a server's port is bound on: a port of a Service (or ServiceEntry) in front of the proxy leads to its target;
 * any other is bound as it is [IS-41].
 */
export function boundPort({ cluster }: MeshContext, proxy: GatewayProxy, port: number): number {
  const direct = proxy.ports?.find(item => item.port === port)?.targetPort
  if (direct !== undefined) return direct
  for (const entry of cluster.all('serviceentry')) {
    if (entry.labels.get('experimental.istio.io/disable-gateway-port-translation') === 'true') continue
    const isOurs = entry.endpoints.some(
      ({ address, labels }) =>
        proxy.pods?.ips.includes(address) === true ||
        ((proxy.pods?.ips.length ?? 0) === 0 && labels.size > 0 && selects(labels, proxy.labels)),
    )
    const found = isOurs ? entry.ports.find(item => item.number === port) : undefined
    if (found !== undefined) return found.targetPort ?? found.number
  }
  return port
}

/** The container port that a client reaches by a port of the gateway's Services; null where none leads anywhere. */
export function dialledPortOf(proxy: GatewayProxy, port: number): number | null {
  if (proxy.ports === null) return port
  return proxy.ports.find(item => item.port === port)?.targetPort ?? null
}

/** Pods of a Service, for a client that dials the Service of a gateway. */
export function podsBehind(context: MeshContext, service: ServiceResource, port: number): EndpointGroup[] {
  const found = findServicePort(service, port, 'TCP')
  return found === null ? [] : endpointsOf(context.cluster, context.assumptions, service, found)
}
