import type { Cluster } from '../../cluster/index.ts'
import {
  type FrontendValidation,
  type GatewayListener,
  type GatewayResource,
  gatewayGroup,
  type ObjectRef,
} from '../../model/index.ts'
import type { Facts } from '../../report/index.ts'
import type { FieldRef } from '../../text/index.ts'
import { certificateState } from './gateway.ts'
import { type Conflict, kindsServed, type ListenerOwner, supportedKinds } from './listeners.ts'
import { isPermitted } from './reference-grant.ts'

/** A condition of a status; `at` is the field that caused it, null where nothing is wrong. */
export interface Condition {
  readonly type: string
  readonly status: 'True' | 'False' | 'Unknown'
  readonly reason: string
  readonly at: FieldRef | null
  readonly facts: Facts
}

export function condition(
  type: string,
  status: Condition['status'],
  reason: string,
  at: FieldRef | null,
  facts: Facts = {},
): Condition {
  return { type, status, reason, at, facts }
}

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
      ? condition('ResolvedRefs', 'True', 'ResolvedRefs', null)
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

interface RefsProblem {
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
    if (state !== 'valid')
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
  const { byDefault, perPort } = gateway.frontendValidation
  const validation = perPort.has(listener.port) ? (perPort.get(listener.port) ?? null) : byDefault
  return validation === null ? null : validationProblem(cluster, gateway, validation)
}

function validationProblem(
  cluster: Cluster,
  gateway: GatewayResource,
  validation: FrontendValidation,
): RefsProblem | null {
  const problems = validation.caCertificateRefs.map(ref => ({ ref, reason: authorityReason(cluster, gateway, ref) }))
  const bad = problems.find(problem => problem.reason !== null)
  if (bad?.reason == null) return null
  // One authority that is good is enough to be accepted.
  return {
    reason: bad.reason,
    at: { doc: gateway.doc, path: bad.ref.at },
    rejects: problems.every(problem => problem.reason !== null),
  }
}

function authorityReason(cluster: Cluster, gateway: GatewayResource, ref: ObjectRef): string | null {
  if (ref.group !== '' || ref.kind !== 'ConfigMap') return 'InvalidCACertificateKind'
  if (!isPermitted(cluster, { from: { group: gatewayGroup, kind: 'Gateway', namespace: gateway.namespace }, to: ref }))
    return 'RefNotPermitted'
  return cluster.get('configmap', '', 'ConfigMap', ref.namespace, ref.name)?.hasCa === true
    ? null
    : 'InvalidCACertificateRef'
}
