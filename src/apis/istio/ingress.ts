import { findServicePort } from '../../cluster/index.ts'
import type { BackendTarget, Condition, Formula, Route } from '../../dataplane/index.ts'
import { trimSlash } from '../../match/index.ts'
import type {
  IngressBackend,
  IngressPath,
  IngressResource,
  IstioGatewayResource,
  IstioServer,
} from '../../model/index.ts'
import type { MeshContext } from './client.ts'
import { meshOf } from './mesh.ts'
import { defaultTries } from './retries.ts'

const classAnnotation = 'kubernetes.io/ingress.class'
const controllerName = 'istio.io/ingress-controller'

/**
 * Whether Istio takes up an Ingress [IS-46]: the annotation decides before the class; without either only mode DEFAULT takes it, or the
 * assumption that everything here is Istio's.
 */
export function isIstioIngress({ cluster, assumptions }: MeshContext, ingress: IngressResource): boolean {
  const mesh = meshOf(cluster, assumptions)
  if (mesh.ingressControllerMode === 'OFF') return false
  const annotation = ingress.annotations.get(classAnnotation)
  if (annotation !== undefined) return annotation === mesh.ingressClass
  if (ingress.className !== null) {
    const ingressClass = cluster.get('ingressclass', 'networking.k8s.io', 'IngressClass', '', ingress.className)
    return ingressClass === undefined
      ? ingress.className === mesh.ingressClass
      : ingressClass.controller === controllerName
  }
  return (
    mesh.ingressControllerMode === 'DEFAULT' ||
    (!mesh.ingressModeIsSaid && assumptions.profiles.get('default') === 'istio')
  )
}

export function istioIngresses(context: MeshContext): IngressResource[] {
  return context.cluster.all('ingress').filter(ingress => isIstioIngress(context, ingress))
}

/** The Gateway that Istio makes of an Ingress: port 80 for every host, 443 for each entry that names a Secret [IS-46]. */
export function gatewayOfIngress(
  { cluster, assumptions }: MeshContext,
  ingress: IngressResource,
): IstioGatewayResource {
  const mesh = meshOf(cluster, assumptions)
  const server = (
    number: number,
    protocol: string,
    hosts: readonly string[],
    at: IstioServer['at'],
    tls: IstioServer['tls'],
  ): IstioServer => ({
    port: { number, name: protocol.toLowerCase(), protocol },
    hosts: (hosts.length === 0 ? ['*'] : hosts).map(host => ({ namespace: '*', host: host.toLowerCase(), at })),
    tls,
    bind: '',
    name: '',
    at,
  })
  const secured = ingress.tls.flatMap(({ hosts, secretName, at }) =>
    secretName === null || secretName === ''
      ? []
      : [
          server(443, 'HTTPS', hosts, at, {
            httpsRedirect: false,
            mode: 'SIMPLE',
            credentialName: secretName,
            serverCertificate: '',
            privateKey: '',
            at,
          }),
        ],
  )
  const { doc, apiVersion, group, kind, namespace, name, labels, annotations, createdMs } = ingress
  return {
    type: 'istiogateway',
    doc,
    apiVersion,
    group,
    kind,
    namespace,
    name,
    labels,
    annotations,
    createdMs,
    selector: new Map([['istio', mesh.ingressSelector]]),
    servers: [...secured, server(80, 'HTTP', ['*'], ['spec', 'rules'], null)],
  }
}

/** A host of the Ingresses, with the one whose Gateway serves it: the first by name, whatever the others' Gateways say [IS-46]. */
export interface IngressHost {
  readonly host: string
  readonly lead: IngressResource['doc']
}

export function ingressHosts(context: MeshContext): IngressHost[] {
  const hosts = new Map<string, IngressResource['doc']>()
  for (const ingress of istioIngresses(context)) {
    for (const { host } of ingress.rules) if (!hosts.has(host)) hosts.set(host, ingress.doc)
    if (ingress.defaultBackend !== null && !hosts.has('')) hosts.set('', ingress.doc)
  }
  return [...hosts].map(([host, lead]) => ({ host: host === '' ? '*' : host.toLowerCase(), lead }))
}

/** The paths of all Ingresses for one host: the longest first, exact before prefix, the default backend last [IS-46]. */
export function ingressRoutes(context: MeshContext, host: string): Route[] {
  const found: { ingress: IngressResource; path: IngressPath | null; backend: IngressBackend }[] = []
  for (const ingress of istioIngresses(context)) {
    for (const rule of ingress.rules) {
      if ((rule.host === '' ? '*' : rule.host.toLowerCase()) !== host) continue
      for (const path of rule.paths) found.push({ ingress, path, backend: path.backend })
    }
    if (host === '*' && ingress.defaultBackend !== null)
      found.push({ ingress, path: null, backend: ingress.defaultBackend })
  }
  const length = (path: IngressPath | null): number => (path === null ? -1 : (uriOf(path)?.value.length ?? 0))
  const isExact = (path: IngressPath | null): boolean => path !== null && uriOf(path)?.how === 'exact'
  return found
    .sort((a, b) => length(b.path) - length(a.path) || Number(isExact(b.path)) - Number(isExact(a.path)))
    .map(({ ingress, path, backend }) => toRoute(context, ingress, path, backend))
}

/** What a path asks for; null for every path. */
function uriOf({
  path,
  pathType,
}: IngressPath): { readonly how: 'exact' | 'elements' | 'startsWith'; readonly value: string } | null {
  if (pathType === 'Exact') return { how: 'exact', value: path === '' ? '/' : path }
  if (pathType === 'Prefix') return { how: 'elements', value: path === '' ? '/' : path }
  // ImplementationSpecific: what ends like a regex is a prefix, all else exact.
  if (path === '' || path === '*') return null
  if (path.endsWith('.*')) return { how: 'startsWith', value: path.slice(0, -2) }
  if (path.endsWith('/*')) return { how: 'startsWith', value: path.slice(0, -2) }
  return { how: 'exact', value: path }
}

function toRoute(
  context: MeshContext,
  ingress: IngressResource,
  path: IngressPath | null,
  backend: IngressBackend,
): Route {
  const { doc, kind, namespace, name } = ingress
  const uri = path === null ? null : uriOf(path)
  const at = path?.at ?? ['spec', 'defaultBackend']
  const conditions: Formula[] = []
  if (uri !== null && !(uri.how === 'elements' && trimSlash(uri.value) === '')) {
    const condition: Condition = { on: 'path', match: uri, at: { doc, path: at }, rule: 'IS-46' }
    conditions.push(condition)
  }
  const origin = { doc, kind, namespace, name, path: at }
  return {
    title: path === null ? 'default backend' : path.path === '' ? '/' : path.path,
    match: { all: conditions },
    filters: [],
    action: {
      kind: 'forward',
      backends: [
        {
          target: targetOf(context, ingress, backend),
          weight: 1,
          filters: [],
          origin: { ...origin, path: backend.at },
        },
      ],
      tries: defaultTries(meshOf(context.cluster, context.assumptions)),
    },
    origin,
    rule: 'IS-46',
    orderOpen: false,
  }
}

function targetOf(
  { cluster }: MeshContext,
  { namespace }: IngressResource,
  { service }: IngressBackend,
): BackendTarget {
  if (service === null) return { kind: 'invalid', code: 'ingress.backend.notFound', status: 503, name: '', namespace }
  const found = cluster.get('service', '', 'Service', namespace, service.name)
  const port =
    typeof service.port === 'number'
      ? service.port
      : found === undefined
        ? null
        : (findServicePort(found, service.port, 'TCP')?.port ?? null)
  const host = `${service.name}.${namespace}.svc.cluster.local`
  return { kind: 'host', host, port, subset: null, status: 503 }
}
