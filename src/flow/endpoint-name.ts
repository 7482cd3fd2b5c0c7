import type { EndpointGroup } from '../cluster/index.ts'
import type { ResourceName } from './answer.ts'

/** The workload that endpoints belong to, or their addresses. */
export function nameOfEndpoints(group: EndpointGroup): ResourceName {
  if (group.pods === null) return { kind: 'Address', namespace: '', name: group.addresses.join(', ') }
  return { kind: group.pods.resource.kind, namespace: group.pods.namespace, name: group.pods.name }
}
