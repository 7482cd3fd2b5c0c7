/** Kinds that the page offers to make, by what they are for. */
export const kinds = {
  entries: ['Gateway', 'Ingress', 'GatewayClass', 'IngressClass'],
  routes: ['HTTPRoute', 'GRPCRoute', 'VirtualService', 'ReferenceGrant'],
  services: ['Service', 'DestinationRule', 'ServiceEntry'],
  workloads: ['Deployment', 'StatefulSet', 'DaemonSet', 'Pod', 'Job', 'CronJob'],
  policies: ['NetworkPolicy', 'AuthorizationPolicy', 'PeerAuthentication'],
  other: ['Namespace'],
} as const
