import type { Labels } from '../../match/index.ts'
import type { DestinationRuleResource } from '../../model/index.ts'
import { type AnalyzeContext, type Analyzer, message, name, takes, text } from './analyzer.ts'
import { registeredHost } from './registry.ts'

/** A DestinationRule for a host that nothing declares [IST0174], and subsets that take no pod [IST0173]. */
export const subsets: Analyzer = (context, resource) => {
  if (resource.type !== 'destinationrule') return []
  const host = resource.host.value
  const found = registeredHost(context, resource.namespace, resource.exportTo, host)
  if (found === null)
    return isKnowable(context, resource)
      ? [message(resource, resource.host.at, 'IST0174.host', { host: text(host) })]
      : []
  const pods = podsOf(context, found.resource)
  if (pods === null) return []
  return resource.subsets
    .filter(subset => {
      const wanted = new Map([...found.selector, ...subset.labels])
      return !pods.some(labels => takes(wanted, labels))
    })
    .map(subset => message(resource, subset.at, 'IST0173.subset', { subset: name(subset.name), host: text(host) }))
}

/** Whether the project would hold the host's Service: it holds others of that namespace. A wildcard may mean hosts of anywhere. */
function isKnowable({ cluster, strict }: AnalyzeContext, { host, namespace }: DestinationRuleResource): boolean {
  if (strict) return true
  if (host.value.includes('*')) return false
  const [, ns, svc] = host.value.split('.')
  return ns !== undefined && svc !== 'svc' ? true : cluster.holdsServices(ns ?? namespace)
}

const topology = ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.istio.io/subzone']

/** Labels of the pods that a subset could take, those of their nodes with them; null where the project holds none of them. */
function podsOf(
  context: AnalyzeContext,
  resource: NonNullable<ReturnType<typeof registeredHost>>['resource'],
): Labels[] | null {
  const { cluster, strict } = context
  const own = resource.type === 'service' ? resource.selector : resource.workloadSelector
  if (!strict && own === null) return null
  const pods = strict
    ? cluster.pods().filter(pod => pod.resource.type === 'pod')
    : cluster.podsSelected(resource.namespace, { matchLabels: [...own!], matchExpressions: [] })
  if (!strict && pods.length === 0) return null
  const nodes = new Map(cluster.all('node').map(node => [node.name, node.labels]))
  return pods.map(({ labels, spec }) => {
    const node = spec.nodeName === null ? undefined : nodes.get(spec.nodeName)
    if (node === undefined) return labels
    const more = topology.flatMap(key => {
      const value = node.get(key) ?? ''
      return value === '' ? [] : [[key, value] as const]
    })
    return new Map([...labels, ...more, ['kubernetes.io/hostname', spec.nodeName!] as const])
  })
}
