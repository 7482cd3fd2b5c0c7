import { type Cluster, keyOf } from '../../../cluster/index.ts'
import {
  type BackendObjectRef,
  gatewayGroup,
  type HttpBackendRef,
  type HttpFilter,
  type RouteResource,
} from '../../../model/index.ts'
import type { FieldRef, Path } from '../../../text/index.ts'
import { type Condition, condition } from '../condition-set.ts'
import { isPermitted } from '../reference-grant.ts'
import { portsOf } from './services.ts'

/** Why a route cannot be translated as it stands; after a hard one Istio looks at nothing more. */
interface RefsProblem {
  readonly reason: string
  readonly at: Path
  readonly isHard: boolean
  /** Whether it is one at all is not known. */
  readonly isOpen?: boolean
}

/**
 * ResolvedRefs of a route as Istio writes it: of several backends that lead nowhere the last is named, and what it cannot translate at
 * all comes before everything [GW-41]. In the mesh no reference needs a grant.
 */
export function istioResolvedRefs(cluster: Cluster, route: RouteResource, isMesh: boolean): Condition {
  let found: RefsProblem | null = null
  for (const rule of route.rules) {
    const filters = 'filters' in rule ? rule.filters : []
    const problem = ruleProblem(cluster, route, filters, rule.backendRefs, isMesh)
    found = problem ?? found
    if (problem?.isHard === true) break
  }
  if (found === null) return condition('ResolvedRefs', 'True', 'ResolvedRefs', null)
  const at: FieldRef = { doc: route.doc, path: found.at }
  return condition('ResolvedRefs', found.isOpen === true ? 'Unknown' : 'False', found.reason, at)
}

function ruleProblem(
  cluster: Cluster,
  route: RouteResource,
  filters: readonly HttpFilter[],
  backendRefs: readonly HttpBackendRef[],
  isMesh: boolean,
): RefsProblem | null {
  let ofMirror: RefsProblem | null = null
  for (const filter of filters) {
    if (!translates(route, filter)) return { reason: 'InvalidFilter', at: filter.at, isHard: true }
    if (filter.kind !== 'RequestMirror') continue
    const problem = backendProblem(cluster, route, filter.backend, isMesh)
    if (problem !== null && route.type === 'grpcroute') return { ...problem, isHard: true }
    ofMirror = problem === null ? ofMirror : { ...problem, isHard: false }
  }
  const isRedirected = filters.some(({ kind }) => kind === 'RequestRedirect')
  const weighted = backendRefs.filter(({ weight }) => weight > 0)
  if (weighted.length === 0 && !isRedirected) return ofMirror
  let ofBackend: RefsProblem | null = null
  for (const ref of weighted) {
    const problem = backendProblem(cluster, route, ref, isMesh)
    ofBackend = problem ?? ofBackend
    if (problem?.isHard === true) return problem
    const filter = ref.filters.find(({ kind }) => kind !== 'RequestHeaderModifier' && kind !== 'ResponseHeaderModifier')
    if (filter !== undefined) return { reason: 'InvalidFilter', at: filter.at, isHard: true }
  }
  return ofBackend ?? ofMirror
}

function translates(route: RouteResource, { kind }: HttpFilter): boolean {
  if (kind === 'other') return false
  return (
    route.type !== 'grpcroute' || ['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestMirror'].includes(kind)
  )
}

function backendProblem(
  cluster: Cluster,
  route: RouteResource,
  ref: BackendObjectRef,
  isMesh: boolean,
): RefsProblem | null {
  const soft = (reason: string): RefsProblem => ({ reason, at: ref.at, isHard: false })
  const hard: RefsProblem = { reason: 'InvalidDestination', at: ref.at, isHard: true }
  const from = { group: gatewayGroup, kind: route.kind, namespace: route.namespace }
  if (!isMesh && !isPermitted(cluster, { from, to: ref })) return soft('RefNotPermitted')
  // SV-7
  const missing: RefsProblem = { ...soft('BackendNotFound'), isOpen: !cluster.holdsServices(ref.namespace) }
  const hasService = cluster.get('service', '', 'Service', ref.namespace, ref.name) !== undefined
  switch (`${ref.group}/${ref.kind}`) {
    case '/Service':
      if (ref.name.includes('.') || ref.port === null) return hard
      return hasService ? null : missing
    case 'networking.istio.io/Hostname':
      if (ref.namespaceGiven || ref.port === null) return hard
      return portsOf(cluster, route.namespace, ref.name) === null ? soft('BackendNotFound') : null
    // An import of a Service of several clusters bears the Service's name.
    case 'multicluster.x-k8s.io/ServiceImport':
      if (ref.port === null) return hard
      return hasService ? null : missing
    case 'inference.networking.k8s.io/InferencePool':
      return isListed(cluster, ref) ? null : soft('BackendNotFound')
    case 'gateway.networking.x-k8s.io/XBackend': {
      const backend = cluster.get('xbackend', ref.group, ref.kind, ref.namespace, ref.name)
      const isServed = backend !== undefined && (ref.port === null || ref.port === backend.port)
      return isServed ? null : soft('BackendNotFound')
    }
    default:
      return soft('InvalidKind')
  }
}

function isListed(cluster: Cluster, { group, kind, namespace, name }: BackendObjectRef): boolean {
  return cluster.find(keyOf(group, kind, namespace, name)) !== undefined
}
