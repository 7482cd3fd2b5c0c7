import type { ReferringResource, WeightedRef } from '../model/index.ts'
import type { EdgeKind, TopologyEdge, TopologyNode } from './graph.ts'
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

/** Istio's and Kong's kinds and the other routes: drawn with what they name. */
export function projectReferring(context: ProjectionContext, resource: ReferringResource): Projection {
  const edges: TopologyEdge[] = []
  const extras: TopologyNode[] = []
  const point = (ref: WeightedRef, kind: EdgeKind, row: string | null): TopologyEdge => {
    const port = ref.part === null || !/^\d+$/.test(ref.part) ? ref.part : Number(ref.part)
    const toRow = ref.kind === 'Service' ? servicePortRow(context, ref.namespace, ref.name, port) : null
    const { edge, extra } = referTo(context, resource, kind, { ...ref, row, toRow })
    if (extra !== null) extras.push(extra)
    return edge
  }
  for (const ref of resource.refs) {
    const isParent = resource.role === 'route'
    const edge = point(ref, isParent ? 'attach' : 'refer', null)
    // Traffic comes from the parent.
    edges.push(isParent ? { ...edge, from: edge.to, fromRow: null, to: resource.doc, toRow: null } : edge)
  }
  for (const part of resource.parts) for (const ref of part.refs) edges.push(point(ref, 'backend', rowId(part.at)))
  if (resource.role === 'entry') {
    edges.push({
      id: `${outsideId}>${resource.doc}`,
      kind: 'entry',
      from: outsideId,
      fromRow: null,
      to: resource.doc,
      toRow: null,
      label: '',
      at: null,
      state: 'live',
    })
    extras.push(outsideNode)
  }
  const rows = resource.parts.map(part =>
    makeRow(part.at, part.title, part.detail, resource.doc, { source: resource.role === 'route' }),
  )
  return {
    node: {
      id: resource.doc,
      role: resource.role,
      kind: resource.kind,
      namespace: resource.namespace,
      name: resource.name,
      doc: resource.doc,
      subtitle: '',
      state: 'live',
      rows,
      badges: [{ id: 'unsimulated', icon: 'unknown', text: '', title: 'not simulated yet' }],
      source: false,
    },
    edges,
    extras,
  }
}
