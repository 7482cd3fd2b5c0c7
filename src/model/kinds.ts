import { decodePod, decodeWorkload } from './core/pods.ts'
import {
  decodeConfigMap,
  decodeEndpointSlice,
  decodeEndpoints,
  decodeNamespace,
  decodeNode,
  decodeSecret,
  decodeService,
} from './core/service.ts'
import type { Field } from './field.ts'
import { decodeBackendTlsPolicy } from './gateway/backend-tls-policy.ts'
import { decodeGateway, decodeGatewayClass, decodeReferenceGrant, gatewayGroup } from './gateway/gateway.ts'
import { decodeGrpcRoute } from './gateway/grpc-route.ts'
import { decodeHttpRoute } from './gateway/http-route.ts'
import { decodeL4Route } from './gateway/l4-route.ts'
import { decodeListenerSet } from './gateway/listener-set.ts'
import { decodeXBackend, decodeXBackendTrafficPolicy, experimentsGroup } from './gateway/x-backend.ts'
import type {
  BackendTlsPolicyResource,
  GatewayClassResource,
  GatewayResource,
  GrpcRouteResource,
  HttpRouteResource,
  L4RouteResource,
  ListenerSetResource,
  ReferenceGrantResource,
  XBackendResource,
  XBackendTrafficPolicyResource,
} from './gateway.ts'
import { decodeDestinationRule } from './istio/destination-rule.ts'
import { decodeIstioGateway } from './istio/gateway.ts'
import { decodeIstioOperator, type MeshConfigResource } from './istio/mesh-config.ts'
import {
  type AuthorizationPolicyResource,
  decodeAuthorizationPolicy,
  decodePeerAuthentication,
  decodeRequestAuthentication,
  type PeerAuthenticationResource,
  type RequestAuthenticationResource,
} from './istio/security.ts'
import { decodeServiceEntry, decodeWorkloadEntry, decodeWorkloadGroup } from './istio/service-entry.ts'
import { decodeProxyPatch, decodeSidecar } from './istio/sidecar.ts'
import { decodeVirtualService } from './istio/virtual-service.ts'
import type {
  DestinationRuleResource,
  IstioGatewayResource,
  ProxyPatchResource,
  ServiceEntryResource,
  SidecarResource,
  VirtualServiceResource,
  WorkloadEntryResource,
  WorkloadGroupResource,
} from './istio.ts'
import { decodeKongConfig, decodeTcpIngress } from './kong/kong.ts'
import { decodeIngress, decodeIngressClass } from './networking/ingress.ts'
import { decodeNetworkPolicy } from './networking/network-policy.ts'
import { decodeOpenShiftRoute } from './openshift/route.ts'
import { decodeUserNetwork } from './ovn/user-network.ts'
import { decodeAdminPolicy } from './policy/admin-policy.ts'
import type { AdminPolicyResource, NetworkPolicyResource, UserNetworkResource } from './policy.ts'
import type {
  ConfigMapResource,
  EndpointsResource,
  IngressClassResource,
  IngressResource,
  Meta,
  NamespaceResource,
  NodeResource,
  OtherResource,
  PodResource,
  ReferringResource,
  SecretResource,
  ServiceResource,
  WorkloadResource,
} from './resource.ts'

/** Every object of the cluster, by the view that this project has of its kind. */
export type Resource =
  | NamespaceResource
  | NodeResource
  | PodResource
  | WorkloadResource
  | ServiceResource
  | EndpointsResource
  | IngressResource
  | IngressClassResource
  | NetworkPolicyResource
  | AdminPolicyResource
  | UserNetworkResource
  | GatewayClassResource
  | GatewayResource
  | HttpRouteResource
  | GrpcRouteResource
  | L4RouteResource
  | ListenerSetResource
  | BackendTlsPolicyResource
  | ReferenceGrantResource
  | XBackendResource
  | XBackendTrafficPolicyResource
  | SecretResource
  | ConfigMapResource
  | MeshConfigResource
  | IstioGatewayResource
  | VirtualServiceResource
  | DestinationRuleResource
  | ServiceEntryResource
  | SidecarResource
  | WorkloadEntryResource
  | WorkloadGroupResource
  | ProxyPatchResource
  | PeerAuthenticationResource
  | RequestAuthenticationResource
  | AuthorizationPolicyResource
  | ReferringResource
  | OtherResource

export interface KindEntry {
  readonly group: string
  readonly kind: string
  /** Versions that are decoded; others are kept and named in a problem. */
  readonly versions: readonly string[]
  readonly namespaced: boolean
  readonly decode: (root: Field, meta: Meta) => Resource
}

const istio = ['v1', 'v1beta1', 'v1alpha3']
const kong = 'configuration.konghq.com'

const entry = (
  group: string,
  kind: string,
  versions: readonly string[],
  namespaced: boolean,
  decode: KindEntry['decode'],
): KindEntry => ({ group, kind, versions, namespaced, decode })

/** The kinds that have a view here. To add one: its decoder and a line in this table. */
export const kinds: readonly KindEntry[] = [
  entry('', 'Namespace', ['v1'], false, decodeNamespace),
  entry('', 'Node', ['v1'], false, decodeNode),
  entry('', 'Pod', ['v1'], true, decodePod),
  entry('', 'ReplicationController', ['v1'], true, decodeWorkload),
  entry('', 'Service', ['v1'], true, decodeService),
  entry('', 'Endpoints', ['v1'], true, decodeEndpoints),
  entry('', 'Secret', ['v1'], true, decodeSecret),
  entry('', 'ConfigMap', ['v1'], true, decodeConfigMap),
  entry('discovery.k8s.io', 'EndpointSlice', ['v1', 'v1beta1'], true, decodeEndpointSlice),
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map(kind =>
    entry('apps', kind, ['v1', 'v1beta1', 'v1beta2'], true, decodeWorkload),
  ),
  entry('batch', 'Job', ['v1'], true, decodeWorkload),
  entry('batch', 'CronJob', ['v1', 'v1beta1'], true, decodeWorkload),
  entry('kubevirt.io', 'VirtualMachine', ['v1', 'v1alpha3'], true, decodeWorkload),
  entry('route.openshift.io', 'Route', ['v1'], true, decodeOpenShiftRoute),
  entry('networking.k8s.io', 'Ingress', ['v1', 'v1beta1'], true, decodeIngress),
  entry('networking.k8s.io', 'IngressClass', ['v1', 'v1beta1'], false, decodeIngressClass),
  entry('networking.k8s.io', 'NetworkPolicy', ['v1'], true, decodeNetworkPolicy),
  entry('policy.networking.k8s.io', 'AdminNetworkPolicy', ['v1alpha1'], false, decodeAdminPolicy),
  entry('policy.networking.k8s.io', 'BaselineAdminNetworkPolicy', ['v1alpha1'], false, decodeAdminPolicy),
  entry('policy.networking.k8s.io', 'ClusterNetworkPolicy', ['v1alpha2'], false, decodeAdminPolicy),
  entry('k8s.ovn.org', 'UserDefinedNetwork', ['v1'], true, decodeUserNetwork),
  entry('k8s.ovn.org', 'ClusterUserDefinedNetwork', ['v1'], false, decodeUserNetwork),
  entry(gatewayGroup, 'GatewayClass', ['v1', 'v1beta1'], false, decodeGatewayClass),
  entry(gatewayGroup, 'Gateway', ['v1', 'v1beta1'], true, decodeGateway),
  entry(gatewayGroup, 'HTTPRoute', ['v1', 'v1beta1'], true, decodeHttpRoute),
  entry(gatewayGroup, 'ReferenceGrant', ['v1', 'v1beta1'], true, decodeReferenceGrant),
  entry(gatewayGroup, 'ListenerSet', ['v1', 'v1alpha1'], true, decodeListenerSet),
  entry(gatewayGroup, 'GRPCRoute', ['v1', 'v1alpha2'], true, decodeGrpcRoute),
  entry(gatewayGroup, 'BackendTLSPolicy', ['v1', 'v1alpha3'], true, decodeBackendTlsPolicy),
  entry(experimentsGroup, 'XBackend', ['v1alpha1'], true, decodeXBackend),
  entry(experimentsGroup, 'XBackendTrafficPolicy', ['v1alpha1'], true, decodeXBackendTrafficPolicy),
  entry(gatewayGroup, 'TLSRoute', ['v1', 'v1alpha3', 'v1alpha2'], true, decodeL4Route),
  entry(gatewayGroup, 'TCPRoute', ['v1', 'v1alpha2'], true, decodeL4Route),
  entry(gatewayGroup, 'UDPRoute', ['v1', 'v1alpha2'], true, decodeL4Route),
  entry('networking.istio.io', 'Gateway', istio, true, decodeIstioGateway),
  entry('networking.istio.io', 'VirtualService', istio, true, decodeVirtualService),
  entry('networking.istio.io', 'DestinationRule', istio, true, decodeDestinationRule),
  entry('networking.istio.io', 'ServiceEntry', istio, true, decodeServiceEntry),
  entry('networking.istio.io', 'Sidecar', istio, true, decodeSidecar),
  entry('networking.istio.io', 'WorkloadEntry', istio, true, decodeWorkloadEntry),
  entry('networking.istio.io', 'WorkloadGroup', istio, true, decodeWorkloadGroup),
  entry('security.istio.io', 'PeerAuthentication', ['v1', 'v1beta1'], true, decodePeerAuthentication),
  entry('security.istio.io', 'RequestAuthentication', ['v1', 'v1beta1'], true, decodeRequestAuthentication),
  entry('security.istio.io', 'AuthorizationPolicy', ['v1', 'v1beta1'], true, decodeAuthorizationPolicy),
  entry('networking.istio.io', 'EnvoyFilter', istio, true, decodeProxyPatch),
  entry('networking.istio.io', 'ProxyConfig', ['v1beta1'], true, decodeProxyPatch),
  entry('extensions.istio.io', 'WasmPlugin', ['v1alpha1'], true, decodeProxyPatch),
  entry('telemetry.istio.io', 'Telemetry', ['v1', 'v1alpha1'], true, decodeProxyPatch),
  entry('install.istio.io', 'IstioOperator', ['v1alpha1'], true, decodeIstioOperator),
  ...['KongPlugin', 'KongConsumer', 'KongIngress', 'KongUpstreamPolicy'].map(kind =>
    entry(kong, kind, ['v1', 'v1beta1'], true, decodeKongConfig),
  ),
  entry(kong, 'KongClusterPlugin', ['v1'], false, decodeKongConfig),
  entry(kong, 'TCPIngress', ['v1beta1'], true, decodeTcpIngress),
]

const byName = new Map(kinds.map(kind => [`${kind.group}/${kind.kind}`, kind]))

export function kindEntry(group: string, kind: string): KindEntry | undefined {
  return byName.get(`${group}/${kind}`)
}

export const kindsOfGroup = (group: string): readonly string[] =>
  kinds.filter(entry => entry.group === group).map(({ kind }) => kind)

/** Kinds without a view that live outside namespaces; the rest of the unknown is taken to live in one. */
export const clusterScoped: ReadonlySet<string> = new Set([
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'PersistentVolume',
  'StorageClass',
  'Node',
  'PriorityClass',
  'RuntimeClass',
  'APIService',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'ClusterNetworkPolicy',
  'KongVault',
  'CSIDriver',
  'VolumeSnapshotClass',
])
