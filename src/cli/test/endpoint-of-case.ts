import type { ConnectionTarget, TrafficSource } from '../../flow/index.ts'
import type { YamlValue } from '../../yaml/index.ts'
import { isMap, nameOf, textOf } from './case-file.ts'

/** `from:` of a row; a text says what cannot be read. */
export function readFrom(value: YamlValue | undefined): TrafficSource | string {
  if (value === undefined || value === 'external') return { kind: 'external', ip: null }
  if (!isMap(value)) return `from: ${String(value)}`
  const pod = textOf(value['pod'])
  if (pod !== null) return { kind: 'pod', ...nameOf(pod) }
  const ip = textOf(value['ip'])
  if (ip !== null) return { kind: 'external', ip }
  const labels = value['labels']
  if (isMap(labels))
    return {
      kind: 'labels',
      namespace: textOf(value['namespace']) ?? 'default',
      labels: Object.fromEntries(Object.entries(labels).map(([key, item]) => [key, textOf(item) ?? ''])),
    }
  return `from.${Object.keys(value).join(', from.')}`
}

/** `to:` of a connection; a text says what cannot be read. */
export function readTarget(value: YamlValue | undefined): ConnectionTarget | string {
  if (!isMap(value)) return 'to'
  for (const [key, item] of Object.entries(value)) {
    const text = textOf(item)
    if (text === null) continue
    if (key === 'pod') return { kind: 'pod', ...nameOf(text) }
    if (key === 'service') return { kind: 'service', ...nameOf(text) }
    if (key === 'ip') return { kind: 'ip', ip: text }
  }
  return `to.${Object.keys(value).join(', to.')}`
}
