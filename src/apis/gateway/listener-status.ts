import type { Cluster } from '../../cluster/index.ts'
import {
  type FrontendValidation,
  type GatewayListener,
  type GatewayResource,
  gatewayGroup,
  type ObjectRef,
} from '../../model/index.ts'
import type { FieldRef } from '../../text/index.ts'
import { assuming, type Condition, condition } from './condition-set.ts'
import { assumedAmong, isKeptElsewhere, isUsable } from './kept-elsewhere.ts'
import { certificateState, validationOf } from './listener-tls.ts'
import { type Conflict, kindsServed, type ListenerOwner, supportedKinds } from './listeners.ts'
import { isPermitted } from './reference-grant.ts'

/** Accepted, Conflicted, ResolvedRefs and Programmed of one listener, and the kinds of routes it takes. */
export function listenerStatus(
  cluster: Cluster,
  gateway: GatewayResource,
  owner: ListenerOwner,
  listener: GatewayListener,
  conflict: Conflict | null,
): { readonly conditions: readonly Condition[]; readonly supportedKinds: readonly string[] } {
  const field = (path: FieldRef['path']): FieldRef => ({ doc: owner.doc, path })
  const refs = refsProblem(cluster, gateway, owner, listener)
  const isKnown = kindsServed(listener).length > 0
  const accepted = !isKnown
    ? condition('Accepted', 'False', 'UnsupportedProtocol', field([...listener.at, 'protocol']))
    : conflict !== null
      ? condition('Accepted', 'False', conflict, field(listener.at))
      : refs?.rejects === true
        ? condition('Accepted', 'False', 'NoValidCACertificate', refs.at)
        : condition('Accepted', 'True', 'Accepted', null)
  const resolved =
    refs === null
      ? assuming(
          condition('ResolvedRefs', 'True', 'ResolvedRefs', null),
          assumedAmong(cluster, referencesOf(gateway, listener)),
        )
      : condition('ResolvedRefs', 'False', refs.reason, refs.at)
  const isUsable = accepted.status === 'True' && (refs === null || refs.reason === 'InvalidRouteKinds')
  const programmed = isUsable
    ? condition('Programmed', 'True', 'Programmed', null)
    : condition(
        'Programmed',
        'False',
        conflict ?? 'Invalid',
        accepted.status === 'True' ? (refs?.at ?? null) : accepted.at,
      )
  const conflicted = condition(
    'Conflicted',
    conflict === null ? 'False' : 'True',
    conflict ?? 'NoConflicts',
    conflict === null ? null : field(listener.at),
  )
  return {
    conditions: [accepted, conflicted, resolved, programmed],
    supportedKinds: conflict === null ? supportedKinds(listener) : [],
  }
}

/** What a listener refers to: its certificates, and the authorities that its clients' are checked against. */
export function referencesOf(gateway: GatewayResource, { tls, port }: GatewayListener): readonly ObjectRef[] {
  if (tls === null || tls.mode === 'Passthrough') return []
  return [...tls.certificateRefs, ...(validationOf(gateway, port)?.caCertificateRefs ?? [])]
}

export interface RefsProblem {
  readonly reason: string
  readonly at: FieldRef
  /** Whether the listener is not accepted for it. */
  readonly rejects: boolean
}

/** Why its references do not resolve: certificates, authorities for clients, kinds [GW-16]. */
function refsProblem(
  cluster: Cluster,
  gateway: GatewayResource,
  owner: ListenerOwner,
  listener: GatewayListener,
): RefsProblem | null {
  for (const ref of listener.tls?.certificateRefs ?? []) {
    const state = certificateState(cluster, owner, ref)
    if (!isUsable(state))
      return {
        reason: state === 'refused' ? 'RefNotPermitted' : 'InvalidCertificateRef',
        at: { doc: owner.doc, path: ref.at },
        rejects: false,
      }
  }
  const { allowedKinds } = listener
  const served = kindsServed(listener)
  const wrong = allowedKinds?.find(kind => kind.group !== gatewayGroup || !served.includes(kind.kind))
  if (wrong !== undefined)
    return { reason: 'InvalidRouteKinds', at: { doc: owner.doc, path: wrong.at }, rejects: false }
  if (listener.protocol !== 'HTTPS') return null
  const validation = validationOf(gateway, listener.port)
  return validation === null ? null : validationProblem(cluster, gateway, validation)
}

/** Why authorities for clients do not resolve; `reasonOf` says what a reference comes to. */
export function validationProblem(
  cluster: Cluster,
  gateway: GatewayResource,
  validation: FrontendValidation,
  reasonOf: typeof authorityReason = authorityReason,
): RefsProblem | null {
  const problems = validation.caCertificateRefs.map(ref => ({ ref, reason: reasonOf(cluster, gateway, ref) }))
  const bad = problems.find(problem => problem.reason !== null)
  if (bad?.reason == null) return null
  // One authority that is good is enough to be accepted.
  return {
    reason: bad.reason,
    at: { doc: gateway.doc, path: bad.ref.at },
    rejects: problems.every(problem => problem.reason !== null),
  }
}

export function authorityReason(cluster: Cluster, gateway: GatewayResource, ref: ObjectRef): string | null {
  if (ref.group !== '' || ref.kind !== 'ConfigMap') return 'InvalidCACertificateKind'
  if (!isPermitted(cluster, { from: { group: gatewayGroup, kind: 'Gateway', namespace: gateway.namespace }, to: ref }))
    return 'RefNotPermitted'
  const isThere = cluster.get('configmap', '', 'ConfigMap', ref.namespace, ref.name)?.hasCa === true
  return isThere || isKeptElsewhere(cluster, ref) ? null : 'InvalidCACertificateRef'
}
