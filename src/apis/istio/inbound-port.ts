import { namedPort, type PodGroup } from '../../cluster/index.ts'
import type { FieldRef } from '../../text/index.ts'
import { type MeshContext, selects } from './client.ts'
import { declaredOf, type PortProtocol, protocolOfEntry } from './port-protocol.ts'
import { sidecarOf } from './sidecar-scope.ts'

/** What a sidecar knows of a container port that others dial. */
export interface InboundPort {
  /** `undeclared`: nothing says what is spoken there; the connection goes on as it is. */
  readonly declared: PortProtocol | 'undeclared'
  /** TLS that the sidecar itself ends, by the servers of its Sidecar. */
  readonly tls: 'SIMPLE' | 'MUTUAL' | null
  readonly at: FieldRef | null
}

const undeclared: InboundPort = { declared: 'undeclared', tls: null, at: null }

/**
 * The port as the workload's own proxy serves it [IS-48]: the listeners of its Sidecar where that has any, and no others; else the ports
 * of Services that select the pods, and of ServiceEntries whose endpoints they are.
 */
export function inboundPortOf(context: MeshContext, pods: PodGroup, port: number): InboundPort {
  const { cluster } = context
  const { namespace, labels } = pods
  const sidecar = sidecarOf(context, { kind: 'sidecar', namespace, labels, pods })
  if (sidecar !== null && sidecar.ingress.length > 0) {
    const listener = sidecar.ingress.find(item => item.port.number === port)
    if (listener === undefined) return undeclared
    const { name, number, protocol } = listener.port
    // What is inside TLS that ends here is read by its name.
    const declared = protocolOfEntry({ number, name, protocol, targetPort: null, at: listener.at })
    const tls = listener.tlsMode === 'SIMPLE' || listener.tlsMode === 'MUTUAL' ? listener.tlsMode : null
    return { declared, tls, at: { doc: sidecar.doc, path: listener.at } }
  }
  for (const service of cluster.servicesSelecting(namespace, labels)) {
    const found = service.ports.find(({ targetPort, protocol }) =>
      typeof targetPort === 'number' ? targetPort === port : namedPort(pods, targetPort, protocol) === port,
    )
    if (found !== undefined) return { declared: declaredOf(found), tls: null, at: { doc: service.doc, path: found.at } }
  }
  for (const entry of cluster.all('serviceentry')) {
    const isBehind =
      entry.endpoints.some(({ address }) => pods.ips.includes(address)) ||
      (entry.workloadSelector !== null && entry.namespace === namespace && selects(entry.workloadSelector, labels))
    if (!isBehind) continue
    const found = entry.ports.find(item => (item.targetPort ?? item.number) === port)
    if (found !== undefined)
      return { declared: protocolOfEntry(found), tls: null, at: { doc: entry.doc, path: found.at } }
  }
  return undeclared
}
