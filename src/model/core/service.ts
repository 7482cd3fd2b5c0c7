import type { Field } from '../field.ts'
import { decodeInjector, decodeMeshOfConfigMap } from '../istio/mesh-config.ts'
import type {
  ConfigMapResource,
  Endpoint,
  EndpointPort,
  EndpointsResource,
  Meta,
  NamespaceResource,
  NodeResource,
  SecretResource,
  ServicePort,
  ServiceResource,
} from '../resource.ts'
import { certificateNames, certificateValidity, decodeBase64Text } from './certificate.ts'
import { protocols } from './pods.ts'

export function decodeNamespace(_root: Field, meta: Meta): NamespaceResource {
  const labels = new Map(meta.labels)
  labels.set('kubernetes.io/metadata.name', meta.name)
  return { ...meta, type: 'namespace', labels }
}

export function decodeService(root: Field, meta: Meta): ServiceResource {
  const spec = root.get('spec')
  const serviceType =
    spec.get('type').oneOf(['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] as const) ?? 'ClusterIP'
  const clusterIP = spec.get('clusterIP').string()
  const clusterIPs = [
    ...new Set(
      [clusterIP, ...spec.get('clusterIPs').strings()].filter(ip => ip !== null && ip !== 'None' && ip !== ''),
    ),
  ]
  const selector = spec.get('selector')
  const externalName = spec.get('externalName')
  if (serviceType === 'ExternalName' && !externalName.present) externalName.missing()
  return {
    ...meta,
    type: 'service',
    serviceType,
    headless: clusterIP === 'None',
    sourceRanges: sourceRanges(spec, meta),
    clusterIPs: clusterIPs as string[],
    externalName: externalName.string(),
    selector: selector.present && selector.entries().length > 0 ? selector.stringMap() : null,
    ports: decodePorts(spec.get('ports')),
    publishNotReadyAddresses: spec.get('publishNotReadyAddresses').boolean() ?? false,
    trafficDistribution: spec.get('trafficDistribution').string(),
    proxyFeature: proxyFeature(spec, meta),
  }
}

/** The field, or the annotation that came before it. */
function sourceRanges(spec: Field, meta: Meta): string[] {
  const ranges = spec.get('loadBalancerSourceRanges').strings()
  if (ranges.length > 0) return ranges.map(range => range.trim())
  const annotation = meta.annotations.get('service.beta.kubernetes.io/load-balancer-source-ranges') ?? ''
  return annotation.split(',').flatMap(range => (range.trim() === '' ? [] : [range.trim()]))
}

function proxyFeature(spec: Field, meta: Meta): string | null {
  if (spec.get('internalTrafficPolicy').string() === 'Local') return 'internalTrafficPolicy Local'
  const label = ['service.kubernetes.io/service-proxy-name', 'service.kubernetes.io/headless'].find(key =>
    meta.labels.has(key),
  )
  return label === undefined ? null : `label ${label}`
}

function decodePorts(field: Field): ServicePort[] {
  const items = field.items()
  const ports: ServicePort[] = []
  for (const item of items) {
    const port = item.get('port').port()
    if (port === null) {
      if (!item.get('port').present) item.get('port').missing()
      continue
    }
    const protocol = item.get('protocol').oneOf(protocols) ?? 'TCP'
    const name = item.get('name').string() ?? ''
    if (name === '' && items.length > 1)
      item.report('service.portNeedsName', 'error', { port: { is: 'port', value: port } })
    if (ports.some(other => other.port === port && other.protocol === protocol)) {
      item.report('service.portTwice', 'error', {
        port: { is: 'port', value: port },
        protocol: { is: 'protocol', value: protocol },
      })
    }
    ports.push({
      name,
      port,
      targetPort: item.get('targetPort').portOrName() ?? port,
      protocol,
      writtenProtocol: typeof item.get('protocol').value === 'string' ? String(item.get('protocol').value) : protocol,
      nodePort: item.get('nodePort').port(),
      appProtocol: item.get('appProtocol').string(),
      at: item.path,
    })
  }
  return ports
}

function decodeTarget(field: Field, namespace: string): Endpoint['target'] {
  const name = field.get('name').string()
  if (name === null) return null
  return { kind: field.get('kind').string() ?? 'Pod', namespace: field.get('namespace').string() ?? namespace, name }
}

function decodeEndpointPorts(field: Field): EndpointPort[] {
  return field.items().map(port => ({
    name: port.get('name').string() ?? '',
    port: port.get('port').port(),
    protocol: port.get('protocol').oneOf(protocols) ?? 'TCP',
  }))
}

export function decodeEndpoints(root: Field, meta: Meta): EndpointsResource {
  const subsets = root
    .get('subsets')
    .items()
    .map(subset => {
      const endpoints = (['addresses', 'notReadyAddresses'] as const).flatMap(key =>
        subset
          .get(key)
          .items()
          .map(address => ({
            addresses: [address.get('ip').string() ?? ''],
            ready: key === 'addresses',
            target: decodeTarget(address.get('targetRef'), meta.namespace),
            at: address.path,
          })),
      )
      return { endpoints, ports: decodeEndpointPorts(subset.get('ports')) }
    })
  return { ...meta, type: 'endpoints', service: meta.name, subsets }
}

export function decodeEndpointSlice(root: Field, meta: Meta): EndpointsResource {
  const endpoints = root
    .get('endpoints')
    .items()
    .map(endpoint => ({
      addresses: endpoint.get('addresses').strings(),
      // An unknown readiness counts as ready (discovery.k8s.io/v1, EndpointConditions).
      ready: endpoint.at('conditions', 'ready').boolean() ?? true,
      target: decodeTarget(endpoint.get('targetRef'), meta.namespace),
      at: endpoint.path,
    }))
  return {
    ...meta,
    type: 'endpoints',
    service: meta.labels.get('kubernetes.io/service-name') ?? null,
    subsets: [{ endpoints, ports: decodeEndpointPorts(root.get('ports')) }],
  }
}

export function decodeSecret(root: Field, meta: Meta): SecretResource {
  const certificate = readPem(root, 'tls.crt')
  const names = certificate === null ? null : certificateNames(certificate)
  return {
    ...meta,
    type: 'secret',
    secretType: root.get('type').string() ?? 'Opaque',
    hasCertificate: certificate !== null && readPem(root, 'tls.key') !== null,
    pair: decodePair(root),
    isPlaceholder: ['tls.crt', 'tls.key'].every(key => {
      const { value } = root.at('stringData', key)
      return typeof value === 'string' && !value.includes('-----BEGIN ')
    }),
    hasCa: readPem(root, 'ca.crt') !== null || readPem(root, 'cacert') !== null,
    dnsNames: names?.dns ?? [],
    uris: names?.uris ?? [],
  }
}

function decodePair(root: Field): SecretResource['pair'] {
  for (const [certificate, key] of [
    ['cert', 'key'],
    ['tls.crt', 'tls.key'],
  ] as const) {
    const text = readText(root, certificate)
    if (text !== null && text !== '' && (readText(root, key) ?? '') !== '') return certificateValidity(text)
  }
  return null
}

/** PEM text of a key of the Secret; null when missing or no PEM. */
function readPem(root: Field, key: string): string | null {
  const text = readText(root, key)
  return text?.includes('-----BEGIN ') === true ? text : null
}

function readText(root: Field, key: string): string | null {
  const plain = root.at('stringData', key).value
  const encoded = root.at('data', key).value
  return typeof plain === 'string' ? plain : typeof encoded === 'string' ? decodeBase64Text(encoded) : null
}

export function decodeConfigMap(root: Field, meta: Meta): ConfigMapResource {
  const ca = root.at('data', 'ca.crt').value
  return {
    ...meta,
    type: 'configmap',
    hasCa: typeof ca === 'string' && ca.includes('-----BEGIN CERTIFICATE'),
    mesh: decodeMeshOfConfigMap(root, meta),
    injectsByDefault: decodeInjector(root, meta),
  }
}

export function decodeNode(root: Field, meta: Meta): NodeResource {
  return {
    ...meta,
    type: 'node',
    addresses: root
      .at('status', 'addresses')
      .items()
      .flatMap(address => address.get('address').string() ?? []),
  }
}
