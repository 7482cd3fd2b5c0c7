import type { Field } from '../field.ts'
import type { Meta, ReferringResource, WeightedRef } from '../resource.ts'
import { decodeParentRef } from './http-route.ts'

/** GRPCRoute, TLSRoute, TCPRoute, UDPRoute: drawn with their parents and backends. */
export function decodeOtherRoute(root: Field, meta: Meta): ReferringResource {
  const spec = root.get('spec')
  const parents = spec
    .get('parentRefs')
    .items()
    .map((item): WeightedRef => {
      const ref = decodeParentRef(item, meta.namespace)
      return { ...ref, label: ref.sectionName ?? '', part: ref.sectionName }
    })
  const hostnames = spec.get('hostnames').strings().join(', ')
  const parts = spec
    .get('rules')
    .items()
    .map((rule, index) => ({
      title: rule.get('name').string() ?? `rule ${index + 1}`,
      detail: hostnames,
      at: rule.path,
      refs: rule
        .get('backendRefs')
        .items()
        .map((ref): WeightedRef => {
          const weight = ref.get('weight').integer(0, 1_000_000)
          return {
            group: ref.get('group').string() ?? '',
            kind: ref.get('kind').string() ?? 'Service',
            namespace: ref.get('namespace').string() ?? meta.namespace,
            name: ref.get('name').string() ?? '',
            at: ref.path,
            label: weight === null ? '' : `weight ${weight}`,
            part: ref.get('port').port()?.toString() ?? null,
          }
        }),
    }))
  return { ...meta, type: 'referring', role: 'route', parts, refs: parents, claims: [], proxies: null }
}
