import type { Field } from '../field.ts'
import type {
  FrontendValidation,
  GatewayClassResource,
  GatewayListener,
  GatewayResource,
  NamespaceChoice,
  ReferenceGrantResource,
} from '../gateway.ts'
import { decodeSelector } from '../networking/selector.ts'
import type { Meta, ObjectRef } from '../resource.ts'

export const gatewayGroup = 'gateway.networking.k8s.io'

export function decodeGatewayClass(root: Field, meta: Meta): GatewayClassResource {
  return { ...meta, type: 'gatewayclass', controllerName: root.at('spec', 'controllerName').required() ?? '' }
}

export function decodeCertificateRef(field: Field, namespace: string, kind = 'Secret'): ObjectRef {
  return {
    group: field.get('group').string() ?? '',
    kind: field.get('kind').string() ?? kind,
    namespace: field.get('namespace').string() ?? namespace,
    name: field.get('name').required() ?? '',
    at: field.path,
  }
}

function decodeNamespaceChoice(field: Field, otherwise: NamespaceChoice['from']): NamespaceChoice {
  return {
    from: field.get('from').oneOf(['All', 'Same', 'Selector', 'None'] as const) ?? otherwise,
    selector: decodeSelector(field.get('selector')),
    at: field.path,
  }
}

function decodeFrontendValidation(field: Field, namespace: string): FrontendValidation | null {
  if (!field.present) return null
  return {
    caCertificateRefs: field
      .get('caCertificateRefs')
      .items()
      .map(ref => decodeCertificateRef(ref, namespace, 'ConfigMap')),
    allowInsecure: field.get('mode').string() === 'AllowInsecureFallback',
    at: field.path,
  }
}

export function decodeListener(field: Field, namespace: string): GatewayListener | null {
  const port = field.get('port').port()
  if (!field.get('port').present) field.get('port').missing()
  const protocol = field.get('protocol').required()
  const name = field.get('name').required()
  if (port === null || protocol === null) return null
  const namespaces = field.at('allowedRoutes', 'namespaces')
  const kinds = field.at('allowedRoutes', 'kinds')
  const tls = field.get('tls')
  return {
    name: name ?? '',
    // An empty one takes every host, as none does.
    hostname: field.get('hostname').string() === '' ? '' : (field.get('hostname').hostname() ?? '').toLowerCase(),
    port,
    protocol,
    tls: tls.present
      ? {
          mode: tls.get('mode').oneOf(['Terminate', 'Passthrough'] as const) ?? 'Terminate',
          certificateRefs: tls
            .get('certificateRefs')
            .items()
            .map(ref => decodeCertificateRef(ref, namespace)),
          options: tls.get('options').stringMap(),
        }
      : null,
    allowedNamespaces: decodeNamespaceChoice(namespaces, 'Same'),
    allowedKinds: kinds.present
      ? kinds.items().map(kind => ({
          group: kind.get('group').string() ?? gatewayGroup,
          kind: kind.get('kind').required() ?? '',
          at: kind.path,
        }))
      : null,
    at: field.path,
  }
}

export function decodeGateway(root: Field, meta: Meta): GatewayResource {
  const spec = root.get('spec')
  const listeners = spec.get('listeners').items()
  const names = new Set<string>()
  for (const listener of listeners) {
    const name = listener.get('name')
    if (typeof name.value !== 'string') continue
    if (names.has(name.value))
      name.report('gateway.listenerNameTwice', 'error', { name: { is: 'name', value: name.value } })
    names.add(name.value)
  }
  const clientCertificate = spec.at('tls', 'backend', 'clientCertificateRef')
  const frontend = spec.at('tls', 'frontend')
  const parameters = spec.at('infrastructure', 'parametersRef')
  return {
    ...meta,
    type: 'gateway',
    className: spec.get('gatewayClassName').required() ?? '',
    addresses: spec
      .get('addresses')
      .items()
      .map(address => ({
        type: address.get('type').string() ?? 'IPAddress',
        value: address.get('value').string(),
        at: address.path,
      })),
    allowedListeners: decodeNamespaceChoice(spec.at('allowedListeners', 'namespaces'), 'None'),
    listeners: listeners.flatMap(listener => decodeListener(listener, meta.namespace) ?? []),
    parametersRef: parameters.present ? decodeCertificateRef(parameters, meta.namespace, '') : null,
    backendClientCertificate: clientCertificate.present
      ? decodeCertificateRef(clientCertificate, meta.namespace)
      : null,
    frontendValidation: {
      byDefault: decodeFrontendValidation(frontend.at('default', 'validation'), meta.namespace),
      perPort: new Map(
        frontend
          .get('perPort')
          .items()
          .flatMap(item => {
            const port = item.get('port').port()
            return port === null
              ? []
              : [[port, decodeFrontendValidation(item.at('tls', 'validation'), meta.namespace)] as const]
          }),
      ),
    },
  }
}

export function decodeReferenceGrant(root: Field, meta: Meta): ReferenceGrantResource {
  const spec = root.get('spec')
  return {
    ...meta,
    type: 'referencegrant',
    from: spec
      .get('from')
      .items()
      .map(from => ({
        group: from.get('group').string() ?? '',
        kind: from.get('kind').required() ?? '',
        namespace: from.get('namespace').required() ?? '',
        at: from.path,
      })),
    to: spec
      .get('to')
      .items()
      .map(to => ({
        group: to.get('group').string() ?? '',
        kind: to.get('kind').required() ?? '',
        name: to.get('name').string(),
        at: to.path,
      })),
  }
}
