import { type Cluster, keyOf } from '../../../cluster/index.ts'
import {
  type BackendTlsPolicyResource,
  gatewayGroup,
  type ObjectRef,
  type XBackendResource,
  type XBackendTrafficPolicyResource,
} from '../../../model/index.ts'
import type { FieldRef } from '../../../text/index.ts'
import { authority, comesFirst, ignorePolicyAnnotation, isIgnoredByIstio } from '../backend-tls.ts'
import { aboutParent, assuming, type Condition, type ConditionSet, condition } from '../condition-set.ts'
import { assumedAmong } from '../kept-elsewhere.ts'
import { routeController } from './route-status.ts'

/** The controller under whose name Istio writes about the targets of policies. */
export const meshController = 'istio.io/mesh-controller'

type TargetRef = BackendTlsPolicyResource['targetRefs'][number]

/**
 * What Istio writes about a BackendTLSPolicy: one entry for each target, which is a Service or a ServiceEntry, and one for each Gateway
 * whose routes lead to a target; it bears the policy's namespace and says what the last target does [GW-42].
 */
export function istioPolicySets(
  cluster: Cluster,
  policy: BackendTlsPolicyResource,
  isOfIstio: (namespace: string, name: string) => boolean,
): ConditionSet[] {
  const refs = authorityProblem(cluster, policy)
  const sets = policy.targetRefs.map(ref =>
    aboutParent({ ...ref, port: null }, conditionsFor(cluster, policy, ref, refs), meshController),
  )
  const gateways = new Set(
    policy.targetRefs
      .filter(ref => hasTarget(cluster, ref))
      .flatMap(ref => [...gatewaysLeadingTo(cluster, ref, isOfIstio)].map(({ name }) => name)),
  )
  const last = sets.at(-1)
  if (last === undefined) return sets
  for (const name of [...gateways].sort()) {
    const parent = { kind: 'Gateway', namespace: policy.namespace, name, sectionName: null, port: null }
    sets.push(aboutParent(parent, last.conditions, routeController))
  }
  return sets
}

/** An XBackend has one entry for itself and one for each Gateway whose routes lead to it [GW-45]. */
export function istioXBackendSets(
  cluster: Cluster,
  backend: XBackendResource,
  isOfIstio: (namespace: string, name: string) => boolean,
): ConditionSet[] {
  const { group, kind, namespace, name, tls } = backend
  const refs = firstProblem(cluster, backend, tls?.caCertificateRefs ?? [])
  const conditions = [
    // Istio shows no certificate of its own there.
    tls !== null && !['', 'None', 'ServerOnly'].includes(tls.mode)
      ? condition('Accepted', 'False', 'Invalid', { doc: backend.doc, path: [...tls.at, 'mode'] })
      : refs !== null
        ? condition('Accepted', 'False', 'NoValidCACertificate', refs.at)
        : condition('Accepted', 'True', 'Accepted', null),
    resolvedRefs(cluster, refs, tls?.caCertificateRefs ?? []),
  ]
  const self = aboutParent({ kind, namespace, name, sectionName: null, port: null }, conditions, meshController)
  const gateways = new Map(
    [...gatewaysLeadingTo(cluster, { group, kind, namespace, name }, isOfIstio)].map(parent => [
      `${parent.namespace}/${parent.name}`,
      aboutParent({ kind: 'Gateway', ...parent, sectionName: null, port: null }, conditions, routeController),
    ]),
  )
  return [self, ...gateways.values()]
}

/** An XBackendTrafficPolicy has one entry for each target, which must be a Service [GW-45]. */
export function istioTrafficPolicySets(cluster: Cluster, policy: XBackendTrafficPolicyResource): ConditionSet[] {
  return policy.targetRefs.map(ref => {
    const at = { doc: policy.doc, path: ref.at }
    const target = cluster.find(keyOf(ref.group, ref.kind, ref.namespace, ref.name))
    const accepted =
      ignored(policy) ??
      (target?.type === 'service'
        ? condition('Accepted', 'True', 'Accepted', null)
        : condition('Accepted', 'False', 'TargetNotFound', at))
    return aboutParent({ ...ref, sectionName: null, port: null }, [accepted], meshController)
  })
}

/** What a policy is told that Istio shall not look at [GW-42]. */
function ignored(policy: Pick<BackendTlsPolicyResource, 'doc' | 'annotations'>): Condition | null {
  if (!isIgnoredByIstio(policy)) return null
  const at = { doc: policy.doc, path: ['metadata', 'annotations', ignorePolicyAnnotation] }
  return condition('Accepted', 'False', 'IgnoredByIstio', at)
}

function resolvedRefs(cluster: Cluster, problem: AuthorityProblem | null, refs: readonly ObjectRef[]): Condition {
  return problem === null
    ? assuming(condition('ResolvedRefs', 'True', 'ResolvedRefs', null), assumedAmong(cluster, refs.slice(0, 1)))
    : condition('ResolvedRefs', 'False', problem.reason, problem.at)
}

function conditionsFor(
  cluster: Cluster,
  policy: BackendTlsPolicyResource,
  ref: TargetRef,
  refs: AuthorityProblem | null,
): Condition[] {
  const at = { doc: policy.doc, path: ref.at }
  const skipped = ignored(policy)
  if (skipped !== null) return [skipped]
  const resolved = resolvedRefs(cluster, refs, policy.wellKnownCa === null ? policy.caCertificateRefs : [])
  const accepted = !hasTarget(cluster, ref)
    ? condition('Accepted', 'False', 'TargetNotFound', at)
    : !comesFirst(cluster, policy, ref)
      ? condition('Accepted', 'False', 'Conflicted', at)
      : refs !== null
        ? condition('Accepted', 'False', 'NoValidCACertificate', refs.at)
        : policy.wellKnownCa !== null && policy.wellKnownCa !== 'System'
          ? condition('Accepted', 'False', 'Invalid', { doc: policy.doc, path: ['spec', 'validation'] })
          : condition('Accepted', 'True', 'Accepted', null)
  return [accepted, resolved]
}

interface AuthorityProblem {
  readonly reason: string
  readonly at: FieldRef
}

function authorityProblem(cluster: Cluster, policy: BackendTlsPolicyResource): AuthorityProblem | null {
  return policy.wellKnownCa === null ? firstProblem(cluster, policy, policy.caCertificateRefs) : null
}

/** Istio uses the first of the authorities. */
function firstProblem(
  cluster: Cluster,
  { doc }: Pick<BackendTlsPolicyResource, 'doc'>,
  refs: readonly ObjectRef[],
): AuthorityProblem | null {
  const [first] = refs
  if (first === undefined) return null
  const reason = authority(cluster, first)
  return reason === 'ResolvedRefs' ? null : { reason, at: { doc, path: first.at } }
}

/** The target, with the port that its section names. */
function hasTarget(cluster: Cluster, { group, kind, namespace, name, sectionName }: TargetRef): boolean {
  const found = cluster.find(keyOf(group, kind, namespace, name))
  if (found?.type !== 'service' && found?.type !== 'serviceentry') return false
  return sectionName === null || sectionName === '' || found.ports.some(port => port.name === sectionName)
}

function* gatewaysLeadingTo(
  cluster: Cluster,
  ref: Omit<ObjectRef, 'at'>,
  isOfIstio: (namespace: string, name: string) => boolean,
): Generator<{ readonly namespace: string; readonly name: string }> {
  for (const route of cluster.referrers(keyOf(ref.group, ref.kind, ref.namespace, ref.name))) {
    if (route.type !== 'httproute' && route.type !== 'grpcroute' && route.type !== 'l4route') continue
    const leads = route.rules.some(rule =>
      rule.backendRefs.some(
        ({ group, kind, namespace, name }) =>
          group === ref.group && kind === ref.kind && namespace === ref.namespace && name === ref.name,
      ),
    )
    if (!leads) continue
    for (const { group, kind, namespace, name } of route.parentRefs)
      if (group === gatewayGroup && kind === 'Gateway' && isOfIstio(namespace, name)) yield { namespace, name }
  }
}
