import { findServicePort, namedPort, type PodGroup } from '../cluster/index.ts'
import type { PolicyEngine } from '../policy/index.ts'
import { intersect, isNothing, onePort } from '../policy/index.ts'
import type { Problem } from '../report/index.ts'
import { type ServiceUse, usesOf } from './backend-missing.ts'
import type { EngineRule } from './engine-rule.ts'
import { type DiagnoseContext, problem, resourceFact } from './rule.ts'

/**
 * A route whose backend's pods let no controller in: policies isolate them, and no rule about the port could take pods that are not in
 * the manifests. Where a rule names other namespaces or addresses, it may mean the controller, and nothing is said.
 */
export const routeHopRefused: EngineRule = (context, engine, resource) =>
  usesOf(resource).flatMap((use): Problem[] => {
    const refused = refusedPods(context, engine, use)
    if (refused === null) return []
    const policies = engine.selecting('ingress', refused.pods.resource.doc)
    return [
      problem(
        resource,
        use.at,
        'policy.routeRefused',
        'warning',
        {
          pods: resourceFact(refused.pods.resource),
          port: { is: 'port', value: refused.port },
          policies: { is: 'list', items: policies.slice(0, 3).map(resourceFact) },
        },
        policies.slice(0, 3).map(({ doc }) => ({ doc, path: ['spec'] })),
      ),
    ]
  })

function refusedPods(
  { cluster }: DiagnoseContext,
  engine: PolicyEngine,
  use: ServiceUse,
): { readonly pods: PodGroup; readonly port: number } | null {
  const service = cluster.get('service', '', 'Service', use.namespace, use.name)
  const port = service === undefined ? null : findServicePort(service, use.port, 'TCP')
  if (service?.selector == null || port === null) return null
  const selector = { matchLabels: [...service.selector], matchExpressions: [] }
  for (const pods of cluster.podsSelected(service.namespace, selector)) {
    const number = typeof port.targetPort === 'number' ? port.targetPort : namedPort(pods, port.targetPort, 'TCP')
    if (number !== null && !mayEnter(engine, pods, number)) return { pods, port: number }
  }
  return null
}

function mayEnter(engine: PolicyEngine, pods: PodGroup, port: number): boolean {
  const subject = { kind: 'pods', doc: pods.resource.doc } as const
  const asked = onePort('TCP', port)
  if (!isNothing(intersect(engine.ports.setOf(engine.side('ingress', subject, { kind: 'controller' }).maybe), asked)))
    return true
  return engine.rules('ingress', subject.doc).some(rule => {
    if (rule.action === 'Deny' || rule.peers === null) return false
    const isAbout = rule.named.length > 0 || !isNothing(intersect(engine.ports.setOf(rule.ports), asked))
    // Pods of this namespace that are all here are none of a controller's.
    return (
      isAbout &&
      rule.peers.some(
        (peer, index) =>
          peer.terms.kind !== 'pods' || peer.terms.namespaces !== null || engine.takenBy(rule, index).length === 0,
      )
    )
  })
}
