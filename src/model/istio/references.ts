import type {
  DestinationRuleResource,
  IstioDestination,
  IstioGatewayResource,
  ProxyPatchResource,
  ServiceEntryResource,
  SidecarResource,
  VirtualServiceResource,
  WorkloadEntryResource,
  WorkloadGroupResource,
} from '../istio.ts'
import type { ObjectRef } from '../resource.ts'
import { gatewayName, serviceOfHost } from './host.ts'

export type IstioResource =
  | IstioGatewayResource
  | VirtualServiceResource
  | DestinationRuleResource
  | ServiceEntryResource
  | SidecarResource
  | WorkloadEntryResource
  | WorkloadGroupResource
  | ProxyPatchResource

/** An object that a resource of Istio names: by reference, or by a host that is a Service's. */
export interface IstioRef extends ObjectRef {
  readonly as: 'gateway' | 'delegate' | 'destination' | 'mirror' | 'host'
  /** The text that names it, which may hold more than the name. */
  readonly written: string
  /** For a destination; null where none is named. */
  readonly port: number | null
  readonly subset: string | null
}

/** Every object that the resource names and that has a key of its own; hosts outside the cluster's domain have none. */
export function istioRefs(resource: IstioResource): IstioRef[] {
  switch (resource.type) {
    case 'virtualservice': {
      const gateways = resource.gateways.flatMap(({ value, at }): IstioRef[] => {
        if (value === 'mesh') return []
        const [namespace = '', name = ''] = gatewayName(value, resource.namespace).split('/')
        return [
          {
            group: 'networking.istio.io',
            kind: 'Gateway',
            namespace,
            name,
            at,
            as: 'gateway',
            written: value,
            port: null,
            subset: null,
          },
        ]
      })
      const routes = [...resource.http, ...resource.tls, ...resource.tcp]
      const destinations = routes.flatMap(({ route }) =>
        route.flatMap(({ destination }) => destinationRef(resource, destination, 'destination')),
      )
      const mirrors = resource.http.flatMap(route =>
        route.mirrors.flatMap(({ destination }) => destinationRef(resource, destination, 'mirror')),
      )
      const delegates = resource.http.flatMap(({ delegate }): IstioRef[] =>
        delegate === null || delegate.name === ''
          ? []
          : [
              {
                group: resource.group,
                kind: 'VirtualService',
                namespace: delegate.namespace ?? resource.namespace,
                name: delegate.name,
                at: [...delegate.at, 'name'],
                as: 'delegate',
                written: delegate.name,
                port: null,
                subset: null,
              },
            ],
      )
      return [...gateways, ...delegates, ...destinations, ...mirrors]
    }
    case 'destinationrule': {
      const service = serviceOfHost(resource.host.value, resource.namespace)
      return service === null
        ? []
        : [
            {
              group: '',
              kind: 'Service',
              ...service,
              at: resource.host.at,
              as: 'host',
              written: resource.host.value,
              port: null,
              subset: null,
            },
          ]
    }
    default:
      return []
  }
}

function destinationRef(
  { namespace }: VirtualServiceResource,
  { host, port, subset, at }: IstioDestination,
  as: 'destination' | 'mirror',
): IstioRef[] {
  const service = serviceOfHost(host, namespace)
  return service === null
    ? []
    : [{ group: '', kind: 'Service', ...service, at: [...at, 'host'], as, written: host, port, subset }]
}
