import type { ListenerOwner } from '../apis/gateway/index.ts'
import {
  type GatewayResource,
  gatewayGroup,
  type HttpRouteRule,
  type IngressResource,
  type ListenerSetResource,
  type NetworkPolicyResource,
  type PodResource,
  type Resource,
  type RouteResource,
  type ServiceResource,
  type VirtualServiceResource,
  type WorkloadResource,
} from '../model/index.ts'
import type { DocId, Path } from '../text/index.ts'
import type { TopologyNode } from '../topology/index.ts'
import type { PlainValue } from '../yaml/index.ts'
import { type CommandContext, factOf, planDocs, refuse } from './context.ts'
import type { Intent, Plan } from './plan.ts'
import { tellingLabels } from './telling-labels.ts'

type Connect = Extract<Intent, { kind: 'connect' }>

/** What a line leads to: a resource, or a row of it. */
export interface End {
  readonly resource: Resource
  /** Path of the row in the document; null for the node itself. */
  readonly row: Path | null
}

/** A line drawn between two nodes writes the field that makes it true, or says why it cannot be. */
export function planConnect(context: CommandContext, intent: Connect): Plan {
  const from = endOf(context, intent.from, intent.fromRow)
  const to = endOf(context, intent.to, intent.toRow)
  if (from === null || to === null) return refuse('command.notDeclared')
  if (from.node.state === 'veiled' || to.node.state === 'veiled') return refuse('command.veiled')
  if (from.node.state === 'stale' || to.node.state === 'stale') return refuse('command.stale')
  if (from.resource.doc === to.resource.doc) return refuse('command.toItself')
  return (
    planBetween(context, from, to) ??
    planBetween(context, to, from) ??
    refuse('command.cannotConnect', { from: factOf(from.resource), to: factOf(to.resource) })
  )
}

function endOf(
  context: CommandContext,
  id: string,
  row: string | null,
): (End & { readonly node: TopologyNode }) | null {
  const node = context.node(id)
  const resource = node?.doc == null ? undefined : context.cluster.ofDoc(node.doc)
  if (node === undefined || resource === undefined) return null
  return {
    node,
    resource,
    row: row === null ? null : row.split('/').map(part => (/^\d+$/.test(part) ? Number(part) : part)),
  }
}

/** The plan for a pair in the direction of traffic; null when the kinds do not go together that way. */
export function planBetween(context: CommandContext, from: End, to: End): Plan | null {
  const { resource: source } = from
  const { resource: target } = to
  if ((source.type === 'gateway' || source.type === 'listenerset') && isRoute(target))
    return attach(context, source, from.row, target)
  if (source.type === 'gateway' && target.type === 'listenerset') return addListeners(context, source, target)
  if (isRoute(source) && target.type === 'service') return addBackend(context, source, from.row, target, to.row)
  if (source.type === 'ingress' && target.type === 'service')
    return setBackend(context, source, from.row, target, to.row)
  if (source.type === 'service' && (target.type === 'workload' || target.type === 'pod'))
    return select(context, source, target, ['spec', 'selector'], 'command.select')
  if (source.type === 'networkpolicy' && (target.type === 'workload' || target.type === 'pod'))
    return select(context, source, target, ['spec', 'podSelector', 'matchLabels'], 'command.protect')
  if (source.type === 'virtualservice' && target.type === 'service')
    return addDestination(context, source, from.row, target, to.row)
  return null
}

function isRoute(resource: Resource): resource is RouteResource {
  return resource.type === 'httproute' || resource.type === 'grpcroute' || resource.type === 'l4route'
}

/** A ListenerSet adds its listeners to one Gateway. */
function addListeners(context: CommandContext, gateway: GatewayResource, set: ListenerSetResource): Plan {
  const facts = { from: factOf(set), to: factOf(gateway) }
  const { parentRef } = set
  if (parentRef.name === gateway.name && parentRef.namespace === gateway.namespace)
    return refuse('command.alreadyConnected', facts)
  const path: Path = ['spec', 'parentRef']
  const value: Record<string, PlainValue> = { name: gateway.name }
  if (gateway.namespace !== set.namespace) value['namespace'] = gateway.namespace
  return planDocs(context, 'command.attach', facts, [{ doc: set.doc, ops: [{ op: 'set', path, value }] }], {
    doc: set.doc,
    path,
  })
}

function attach(context: CommandContext, gateway: ListenerOwner, row: Path | null, route: RouteResource): Plan {
  const listener = row === null ? undefined : gateway.listeners.find(candidate => samePath(candidate.at, row))
  const known = route.parentRefs.find(
    ref =>
      ref.group === gatewayGroup &&
      ref.kind === gateway.kind &&
      ref.namespace === gateway.namespace &&
      ref.name === gateway.name &&
      (listener === undefined || ref.sectionName === null || ref.sectionName === listener.name),
  )
  if (known !== undefined) return refuse('command.alreadyConnected', { from: factOf(gateway), to: factOf(route) })
  const path: Path = ['spec', 'parentRefs', route.parentRefs.length]
  const value: Record<string, PlainValue> = {}
  if (gateway.kind !== 'Gateway') Object.assign(value, { group: gatewayGroup, kind: gateway.kind })
  value['name'] = gateway.name
  if (gateway.namespace !== route.namespace) value['namespace'] = gateway.namespace
  if (listener !== undefined && gateway.listeners.length > 1) value['sectionName'] = listener.name
  return planDocs(
    context,
    'command.attach',
    { from: factOf(route), to: factOf(gateway) },
    [{ doc: route.doc, ops: [{ op: 'set', path, value }] }],
    { doc: route.doc, path },
  )
}

const redirects = (rule: HttpRouteRule): boolean => rule.filters.some(filter => filter.kind === 'RequestRedirect')

/** The port that was dropped on, or the only one. */
function portOf(service: ServiceResource, row: Path | null): ServiceResource['ports'][number] | null {
  if (row !== null) return service.ports.find(port => samePath(port.at, row)) ?? null
  return service.ports[0] ?? null
}

function addBackend(
  context: CommandContext,
  route: RouteResource,
  row: Path | null,
  service: ServiceResource,
  toRow: Path | null,
): Plan {
  const facts = { from: factOf(route), to: factOf(service) }
  const port = portOf(service, toRow)
  if (port === null) return refuse('command.noPort', facts)
  if (row === null && route.rules.length > 1) return refuse('command.chooseRule', facts)
  const rule = row === null ? route.rules[0] : route.rules.find(candidate => samePath(candidate.at, row))
  if (rule === undefined && row !== null) return refuse('command.gone')
  if (route.type === 'httproute' && route.rules.some(candidate => candidate === rule && redirects(candidate)))
    return refuse('command.ruleRedirects', facts)
  if (
    rule?.backendRefs.some(
      ref =>
        ref.kind === 'Service' &&
        ref.namespace === service.namespace &&
        ref.name === service.name &&
        ref.port === port.port,
    )
  )
    return refuse('command.alreadyConnected', facts)
  const path: Path =
    rule === undefined || rule.at.length < 3
      ? ['spec', 'rules', 0, 'backendRefs', 0]
      : [...rule.at, 'backendRefs', rule.backendRefs.length]
  const value: Record<string, PlainValue> = { name: service.name, port: port.port }
  if (service.namespace !== route.namespace) value['namespace'] = service.namespace
  return planDocs(context, 'command.addBackend', facts, [{ doc: route.doc, ops: [{ op: 'set', path, value }] }], {
    doc: route.doc,
    path,
  })
}

function setBackend(
  context: CommandContext,
  ingress: IngressResource,
  row: Path | null,
  service: ServiceResource,
  toRow: Path | null,
): Plan {
  const facts = { from: factOf(ingress), to: factOf(service) }
  if (ingress.namespace !== service.namespace) return refuse('command.otherNamespace', facts)
  const port = portOf(service, toRow)
  if (port === null) return refuse('command.noPort', facts)
  const isDefault = row === null || row[1] === 'defaultBackend'
  if (row === null && ingress.rules.length > 0) return refuse('command.chooseRule', facts)
  const rule = isDefault ? undefined : ingress.rules.find(candidate => samePath(candidate.at, row))
  // A rule that has no paths yet gets its first one.
  if (rule !== undefined) {
    const path: Path = [...rule.at, 'http', 'paths', 0]
    const value = {
      path: '/',
      pathType: 'Prefix',
      backend: { service: { name: service.name, port: { number: port.port } } },
    }
    return planDocs(context, 'command.setBackend', facts, [{ doc: ingress.doc, ops: [{ op: 'set', path, value }] }], {
      doc: ingress.doc,
      path,
    })
  }
  const at: Path = isDefault ? ['spec', 'defaultBackend'] : [...row, 'backend']
  const backend = isDefault
    ? ingress.defaultBackend
    : (ingress.rules.flatMap(candidate => candidate.paths).find(path => samePath(path.at, row))?.backend ?? null)
  if (
    backend?.service?.name === service.name &&
    (backend.service.port === port.port || backend.service.port === port.name)
  )
    return refuse('command.alreadyConnected', facts)
  const service2: Path = [...at, 'service']
  const isOld = backend?.service != null && backend.at[backend.at.length - 1] !== 'service'
  if (isOld) return refuse('command.oldVersion', facts)
  const ops =
    backend?.service == null
      ? [{ op: 'set' as const, path: at, value: { service: { name: service.name, port: { number: port.port } } } }]
      : [
          { op: 'set' as const, path: [...service2, 'name'], value: service.name },
          { op: 'set' as const, path: [...service2, 'port'], value: { number: port.port } },
        ]
  return planDocs(context, 'command.setBackend', facts, [{ doc: ingress.doc, ops }], {
    doc: ingress.doc,
    path: [...service2, 'name'],
  })
}

function addDestination(
  context: CommandContext,
  route: VirtualServiceResource,
  row: Path | null,
  service: ServiceResource,
  toRow: Path | null,
): Plan {
  const facts = { from: factOf(route), to: factOf(service) }
  const port = portOf(service, toRow)
  if (port === null) return refuse('command.noPort', facts)
  const rules = [...route.http, ...route.tls, ...route.tcp]
  if (row === null && rules.length > 1) return refuse('command.chooseRule', facts)
  const rule = row === null ? rules[0] : rules.find(candidate => samePath(candidate.at, row))
  if (row !== null && rule === undefined) return refuse('command.gone')
  const host =
    service.namespace === route.namespace ? service.name : `${service.name}.${service.namespace}.svc.cluster.local`
  const path: Path = [...(rule?.at ?? ['spec', 'http', 0]), 'route', rule?.route.length ?? 0]
  return planDocs(
    context,
    'command.addBackend',
    facts,
    [{ doc: route.doc, ops: [{ op: 'set', path, value: { destination: { host, port: { number: port.port } } } }] }],
    { doc: route.doc, path },
  )
}

function select(
  context: CommandContext,
  source: ServiceResource | NetworkPolicyResource,
  target: WorkloadResource | PodResource,
  path: Path,
  label: string,
): Plan {
  const facts = { from: factOf(source), to: factOf(target) }
  if (source.namespace !== target.namespace) return refuse('command.otherNamespace', facts)
  if (target.pod.labels.size === 0) return refuse('command.noLabels', facts)
  if (source.type === 'service' && source.serviceType === 'ExternalName') return refuse('command.externalName', facts)
  if (source.type === 'networkpolicy' && source.podSelector.matchExpressions.length > 0)
    return refuse('command.hasExpressions', facts)
  const value = tellingLabels(target.pod.labels)
  const old = source.type === 'service' ? [...(source.selector ?? [])] : source.podSelector.matchLabels
  if (old.length > 0 && old.every(([key, wanted]) => target.pod.labels.get(key) === wanted))
    return refuse('command.alreadyConnected', facts)
  return planDocs(context, label, facts, [{ doc: source.doc, ops: [{ op: 'set', path, value }] }], {
    doc: source.doc,
    path,
  })
}

function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index])
}

/** Removes the reference that draws an edge. */
export function planDisconnect(context: CommandContext, id: string): Plan {
  const edge = context.edge(id)
  if (edge === undefined) return refuse('command.gone')
  if (edge.at === null) return refuse('command.derivedEdge')
  const resource = context.cluster.ofDoc(edge.at.doc)
  if (resource === undefined) return refuse('command.gone')
  const facts = { from: factOf(resource) }
  const remove = (doc: DocId, path: Path): Plan =>
    planDocs(context, 'command.disconnect', facts, [{ doc, ops: [{ op: 'remove', path }] }], null)
  const { path } = edge.at
  if (typeof path[path.length - 1] === 'number') return remove(resource.doc, path)
  if (resource.type === 'service' && edge.kind === 'select') return remove(resource.doc, ['spec', 'selector'])
  if (resource.type === 'ingress' && edge.kind === 'backend') {
    const paths = path.lastIndexOf('paths')
    return paths < 0 ? remove(resource.doc, ['spec', 'defaultBackend']) : remove(resource.doc, path.slice(0, paths + 2))
  }
  // A destination's host stands inside the list item that is the reference.
  if ((resource.type === 'referring' || resource.type === 'virtualservice') && edge.kind === 'backend')
    return remove(resource.doc, path.slice(0, path.findLastIndex(part => typeof part === 'number') + 1))
  return refuse(edge.kind === 'protect' ? 'command.selectsByLabel' : 'command.derivedEdge', facts)
}
