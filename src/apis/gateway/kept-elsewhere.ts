import type { Cluster } from '../../cluster/index.ts'
import type { Certificate } from '../../dataplane/index.ts'
import type { ObjectRef } from '../../model/index.ts'

/**
 * Whether the object behind a reference to a certificate or to authorities is taken to be in order although no document declares it:
 * where documents hold none of the kind in its namespace, they are kept elsewhere, and what is plainly a placeholder stands for one [GW-44].
 */
export function isKeptElsewhere(cluster: Cluster, { group, kind, namespace, name }: ObjectRef): boolean {
  if (group !== '') return false
  if (kind === 'Secret') {
    const secret = cluster.get('secret', '', kind, namespace, name)
    if (secret !== undefined) return !secret.hasCertificate && secret.isPlaceholder
    return !cluster.all('secret', namespace).some(({ hasCertificate }) => hasCertificate)
  }
  return (
    kind === 'ConfigMap' &&
    cluster.get('configmap', '', kind, namespace, name) === undefined &&
    !cluster.all('configmap', namespace).some(({ hasCa }) => hasCa)
  )
}

/** Whether a certificate is in order, or taken to be. */
export function isUsable(state: Certificate['state']): boolean {
  return state === 'valid' || state === 'missing' || state === 'placeholder'
}

/** The references of a list that are taken to be in order, as `Kind namespace/name`. */
export function assumedAmong(cluster: Cluster, refs: readonly ObjectRef[]): string[] {
  const names = refs
    .filter(ref => isKeptElsewhere(cluster, ref))
    .map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`)
  return [...new Set(names)]
}
