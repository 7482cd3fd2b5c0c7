import type { Path } from '../text/index.ts'
import { gatewayGroup } from './gateway/gateway.ts'
import type { BackendObjectRef, HttpFilter, ParentRef } from './gateway.ts'
import { istioRefs } from './istio/references.ts'
import type { Resource } from './kinds.ts'
import { pluginRefs } from './kong/kong.ts'
import type { ObjectRef } from './resource.ts'

/** A listener of a Gateway by its name, a Service's port by name or number, a subset of a host. */
export interface NamedPart {
  readonly is: 'listener' | 'port' | 'subset'
  readonly value: string | number
  readonly at: Path
}

/** An object that a resource names, and the field whose text names it. */
export interface Reference {
  readonly group: string
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly at: Path
  /** Parts of the object that are named beside it. */
  readonly parts: readonly NamedPart[]
  /** What the field would hold if the object had another name; what is written around the name stays. */
  readonly renamed: (name: string) => string
}

const plain = ({ group, kind, namespace, name }: Omit<ObjectRef, 'at'>, at: Path): Reference => ({
  group,
  kind,
  namespace,
  name,
  at,
  parts: [],
  renamed: next => next,
})

/** A reference that is an object with a field for the name. */
const inName = (ref: ObjectRef): Reference => plain(ref, [...ref.at, 'name'])

const part = (is: NamedPart['is'], value: string | number | null, at: Path): NamedPart[] =>
  value === null ? [] : [{ is, value, at }]

const parent = (ref: ParentRef): Reference => ({
  ...inName(ref),
  parts: [
    ...part('listener', ref.sectionName, [...ref.at, 'sectionName']),
    ...(ref.kind === 'Service' ? part('port', ref.port, [...ref.at, 'port']) : []),
  ],
})

const backend = (ref: BackendObjectRef): Reference => ({
  ...inName(ref),
  parts: part('port', ref.port, [...ref.at, 'port']),
})

const secret = (namespace: string, name: string | null, at: Path): Reference[] =>
  name === null ? [] : [plain({ group: '', kind: 'Secret', namespace, name }, at)]

/** Every object that the resource names, in the order of its text, missing ones too. Labels and hosts that select are no references. */
export function referencesIn(resource: Resource): Reference[] {
  const own = ofKind(resource)
  return resource.type === 'referring' ? own : [...own, ...pluginRefs(resource).map(ref => referring(resource, ref))]
}

function ofKind(resource: Resource): Reference[] {
  switch (resource.type) {
    case 'httproute':
    case 'grpcroute':
      return [
        ...resource.parentRefs.map(parent),
        ...resource.rules.flatMap(rule => [
          ...mirrors(rule.filters),
          ...rule.backendRefs.flatMap(ref => [backend(ref), ...mirrors(ref.filters)]),
        ]),
      ]
    case 'l4route':
      return [...resource.parentRefs.map(parent), ...resource.rules.flatMap(rule => rule.backendRefs.map(backend))]
    case 'ingress':
      return ingressReferences(resource)
    case 'gateway':
      return [
        plain({ group: gatewayGroup, kind: 'GatewayClass', namespace: '', name: resource.className }, [
          'spec',
          'gatewayClassName',
        ]),
        ...resource.listeners.flatMap(listener => listener.tls?.certificateRefs ?? []).map(inName),
        ...[resource.frontendValidation.byDefault, ...resource.frontendValidation.perPort.values()]
          .flatMap(validation => validation?.caCertificateRefs ?? [])
          .map(inName),
        ...(resource.backendClientCertificate === null ? [] : [inName(resource.backendClientCertificate)]),
        ...(resource.parametersRef === null ? [] : [inName(resource.parametersRef)]),
      ]
    case 'listenerset':
      return [
        parent(resource.parentRef),
        ...resource.listeners.flatMap(listener => listener.tls?.certificateRefs ?? []).map(inName),
      ]
    case 'backendtlspolicy':
      return [
        ...resource.targetRefs.map(ref => ({
          ...inName(ref),
          parts: part('port', ref.sectionName, [...ref.at, 'sectionName']),
        })),
        ...resource.caCertificateRefs.map(inName),
      ]
    case 'xbackend':
      return (resource.tls?.caCertificateRefs ?? []).map(inName)
    case 'xbackendtrafficpolicy':
      return resource.targetRefs.map(inName)
    case 'endpoints': {
      if (resource.service === null) return []
      const service = { group: '', kind: 'Service', namespace: resource.namespace, name: resource.service }
      return [
        plain(
          service,
          resource.kind === 'Endpoints' ? ['metadata', 'name'] : ['metadata', 'labels', 'kubernetes.io/service-name'],
        ),
      ]
    }
    case 'pod':
    case 'workload':
      return resource.pod.secrets.flatMap(({ name, at }) => secret(resource.namespace, name, at))
    case 'istiogateway':
      return resource.servers.flatMap(({ tls }) =>
        tls === null ? [] : secret(resource.namespace, tls.credentialName, [...tls.at, 'credentialName']),
      )
    case 'virtualservice':
    case 'destinationrule':
      return istioRefs(resource).map(ref => ({
        ...plain(ref, ref.at),
        parts: [
          ...part('port', ref.port, [...ref.at.slice(0, -1), 'port', 'number']),
          ...part('subset', ref.subset, [...ref.at.slice(0, -1), 'subset']),
        ],
        // A namespace before the name and a domain behind it stay.
        renamed: next => ref.written.replace(/^([^/]*\/)?[^.]*/, (_, before = '') => `${before}${next}`),
      }))
    case 'referring':
      return [...resource.refs, ...resource.parts.flatMap(part => part.refs)].map(ref => referring(resource, ref))
    default:
      return []
  }
}

const mirrors = (filters: readonly HttpFilter[]): Reference[] =>
  filters.flatMap(filter => (filter.kind === 'RequestMirror' ? [backend(filter.backend)] : []))

function ingressReferences(resource: Extract<Resource, { type: 'ingress' }>): Reference[] {
  const backends = [resource.defaultBackend, ...resource.rules.flatMap(rule => rule.paths.map(path => path.backend))]
  const services = backends.flatMap((backend): Reference[] => {
    if (!backend?.service) return []
    // The old API has no object for the Service.
    const isOld = backend.at.at(-1) !== 'service'
    const { name, port } = backend.service
    const service = { group: '', kind: 'Service', namespace: resource.namespace, name }
    const portAt = isOld ? ['servicePort'] : ['port', typeof port === 'number' ? 'number' : 'name']
    return [
      {
        ...plain(service, [...backend.at, isOld ? 'serviceName' : 'name']),
        parts: part('port', port, [...backend.at, ...portAt]),
      },
    ]
  })
  const ofClass =
    resource.className === null
      ? []
      : [
          plain(
            { group: 'networking.k8s.io', kind: 'IngressClass', namespace: '', name: resource.className },
            resource.classAt,
          ),
        ]
  const certificates = resource.tls.flatMap(({ secretName, at }) =>
    secret(resource.namespace, secretName, [...at, 'secretName']),
  )
  return [...ofClass, ...certificates, ...services]
}

/** References of kinds that nothing here simulates: an object with a name, a plain field, or names in one text. */
function referring(resource: Resource, ref: ObjectRef): Reference {
  if (ref.at[1] === 'annotations') {
    const written = resource.annotations.get(String(ref.at[2])) ?? ref.name
    const words = (next: string): string =>
      written
        .split(',')
        .map(word =>
          word.replace(/^(\s*(?:[^:]*:)?)(.*?)(\s*)$/, (whole, before, name, after) =>
            name === ref.name ? `${before}${next}${after}` : whole,
          ),
        )
        .join(',')
    return { ...plain(ref, ref.at), renamed: words }
  }
  if (resource.kind === 'TCPIngress' || resource.kind === 'UDPIngress') return plain(ref, [...ref.at, 'serviceName'])
  return inName(ref)
}
