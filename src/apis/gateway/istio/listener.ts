import type { Cluster } from '../../../cluster/index.ts'
import { type GatewayListener, type GatewayResource, gatewayGroup, type ObjectRef } from '../../../model/index.ts'
import type { FieldRef } from '../../../text/index.ts'
import { assuming, type Condition, condition } from '../condition-set.ts'
import { assumedAmong, isKeptElsewhere, isUsable } from '../kept-elsewhere.ts'
import { authorityReason, type RefsProblem, referencesOf, validationProblem } from '../listener-status.ts'
import { certificateState, validationOf } from '../listener-tls.ts'
import { type Conflict, kindsServed, type ListenerOwner, supportedKinds } from '../listeners.ts'
import { isPermitted } from '../reference-grant.ts'
import type { IstioRole } from './role.ts'

export interface IstioListenerStatus {
  readonly conditions: readonly Condition[]
  readonly supportedKinds: readonly string[]
  /** Whether it counts as one of the Gateway's that are in order. */
  readonly isValid: boolean
}

/** What Istio writes about one listener [GW-38]. */
export function istioListenerStatus(
  cluster: Cluster,
  role: IstioRole,
  gateway: GatewayResource,
  owner: ListenerOwner,
  listener: GatewayListener,
  conflict: Conflict | null,
): IstioListenerStatus {
  const field = (key: string): FieldRef => ({ doc: owner.doc, path: [...listener.at, key] })
  const takes = listener.protocol === 'UDP' ? [] : supportedKinds(listener)
  const wrongKind = wrongKindOf(listener)
  const kinds =
    wrongKind === null
      ? []
      : [condition('ResolvedRefs', 'False', 'InvalidRouteKinds', { doc: owner.doc, path: wrongKind })]
  if (conflict !== null) {
    const at = { doc: owner.doc, path: listener.at }
    return {
      conditions: [
        condition('Accepted', 'False', conflict, at),
        condition('Conflicted', 'True', conflict, at),
        condition('Programmed', 'False', conflict, at),
        ...kinds,
      ],
      supportedKinds: takes,
      isValid: false,
    }
  }
  const refs = tlsProblem(cluster, gateway, owner, listener)
  // Of a Gateway's own listeners Istio asks no such thing.
  const lacksTls = owner.type === 'listenerset' && listener.protocol === 'HTTPS' && listener.tls === null
  const isUnknown = !speaks(role, listener.protocol)
  const accepted =
    isUnknown || lacksTls || isMisplaced(role, listener)
      ? condition('Accepted', 'False', 'UnsupportedProtocol', field('protocol'))
      : refs !== null && refs.reason !== 'InvalidCertificateRef'
        ? condition('Accepted', 'False', 'NoValidCACertificate', refs.at)
        : condition('Accepted', 'True', 'Accepted', null)
  const resolved =
    refs === null
      ? assuming(
          condition('ResolvedRefs', 'True', 'ResolvedRefs', null),
          needsNone(listener) ? [] : assumedAmong(cluster, referencesOf(gateway, listener)),
        )
      : condition('ResolvedRefs', 'False', refs.reason, refs.at)
  return {
    conditions: [
      accepted,
      condition('Conflicted', 'False', 'NoConflicts', null),
      kinds[0] ?? resolved,
      // A protocol that Istio does not speak leaves this one as it is.
      refs === null && !lacksTls
        ? condition('Programmed', 'True', 'Programmed', null)
        : condition('Programmed', 'False', 'Invalid', refs?.at ?? field('protocol')),
    ],
    supportedKinds: takes,
    isValid: refs === null && !lacksTls && !isUnknown,
  }
}

function speaks(role: IstioRole, protocol: string): boolean {
  if (protocol === 'HBONE') return role === 'waypoint' || role === 'eastWest'
  return ['HTTP', 'HTTPS', 'TLS', 'TCP'].includes(protocol)
}

/** Waypoints and doors between networks listen on one port of the mesh's own. */
function isMisplaced(role: IstioRole, { port, protocol, tls }: GatewayListener): boolean {
  const isTunnel = port === 15008 && protocol === 'HBONE'
  if (role === 'waypoint') return !isTunnel
  if (role !== 'eastWest' || (port !== 15008 && protocol !== 'HBONE')) return false
  return !isTunnel || tls?.mode !== 'Terminate'
}

function wrongKindOf(listener: GatewayListener): FieldRef['path'] | null {
  const served = listener.protocol === 'UDP' ? [] : kindsServed(listener)
  return listener.allowedKinds?.find(({ group, kind }) => group !== gatewayGroup || !served.includes(kind))?.at ?? null
}

/** Certificates first: one that is good is enough; then the authorities for clients. The mesh's own certificates need neither. */
function tlsProblem(
  cluster: Cluster,
  gateway: GatewayResource,
  owner: ListenerOwner,
  { tls, port }: GatewayListener,
): RefsProblem | null {
  if (tls === null || tls.mode === 'Passthrough') return null
  if (['ISTIO_SIMPLE', 'ISTIO_MUTUAL'].includes(tls.options.get('gateway.istio.io/tls-terminate-mode') ?? ''))
    return null
  const fail = (reason: string, ref: ObjectRef): RefsProblem => ({
    reason,
    at: { doc: owner.doc, path: ref.at },
    rejects: false,
  })
  const refs = tls.certificateRefs
  if (refs.length > 2) return fail('InvalidCertificateRef', refs[2]!)
  const bad = refs.map(ref => ({ ref, state: certificateState(cluster, owner, ref) }))
  if (bad.length > 0 && !bad.some(({ state }) => isUsable(state))) {
    const { ref, state } = bad[0]!
    return fail(state === 'refused' ? 'RefNotPermitted' : 'InvalidCertificateRef', ref)
  }
  const validation = validationOf(gateway, port)
  return validation === null ? null : validationProblem(cluster, gateway, validation, istioAuthorityReason)
}

/** The mesh's own certificates are shown. */
function needsNone({ tls }: GatewayListener): boolean {
  return ['ISTIO_SIMPLE', 'ISTIO_MUTUAL'].includes(tls?.options.get('gateway.istio.io/tls-terminate-mode') ?? '')
}

/** Istio also takes authorities out of Secrets. */
function istioAuthorityReason(cluster: Cluster, gateway: GatewayResource, ref: ObjectRef): string | null {
  if (ref.group !== '' || ref.kind !== 'Secret') return authorityReason(cluster, gateway, ref)
  if (!isPermitted(cluster, { from: { group: gatewayGroup, kind: 'Gateway', namespace: gateway.namespace }, to: ref }))
    return 'RefNotPermitted'
  const isThere = cluster.get('secret', '', 'Secret', ref.namespace, ref.name)?.hasCa === true
  return isThere || isKeptElsewhere(cluster, ref) ? null : 'InvalidCACertificateRef'
}
