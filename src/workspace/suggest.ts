import type { Cluster } from '../cluster/index.ts'
import { gatewayGroup, type Resource, serviceOfHost } from '../model/index.ts'
import type { Path } from '../text/index.ts'
import { isMap, valueAt, type YamlMap, type YamlValue } from '../yaml/index.ts'
import type { SelectedCount, Suggestion as Written } from './messages.ts'

type Suggestion = Omit<Written, 'written'>

/** Where something is asked for: a document's value, and the field in it. */
interface Asking {
  readonly cluster: Cluster
  readonly kind: string
  readonly group: string
  readonly namespace: string
  readonly value: YamlValue | undefined
  readonly path: Path
}

type Suggester = (asking: Asking) => readonly Suggestion[]

const text = (value: YamlValue | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** Fields beside the one that is asked about. */
function siblings({ value, path }: Asking): YamlMap {
  const map = valueAt(value, path.slice(0, -1))
  return isMap(map) ? map : Object.create(null)
}

const named = (resources: readonly Resource[], home: string): Suggestion[] =>
  resources.map(({ name, kind, namespace }) => ({
    value: name,
    detail: namespace === '' || namespace === home ? kind : `${kind} · ${namespace}`,
  }))

/** The namespace that a reference is about: its own, or the one that it names. */
const namespaceOf = (asking: Asking): string => text(siblings(asking)['namespace']) ?? asking.namespace

const services: Suggester = asking => named(asking.cluster.all('service', namespaceOf(asking)), asking.namespace)

function portsOf({ cluster, namespace }: Asking, name: string | null, inNamespace = namespace): Suggestion[] {
  const service = name === null ? undefined : cluster.get('service', '', 'Service', inNamespace, name)
  return (service?.ports ?? []).map(port => ({
    value: port.port,
    detail: port.name === '' ? port.protocol : port.name,
  }))
}

const gateways: Suggester = asking => {
  const all = asking.cluster.all('gateway').filter(gateway => {
    const wanted = text(siblings(asking)['namespace'])
    return wanted === null || gateway.namespace === wanted
  })
  return named(all, asking.namespace)
}

const listeners: Suggester = asking => {
  const name = text(siblings(asking)['name'])
  const gateway =
    name === null ? undefined : asking.cluster.get('gateway', gatewayGroup, 'Gateway', namespaceOf(asking), name)
  return (gateway?.listeners ?? []).map(listener => ({
    value: listener.name,
    detail: `:${listener.port} ${listener.protocol}`,
  }))
}

const hosts: Suggester = ({ cluster, namespace }) => [
  ...cluster.all('service').map(service => ({
    value: service.namespace === namespace ? service.name : `${service.name}.${service.namespace}.svc.cluster.local`,
    detail: `Service · ${service.namespace}`,
  })),
  ...cluster
    .all('serviceentry')
    .flatMap(entry => entry.hosts.map(host => ({ value: host.value, detail: `ServiceEntry ${entry.name}` }))),
]

const subsets: Suggester = asking => {
  const host = text(siblings(asking)['host'])
  const wanted = host === null ? null : serviceOfHost(host, asking.namespace)
  return asking.cluster
    .all('destinationrule')
    .filter(rule => {
      const of = serviceOfHost(rule.host.value, rule.namespace)
      return (
        rule.host.value === host || (wanted !== null && of?.name === wanted.name && of.namespace === wanted.namespace)
      )
    })
    .flatMap(rule => rule.subsets.map(subset => ({ value: subset.name, detail: `DestinationRule ${rule.name}` })))
}

/** Labels of pods that a selector could ask for, the common ones first. */
function labels(asking: Asking, of: 'pods' | 'namespaces', key: string | null): Suggestion[] {
  const counts = new Map<string, number>()
  const note = (word: string): void => void counts.set(word, (counts.get(word) ?? 0) + 1)
  const maps =
    of === 'pods'
      ? asking.cluster.pods(asking.namespace).map(pods => pods.labels)
      : asking.cluster.namespaces().map(namespace => asking.cluster.namespaceLabels(namespace))
  for (const map of maps)
    for (const [name, value] of map) {
      if (key === null) note(name)
      else if (name === key) note(value)
    }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([value, count]) => ({ value, detail: of === 'pods' ? `${count} workloads` : `${count} namespaces` }))
}

const containerPorts: Suggester = ({ cluster, namespace, value }) => {
  const selector = valueAt(value, ['spec', 'selector'])
  const asked = isMap(selector)
    ? Object.entries(selector).flatMap(([key, item]) => (typeof item === 'string' ? [[key, item] as const] : []))
    : []
  const found = new Map<string | number, string>()
  for (const pods of cluster.podsSelected(namespace, { matchLabels: asked, matchExpressions: [] }))
    for (const container of pods.spec.containers)
      for (const port of container.ports) {
        if (port.name !== '') found.set(port.name, `${port.port} of ${pods.name}`)
        found.set(port.port, `of ${pods.name}`)
      }
  return [...found].map(([port, detail]) => ({ value: port, detail }))
}

const byKind =
  (group: string, kind: string): Suggester =>
  ({ cluster, namespace }) => {
    const all = [...cluster.all('gatewayclass'), ...cluster.all('ingressclass'), ...cluster.all('secret', namespace)]
    return named(
      all.filter(resource => resource.group === group && resource.kind === kind),
      namespace,
    )
  }

/** What stands above a field, most inner first; list positions are left out. */
const above = (path: Path): string[] => path.filter(part => typeof part === 'string').reverse()

/**
 * Values of the cluster that a field could hold; none where any text would do. An empty list does not mean that a value is wrong: it may
 * be declared elsewhere.
 */
export function suggest(cluster: Cluster, value: YamlValue | undefined, path: Path): readonly Suggestion[] {
  const root = isMap(value) ? value : Object.create(null)
  const metadata = isMap(root['metadata']) ? root['metadata'] : {}
  const apiVersion = text(root['apiVersion']) ?? ''
  const asking: Asking = {
    cluster,
    kind: text(root['kind']) ?? '',
    group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '',
    namespace: text(metadata['namespace']) ?? 'default',
    value,
    path,
  }
  return suggesterOf(asking)(asking)
}

const nothing: Suggester = () => []

function suggesterOf(asking: Asking): Suggester {
  const [key = '', parent = '', grand = ''] = above(asking.path)
  const isSelector = (name: string): boolean => name === 'matchLabels' || name === 'selector'
  if (isSelector(parent) && !['http', 'tls', 'tcp'].includes(key)) {
    const of = grand === 'namespaceSelector' ? 'namespaces' : 'pods'
    return it => labels(it, of, key)
  }
  switch (key) {
    case 'namespace':
      return ({ cluster }) => cluster.namespaces().map(name => ({ value: name, detail: 'Namespace' }))
    case 'name':
      if (parent === 'backendRefs' || parent === 'backendRef' || (parent === 'service' && asking.kind === 'Ingress'))
        return services
      if (parent === 'parentRefs') return gateways
      if (parent === 'certificateRefs' || parent === 'clientCertificateRef') return byKind('', 'Secret')
      if (parent === 'targetRefs' && asking.kind === 'BackendTLSPolicy') return services
      return nothing
    case 'port':
      if (parent === 'backendRefs' || parent === 'backendRef')
        return it => portsOf(it, text(siblings(it)['name']), namespaceOf(it))
      if (parent === 'ports' && asking.kind === 'NetworkPolicy') return containerPorts
      return nothing
    case 'number':
      return grand === 'service'
        ? it => portsOf(it, text(ofService(it)['name']))
        : grand === 'destination'
          ? it => portsOfHost(it)
          : nothing
    case 'sectionName':
      return parent === 'parentRefs' ? listeners : nothing
    case 'gatewayClassName':
      return byKind(gatewayGroup, 'GatewayClass')
    case 'ingressClassName':
      return byKind('networking.k8s.io', 'IngressClass')
    case 'host':
      return parent === 'destination' || asking.kind === 'DestinationRule' ? hosts : nothing
    case 'hosts':
      return asking.kind === 'VirtualService' ? hosts : nothing
    case 'subset':
      return subsets
    case 'gateways':
      return ({ cluster, namespace }) => [
        { value: 'mesh', detail: 'all sidecars' },
        ...cluster.all('istiogateway').map(gateway => ({
          value: gateway.namespace === namespace ? gateway.name : `${gateway.namespace}/${gateway.name}`,
          detail: 'Gateway',
        })),
      ]
    case 'secretName':
      return byKind('', 'Secret')
    case 'serviceName':
      return services
    case 'targetPort':
      return containerPorts
    default:
      return nothing
  }
}

function ofService({ value, path }: Asking): YamlMap {
  const map = valueAt(value, path.slice(0, -2))
  return isMap(map) ? map : Object.create(null)
}

function portsOfHost(asking: Asking): Suggestion[] {
  const host = text(ofService(asking)['host'])
  const service = host === null ? null : serviceOfHost(host, asking.namespace)
  return service === null ? [] : portsOf(asking, service.name, service.namespace)
}

/** Keys that a map of labels could ask for. */
export function suggestKeys(cluster: Cluster, value: YamlValue | undefined, path: Path): readonly Suggestion[] {
  const [key = '', parent = ''] = above(path)
  if (key !== 'matchLabels' && key !== 'selector') return []
  const root = isMap(value) ? value : Object.create(null)
  const metadata = isMap(root['metadata']) ? root['metadata'] : {}
  const namespace = text(metadata['namespace']) ?? 'default'
  const asking = { cluster, kind: '', group: '', namespace, value, path }
  return labels(asking, parent === 'namespaceSelector' ? 'namespaces' : 'pods', null)
}

/** How many pods, or namespaces, a selector at a path takes now; null where there is no selector. */
export function countSelected(cluster: Cluster, value: YamlValue | undefined, path: Path): SelectedCount | null {
  const [key = '', parent = ''] = above(path)
  const map = valueAt(value, path)
  const isPlain =
    key === 'selector' && !(isMap(map) && (map['matchLabels'] !== undefined || map['matchExpressions'] !== undefined))
  if (!isMap(map) || (key !== 'matchLabels' && !isPlain)) return null
  const wanted = Object.entries(map).flatMap(([name, item]) =>
    typeof item === 'string' ? [[name, item] as const] : [],
  )
  if (parent === 'namespaceSelector')
    return {
      of: 'namespaces',
      count: cluster
        .namespaces()
        .filter(name => wanted.every(([label, item]) => cluster.namespaceLabels(name).get(label) === item)).length,
    }
  const root = isMap(value) ? value : Object.create(null)
  const metadata = isMap(root['metadata']) ? root['metadata'] : {}
  const namespace = text(metadata['namespace']) ?? 'default'
  const groups = cluster.podsSelected(namespace, { matchLabels: wanted, matchExpressions: [] })
  return { of: 'pods', count: groups.reduce((sum, group) => sum + group.count, 0) }
}
