import { keyOf } from '../../cluster/index.ts'
import type { FlowContext } from '../../flow/index.ts'
import type { YamlMap, YamlValue } from '../../yaml/index.ts'
import { isMap, textOf } from './case-file.ts'
import type { Row } from './row.ts'

/** One `resources` row: what a controller would report. Only whether an Ingress gets an address so far. */
export function resourceRow({ cluster }: FlowContext, value: YamlValue): Row {
  const row: YamlMap = isMap(value) ? value : Object.create(null)
  const { kind, namespace, name, ...expected } = row
  const base = { name: `${textOf(kind)} ${textOf(namespace) ?? ''}/${textOf(name)}`, kind: 'resources', expected }
  const unsupported = (why: string): Row => ({ ...base, outcome: 'unsupported', actual: null, why })
  const keys = Object.keys(expected)
  if (kind !== 'Ingress' || keys.length !== 1 || keys[0] !== 'loadBalancer')
    return unsupported(`not simulated yet: status of ${textOf(kind)} (${keys.join(', ')})`)
  const ingress = cluster.get(
    'ingress',
    'networking.k8s.io',
    'Ingress',
    textOf(namespace) ?? 'default',
    textOf(name) ?? '',
  )
  if (ingress === undefined) return { ...base, outcome: 'failed', actual: null, why: 'no such Ingress' }
  // IN-8: a class that no IngressClass stands for has no controller, so nobody writes an address.
  const owner =
    ingress.className === null
      ? cluster.all('ingressclass').find(candidate => candidate.isDefault)
      : cluster.find(keyOf('networking.k8s.io', 'IngressClass', '', ingress.className))
  const actual = { loadBalancer: owner === undefined ? 'none' : 'assigned' }
  const passed = actual.loadBalancer === expected['loadBalancer']
  return {
    ...base,
    outcome: passed ? 'passed' : 'failed',
    actual,
    why: passed ? '' : `class ${ingress.className ?? '(none)'}`,
  }
}
