import type { Condition, Formula, Route } from '../../dataplane/index.ts'
import { isWithin, parseCidr } from '../../match/index.ts'
import type { IstioStreamMatch, IstioStreamRoute, VirtualServiceResource } from '../../model/index.ts'
import type { DocId } from '../../text/index.ts'
import type { MeshClient } from './client.ts'
import { selects } from './client.ts'
import { backendsOf, isForGateway, originIn } from './http-route.ts'

/** Where streams are routed: which proxy, and the port as routes name it. */
export interface StreamPlace {
  readonly client: MeshClient
  /** `mesh`, or the gateway that the route is taken for. */
  readonly gateway: string
  readonly port: number
}

/** What a proxy decides before any connection: all of it must hold [IS-28]. */
function applies(
  source: VirtualServiceResource,
  match: IstioStreamMatch,
  { client, gateway, port }: StreamPlace,
): boolean {
  return (
    isForGateway(source, match, gateway) &&
    (match.port === null || match.port.value === port) &&
    (match.sourceNamespace === null || match.sourceNamespace.value === client.namespace) &&
    (match.sourceLabels === null || selects(match.sourceLabels.value, client.labels))
  )
}

/**
 * `tls` routes by server name: the most specific name is taken, then the order of the list; of equal names the first [IS-28]. `within`
 * limits the names (the hosts of a gateway's server).
 */
export function tlsRoutes(
  sources: readonly VirtualServiceResource[],
  place: StreamPlace,
  within: (source: VirtualServiceResource, sni: string) => boolean,
): Route[] {
  const made: { route: Route; sni: string }[] = []
  for (const source of sources) {
    for (const stream of source.tls) {
      for (const match of stream.matches) {
        if (!applies(source, match, place)) continue
        for (const { value, at } of match.sniHosts) {
          const sni = value.toLowerCase()
          if (!within(source, sni)) continue
          const conditions: Condition[] = [
            { on: 'sni', pattern: sni, at: { doc: source.doc, path: at }, rule: 'IS-28' },
            ...addressCondition(source.doc, match),
          ]
          made.push({ sni, route: streamRoute(source, stream, match, `tls ${sni}`, conditions) })
        }
      }
    }
  }
  return made.sort((a, b) => rank(b.sni) - rank(a.sni)).map(item => item.route)
}

/** `tcp` routes: the first whose match holds; the first without destinationSubnets ends the list [IS-28]. */
export function tcpRoutes(sources: readonly VirtualServiceResource[], place: StreamPlace): Route[] {
  const made: Route[] = []
  for (const source of sources) {
    for (const stream of source.tcp) {
      if (stream.matches.length === 0) {
        made.push(streamRoute(source, stream, null, 'tcp', []))
        return made
      }
      for (const match of stream.matches) {
        if (!applies(source, match, place)) continue
        const conditions = addressCondition(source.doc, match)
        made.push(streamRoute(source, stream, match, 'tcp', conditions))
        if (conditions.length === 0) return made
      }
    }
  }
  return made
}

function rank(sni: string): number {
  return sni.startsWith('*') ? sni.length : 100_000 + sni.length
}

function addressCondition(doc: DocId, match: IstioStreamMatch): Condition[] {
  if (match.destinationSubnets.length === 0) return []
  const cidrs = match.destinationSubnets.flatMap(
    text => parseCidr(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`) ?? [],
  )
  return [{ on: 'address', cidrs, at: { doc, path: [...match.at, 'destinationSubnets'] }, rule: 'IS-28' }]
}

function streamRoute(
  source: VirtualServiceResource,
  stream: IstioStreamRoute,
  match: IstioStreamMatch | null,
  title: string,
  conditions: readonly Formula[],
): Route {
  return {
    title,
    match: { all: conditions },
    filters: [],
    action: { kind: 'forward', backends: backendsOf(source, stream.route, null), tries: null },
    origin: originIn(source, match?.at ?? stream.at),
    rule: 'IS-28',
    orderOpen: false,
  }
}

/** Whether a server name lies inside one of some hosts. */
export function isInside(sni: string, hosts: readonly string[]): boolean {
  return hosts.some(host => isWithin(sni, host))
}
