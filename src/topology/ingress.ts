import { classOf } from '../apis/ingress/index.ts'
import type { IngressBackend, IngressResource } from '../model/index.ts'
import type { TopologyEdge, TopologyNode, TopologyRow } from './graph.ts'
import {
  makeRow,
  outsideId,
  outsideNode,
  type Projection,
  type ProjectionContext,
  referTo,
  rowId,
  servicePortRow,
} from './projection.ts'

/** An Ingress with its paths as rows. */
export function projectIngress(context: ProjectionContext, ingress: IngressResource): Projection {
  const ingressClass = classOf(context.cluster, context.assumptions, ingress)
  const rows: TopologyRow[] = []
  const edges: TopologyEdge[] = []
  const extras: TopologyNode[] = [outsideNode]
  const point = (backend: IngressBackend, row: string): void => {
    if (backend.service === null) return
    const { name, port } = backend.service
    const spec = {
      group: '',
      kind: 'Service',
      namespace: ingress.namespace,
      name,
      at: backend.at,
      label: '',
      row,
      toRow: servicePortRow(context, ingress.namespace, name, port),
    }
    const { edge, extra } = referTo(context, ingress, 'backend', spec)
    edges.push(edge)
    if (extra !== null) extras.push(extra)
  }
  for (const rule of ingress.rules) {
    for (const path of rule.paths) {
      const wildcard = path.pathType === 'Prefix' ? (path.path.endsWith('/') ? '*' : '/*') : ''
      rows.push(
        makeRow(
          path.at,
          `${rule.host === '' ? '*' : rule.host}${path.path}${wildcard}`,
          path.pathType === 'ImplementationSpecific' ? 'ImplementationSpecific' : '',
          ingress.doc,
          { source: true, tone: path.pathType === 'ImplementationSpecific' ? 'unknown' : 'plain' },
        ),
      )
      point(path.backend, rowId(path.at))
    }
    if (rule.paths.length === 0)
      rows.push(makeRow(rule.at, rule.host === '' ? '*' : rule.host, '', ingress.doc, { source: true }))
  }
  if (ingress.defaultBackend !== null) {
    rows.push(makeRow(['spec', 'defaultBackend'], 'default backend', '', ingress.doc, { source: true }))
    point(ingress.defaultBackend, rowId(['spec', 'defaultBackend']))
  }
  const hosts = [...new Set(ingress.rules.map(rule => rule.host).filter(host => host !== ''))]
  return {
    node: {
      id: ingress.doc,
      role: 'route',
      kind: 'Ingress',
      namespace: ingress.namespace,
      name: ingress.name,
      doc: ingress.doc,
      subtitle: ingressClass.name === '' ? '' : ingressClass.name,
      state: 'live',
      rows,
      badges:
        ingress.tls.length > 0
          ? [{ id: 'tls', icon: 'lock', text: 'TLS', title: ingress.tls.flatMap(tls => tls.hosts).join(', ') }]
          : [],
      source: true,
    },
    edges: [
      {
        id: `${outsideId}>${ingress.doc}`,
        kind: 'entry',
        from: outsideId,
        fromRow: null,
        to: ingress.doc,
        toRow: null,
        label: hosts.length > 2 ? `${hosts[0]} +${hosts.length - 1}` : hosts.join(', '),
        at: null,
        state: 'live',
      },
      ...edges,
    ],
    extras,
  }
}
