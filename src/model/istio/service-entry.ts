import type { Field } from '../field.ts'
import type {
  ServiceEntryEndpoint,
  ServiceEntryResource,
  WorkloadEntryResource,
  WorkloadGroupResource,
} from '../istio.ts'
import type { Meta } from '../resource.ts'
import { exportToOf, labelsOf, placedStrings } from './string-match.ts'

/** ServiceEntry: hosts that the registry would not know, or knows only from here. */
export function decodeServiceEntry(root: Field, meta: Meta): ServiceEntryResource {
  const spec = root.get('spec')
  const hosts = placedStrings(spec.get('hosts'))
  if (hosts.length === 0) spec.get('hosts').missing()
  return {
    ...meta,
    type: 'serviceentry',
    hosts: hosts.map(host => ({ ...host, value: host.value.toLowerCase() })),
    addresses: spec.get('addresses').strings(),
    ports: spec
      .get('ports')
      .items()
      .flatMap(port => {
        const number = port.get('number').port()
        if (number === null) return []
        return [
          {
            number,
            name: port.get('name').string() ?? '',
            protocol: (port.get('protocol').string() ?? '').toUpperCase(),
            targetPort: port.get('targetPort').port(),
            at: port.path,
          },
        ]
      }),
    isExternal:
      (spec.get('location').oneOf(['MESH_EXTERNAL', 'MESH_INTERNAL'] as const) ?? 'MESH_EXTERNAL') === 'MESH_EXTERNAL',
    resolution:
      spec.get('resolution').oneOf(['NONE', 'STATIC', 'DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS'] as const) ?? 'NONE',
    endpoints: spec
      .get('endpoints')
      .items()
      .map(item => decodeEndpoint(item)),
    workloadSelector: labelsOf(spec.at('workloadSelector', 'labels')),
    exportTo: exportToOf(spec),
  }
}

function decodeEndpoint(field: Field, more: ReadonlyMap<string, string> = new Map()): ServiceEntryEndpoint {
  return {
    address: field.get('address').string() ?? '',
    ports: new Map(
      field
        .get('ports')
        .entries()
        .flatMap(([name, port]) => {
          const number = port.port()
          return number === null ? [] : [[name, number] as const]
        }),
    ),
    labels: new Map([...more, ...field.get('labels').stringMap()]),
    locality: field.get('locality').string() ?? '',
    weight: field.get('weight').integer(0, 2_147_483_647) ?? 1,
    serviceAccount: field.get('serviceAccount').string() ?? '',
    at: field.path,
  }
}

/** Its labels are those of the workload, which may also stand in the metadata. */
export function decodeWorkloadEntry(root: Field, meta: Meta): WorkloadEntryResource {
  return { ...meta, type: 'workloadentry', endpoint: decodeEndpoint(root.get('spec'), meta.labels) }
}

export function decodeWorkloadGroup(root: Field, meta: Meta): WorkloadGroupResource {
  const spec = root.get('spec')
  return {
    ...meta,
    type: 'workloadgroup',
    podLabels: spec.at('metadata', 'labels').stringMap(),
    template: decodeEndpoint(spec.get('template')),
  }
}
