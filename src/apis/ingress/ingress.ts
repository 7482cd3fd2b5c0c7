import type { Assumptions, Cluster } from '../../cluster/index.ts'
import { findServicePort } from '../../cluster/index.ts'
import {
  type BackendTarget,
  type Condition,
  type Entry,
  type Formula,
  type Listener,
  type Origin,
  type Route,
  RouteTable,
} from '../../dataplane/index.ts'
import { rankOf } from '../../match/index.ts'
import type { IngressBackend, IngressPath, IngressResource } from '../../model/index.ts'
import { feature } from '../../report/index.ts'
import { classOf, type IngressClassOf } from './class.ts'

/** The Ingresses of one class behind the address of their controller, by the specification. */
export function translateIngressClass(cluster: Cluster, assumptions: Assumptions, ingressClass: IngressClassOf): Entry {
  const ingresses = cluster
    .all('ingress')
    .filter(ingress => classOf(cluster, assumptions, ingress).name === ingressClass.name)
  const table = new RouteTable(routesOf(cluster, ingresses), 'oneLabel')
  const first = ingresses[0]
  const origin = first === undefined ? null : originOf(first, first.classAt)
  const listener = (protocol: 'HTTP' | 'HTTPS', port: number): Listener => ({
    name: protocol.toLowerCase(),
    port,
    protocol,
    hostname: '',
    reach: 'oneLabel',
    certificates: protocol === 'HTTPS' ? ingresses.flatMap(ingress => certificatesOf(cluster, ingress)) : null,
    table,
    origin: origin ?? originOf(first!, []),
    unknown: null,
  })
  return {
    kind: 'Ingress',
    namespace: '',
    name: ingressClass.name,
    listeners: first === undefined ? [] : [listener('HTTP', 80), listener('HTTPS', 443)],
    origin,
    unprofiled: ingressClass.profile === 'specification' ? null : ingressClass.controller,
  }
}

function originOf(ingress: IngressResource, path: Origin['path']): Origin {
  return { doc: ingress.doc, kind: ingress.kind, namespace: ingress.namespace, name: ingress.name, path }
}

interface Candidate {
  readonly ingress: IngressResource
  readonly host: string
  readonly path: IngressPath | null
  readonly backend: IngressBackend
  readonly hostAt: Origin['path']
}

/** Exact host, then wildcard, then none; longest path; Exact before Prefix; default backends last [IN-3, IN-4, IN-5]. */
function routesOf(cluster: Cluster, ingresses: readonly IngressResource[]): Route[] {
  const candidates: Candidate[] = ingresses.flatMap(ingress => [
    ...ingress.rules.flatMap(rule =>
      rule.paths.map(path => ({ ingress, host: rule.host, path, backend: path.backend, hostAt: [...rule.at, 'host'] })),
    ),
    ...ruleHostsWithoutPaths(ingress),
    ...(ingress.defaultBackend === null
      ? []
      : [{ ingress, host: '', path: null, backend: ingress.defaultBackend, hostAt: [] }]),
  ])
  candidates.sort(
    (a, b) =>
      Number(a.path === null) - Number(b.path === null) ||
      rankOf(b.host) - rankOf(a.host) ||
      lengthOf(b.path) - lengthOf(a.path) ||
      kindRank(b.path) - kindRank(a.path) ||
      (a.ingress.createdMs ?? Number.MAX_SAFE_INTEGER) - (b.ingress.createdMs ?? Number.MAX_SAFE_INTEGER),
  )
  const twice = contested(candidates)
  return candidates.map(candidate => toRoute(cluster, candidate, twice.has(candidate)))
}

/** A rule without paths sends its host to the default backend of its own Ingress [IN-5]. */
function ruleHostsWithoutPaths(ingress: IngressResource): Candidate[] {
  const backend = ingress.defaultBackend
  if (backend === null) return []
  return ingress.rules
    .filter(rule => rule.paths.length === 0 && rule.host !== '')
    .map(rule => ({ ingress, host: rule.host, path: null, backend, hostAt: [...rule.at, 'host'] }))
}

function lengthOf(path: IngressPath | null): number {
  return path === null ? 0 : path.path.replace(/\/+$/, '').length
}

function kindRank(path: IngressPath | null): number {
  return path?.pathType === 'Exact' ? 2 : path?.pathType === 'Prefix' ? 1 : 0
}

/** Candidates of one host, path and kind that lead to different backends: which one wins is nowhere specified. */
function contested(candidates: readonly Candidate[]): ReadonlySet<Candidate> {
  const byClaim = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    const claim = JSON.stringify([candidate.host, candidate.path?.pathType ?? 'default', candidate.path?.path ?? ''])
    byClaim.set(claim, [...(byClaim.get(claim) ?? []), candidate])
  }
  const lost = new Set<Candidate>()
  for (const rivals of byClaim.values()) {
    const targets = new Set(rivals.map(({ ingress, backend }) => JSON.stringify([ingress.namespace, backend.service])))
    const ages = new Set(rivals.map(({ ingress }) => ingress.createdMs))
    if (targets.size > 1 && (ages.size < rivals.length || ages.has(null))) for (const rival of rivals) lost.add(rival)
  }
  return lost
}

function toRoute(cluster: Cluster, candidate: Candidate, isContested: boolean): Route {
  const { ingress, host, path, backend, hostAt } = candidate
  const conditions: Formula[] = []
  if (host !== '') conditions.push({ on: 'host', pattern: host, at: { doc: ingress.doc, path: hostAt }, rule: 'IN-4' })
  if (path !== null) conditions.push(pathCondition(ingress, path))
  const origin = originOf(ingress, path?.at ?? ['spec', 'defaultBackend'])
  return {
    title: path === null ? 'default backend' : `${host === '' ? '*' : host}${path.path === '' ? '/' : path.path}`,
    match: { all: conditions },
    filters: [],
    action: isContested
      ? {
          kind: 'unknown',
          feature: path === null ? feature('severalDefaults') : feature('samePathTwice'),
        }
      : {
          kind: 'forward',
          tries: null,
          backends: [
            {
              target: targetOf(cluster, ingress, backend),
              weight: 1,
              filters: [],
              origin: originOf(ingress, backend.at),
            },
          ],
        },
    origin,
    rule: path === null ? 'IN-5' : 'IN-3',
    orderOpen: false,
  }
}

function pathCondition(ingress: IngressResource, path: IngressPath): Formula {
  const at = { doc: ingress.doc, path: path.at }
  const on = (match: Extract<Condition, { on: 'path' }>['match'], rule: string): Condition => ({
    on: 'path',
    match,
    at,
    rule,
  })
  switch (path.pathType) {
    case 'Exact':
      return on({ how: 'exact', value: path.path }, 'IN-1')
    case 'Prefix':
      return on({ how: 'elements', value: path.path }, 'IN-2')
    case 'ImplementationSpecific':
      // IN-6: only that the path itself is taken is common ground; how far it reaches beyond is the controller's.
      return {
        any: [
          on({ how: 'exact', value: path.path === '' ? '/' : path.path }, 'IN-6'),
          {
            all: [
              on({ how: 'startsWith', value: literalStart(path.path) }, 'IN-6'),
              { on: 'unknown', feature: feature('implementationSpecific'), at, rule: 'IN-6' },
            ],
          },
        ],
      }
  }
}

/** What any reading of the path begins with: up to the first character that may belong to a regex. */
function literalStart(path: string): string {
  const found = path.search(/[[\](){}*+?.\\^$|~]/)
  return found < 0 ? path : path.slice(0, Math.max(0, found - 1))
}

function targetOf(cluster: Cluster, ingress: IngressResource, backend: IngressBackend): BackendTarget {
  if (backend.service === null) return { kind: 'unknown', feature: feature('resourceBackend') }
  const { name, port } = backend.service
  const service = cluster.get('service', '', 'Service', ingress.namespace, name)
  const invalid = (code: string): BackendTarget => ({
    kind: 'invalid',
    code,
    status: 503,
    name,
    namespace: ingress.namespace,
  })
  // SV-7
  if (service === undefined && !cluster.holdsServices(ingress.namespace))
    return { kind: 'unknown', feature: feature('undeclaredService', `${ingress.namespace}/${name}`) }
  if (service === undefined) return invalid('ingress.backend.notFound')
  const found = findServicePort(service, port, 'TCP')
  return found === null
    ? invalid('ingress.backend.portNotFound')
    : { kind: 'service', namespace: ingress.namespace, name, port: found.port, tls: null }
}

function certificatesOf(cluster: Cluster, ingress: IngressResource): NonNullable<Listener['certificates']> {
  return ingress.tls.flatMap(tls => {
    const secret =
      tls.secretName === null ? undefined : cluster.get('secret', '', 'Secret', ingress.namespace, tls.secretName)
    const hosts = tls.hosts.length > 0 ? tls.hosts : ['']
    const state =
      secret === undefined
        ? 'missing'
        : secret.hasCertificate
          ? 'valid'
          : secret.isPlaceholder
            ? 'placeholder'
            : 'invalid'
    return hosts.map(pattern => ({
      pattern,
      secret: `${ingress.namespace}/${tls.secretName ?? ''}`,
      state,
      dnsNames: secret?.dnsNames ?? [],
      origin: originOf(ingress, tls.at),
    }))
  })
}
