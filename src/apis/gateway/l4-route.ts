import type { Route } from '../../dataplane/index.ts'
import type { L4RouteResource } from '../../model/index.ts'
import type { EffectiveHostname } from './attachment.ts'
import { originOf, type Translation, translateBackends } from './http-filters.ts'
import { hostCondition } from './http-route.ts'

/** A TLSRoute by server name, or a TCPRoute or UDPRoute, which takes everything on its port [GW-20, GW-21]. */
export function translateL4Rule(
  translation: Translation<L4RouteResource>,
  rule: L4RouteResource['rules'][number],
  hostname: EffectiveHostname,
): Route {
  const { route } = translation
  const backends = translateBackends(translation, null, rule.backendRefs)
  return {
    title: hostname.pattern === '' ? '*' : hostname.pattern,
    match: { all: hostCondition(hostname) },
    filters: [],
    action:
      backends.length === 0
        ? { kind: 'answer', status: 0, code: 'gateway.noBackendRefs', rule: 'GW-20' }
        : { kind: 'forward', backends, tries: null },
    origin: originOf(route, rule.at),
    rule: route.kind === 'TLSRoute' ? 'GW-21' : 'GW-20',
    orderOpen: false,
  }
}
