import { serviceKey } from '../cluster/index.ts'
import type { ServiceResource } from '../model/index.ts'
import type { Badge, TopologyEdge, TopologyNode } from './graph.ts'
import { makeRow, outsideId, outsideNode, type Projection, type ProjectionContext } from './projection.ts'

/** A Service with its ports as rows, and the workloads that its selector takes. */
export function projectService({ cluster }: ProjectionContext, service: ServiceResource): Projection {
  const rows = service.ports.map(port => {
    const target = port.targetPort === port.port ? '' : `→ ${port.targetPort}`
    const node = port.nodePort === null ? '' : `node ${port.nodePort}`
    return makeRow(
      port.at,
      `:${port.port}${port.name === '' ? '' : ` ${port.name}`}`,
      [port.protocol === 'TCP' ? '' : port.protocol, target, node].filter(text => text !== '').join(' · '),
      service.doc,
    )
  })
  const edges: TopologyEdge[] = []
  const extras: TopologyNode[] = []
  const at = { doc: service.doc, path: ['spec', 'selector'] }
  if (service.selector !== null) {
    for (const pods of cluster.podsSelected(service.namespace, {
      matchLabels: [...service.selector],
      matchExpressions: [],
    })) {
      edges.push({
        id: `${service.doc}>${pods.resource.doc}`,
        kind: 'select',
        from: service.doc,
        fromRow: null,
        to: pods.resource.doc,
        toRow: null,
        label: '',
        at,
        state: 'live',
      })
    }
  } else {
    for (const slice of cluster.referrers(serviceKey(service.namespace, service.name))) {
      if (slice.type !== 'endpoints') continue
      for (const target of slice.subsets.flatMap(subset => subset.endpoints.map(endpoint => endpoint.target))) {
        const pod = target?.kind === 'Pod' ? cluster.get('pod', '', 'Pod', target.namespace, target.name) : undefined
        if (pod === undefined || edges.some(edge => edge.to === pod.doc)) continue
        edges.push({
          id: `${service.doc}>${pod.doc}`,
          kind: 'select',
          from: service.doc,
          fromRow: null,
          to: pod.doc,
          toRow: null,
          label: '',
          at: { doc: slice.doc, path: [] },
          state: 'live',
        })
      }
    }
  }
  if (service.serviceType === 'LoadBalancer' || service.serviceType === 'NodePort') {
    edges.push({
      id: `${outsideId}>${service.doc}`,
      kind: 'entry',
      from: outsideId,
      fromRow: null,
      to: service.doc,
      toRow: null,
      label: service.serviceType,
      at: { doc: service.doc, path: ['spec', 'type'] },
      state: 'live',
    })
    extras.push(outsideNode)
  }
  const badges: Badge[] = []
  if (service.selector !== null && !edges.some(edge => edge.kind === 'select'))
    badges.push({ id: 'empty', icon: 'problem', text: '0', title: 'no pods' })
  return {
    node: {
      id: service.doc,
      role: 'service',
      kind: 'Service',
      namespace: service.namespace,
      name: service.name,
      doc: service.doc,
      subtitle: service.headless
        ? 'headless'
        : service.serviceType === 'ExternalName'
          ? `→ ${service.externalName ?? ''}`
          : service.serviceType,
      state: 'live',
      rows,
      badges,
      source: service.serviceType !== 'ExternalName',
    },
    edges,
    extras,
  }
}
