import { keyOf, serviceKey } from '../cluster/index.ts'
import { istioRefs, type Resource } from '../model/index.ts'
import type { Problem } from '../report/index.ts'
import type { Path } from '../text/index.ts'
import { type DiagnoseContext, problem, type Rule, resourceFact } from './rule.ts'

export interface ServiceUse {
  readonly namespace: string
  readonly name: string
  readonly port: number | string | null
  readonly at: Path
}

/** A route sends traffic to a Service, or a port of one, that nothing here declares. */
export const backendMissing: Rule = (context, resource) =>
  // Hosts of Istio are looked up as Istio does.
  resource.type === 'virtualservice' ? [] : usesOf(resource).flatMap(use => check(context, resource, use))

/** Services that a route or Ingress leads to. */
export function usesOf(resource: Resource): ServiceUse[] {
  switch (resource.type) {
    case 'httproute':
    case 'grpcroute':
    case 'l4route':
      return resource.rules.flatMap(rule =>
        rule.backendRefs.filter(ref => ref.group === '' && ref.kind === 'Service').map(ref => ({ ...ref, at: ref.at })),
      )
    case 'ingress': {
      const backends = [
        resource.defaultBackend,
        ...resource.rules.flatMap(rule => rule.paths.map(path => path.backend)),
      ]
      return backends.flatMap(backend =>
        backend?.service
          ? [{ namespace: resource.namespace, name: backend.service.name, port: backend.service.port, at: backend.at }]
          : [],
      )
    }
    case 'virtualservice':
      return istioRefs(resource).filter(ref => ref.kind === 'Service')
    case 'referring':
      return [...resource.refs, ...resource.parts.flatMap(part => part.refs)]
        .filter(ref => ref.kind === 'Service' && ref.group === '')
        .map(ref => ({ ...ref, port: null }))
    default:
      return []
  }
}

function check({ cluster }: DiagnoseContext, resource: Resource, use: ServiceUse): Problem[] {
  if (use.name === '') return []
  const service = { kind: 'Service', namespace: use.namespace, name: use.name }
  const found = cluster.find(serviceKey(use.namespace, use.name))
  if (found === undefined)
    return [problem(resource, use.at, 'backend.serviceNotFound', 'warning', { service: resourceFact(service) })]
  if (found.type !== 'service' || use.port === null || found.serviceType === 'ExternalName') return []
  if (found.ports.some(port => port.port === use.port || port.name === use.port)) return []
  return [
    problem(
      resource,
      use.at,
      'backend.portNotFound',
      'error',
      { service: resourceFact(found), port: { is: 'name', value: String(use.port) } },
      [{ doc: found.doc, path: ['spec', 'ports'] }],
    ),
  ]
}

/** An HTTPRoute's parent is a Gateway that nothing here declares. */
export const parentMissing: Rule = ({ cluster }, resource) => {
  if (resource.type !== 'httproute' && resource.type !== 'grpcroute' && resource.type !== 'l4route') return []
  return resource.parentRefs.flatMap(ref =>
    ref.name === '' || cluster.find(keyOf(ref.group, ref.kind, ref.namespace, ref.name)) !== undefined
      ? []
      : [problem(resource, ref.at, 'parent.notFound', 'warning', { parent: resourceFact(ref) })],
  )
}
