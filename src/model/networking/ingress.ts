import type { Field } from '../field.ts'
import type {
  IngressBackend,
  IngressClassResource,
  IngressPath,
  IngressResource,
  IngressRule,
  Meta,
} from '../resource.ts'

function decodeBackend(field: Field): IngressBackend | null {
  if (!field.present) return null
  const service = field.get('service')
  if (service.present) {
    const name = service.get('name').required()
    const port = service.get('port')
    const number = port.get('number').port()
    const named = port.get('name').string()
    if (number === null && named === null && !port.get('number').present) port.missing()
    if (number !== null && named !== null) port.report('ingress.portTwice', 'error', {})
    return { service: name === null ? null : { name, port: number ?? named }, at: service.path }
  }
  // extensions/v1beta1 and networking.k8s.io/v1beta1 kept both beside each other.
  const name = field.get('serviceName').string()
  if (name !== null) return { service: { name, port: field.get('servicePort').portOrName() }, at: field.path }
  if (!field.get('resource').present) field.report('ingress.backendEmpty', 'error', {})
  return { service: null, at: field.path }
}

function decodePath(field: Field): IngressPath | null {
  const pathType = field.get('pathType').oneOf(['Exact', 'Prefix', 'ImplementationSpecific'] as const)
  if (!field.get('pathType').present) field.get('pathType').missing()
  const path = field.get('path').string() ?? ''
  if (pathType !== null && pathType !== 'ImplementationSpecific' && !path.startsWith('/')) {
    field.get('path').report('ingress.pathNotAbsolute', 'error', { path: { is: 'path', value: path } })
  }
  const backend = decodeBackend(field.get('backend'))
  if (backend === null) {
    field.get('backend').missing()
    return null
  }
  return { path, pathType: pathType ?? 'ImplementationSpecific', backend, at: field.path }
}

function decodeRule(field: Field): IngressRule {
  const given = field.get('host')
  const host = given.string() ?? ''
  if (host.includes('*') && !/^\*\.[^*]+$/.test(host))
    given.report('ingress.badWildcard', 'error', { host: { is: 'host', value: host } })
  else if (host !== '') given.hostname()
  return {
    host: host.toLowerCase(),
    paths: field
      .at('http', 'paths')
      .items()
      .flatMap(path => decodePath(path) ?? []),
    at: field.path,
  }
}

export function decodeIngress(root: Field, meta: Meta): IngressResource {
  const spec = root.get('spec')
  const className = spec.get('ingressClassName')
  const annotation = root.at('metadata', 'annotations', 'kubernetes.io/ingress.class')
  if (className.present && annotation.present) annotation.report('ingress.classTwice', 'error', {})
  const defaultBackend = decodeBackend(
    spec.get('defaultBackend').present ? spec.get('defaultBackend') : spec.get('backend'),
  )
  const rules = spec.get('rules').items().map(decodeRule)
  if (defaultBackend === null && rules.length === 0) spec.report('ingress.empty', 'error', {})
  return {
    ...meta,
    type: 'ingress',
    className: className.string() ?? annotation.string(),
    classAt: className.present || !annotation.present ? className.path : annotation.path,
    defaultBackend,
    rules,
    tls: spec
      .get('tls')
      .items()
      .map(tls => ({
        hosts: tls
          .get('hosts')
          .strings()
          .map(host => host.toLowerCase()),
        secretName: tls.get('secretName').string(),
        at: tls.path,
      })),
  }
}

export function decodeIngressClass(root: Field, meta: Meta): IngressClassResource {
  return {
    ...meta,
    type: 'ingressclass',
    controller: root.at('spec', 'controller').required() ?? '',
    isDefault: meta.annotations.get('ingressclass.kubernetes.io/is-default-class') === 'true',
  }
}
