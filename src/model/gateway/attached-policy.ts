import type { YamlMap, YamlValue } from '../../yaml/index.ts'
import { type Field, isMap } from '../field.ts'
import type { Meta, ReferringResource, WeightedRef } from '../resource.ts'
import { gatewayGroup } from './gateway.ts'

/** Policies that say nothing about where a request goes or what becomes of it. */
const silent = new Set(['Telemetry', 'DNSPolicy', 'TLSPolicy', 'XBackendTrafficPolicy'])

/**
 * A policy of another project that attaches to an object on the way of requests by `spec.targetRef` or `spec.targetRefs`, as
 * Gateway API's policy attachment (GEP-713) has it; null for every other object. What it does is not simulated, so nothing in it is
 * reported.
 */
export function decodeAttachedPolicy(root: Field, meta: Meta): ReferringResource | null {
  if (silent.has(meta.kind)) return null
  const spec = root.get('spec')
  const several = spec.get('targetRefs')
  const fields = [spec.get('targetRef'), ...(Array.isArray(several.value) ? several.items() : [])]
  const refs = fields.flatMap(field => (isMap(field.value) ? targetOf(field.value, field, meta) : []))
  return refs.length === 0
    ? null
    : { ...meta, type: 'referring', role: 'policy', parts: [], refs, claims: [], proxies: null }
}

function targetOf(value: YamlMap, field: Field, meta: Meta): WeightedRef[] {
  const group = textOf(value['group']) ?? ''
  const kind = textOf(value['kind'])
  const name = textOf(value['name'])
  const isOnTheWay =
    group === gatewayGroup ||
    (group === '' && kind === 'Service') ||
    (group === 'networking.istio.io' && kind === 'ServiceEntry')
  if (!isOnTheWay || kind === null || name === null) return []
  const namespace = kind === 'GatewayClass' ? '' : (textOf(value['namespace']) ?? meta.namespace)
  return [{ group, kind, namespace, name, at: field.path, label: '', part: textOf(value['sectionName']) }]
}

function textOf(value: YamlValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
