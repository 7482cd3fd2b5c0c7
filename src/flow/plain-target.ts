import type { EndpointGroup } from '../cluster/index.ts'
import type { ServiceResource } from '../model/index.ts'
import type { FlowContext } from './context.ts'
import { serviceNamed } from './entries.ts'

/** What a name or address leads to without any mesh: a Service, or pods or an address by themselves. */
export type PlainTarget =
  | { readonly kind: 'service'; readonly service: ServiceResource }
  | { readonly kind: 'address'; readonly group: EndpointGroup }

export function plainTarget(context: FlowContext, name: string, namespace: string): PlainTarget {
  const service = serviceNamed(context, name, namespace)
  if (service !== null) return { kind: 'service', service }
  const pods =
    context.cluster
      .pods()
      .find(
        group =>
          group.ips.includes(name) || context.assumptions.pods.get(`${group.namespace}/${group.name}`)?.ip === name,
      ) ?? null
  const addresses = context.assumptions.dns.get(name) ?? [name]
  return { kind: 'address', group: { pods, addresses, count: 1, port: 0, ready: true, at: null } }
}
