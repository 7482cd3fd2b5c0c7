import { type Cluster, keyOf } from '../../../cluster/index.ts'
import { type BackendTlsPolicyResource, gatewayGroup } from '../../../model/index.ts'
import type { FieldRef } from '../../../text/index.ts'
import { authority, comesFirst } from '../backend-tls.ts'
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
      .flatMap(ref => [...gatewaysLeadingTo(cluster, ref, isOfIstio)]),
  )
  const last = sets.at(-1)
  if (last === undefined) return sets
  for (const name of [...gateways].sort()) {
    const parent = { kind: 'Gateway', namespace: policy.namespace, name, sectionName: null, port: null }
    sets.push(aboutParent(parent, last.conditions, routeController))
  }
  return sets
}

function conditionsFor(
  cluster: Cluster,
  policy: BackendTlsPolicyResource,
  ref: TargetRef,
  refs: { readonly reason: string; readonly at: FieldRef } | null,
): Condition[] {
  const at = { doc: policy.doc, path: ref.at }
  const ignore = 'istio.io/ignore-policy-attachment'
  if (policy.annotations.get(ignore) === 'true')
    return [
      condition('Accepted', 'False', 'IgnoredByIstio', { doc: policy.doc, path: ['metadata', 'annotations', ignore] }),
    ]
  const resolved =
    refs === null
      ? assuming(
          condition('ResolvedRefs', 'True', 'ResolvedRefs', null),
          assumedAmong(cluster, policy.wellKnownCa === null ? policy.caCertificateRefs.slice(0, 1) : []),
        )
      : condition('ResolvedRefs', 'False', refs.reason, refs.at)
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

/** Istio uses the first of the authorities. */
function authorityProblem(
  cluster: Cluster,
  policy: BackendTlsPolicyResource,
): { readonly reason: string; readonly at: FieldRef } | null {
  const first = policy.caCertificateRefs[0]
  if (policy.wellKnownCa !== null || first === undefined) return null
  const reason = authority(cluster, first)
  return reason === 'ResolvedRefs' ? null : { reason, at: { doc: policy.doc, path: first.at } }
}

/** The target, with the port that its section names. */
function hasTarget(cluster: Cluster, { group, kind, namespace, name, sectionName }: TargetRef): boolean {
  const found = cluster.find(keyOf(group, kind, namespace, name))
  if (found?.type !== 'service' && found?.type !== 'serviceentry') return false
  return sectionName === null || sectionName === '' || found.ports.some(port => port.name === sectionName)
}

function* gatewaysLeadingTo(
  cluster: Cluster,
  ref: TargetRef,
  isOfIstio: (namespace: string, name: string) => boolean,
): Generator<string> {
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
      if (group === gatewayGroup && kind === 'Gateway' && isOfIstio(namespace, name)) yield name
  }
}
