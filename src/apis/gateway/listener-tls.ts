import type { Cluster } from '../../cluster/index.ts'
import type { Certificate } from '../../dataplane/index.ts'
import { type FrontendValidation, type GatewayResource, gatewayGroup, type ObjectRef } from '../../model/index.ts'
import { isKeptElsewhere } from './kept-elsewhere.ts'
import type { ListenerOwner } from './listeners.ts'
import { isPermitted } from './reference-grant.ts'

/** What a Gateway asks of the clients of a port: the entry for the port comes before the default [GW-33]. */
export function validationOf({ frontendValidation }: GatewayResource, port: number): FrontendValidation | null {
  const { byDefault, perPort } = frontendValidation
  return perPort.has(port) ? (perPort.get(port) ?? null) : byDefault
}

/** What a certificateRef comes to. */
export function certificateState(cluster: Cluster, owner: ListenerOwner, ref: ObjectRef): Certificate['state'] {
  if (!isPermitted(cluster, { from: { group: gatewayGroup, kind: owner.kind, namespace: owner.namespace }, to: ref }))
    return 'refused'
  if (ref.kind !== 'Secret' || ref.group !== '') return 'invalid'
  const secret = cluster.get('secret', '', 'Secret', ref.namespace, ref.name)
  if (secret === undefined) return isKeptElsewhere(cluster, ref) ? 'missing' : 'absent'
  return secret.hasCertificate ? 'valid' : secret.isPlaceholder ? 'placeholder' : 'invalid'
}
