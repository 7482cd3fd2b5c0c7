import { type Cluster, keyOf } from '../../cluster/index.ts'
import type { BackendTls } from '../../dataplane/index.ts'
import { matchHostname } from '../../match/index.ts'
import type { BackendTlsPolicyResource, ObjectRef, SecretResource, ServiceResource } from '../../model/index.ts'
import { assumedAmong, isKeptElsewhere } from './kept-elsewhere.ts'

export type PolicyReason = 'Accepted' | 'Conflicted' | 'NoValidCACertificate'
export type PolicyRefsReason = 'ResolvedRefs' | 'InvalidKind' | 'InvalidCACertificateRef'

/** Policies about a Service or another target, oldest first, then by name [GW-23]. */
function policiesOf(
  cluster: Cluster,
  target: Pick<ObjectRef, 'group' | 'kind' | 'namespace' | 'name'>,
): BackendTlsPolicyResource[] {
  return cluster
    .referrers(keyOf(target.group, target.kind, target.namespace, target.name))
    .filter(resource => resource.type === 'backendtlspolicy')
    .sort(
      (a, b) =>
        (a.createdMs ?? Number.MAX_SAFE_INTEGER) - (b.createdMs ?? Number.MAX_SAFE_INTEGER) ||
        (a.name < b.name ? -1 : 1),
    )
}

/** Whether a policy says that Istio shall not look at it [GW-42]. */
export function isIgnoredByIstio({ annotations }: Pick<BackendTlsPolicyResource, 'annotations'>): boolean {
  return annotations.get(ignorePolicyAnnotation) === 'true'
}

export const ignorePolicyAnnotation = 'istio.io/ignore-policy-attachment'

/** Whether no other policy with the same target and section comes before it. */
export function comesFirst(
  cluster: Cluster,
  policy: BackendTlsPolicyResource,
  ref: BackendTlsPolicyResource['targetRefs'][number],
): boolean {
  const first = policiesOf(cluster, ref).find(other =>
    other.targetRefs.some(
      ({ group, kind, name, sectionName }) =>
        group === ref.group && kind === ref.kind && name === ref.name && sectionName === ref.sectionName,
    ),
  )
  return first === undefined || first === policy
}

export function isConflicted(cluster: Cluster, policy: BackendTlsPolicyResource): boolean {
  return !policy.targetRefs.every(ref => comesFirst(cluster, policy, ref))
}

/** What its certificate authorities come to: at least one must be there and hold a certificate. */
export function authorities(cluster: Cluster, policy: BackendTlsPolicyResource): PolicyRefsReason {
  if (policy.wellKnownCa !== null) return 'ResolvedRefs'
  const reasons = policy.caCertificateRefs.map(ref => authority(cluster, ref))
  return (
    reasons.find(reason => reason !== 'ResolvedRefs') ??
    (reasons.length === 0 ? 'InvalidCACertificateRef' : 'ResolvedRefs')
  )
}

export function authority(cluster: Cluster, ref: ObjectRef): PolicyRefsReason {
  if (ref.group !== '' || ref.kind !== 'ConfigMap') return 'InvalidKind'
  const isThere = cluster.get('configmap', '', 'ConfigMap', ref.namespace, ref.name)?.hasCa === true
  return isThere || isKeptElsewhere(cluster, ref) ? 'ResolvedRefs' : 'InvalidCACertificateRef'
}

export type BackendSecurity =
  | { readonly kind: 'plain' }
  | { readonly kind: 'tls'; readonly tls: BackendTls }
  | { readonly kind: 'invalid' }
  /** The certificate that the pods show is not made out to what the policy asks for. */
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'unknown' }

/** How a port of a Service is spoken to: the policy for its port comes before the one for all ports; an invalid one fails closed. */
export function securityOf(
  cluster: Cluster,
  service: ServiceResource,
  port: number,
  proxy: { readonly clientCertificate: string | null; readonly isIstio: boolean },
): BackendSecurity {
  const name = service.ports.find(candidate => candidate.port === port)?.name ?? ''
  const { clientCertificate } = proxy
  const policies = policiesOf(cluster, service).filter(policy => !(proxy.isIstio && isIgnoredByIstio(policy)))
  const forSection = (section: string | null): BackendTlsPolicyResource | undefined =>
    policies.find(policy => policy.targetRefs.some(ref => ref.name === service.name && ref.sectionName === section))
  const policy = (name === '' ? undefined : forSection(name)) ?? forSection(null)
  if (policy === undefined) return { kind: 'plain' }
  if (authorities(cluster, policy) !== 'ResolvedRefs') return { kind: 'invalid' }
  const shown = shownCertificates(cluster, service)
  const fits = new Set(shown?.map(secret => isMadeOutTo(secret, policy)) ?? [])
  if (fits.size > 1 || (shown === null && policy.subjectAltNames.length > 0)) return { kind: 'unknown' }
  if (fits.has(false)) return { kind: 'mismatch' }
  const origin = {
    doc: policy.doc,
    kind: policy.kind,
    namespace: policy.namespace,
    name: policy.name,
    path: ['spec', 'validation'],
  }
  const shownSecret = shown?.[0] === undefined ? null : `${shown[0].namespace}/${shown[0].name}`
  const [assumed] = assumedAmong(cluster, policy.wellKnownCa === null ? policy.caCertificateRefs : [])
  return {
    kind: 'tls',
    tls: { sni: policy.hostname, clientCertificate, origin, shown: shownSecret, assumed: assumed ?? null },
  }
}

/**
 * Certificates that the pods behind a Service show: of each the one that it mounts. Null where a pod mounts none or several, so that
 * nobody can tell from manifests.
 */
function shownCertificates(cluster: Cluster, service: ServiceResource): SecretResource[] | null {
  if (service.selector === null) return null
  const shown = new Set<SecretResource>()
  for (const { resource, spec } of cluster.podsSelected(service.namespace, {
    matchLabels: [...service.selector],
    matchExpressions: [],
  })) {
    const names = new Set(spec.secrets.map(({ name }) => name))
    const mounted = [...names].flatMap(name => {
      const secret = cluster.get('secret', '', 'Secret', resource.namespace, name)
      return secret?.hasCertificate === true ? [secret] : []
    })
    if (mounted.length !== 1) return null
    shown.add(mounted[0]!)
  }
  return shown.size === 0 ? null : [...shown]
}

/** With subjectAltNames one of them must be in the certificate; without, the hostname [GW-23]. */
function isMadeOutTo({ dnsNames, uris }: SecretResource, policy: BackendTlsPolicyResource): boolean {
  const hasHost = (host: string): boolean => dnsNames.some(name => matchHostname(name, host, 'oneLabel'))
  if (policy.subjectAltNames.length === 0) return hasHost(policy.hostname)
  return policy.subjectAltNames.some(({ type, value }) => (type === 'URI' ? uris.includes(value) : hasHost(value)))
}
