import type { Assumptions, Cluster, PodGroup } from '../../cluster/index.ts'
import { keyOf } from '../../cluster/index.ts'
import { makeStep, type Step } from '../../report/index.ts'
import type { FieldRef, Path } from '../../text/index.ts'

/** What stands before a pod's own containers. */
export interface ProxyOfPods {
  /** `sidecar`: takes all traffic in and out. `gateway`: the pod is a proxy and nothing else. `none`: the mesh passes it by. */
  readonly kind: 'sidecar' | 'gateway' | 'none'
  /** Why, with the field that says so; `assumed` where no manifest does. */
  readonly step: Step
}

/** Namespaces that the injector never looks at. */
const systemNamespaces = new Set(['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage'])

/**
 * Whether pods have a proxy of the mesh [IS-2]: one that their manifest holds, else what the injector adds - by the label (or older
 * annotation) of the pod, then by the labels of its namespace. A namespace that no document declares is decided by
 * `assume.mesh.injection`.
 */
export function proxyOf(cluster: Cluster, assumptions: Assumptions, pods: PodGroup): ProxyOfPods {
  const { resource, spec, namespace } = pods
  const name = { is: 'name' as const, value: `${namespace}/${pods.name}` }
  const say = (kind: ProxyOfPods['kind'], code: string, at: FieldRef | null, isAssumed = false): ProxyOfPods => ({
    kind,
    step: makeStep(
      code,
      { pod: name, namespace: { is: 'name', value: namespace } },
      { rule: 'IS-2', verdict: isAssumed ? 'assumed' : kind === 'none' ? 'no' : 'yes', at },
    ),
  })
  const field = (path: Path): FieldRef => ({ doc: resource.doc, path })
  const own = spec.containers.find(container => container.name === 'istio-proxy')
  if (own !== undefined) {
    const isRouter = own.args.includes('router') || templatesOf(pods).includes('gateway')
    return isRouter ? say('gateway', 'mesh.gatewayPod', field(own.at)) : say('sidecar', 'mesh.ownProxy', field(own.at))
  }
  // What runs already is not injected any more.
  if (resource.type === 'pod' && resource.phase !== null) return say('none', 'mesh.runsWithout', field(spec.at))
  if (spec.hostNetwork) return say('none', 'mesh.hostNetwork', field(spec.at))
  if (systemNamespaces.has(namespace)) return say('none', 'mesh.systemNamespace', null)
  const asked = inPod(pods)
  if (asked?.value === 'false') return say('none', 'mesh.podRefuses', field(asked.at))
  const labels = cluster.find(keyOf('', 'Namespace', '', namespace))
  const ofNamespace = (key: string): string | undefined => labels?.labels.get(key)
  if (ofNamespace('istio-injection') === 'disabled')
    return say('none', 'mesh.namespaceRefuses', { doc: labels!.doc, path: ['metadata', 'labels', 'istio-injection'] })
  if (asked?.value === 'true' || spec.labels.has('istio.io/rev'))
    return say('sidecar', 'mesh.podAsks', field(asked?.at ?? metadataOf(pods, 'labels', 'istio.io/rev')))
  for (const key of ['istio-injection', 'istio.io/rev']) {
    const value = ofNamespace(key)
    if (value === undefined || (key === 'istio-injection' && value !== 'enabled')) continue
    return say('sidecar', 'mesh.namespaceAsks', { doc: labels!.doc, path: ['metadata', 'labels', key] })
  }
  if (labels !== undefined)
    return say('none', 'mesh.namespaceSilent', { doc: labels.doc, path: ['metadata', 'labels'] })
  const { injection } = assumptions.mesh
  const isInjected = injection === 'enabled' || (injection === 'auto' && hasMeshRules(cluster))
  return isInjected ? say('sidecar', 'assume.injected', null, true) : say('none', 'assume.notInjected', null, true)
}

/** Whether some proxy of the mesh stands before the pods. */
export function isInMesh(cluster: Cluster, assumptions: Assumptions, pods: PodGroup): boolean {
  return proxyOf(cluster, assumptions, pods).kind !== 'none'
}

/** SPIFFE identity of pods: `cluster.local/ns/shop/sa/cart`. */
export function identityOf(trustDomain: string, pods: PodGroup): string {
  return `${trustDomain}/ns/${pods.namespace}/sa/${pods.spec.serviceAccountName}`
}

/** The label before the annotation, as the injector reads them. */
function inPod(pods: PodGroup): { readonly value: string; readonly at: Path } | null {
  const key = 'sidecar.istio.io/inject'
  for (const map of ['labels', 'annotations'] as const) {
    const value = pods.spec[map].get(key)
    if (value !== undefined) return { value: value === 'true' ? 'true' : 'false', at: metadataOf(pods, map, key) }
  }
  return null
}

function templatesOf(pods: PodGroup): string[] {
  return (pods.spec.annotations.get('inject.istio.io/templates') ?? '').split(',').map(name => name.trim())
}

/** A key of the metadata that the pods get: a Pod's own, or a template's. */
function metadataOf({ resource, spec }: PodGroup, map: 'labels' | 'annotations', key: string): Path {
  return resource.type === 'pod' ? ['metadata', map, key] : [...spec.at.slice(0, -1), 'metadata', map, key]
}

/** Views of the kinds that only a mesh reads. */
const meshRules = ['virtualservice', 'destinationrule', 'sidecar', 'serviceentry'] as const

/** Whether the project has rules that only sidecars apply: then it is about a mesh. */
function hasMeshRules(cluster: Cluster): boolean {
  return meshRules.some(type => cluster.hasAny(type))
}
