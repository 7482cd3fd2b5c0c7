import {
  attachRoute,
  describeGrpcMatch,
  describeMatch,
  findGrant,
  isPermitted,
  parentOf,
} from '../apis/gateway/index.ts'
import {
  gatewayGroup,
  type HttpFilter,
  type HttpRouteRule,
  type ParentRef,
  type RouteResource,
} from '../model/index.ts'
import type { Badge, TopologyEdge, TopologyNode, TopologyRow } from './graph.ts'
import {
  makeRow,
  missingNode,
  type Projection,
  type ProjectionContext,
  referTo,
  retriesBadge,
  rowId,
  servicePortRow,
  timeoutBadge,
} from './projection.ts'

/** A route with its rules as rows, the listeners it is attached to, and the backends of each rule. */
export function projectRoute(context: ProjectionContext, route: RouteResource): Projection {
  const edges: TopologyEdge[] = []
  const extras: TopologyNode[] = []
  for (const ref of route.parentRefs) {
    const made = attachEdges(context, route, ref)
    edges.push(...made.edges)
    extras.push(...made.extras)
  }
  for (const rule of route.rules) {
    const total = rule.backendRefs.reduce((sum, ref) => sum + ref.weight, 0)
    for (const ref of rule.backendRefs) {
      const label = rule.backendRefs.length > 1 && total > 0 ? `${Math.round((ref.weight / total) * 1000) / 10} %` : ''
      const toRow = servicePortRow(context, ref.namespace, ref.name, ref.port)
      const { edge, extra } = referTo(context, route, 'backend', { ...ref, label, row: rowId(rule.at), toRow })
      const refused =
        edge.state === 'live' &&
        !isPermitted(context.cluster, {
          from: { group: gatewayGroup, kind: route.kind, namespace: route.namespace },
          to: ref,
        })
      const key = keyOf(context, route, ref)
      const badges = [...(key === null || refused ? [] : [key]), ...('timeouts' in rule ? badgesOf(rule) : [])]
      edges.push({ ...edge, ...(refused && { state: 'refused' as const }), ...(badges.length > 0 && { badges }) })
      if (extra !== null) extras.push(extra)
    }
  }
  const hostnames = route.hostnames.map(hostname => hostname.value).join(', ')
  return {
    node: {
      id: route.doc,
      role: 'route',
      kind: route.kind,
      namespace: route.namespace,
      name: route.name,
      doc: route.doc,
      subtitle: hostnames === '' ? '*' : hostnames,
      state: 'live',
      rows: ruleRows(route),
      badges: [],
      source: true,
    },
    edges,
    extras,
  }
}

/** The grant by which an edge reaches into another namespace. */
function keyOf(
  { cluster }: ProjectionContext,
  { kind, namespace }: RouteResource,
  to: Parameters<typeof findGrant>[1]['to'],
): Badge | null {
  if (to.namespace === namespace) return null
  const grant = findGrant(cluster, { from: { group: gatewayGroup, kind, namespace }, to })
  if (grant === null) return null
  return { id: 'grant', icon: 'key', text: '', title: `ReferenceGrant ${grant.namespace}/${grant.name}` }
}

function ruleRows(route: RouteResource): TopologyRow[] {
  if (route.type === 'l4route') {
    return route.rules.map((rule, index) =>
      makeRow(rule.at, rule.name ?? (route.rules.length === 1 ? '*' : `rule ${index + 1}`), '', route.doc, {
        source: true,
      }),
    )
  }
  const rules =
    route.type === 'httproute'
      ? route.rules.map(rule => ({ rule, matches: rule.matches.map(describeMatch) }))
      : route.rules.map(rule => ({ rule, matches: rule.matches.map(describeGrpcMatch) }))
  return rules.map(({ rule, matches }) => {
    const [first = '*', ...rest] = matches
    const filters = [...rule.filters, ...rule.backendRefs.flatMap(ref => ref.filters)].map(describeFilter)
    const marks = 'session' in rule ? marksOf(rule as HttpRouteRule) : []
    return makeRow(
      rule.at,
      rest.length === 0 ? first : `${first} +${rest.length}`,
      [rule.name ?? '', ...filters, ...marks].filter(text => text !== '').join(' · '),
      route.doc,
      { source: true },
    )
  })
}

function marksOf({ timeouts, retry, session }: HttpRouteRule): string[] {
  return [
    ...(timeouts.request === null ? [] : [`timeout ${timeouts.request}`]),
    ...(retry === null ? [] : [`retry ${retry.attempts}`]),
    ...(session === null ? [] : [`session ${session.type}`]),
  ]
}

/** Limits and tries of a rule, as small marks on its lines. */
function badgesOf({ timeouts, retry }: HttpRouteRule): Badge[] {
  const limit = timeouts.request ?? timeouts.backendRequest
  return [...(limit === null ? [] : [timeoutBadge(limit)]), ...(retry === null ? [] : [retriesBadge(retry.attempts)])]
}

export function describeFilter(filter: HttpFilter): string {
  switch (filter.kind) {
    case 'RequestRedirect':
      return `→ ${filter.statusCode} ${filter.scheme ?? ''}${filter.scheme === null ? '' : '://'}${filter.hostname ?? ''}`.trim()
    case 'URLRewrite':
      return `rewrite ${filter.hostname ?? ''}${filter.path?.value ?? ''}`
    case 'RequestMirror':
      return `mirror ${filter.backend.name}${filter.percent === 100 ? '' : ` ${filter.percent} %`}`
    case 'RequestHeaderModifier':
      return 'request headers'
    case 'ResponseHeaderModifier':
      return 'response headers'
    case 'CORS':
      return 'CORS'
    case 'other':
      return filter.name
  }
}

function attachEdges(
  context: ProjectionContext,
  route: RouteResource,
  ref: ParentRef,
): { edges: TopologyEdge[]; extras: TopologyNode[] } {
  if (ref.kind === 'Service') {
    const { edge, extra } = referTo(context, route, 'attach', {
      ...ref,
      label: 'mesh',
      row: null,
      toRow: servicePortRow(context, ref.namespace, ref.name, ref.port),
    })
    // Traffic comes from the Service to the route.
    return {
      edges: [{ ...edge, from: edge.to, fromRow: edge.toRow, to: route.doc, toRow: null }],
      extras: extra === null ? [] : [extra],
    }
  }
  const gateway = parentOf(context.cluster, ref)
  const base = { kind: 'attach' as const, to: route.doc, toRow: null, at: { doc: route.doc, path: ref.at } }
  const id = (from: string, row: string): string => `${route.doc}:${rowId(ref.at)}<${from}${row}`
  if (gateway === null) {
    const missing = missingNode(ref)
    return {
      edges: [{ ...base, id: id(missing.id, ''), from: missing.id, fromRow: null, label: '', state: 'missing' }],
      extras: [missing],
    }
  }
  const attachment = attachRoute(context.cluster, gateway, route, ref)
  if (attachment.accepted.length === 0) {
    return {
      edges: [
        {
          ...base,
          id: id(gateway.doc, ''),
          from: gateway.doc,
          fromRow: null,
          label: attachment.refused?.reason ?? '',
          state: 'refused',
        },
      ],
      extras: [],
    }
  }
  const edges = attachment.accepted.map(({ listener, hostnames }): TopologyEdge => {
    const names = hostnames.map(hostname => hostname.pattern).filter(pattern => pattern !== '')
    const row = rowId(listener.at)
    return {
      ...base,
      id: id(gateway.doc, `/${row}`),
      from: gateway.doc,
      fromRow: row,
      label: names.length > 2 ? `${names[0]} +${names.length - 1}` : names.join(', '),
      state: 'live',
    }
  })
  return { edges, extras: [] }
}
