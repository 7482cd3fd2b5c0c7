/**
 * Istio, translated to the data plane: which rules a proxy sees, what its routes do, where its destinations lead. Knows the manifests and
 * the assumptions, and no request.
 */

export type { MeshClient, MeshContext } from './client.ts'
export { type Destination, destinationOf, type MeshEndpoint } from './destination.ts'
export { destinationRuleFor } from './destination-rule.ts'
export {
  certificatesOf,
  type GatewayListener,
  hostsOf,
  isBoundTo,
  listenersOf,
  originOfServer,
  readsHttp,
  serverFor,
  streamTable,
  tableOfHost,
} from './gateway.ts'
export type { BoundServer, GatewayHosts } from './gateway-host.ts'
export { dialledPortOf, type GatewayProxy, proxiesOf, proxyOfPods } from './gateway-proxy.ts'
export { type InboundPort, inboundPortOf } from './inbound-port.ts'
export { gatewayOfIngress, isIstioIngress } from './ingress.ts'
export { identityOf, isInMesh, type ProxyOfPods, proxyOf } from './injection.ts'
export { type Mesh, meshOf } from './mesh.ts'
export { type Outbound, outboundOf } from './outbound.ts'
export { declaredOf, isHttp, type PortProtocol } from './port-protocol.ts'
export { concreteOf, type MeshService } from './registry.ts'
export * from './security/index.ts'
export { sidecarOf } from './sidecar-scope.ts'
export { routesFor } from './virtual-service.ts'
