import { attachmentsOf, conflicting } from '../apis/gateway/index.ts'
import type { GatewayResource } from '../model/index.ts'
import type { Badge } from './graph.ts'
import { makeRow, outsideId, outsideNode, type Projection, type ProjectionContext } from './projection.ts'

/** A Gateway with its listeners as rows. */
export function projectGateway({ cluster }: ProjectionContext, gateway: GatewayResource): Projection {
  const attachments = attachmentsOf(cluster, gateway)
  const conflicts = conflicting(gateway)
  const rows = gateway.listeners.map(listener => {
    const routes = new Set(
      attachments
        .filter(({ accepted }) => accepted.some(item => item.listener === listener))
        .map(({ route }) => route.doc),
    ).size
    const words = [listener.hostname === '' ? '*' : listener.hostname]
    if (listener.tls !== null) words.push(listener.tls.mode === 'Passthrough' ? 'TLS passthrough' : 'TLS')
    words.push(routes === 1 ? '1 route' : `${routes} routes`)
    return makeRow(listener.at, `:${listener.port} ${listener.protocol}`, words.join(' · '), gateway.doc, {
      source: true,
      tone: conflicts.has(listener) ? 'refused' : 'plain',
    })
  })
  const badges: Badge[] = gateway.listeners.some(listener => listener.tls !== null)
    ? [{ id: 'tls', icon: 'lock', text: 'TLS', title: 'TLS' }]
    : []
  return {
    node: {
      id: gateway.doc,
      role: 'entry',
      kind: gateway.kind,
      namespace: gateway.namespace,
      name: gateway.name,
      doc: gateway.doc,
      subtitle: gateway.className,
      state: 'live',
      rows,
      badges,
      source: true,
    },
    edges: [
      {
        id: `${outsideId}>${gateway.doc}`,
        kind: 'entry',
        from: outsideId,
        fromRow: null,
        to: gateway.doc,
        toRow: null,
        label: '',
        at: null,
        state: 'live',
      },
    ],
    extras: [outsideNode],
  }
}
