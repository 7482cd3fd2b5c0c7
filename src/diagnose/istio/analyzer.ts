import type { PodGroup } from '../../cluster/index.ts'
import { keyOf } from '../../cluster/index.ts'
import type { Labels } from '../../match/index.ts'
import type { Field, Resource } from '../../model/index.ts'
import type { Fact, Problem, Severity } from '../../report/index.ts'
import { type DiagnoseContext, problem } from '../rule.ts'

/**
 * What an analyzer may read. `strict`: as `istioctl analyze` reads it - the manifests are the whole cluster, and only Pods are pods. Else
 * what the project does not hold is taken to stand elsewhere, and a workload stands for its pods.
 */
export interface AnalyzeContext extends DiagnoseContext {
  readonly strict: boolean
  /** Milliseconds since 1970; null where nobody says what time it is. */
  readonly now: number | null
}

/** Looks at one resource, as one analyzer of istioctl does; `root` is its document. */
export type Analyzer = (context: AnalyzeContext, resource: Resource, root: Field) => Problem[]

/** A message of istioctl. `code` is its number, a dot, and which of the code's sentences it is. */
export function message(
  resource: Resource,
  at: Problem['at']['path'],
  code: string,
  facts: Problem['facts'] = {},
): Problem {
  return problem(resource, at, code, levels[code.slice(0, 7)] ?? 'error', facts)
}

/** Levels of pkg/config/analysis/msg/messages.yaml; errors are not listed. */
const levels: Readonly<Record<string, Severity>> = {
  IST0002: 'warning',
  IST0102: 'info',
  IST0103: 'warning',
  IST0116: 'warning',
  IST0118: 'info',
  IST0123: 'warning',
  IST0127: 'warning',
  IST0128: 'warning',
  IST0129: 'warning',
  IST0130: 'warning',
  IST0131: 'info',
  IST0132: 'warning',
  IST0134: 'warning',
  IST0137: 'warning',
  IST0138: 'warning',
  IST0140: 'warning',
  IST0144: 'warning',
  IST0148: 'info',
  IST0150: 'warning',
  IST0151: 'warning',
  IST0155: 'warning',
  IST0162: 'warning',
  IST0165: 'warning',
  IST0166: 'warning',
  IST0167: 'warning',
  IST0171: 'warning',
  IST0174: 'warning',
  IST0177: 'warning',
}

export const text = (value: string): Fact => ({ is: 'text', value })
export const name = (value: string): Fact => ({ is: 'name', value })
export const count = (value: number): Fact => ({ is: 'count', value })
export const names = (values: readonly string[]): Fact => ({ is: 'list', items: values.map(name) })
export const fullName = ({ namespace, name: own }: Pick<Resource, 'namespace' | 'name'>): Fact =>
  name(`${namespace}/${own}`)

/** Pods that a selector by labels takes: of a namespace, or of all. */
export function podsWith({ cluster, strict }: AnalyzeContext, labels: Labels, namespace?: string): readonly PodGroup[] {
  const pods =
    namespace === undefined
      ? cluster.pods().filter(pod => takes(labels, pod.labels))
      : cluster.podsSelected(namespace, { matchLabels: [...labels], matchExpressions: [] })
  return strict ? pods.filter(({ resource }) => resource.type === 'pod') : pods
}

export function takes(selector: Labels, labels: Labels): boolean {
  for (const [key, value] of selector) if (labels.get(key) !== value) return false
  return true
}

/** `a=b,c=d`, keys in order. */
export function selectorText(labels: Labels): string {
  return [...labels]
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',')
}

export function labelsOfNamespace({ cluster }: DiagnoseContext, namespace: string): Labels | null {
  return cluster.find(keyOf('', 'Namespace', '', namespace))?.labels ?? null
}

/** Whether a pod has a sidecar, as istioctl tells: it holds one, or the pod or its namespace asks for one. */
export function hasSidecar(
  context: DiagnoseContext,
  { namespace, spec }: Pick<PodGroup, 'namespace' | 'spec'>,
): boolean {
  if (spec.containers.some(container => container.name === 'istio-proxy' && container.image !== '')) return true
  const asked = spec.labels.get('sidecar.istio.io/inject') ?? spec.annotations.get('sidecar.istio.io/inject')
  if (asked !== undefined) return asked === 'true'
  return labelsOfNamespace(context, namespace)?.get('istio-injection') === 'enabled'
}

/** Whether ztunnel takes the pod's traffic. */
export function isAmbient({ spec }: Pick<PodGroup, 'spec'>): boolean {
  return spec.annotations.get('ambient.istio.io/redirection') === 'enabled'
}

/** Whether a namespace's pods are given to ztunnel: a label for sidecars goes before. */
export function isAmbientNamespace(labels: Labels | null): boolean {
  return (
    labels !== null &&
    labels.get('istio.io/dataplane-mode') === 'ambient' &&
    labels.get('istio-injection') !== 'enabled' &&
    (labels.get('istio.io/rev') ?? '') === ''
  )
}

/** Namespaces that belong to Kubernetes itself. */
export const systemNamespaces: ReadonlySet<string> = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'local-path-storage',
])

/** Whether an object belongs to Istio's own installation. */
export function isControlPlane({ labels }: Pick<Resource, 'labels'>): boolean {
  return labels.has('istio') || labels.get('release') === 'istio'
}
