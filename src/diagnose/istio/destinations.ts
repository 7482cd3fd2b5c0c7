import type { Field } from '../../model/index.ts'
import { fullHost, serviceOfHost, type VirtualServiceResource } from '../../model/index.ts'
import type { Problem } from '../../report/index.ts'
import { resourceFact } from '../rule.ts'
import { type AnalyzeContext, type Analyzer, count, fullName, message, name, text } from './analyzer.ts'
import { registeredHost } from './registry.ts'

interface Named {
  readonly host: string
  readonly port: number | null
  readonly subset: string
  /** The destination, or the entry that lacks one. */
  readonly field: Field
}

/** Every destination that a VirtualService names, one without a host as the empty host. */
function destinationsOf(root: Field): Named[] {
  const spec = root.get('spec')
  const read = (field: Field): Named => {
    const port = field.at('port', 'number').value
    return {
      host: textOf(field.get('host')),
      port: typeof port === 'number' ? port : null,
      subset: textOf(field.get('subset')),
      field,
    }
  }
  const routes = ['tcp', 'tls', 'http'].flatMap(key => spec.get(key).items())
  return [
    ...routes.flatMap(route =>
      route
        .get('route')
        .items()
        .map(item => read(item.get('destination'))),
    ),
    ...spec
      .get('http')
      .items()
      .flatMap(route => [
        ...(route.get('mirror').present ? [read(route.get('mirror'))] : []),
        ...route
          .get('mirrors')
          .items()
          .map(item => read(item.get('destination'))),
      ]),
  ]
}

function textOf({ value }: Field): string {
  return typeof value === 'string' ? value : ''
}

/** Destinations that nothing declares, or that lack or miss a port [IST0101, IST0112]; routes past the subsets of others [IST0140]. */
export const destinationHosts: Analyzer = (context, resource, root) => {
  if (resource.type !== 'virtualservice') return []
  return [
    ...destinationsOf(root).flatMap(named => lookedUp(context, resource, named)),
    ...pastSubsets(context, resource),
  ]
}

function lookedUp(context: AnalyzeContext, resource: VirtualServiceResource, { host, port, field }: Named): Problem[] {
  const found = registeredHost(context, resource.namespace, resource.exportTo, host)
  const at = field.get('host').present ? field.get('host').path : field.path
  const service = serviceOfHost(host, resource.namespace)
  if (found === null) {
    // A destination without a host is refused already.
    if (!context.strict && host === '') return []
    const facts = {
      host: text(host),
      ...(service !== null && { service: resourceFact({ kind: 'Service', ...service }) }),
    }
    return [message(resource, at, 'IST0101.host', facts)]
  }
  if (port === null)
    return found.ports.length > 1
      ? [
          message(resource, at, 'IST0112.port', {
            host: text(host),
            ports: { is: 'list', items: found.ports.map(count) },
          }),
        ]
      : []
  if (found.ports.includes(port)) return []
  return [
    {
      ...message(resource, field.at('port', 'number').path, 'IST0101.port', {
        host: text(host),
        port: name(String(port)),
        ...(found.resource.type === 'service' && { service: resourceFact(found.resource) }),
      }),
      related: [{ doc: found.resource.doc, path: ['spec', 'ports'] }],
    },
  ]
}

/** A route from a gateway to a host without a subset, where another rule of that host, for the mesh, has subsets. */
function pastSubsets({ cluster }: AnalyzeContext, resource: VirtualServiceResource): Problem[] {
  if (resource.gateways.length === 0) return []
  return resource.http
    .flatMap(({ route }) => route)
    .filter(({ destination }) => destination.subset === null)
    .flatMap(({ destination }) =>
      cluster
        .onHost('virtualservice', fullHost(destination.host, resource.namespace))
        .filter(
          other =>
            other.hosts.some(({ value }) => value === destination.host) &&
            other.http.some(({ route }) =>
              route.some(item => item.destination.host === destination.host && item.destination.subset !== null),
            ),
        )
        .map(other =>
          message(resource, [...destination.at, 'host'], 'IST0140.rules', {
            other: fullName(other),
            host: text(destination.host),
          }),
        ),
    )
}

/** Subsets that no DestinationRule of the host names [IST0101]. */
export const destinationSubsets: Analyzer = (context, resource, root) => {
  if (resource.type !== 'virtualservice') return []
  return destinationsOf(root)
    .filter(({ subset }) => subset !== '')
    .filter(
      ({ host, subset }) =>
        !context.cluster
          .onHost('destinationrule', fullHost(host, resource.namespace))
          .some(rule => rule.subsets.some(({ name }) => name === subset)),
    )
    .map(({ host, subset, field }) =>
      message(resource, field.get('subset').path, 'IST0101.subset', { host: text(host), subset: text(subset) }),
    )
}
