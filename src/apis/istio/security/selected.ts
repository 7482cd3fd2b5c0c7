import type { Cluster, PodGroup } from '../../../cluster/index.ts'
import type {
  AuthorizationPolicyResource,
  PeerAuthenticationResource,
  PolicyTarget,
  RequestAuthenticationResource,
} from '../../../model/index.ts'

/** Who is asked: a workload, and the Gateway of Gateway API that its pods are, if they are one. */
export interface Workload {
  readonly pods: PodGroup
  readonly gateway: { readonly namespace: string; readonly name: string } | null
}

type Policy = PeerAuthenticationResource | RequestAuthenticationResource | AuthorizationPolicyResource

/** The oldest first, then by name: of two that say the same the first counts. */
export function byAge<T extends Policy>(policies: readonly T[]): T[] {
  return [...policies].sort(
    (a, b) =>
      (a.createdMs ?? Number.MAX_SAFE_INTEGER) - (b.createdMs ?? Number.MAX_SAFE_INTEGER) ||
      (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  )
}

export function hasLabels(pods: PodGroup, selector: ReadonlyMap<string, string> | null): boolean {
  return selector === null || [...selector].every(([key, value]) => pods.labels.get(key) === value)
}

/**
 * The policies of a kind that a workload is asked by [IA-4]: those of its namespace and of the root namespace, by labels or for all. One
 * with targetRefs is for what it names and for nothing that labels select.
 */
export function policiesFor<T extends 'requestauthentication' | 'authorizationpolicy'>(
  cluster: Cluster,
  type: T,
  { pods, gateway }: Workload,
  rootNamespace: string,
): readonly Extract<Policy, { type: T }>[] {
  const namespaces = [...new Set([rootNamespace, pods.namespace])]
  const found = namespaces.flatMap(namespace => cluster.all(type, namespace)) as readonly Policy[]
  return found.filter(policy => {
    if (policy.type === 'peerauthentication') return false
    if (policy.targetRefs.length > 0)
      return gateway !== null && policy.targetRefs.some(ref => isGateway(ref, policy.namespace, gateway))
    return hasLabels(pods, policy.selector)
  }) as unknown as readonly Extract<Policy, { type: T }>[]
}

function isGateway(
  { group, kind, name }: PolicyTarget,
  namespace: string,
  gateway: NonNullable<Workload['gateway']>,
): boolean {
  return (
    group === 'gateway.networking.k8s.io' &&
    kind === 'Gateway' &&
    name === gateway.name &&
    namespace === gateway.namespace
  )
}
