import { isWithin } from '../../match/index.ts'
import type { OutboundPolicy } from '../../model/index.ts'
import { fullHost, type SidecarResource, type VirtualServiceResource } from '../../model/index.ts'
import { compareAge, type MeshClient, type MeshContext, selects } from './client.ts'

/** What a proxy knows of the mesh. */
export interface SidecarScope {
  /** The Sidecar that says so; null where nothing limits the proxy. */
  readonly sidecar: SidecarResource | null
  readonly outbound: OutboundPolicy
  /** Whether a host that lives in a namespace is imported, for a port. */
  imports(host: string, namespace: string, port: number): boolean
  importsRoute(route: VirtualServiceResource): boolean
}

interface Import {
  /** `*` for all. */
  readonly namespace: string
  readonly host: string
  readonly port: number | null
  /** What begins with `~` takes out of the rest. */
  readonly excludes: boolean
}

/**
 * The Sidecar of a proxy: one whose selector takes its labels (the oldest), one of its namespace without a selector, one of the root
 * namespace without a selector, or none [IS-7]. Gateways have none.
 */
export function sidecarOf({ cluster, mesh }: MeshContext, client: MeshClient): SidecarResource | null {
  if (client.kind === 'gateway' || !cluster.hasAny('sidecar')) return null
  const own = [...cluster.all('sidecar', client.namespace)].sort(compareAge)
  const selecting = own.find(
    ({ workloadSelector }) => workloadSelector !== null && selects(workloadSelector, client.labels),
  )
  if (selecting !== undefined) return selecting
  const plain = own.find(({ workloadSelector }) => workloadSelector === null)
  if (plain !== undefined) return plain
  const root = [...cluster.all('sidecar', mesh.rootNamespace)].sort(compareAge)
  return root.find(({ workloadSelector }) => workloadSelector === null) ?? null
}

export function scopeOf(context: MeshContext, client: MeshClient): SidecarScope {
  const { mesh } = context
  const sidecar = sidecarOf(context, client)
  const outbound = sidecar?.outboundTrafficPolicy?.value ?? mesh.outboundTrafficPolicy
  const egress = sidecar?.egress ?? null
  if (egress === null || egress.length === 0)
    return { sidecar, outbound, imports: () => true, importsRoute: () => true }
  const list = egress.flatMap(listener =>
    listener.hosts.map(({ value }) => readImport(value, listener.port?.number ?? null, client.namespace)),
  )
  const takes = (item: Import, namespace: string): boolean => item.namespace === '*' || item.namespace === namespace
  const allowed = list.filter(item => !item.excludes)
  const excluded = list.filter(item => item.excludes)
  return {
    sidecar,
    outbound,
    // IS-7: a host is imported when the pattern covers it.
    imports: (host, namespace, port) =>
      allowed.some(
        item => takes(item, namespace) && (item.port === null || item.port === port) && isWithin(host, item.host),
      ) && !excluded.some(item => takes(item, namespace) && isWithin(host, item.host)),
    // IS-7: a route comes as a whole when any of its hosts and the pattern overlap, whichever is the wider.
    importsRoute: route =>
      allowed.some(
        item =>
          takes(item, route.namespace) &&
          route.hosts.some(({ value }) => {
            const host = fullHost(value, route.namespace)
            return isWithin(host, item.host) || isWithin(item.host, host)
          }),
      ),
  }
}

/** `namespace/host`: `.` is the proxy's own namespace, `~` none. */
function readImport(text: string, port: number | null, own: string): Import {
  const slash = text.indexOf('/')
  const excludes = text.startsWith('~') && slash > 1
  const namespace = slash < 0 ? '*' : text.slice(excludes ? 1 : 0, slash)
  return {
    namespace: namespace === '.' ? own : namespace,
    host: text.slice(slash + 1).toLowerCase(),
    port,
    excludes,
  }
}
