import { serviceKey } from '../cluster/index.ts'
import {
  type DestinationRuleResource,
  gatewayName,
  type IstioDestination,
  type IstioGatewayResource,
  type IstioHttpRoute,
  type IstioMatch,
  type IstioResource,
  type IstioWeighted,
  serviceOfHost,
  type VirtualServiceResource,
} from '../model/index.ts'
import type { Path } from '../text/index.ts'
import type { Badge, TopologyEdge, TopologyNode, TopologyRow } from './graph.ts'
import {
  makeRow,
  outsideId,
  outsideNode,
  type Projection,
  type ProjectionContext,
  referTo,
  retriesBadge,
  rowId,
  servicePortRow,
  timeoutBadge,
} from './projection.ts'

/** Istio's kinds: gateways with their servers, routes with their destinations, subsets with the workloads that they take. */
export function projectIstio(context: ProjectionContext, resource: IstioResource): Projection {
  switch (resource.type) {
    case 'istiogateway':
      return projectGateway(resource)
    case 'virtualservice':
      return projectVirtualService(context, resource)
    case 'destinationrule':
      return projectDestinationRule(context, resource)
    case 'serviceentry':
      return plain(resource, 'service', resource.isExternal ? 'external' : 'in the mesh', [
        ...resource.hosts.map(({ value, at }) => makeRow(at, value, '', resource.doc)),
        ...resource.ports.map(port => makeRow(port.at, `:${port.number}`, port.protocol, resource.doc)),
      ])
    case 'sidecar':
      return plain(
        resource,
        'config',
        selectorText(resource.workloadSelector),
        (resource.egress ?? []).flatMap(({ hosts }) =>
          hosts.map(({ value, at }) => makeRow(at, value, '', resource.doc)),
        ),
      )
    case 'workloadentry':
      return plain(resource, 'workload', resource.endpoint.address, [])
    case 'workloadgroup':
      return plain(resource, 'config', selectorText(resource.podLabels), [])
    case 'proxypatch': {
      const unsimulated: Badge = { id: 'unsimulated', icon: 'unknown', text: '', title: 'not simulated' }
      const made = plain(resource, 'config', selectorText(resource.workloadSelector), [])
      return { ...made, node: made.node === null ? null : { ...made.node, badges: [unsimulated] } }
    }
  }
}

function selectorText(selector: ReadonlyMap<string, string> | null): string {
  return selector === null ? '*' : [...selector].map(([key, value]) => `${key}=${value}`).join(', ')
}

function plain(
  resource: IstioResource,
  role: TopologyNode['role'],
  subtitle: string,
  rows: readonly TopologyRow[],
  source = false,
): Projection {
  const { doc, kind, namespace, name } = resource
  return {
    node: { id: doc, role, kind, namespace, name, doc, subtitle, state: 'live', rows, badges: [], source },
    edges: [],
    extras: [],
  }
}

function projectGateway(gateway: IstioGatewayResource): Projection {
  const rows = gateway.servers.map(server => {
    const redirect = server.tls?.httpsRedirect === true ? '→ https' : ''
    const mode = server.tls === null || redirect !== '' ? '' : server.tls.mode
    return makeRow(
      server.at,
      `:${server.port.number} ${server.port.protocol}`,
      [
        server.hosts.map(({ host, namespace }) => (namespace === '*' ? host : `${namespace}/${host}`)).join(', '),
        mode,
        redirect,
      ]
        .filter(text => text !== '')
        .join(' · '),
      gateway.doc,
    )
  })
  const made = plain(gateway, 'entry', selectorText(gateway.selector.size === 0 ? null : gateway.selector), rows)
  const entry: TopologyEdge = {
    id: `${outsideId}>${gateway.doc}`,
    kind: 'entry',
    from: outsideId,
    fromRow: null,
    to: gateway.doc,
    toRow: null,
    label: '',
    at: null,
    state: 'live',
  }
  return { ...made, edges: [entry], extras: [outsideNode] }
}

function projectVirtualService(context: ProjectionContext, route: VirtualServiceResource): Projection {
  const edges: TopologyEdge[] = []
  const extras: TopologyNode[] = []
  const point = (spec: Parameters<typeof referTo>[3], kind: TopologyEdge['kind']): TopologyEdge => {
    const { edge, extra } = referTo(context, route, kind, spec)
    if (extra !== null) extras.push(extra)
    return edge
  }
  for (const { value, at } of route.gateways) {
    if (value === 'mesh') continue
    const [namespace = '', name = ''] = gatewayName(value, route.namespace).split('/')
    const edge = point(
      { group: 'networking.istio.io', kind: 'Gateway', namespace, name, at, label: '', row: null, toRow: null },
      'attach',
    )
    // Traffic comes from the gateway.
    edges.push({ ...edge, from: edge.to, fromRow: null, to: route.doc, toRow: null })
  }
  const lead = (destination: IstioDestination, label: string, row: Path, badges: readonly Badge[]): void => {
    const target = targetOf(context, route, destination)
    if (target === null) return
    const edge = point({ ...target, at: [...destination.at, 'host'], label, row: rowId(row) }, 'backend')
    edges.push({
      ...edge,
      ...(badges.length > 0 && { badges }),
      ...(destination.subset !== null && { subset: destination.subset }),
    })
  }
  for (const http of route.http) {
    const badges = badgesOf(http)
    for (const weighted of http.route) lead(weighted.destination, labelOf(http.route, weighted), http.at, badges)
    for (const mirror of http.mirrors) {
      const title = `mirror ${mirror.percent} %`
      lead(mirror.destination, mirror.destination.subset ?? '', http.at, [
        { id: 'mirror', icon: 'mirror', text: `${mirror.percent} %`, title },
      ])
    }
    if (http.delegate !== null && http.delegate.name !== '') {
      const { namespace, name, at } = http.delegate
      const spec = { group: route.group, kind: 'VirtualService', namespace: namespace ?? route.namespace, name, at }
      edges.push(point({ ...spec, label: 'delegate', row: rowId(http.at), toRow: null }, 'attach'))
    }
  }
  for (const stream of [...route.tls, ...route.tcp])
    for (const weighted of stream.route) lead(weighted.destination, labelOf(stream.route, weighted), stream.at, [])
  const made = plain(route, 'route', route.hosts.map(({ value }) => value).join(', '), rowsOf(route), true)
  return { ...made, edges, extras }
}

/** The node that a destination's host means: a Service, or the ServiceEntry that declares it. */
function targetOf(
  context: ProjectionContext,
  route: VirtualServiceResource,
  { host, port }: IstioDestination,
): { group: string; kind: string; namespace: string; name: string; toRow: string | null } | null {
  const service = serviceOfHost(host, route.namespace)
  if (
    service !== null &&
    (host.split('.').length === 1 || context.cluster.find(serviceKey(service.namespace, service.name)) !== undefined)
  )
    return {
      group: '',
      kind: 'Service',
      ...service,
      toRow: servicePortRow(context, service.namespace, service.name, port),
    }
  const entry = context.cluster.all('serviceentry').find(item => item.hosts.some(({ value }) => value === host))
  if (entry !== undefined)
    return { group: entry.group, kind: entry.kind, namespace: entry.namespace, name: entry.name, toRow: null }
  return service === null ? null : { group: '', kind: 'Service', ...service, toRow: null }
}

function labelOf(route: readonly IstioWeighted[], { weight, destination }: IstioWeighted): string {
  const total = route.reduce((sum, item) => sum + item.weight, 0)
  const share = route.length > 1 && total > 0 ? `${Math.round((weight / total) * 1000) / 10} %` : ''
  return [share, destination.subset ?? ''].filter(text => text !== '').join(' ')
}

/** What happens to requests on the way, as small marks on the edge. */
function badgesOf(http: IstioHttpRoute): Badge[] {
  const badges: Badge[] = []
  const { fault, timeoutMs, retries } = http
  if (fault?.delay != null && fault.delay.percent > 0)
    badges.push({
      id: 'delay',
      icon: 'clock',
      text: `+${duration(fault.delay.ms)}`,
      title: `delay ${duration(fault.delay.ms)} for ${fault.delay.percent} %`,
    })
  if (fault?.abort != null && fault.abort.percent > 0)
    badges.push({
      id: 'abort',
      icon: 'problem',
      text: fault.abort.grpc ?? String(fault.abort.status),
      title: `abort ${fault.abort.grpc ?? fault.abort.status} for ${fault.abort.percent} %`,
    })
  if (timeoutMs !== null && timeoutMs > 0) badges.push(timeoutBadge(duration(timeoutMs)))
  if (retries?.attempts != null) badges.push(retriesBadge(retries.attempts))
  return badges
}

function duration(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`
}

function rowsOf(route: VirtualServiceResource): TopologyRow[] {
  const rows = route.http.map(http => {
    const matches = http.matches.map(describeHttpMatch).filter(text => text !== '')
    const [first = 'every request', ...rest] = matches
    const detail = [
      http.name ?? '',
      http.redirect !== null ? `→ ${http.redirect.code}` : '',
      http.directResponse !== null ? `→ ${http.directResponse.status}` : '',
      http.rewrite !== null ? 'rewrite' : '',
      ...badgesOf(http).map(badge => badge.title),
    ]
    return makeRow(
      http.at,
      rest.length === 0 ? first : `${first} +${rest.length}`,
      detail.filter(text => text !== '').join(' · '),
      route.doc,
      { source: true },
    )
  })
  const streams = [
    ...route.tls.map(item => ({ item, word: 'tls' })),
    ...route.tcp.map(item => ({ item, word: 'tcp' })),
  ].map(({ item, word }) => {
    const names = item.matches.flatMap(match => [
      ...match.sniHosts.map(({ value }) => value),
      ...(match.port === null ? [] : [`:${match.port.value}`]),
    ])
    return makeRow(item.at, names.length === 0 ? word : `${word} ${names.join(' ')}`, '', route.doc, { source: true })
  })
  return [...rows, ...streams]
}

/** `/login*`, `~/api/.*`, in few characters. */
function describeMatch(match: IstioMatch): string {
  if (match.how === 'present') return '*'
  return match.how === 'prefix' ? `${match.value}*` : match.how === 'regex' ? `~${match.value}` : match.value
}

export function describeHttpMatch(match: IstioHttpRoute['matches'][number]): string {
  const words: string[] = []
  if (match.method !== null) words.push(describeMatch(match.method))
  for (const part of [match.scheme, match.authority, match.uri]) if (part !== null) words.push(describeMatch(part))
  for (const [name, value] of match.headers) words.push(`${name}: ${describeMatch(value)}`)
  for (const [name, value] of match.withoutHeaders) words.push(`not ${name}: ${describeMatch(value)}`)
  for (const [name, value] of match.queryParams) words.push(`?${name}=${describeMatch(value)}`)
  if (match.port !== null) words.push(`:${match.port.value}`)
  for (const [key, value] of match.sourceLabels?.value ?? []) words.push(`from ${key}=${value}`)
  if (match.sourceNamespace !== null) words.push(`from ${match.sourceNamespace.value}`)
  return words.join(' ')
}

/** The subsets stand between the Service and the workloads that they take. */
function projectDestinationRule(context: ProjectionContext, rule: DestinationRuleResource): Projection {
  const { cluster } = context
  const edges: TopologyEdge[] = []
  const extras: TopologyNode[] = []
  const named = serviceOfHost(rule.host.value, rule.namespace)
  const service = named === null ? undefined : cluster.get('service', '', 'Service', named.namespace, named.name)
  if (named !== null) {
    const { edge, extra } = referTo(context, rule, 'refer', {
      group: '',
      kind: 'Service',
      ...named,
      at: rule.host.at,
      label: '',
      row: null,
      toRow: null,
    })
    if (extra !== null) extras.push(extra)
    // Traffic comes from the Service.
    edges.push({ ...edge, from: edge.to, fromRow: null, to: rule.doc, toRow: null })
  }
  for (const subset of rule.subsets) {
    if (service?.selector == null) continue
    const matchLabels = [...new Map([...service.selector, ...subset.labels])]
    // A label that the Service wants otherwise leaves nothing.
    if ([...subset.labels].some(([key, value]) => (service.selector!.get(key) ?? value) !== value)) continue
    for (const pods of cluster.podsSelected(service.namespace, { matchLabels, matchExpressions: [] }))
      edges.push({
        id: `${rule.doc}:${rowId(subset.at)}>${pods.resource.doc}`,
        kind: 'select',
        from: rule.doc,
        fromRow: rowId(subset.at),
        to: pods.resource.doc,
        toRow: null,
        label: '',
        at: { doc: rule.doc, path: [...subset.at, 'labels'] },
        state: 'live',
      })
  }
  const rows = rule.subsets.map(subset =>
    makeRow(
      subset.at,
      subset.name,
      [...subset.labels].map(([key, value]) => `${key}=${value}`).join(', '),
      rule.doc,
      subset.labels.size > 0 && service?.selector != null && !edges.some(edge => edge.fromRow === rowId(subset.at))
        ? { tone: 'unknown' }
        : {},
    ),
  )
  const tls = rule.policy?.tls ?? null
  const badges: Badge[] = tls === null ? [] : [{ id: 'tls', icon: 'lock', text: tls.mode, title: `TLS ${tls.mode}` }]
  const made = plain(rule, 'subset', rule.host.value, rows)
  return { node: made.node === null ? null : { ...made.node, badges }, edges, extras }
}
