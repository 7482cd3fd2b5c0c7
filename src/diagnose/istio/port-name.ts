import { declaredOf } from '../../apis/istio/index.ts'
import { type Analyzer, count, isControlPlane, message, systemNamespaces } from './analyzer.ts'

/** A Service's port whose name says no protocol, so that the proxy must guess [IST0118]; of an ExternalName, one that is plain TCP [IST0150]. */
export const portNames: Analyzer = (_context, resource) => {
  if (resource.type !== 'service') return []
  if (systemNamespaces.has(resource.namespace) || isControlPlane(resource)) return []
  const isExternal = resource.serviceType === 'ExternalName'
  return resource.ports
    .filter(port => declaredOf(port) === 'auto' || (isExternal && port.name === 'tcp'))
    .map(port => message(resource, port.at, isExternal ? 'IST0150.port' : 'IST0118.port', { port: count(port.port) }))
}
