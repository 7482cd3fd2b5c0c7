import type { ServiceResource } from '../../model/index.ts'
import type { Problem } from '../../report/index.ts'
import { type Analyzer, count, hasSidecar, isControlPlane, message, names, text } from './analyzer.ts'

const proxyUser = 1337

/** A container that runs as the sidecar's own user: its traffic passes the sidecar by [IST0144]. */
export const applicationUid: Analyzer = (_context, resource, root) => {
  const isPod = resource.type === 'pod'
  if ((!isPod && resource.kind !== 'Deployment') || isControlPlane(resource)) return []
  const spec = isPod ? root.get('spec') : root.at('spec', 'template', 'spec')
  const runs = [
    spec.at('securityContext', 'runAsUser'),
    ...spec
      .get('containers')
      .items()
      .filter(container => !['istio-proxy', 'istio-operator'].includes(String(container.get('name').value ?? '')))
      .map(container => container.at('securityContext', 'runAsUser')),
  ]
  return runs.filter(field => field.value === proxyUser).map(field => message(resource, field.path, 'IST0144.user'))
}

/** One Deployment in several Services that do not agree about a port's protocol [IST0116], or about what a target port is called [IST0137]. */
export const serviceAssociation: Analyzer = (context, resource) => {
  if (resource.type !== 'workload' || resource.kind !== 'Deployment') return []
  if (resource.labels.get('gateway.istio.io/managed') === 'istio.io-mesh-controller') return []
  if (!hasSidecar(context, { namespace: resource.namespace, spec: resource.pod })) return []
  const services = context.cluster.servicesSelecting(resource.namespace, resource.pod.labels)
  const at = ['metadata', 'name']
  const found: Problem[] = []
  for (const [port, users] of group(services, ({ port: number }) => String(number)))
    if (new Set(users.map(user => user.port.writtenProtocol)).size > 1)
      found.push(message(resource, at, 'IST0116.services', { port: text(port), services: names(users.map(by)) }))
  for (const [target, users] of group(services, port => String(port.targetPort ?? port.port)))
    if (new Set(users.map(user => user.port.port)).size > 1)
      found.push(
        message(resource, at, 'IST0137.services', {
          target: text(target),
          services: names(users.map(by)),
          ports: { is: 'list', items: users.map(user => count(user.port.port)) },
        }),
      )
  return found
}

interface User {
  readonly service: ServiceResource
  readonly port: ServiceResource['ports'][number]
}

const by = ({ service }: User): string => `${service.namespace}/${service.name}`

function group(
  services: readonly ServiceResource[],
  key: (port: ServiceResource['ports'][number]) => string,
): Map<string, User[]> {
  const groups = new Map<string, User[]>()
  for (const service of services)
    for (const port of service.ports) groups.set(key(port), [...(groups.get(key(port)) ?? []), { service, port }])
  return groups
}
