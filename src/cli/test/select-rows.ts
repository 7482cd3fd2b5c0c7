import { destinationRuleFor, meshOf, routesFor } from '../../apis/istio/index.ts'
import type { FlowContext } from '../../flow/index.ts'
import type { YamlMap, YamlValue } from '../../yaml/index.ts'
import { isMap, listOf, textOf } from './case-file.ts'
import type { Row } from './row.ts'

/** One `selects` row: which rule applies to a client, or which a proxy sees for a gateway. */
export function selectRow({ cluster, assumptions, entries }: FlowContext, value: YamlValue): Row {
  const row: YamlMap = isMap(value) ? value : Object.create(null)
  const expected: YamlMap = isMap(row['expect']) ? row['expect'] : Object.create(null)
  const base = { name: textOf(row['name']) ?? '', kind: 'selects', expected: row['expect'] ?? null }
  const from = isMap(row['from']) ? row['from'] : {}
  const namespace = textOf(from['namespace']) ?? 'default'
  const labels = isMap(from['labels'])
    ? new Map(Object.entries(from['labels']).map(([key, item]) => [key, textOf(item) ?? '']))
    : new Map<string, string>()
  const context = { cluster, assumptions, mesh: meshOf(cluster, assumptions), kept: entries }
  const service = row['service']
  if (row['kind'] === 'DestinationRule' && isMap(service)) {
    const client = { kind: 'sidecar' as const, namespace, labels, pods: null }
    const found = destinationRuleFor(context, client, {
      host: textOf(service['host']) ?? '',
      namespace: textOf(service['namespace']) ?? '',
    })
    const lead = found?.rules[0]
    const applies = lead === undefined ? null : `${lead.namespace}/${lead.name}`
    return judge(base, { applies }, applies === (expected['applies'] ?? null))
  }
  if (row['kind'] === 'VirtualService') {
    const hosts = routesFor(context, namespace, textOf(row['gateway']) ?? 'mesh').flatMap(route =>
      route.hosts.map(host => host.value),
    )
    const want = listOf(expected['hosts'])
    return judge(base, { hosts }, hosts.length === want.length && hosts.every((host, index) => host === want[index]))
  }
  return { ...base, outcome: 'unsupported', actual: null, why: `selection of ${textOf(row['kind']) ?? '?'}` }
}

function judge(base: Pick<Row, 'name' | 'kind' | 'expected'>, actual: YamlMap, holds: boolean): Row {
  return { ...base, outcome: holds ? 'passed' : 'failed', actual, why: holds ? '' : 'another one applies' }
}
