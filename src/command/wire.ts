import { decode, type Resource } from '../model/index.ts'
import type { DocId, Path } from '../text/index.ts'
import type { PlainValue, YamlValue } from '../yaml/index.ts'
import { planBetween } from './connect.ts'
import type { CommandContext } from './context.ts'
import type { Plan, Wire } from './plan.ts'
import { tellingLabels } from './telling-labels.ts'

/** A resource, and the row of it that was dropped on. */
interface WireEnd {
  readonly resource: Resource
  readonly row: Path | null
}

export interface WireEnds {
  readonly from: WireEnd | null
  readonly to: WireEnd | null
}

type Fields = Readonly<Record<string, PlainValue>>

export function endsOf(context: CommandContext, wire: Wire | undefined): WireEnds {
  const end = (place: Wire['from']): WireEnd | null => {
    const doc = place === null ? null : (context.node(place.node)?.doc ?? null)
    const resource = doc === null ? undefined : context.cluster.ofDoc(doc)
    if (place === null || resource === undefined) return null
    return { resource, row: place.row?.split('/').map(part => (/^\d+$/.test(part) ? Number(part) : part)) ?? null }
  }
  return { from: end(wire?.from ?? null), to: end(wire?.to ?? null) }
}

/** Where a resource stands that is dropped there: beside what it leads to, or what leads to it. */
export function namespaceOf(kind: string, { from, to }: WireEnds): string | null {
  const beside = kind === 'HTTPRoute' || kind === 'Ingress' || kind === 'Service' ? (to ?? from) : (from ?? to)
  const namespace = beside?.resource.namespace
  return namespace === undefined || namespace === '' ? null : namespace
}

/** The template's body with the fields that lead to what it was dropped on. */
export function wiredBody(kind: string, namespace: string, body: PlainValue, { from, to }: WireEnds): PlainValue {
  const fields = body as Fields
  const behind = to?.resource
  const before = from?.resource
  switch (kind) {
    case 'Service': {
      if (behind === undefined || behind.namespace !== namespace) return body
      if (behind.type === 'workload' || behind.type === 'pod') {
        const port = behind.pod.containers.flatMap(container => container.ports)[0]
        const targetPort = port === undefined ? 8080 : port.name === '' ? port.port : port.name
        return {
          ...fields,
          ...(behind.pod.labels.size > 0 && { selector: tellingLabels(behind.pod.labels) }),
          ports: [{ name: 'http', port: 80, targetPort }],
        }
      }
      if (behind.type !== 'service' || behind.selector === null) return body
      const ports = behind.ports.map(({ name, port, targetPort }) => ({
        ...(name !== '' && { name }),
        port,
        targetPort,
      }))
      return { ...fields, selector: Object.fromEntries(behind.selector), ...(ports.length > 0 && { ports }) }
    }
    case 'HTTPRoute': {
      const listener =
        before?.type === 'gateway'
          ? before.listeners.find(({ at }) => at.join('/') === from?.row?.join('/'))
          : undefined
      const parent: Fields =
        before?.type === 'gateway'
          ? {
              parentRefs: [
                {
                  name: before.name,
                  ...(before.namespace !== namespace && { namespace: before.namespace }),
                  ...(listener !== undefined && before.listeners.length > 1 && { sectionName: listener.name }),
                },
              ],
            }
          : {}
      const port = behind?.type === 'service' ? portAt(behind, to?.row ?? null) : null
      if (behind === undefined || port === null) return { ...parent, ...fields }
      const [rule] = (fields['rules'] ?? []) as readonly Fields[]
      const backend = {
        name: behind.name,
        ...(behind.namespace !== namespace && { namespace: behind.namespace }),
        port,
      }
      return { ...parent, ...fields, rules: [{ ...rule, backendRefs: [backend] }] }
    }
    case 'Ingress': {
      const port = behind?.type === 'service' && behind.namespace === namespace ? portAt(behind, to?.row ?? null) : null
      if (behind === undefined || port === null) return body
      const [rule] = (fields['rules'] ?? []) as readonly Fields[]
      const path = {
        path: '/',
        pathType: 'Prefix',
        backend: { service: { name: behind.name, port: { number: port } } },
      }
      return { ...fields, rules: [{ ...rule, http: { paths: [path] } }] }
    }
    case 'NetworkPolicy': {
      const pods = [behind, before].find(each => each?.type === 'workload' || each?.type === 'pod')
      if (pods === undefined || !('pod' in pods) || pods.pod.labels.size === 0) return body
      return { ...fields, podSelector: { matchLabels: tellingLabels(pods.pod.labels) } }
    }
    case 'Deployment':
    case 'StatefulSet': {
      const service = [before, behind].find(each => each?.type === 'service')
      if (service?.type !== 'service' || service.selector === null || service.selector.size === 0) return body
      const labels = Object.fromEntries(service.selector)
      const template = fields['template'] as { readonly spec: { readonly containers: readonly Fields[] } }
      const target = service.ports[0]?.targetPort
      const container: Fields = {
        ...template.spec.containers[0],
        ...(target !== undefined && {
          ports: [typeof target === 'number' ? { containerPort: target } : { name: target, containerPort: 8080 }],
        }),
      }
      return {
        ...fields,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { ...template.spec, containers: [container] } },
      }
    }
    default:
      return body
  }
}

function portAt(service: Extract<Resource, { type: 'service' }>, row: Path | null): number | null {
  const found = service.ports.find(({ at }) => at.join('/') === row?.join('/')) ?? service.ports[0]
  return found?.port ?? null
}

/** Changes of what stands before or behind the new resource, where the reference to it is theirs to hold. */
export function wiredElsewhere(context: CommandContext, value: PlainValue, { from, to }: WireEnds): Plan[] {
  const { resource } = decode('new' as DocId, value as YamlValue, () => null)
  if (resource === null) return []
  const made = { resource, row: null }
  const plans: (Plan | null)[] = []
  if (from !== null && resource.type === 'service') plans.push(planBetween(context, from, made))
  if (to !== null && resource.type === 'gateway') plans.push(planBetween(context, made, to))
  return plans.filter(plan => plan !== null)
}
