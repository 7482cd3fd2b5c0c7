import { istioRefs, type Resource } from '../model/index.ts'
import { keyOf, type ResourceKey, serviceKey } from './key.ts'

/** Objects that a resource names, so that these can ask who refers to them. */
export function referencesOf(resource: Resource): ResourceKey[] {
  switch (resource.type) {
    case 'httproute':
    case 'grpcroute':
    case 'l4route':
      return [
        ...resource.parentRefs.map(ref => keyOf(ref.group, ref.kind, ref.namespace, ref.name)),
        ...resource.rules.flatMap(rule =>
          rule.backendRefs.map(ref => keyOf(ref.group, ref.kind, ref.namespace, ref.name)),
        ),
      ]
    case 'ingress': {
      const backends = [
        resource.defaultBackend,
        ...resource.rules.flatMap(rule => rule.paths.map(path => path.backend)),
      ]
      const services = backends.flatMap(backend =>
        backend?.service ? [serviceKey(resource.namespace, backend.service.name)] : [],
      )
      return resource.className === null
        ? services
        : [...services, keyOf('networking.k8s.io', 'IngressClass', '', resource.className)]
    }
    case 'listenerset':
      return [
        keyOf(resource.parentRef.group, resource.parentRef.kind, resource.parentRef.namespace, resource.parentRef.name),
      ]
    case 'backendtlspolicy':
      return resource.targetRefs.map(ref => keyOf(ref.group, ref.kind, ref.namespace, ref.name))
    case 'gateway':
      return [keyOf('gateway.networking.k8s.io', 'GatewayClass', '', resource.className)]
    case 'endpoints':
      return resource.service === null ? [] : [serviceKey(resource.namespace, resource.service)]
    case 'virtualservice':
    case 'destinationrule':
      return istioRefs(resource).map(ref => keyOf(ref.group, ref.kind, ref.namespace, ref.name))
    case 'referring':
      return [...resource.refs, ...resource.parts.flatMap(part => part.refs)].map(ref =>
        keyOf(ref.group, ref.kind, ref.namespace, ref.name),
      )
    default:
      return []
  }
}
