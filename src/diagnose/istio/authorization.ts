import { meshOf } from '../../apis/istio/index.ts'
import type { PodGroup } from '../../cluster/index.ts'
import {
  type AnalyzeContext,
  type Analyzer,
  hasSidecar,
  isAmbient,
  message,
  podsWith,
  selectorText,
  text,
} from './analyzer.ts'

/** An AuthorizationPolicy that applies to no workload of the mesh [IST0127], or asks for a namespace that does not exist [IST0101]. */
export const authorizationPolicies: Analyzer = (context, resource) => {
  if (resource.type !== 'authorizationpolicy') return []
  return [...workloads(context, resource), ...namespaces(context, resource)]
}

type Policy = Extract<Parameters<Analyzer>[1], { type: 'authorizationpolicy' }>

function workloads(context: AnalyzeContext, policy: Policy): ReturnType<Analyzer> {
  const isOfMesh = policy.namespace === meshOf(context.cluster, context.assumptions).rootNamespace
  const selector = policy.selector ?? new Map<string, string>()
  if (policy.targetRefs.length > 0 || (isOfMesh && selector.size === 0)) return []
  const inMesh = (pod: PodGroup): boolean => hasSidecar(context, pod) || isAmbient(pod)
  const where = isOfMesh ? undefined : policy.namespace
  // A namespace of which the project holds no pods has them elsewhere.
  if (!context.strict && !context.cluster.hasPods(where)) return []
  const found = podsWith(context, selector, where)
  if (context.strict ? found.some(inMesh) : found.length > 0) return []
  const at = selector.size > 0 ? ['spec', 'selector'] : ['spec']
  return [message(policy, at, 'IST0127.policy', { selector: text(selectorText(selector)) })]
}

function namespaces(context: AnalyzeContext, policy: Policy): ReturnType<Analyzer> {
  const known = context.cluster.all('namespace').map(({ name }) => name)
  if (!context.strict && known.length === 0) return []
  const asked = policy.rules.flatMap(rule =>
    rule.from.flatMap(group => group.fields.filter(({ field }) => field === 'namespaces')),
  )
  return asked.flatMap(({ values, at }) =>
    values.flatMap((value, index) =>
      known.some(namespace => matches(namespace, value))
        ? []
        : [message(policy, [...at, index], 'IST0101.namespace', { value: text(value) })],
    ),
  )
}

/** A star at either end stands for any text. */
function matches(namespace: string, pattern: string): boolean {
  if (pattern === '*') return true
  if (pattern.startsWith('*')) return namespace.endsWith(pattern.slice(1))
  if (pattern.endsWith('*')) return namespace.startsWith(pattern.slice(0, -1))
  return namespace.toLowerCase() === pattern.toLowerCase()
}
