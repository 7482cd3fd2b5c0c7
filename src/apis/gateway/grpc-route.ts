import type { Condition, Route } from '../../dataplane/index.ts'
import type { GrpcRouteMatch, GrpcRouteResource, GrpcRouteRule } from '../../model/index.ts'
import type { EffectiveHostname } from './attachment.ts'
import { originOf, type Translation, translateBackends, translateFilters } from './http-filters.ts'
import { actionOf, headerConditions, hostCondition, regexMatch } from './http-route.ts'

/** A gRPC call is a POST to `/service/method`; a match without a method takes every call [GW-6]. */
export function translateGrpcMatch(
  translation: Translation<GrpcRouteResource>,
  rule: GrpcRouteRule,
  match: GrpcRouteMatch,
  hostname: EffectiveHostname,
): Route {
  const { route } = translation
  const filters = translateFilters(translation, null, rule.filters)
  const isGrpc: Condition = {
    on: 'header',
    name: 'content-type',
    match: regexMatch('application/grpc.*'),
    at: null,
    rule: 'GW-6',
  }
  return {
    title: describeGrpcMatch(match),
    match: {
      all: [
        ...hostCondition(hostname),
        isGrpc,
        ...pathCondition(route, match),
        ...headerConditions(route, match.headers),
      ],
    },
    filters: filters.filter(filter => filter.kind !== 'redirect'),
    action: actionOf(filters, {
      kind: 'forward',
      backends: translateBackends(translation, null, rule.backendRefs),
      tries: null,
    }),
    origin: originOf(route, match.at ?? rule.at),
    rule: 'GW-6',
    orderOpen: match.method?.type === 'RegularExpression',
  }
}

function pathCondition(route: GrpcRouteResource, { method }: GrpcRouteMatch): Condition[] {
  if (method === null || (method.service === null && method.method === null)) return []
  const at = { doc: route.doc, path: method.at }
  const on = (match: Extract<Condition, { on: 'path' }>['match']): Condition[] => [
    { on: 'path', match, at, rule: 'GW-6' },
  ]
  if (method.type === 'RegularExpression')
    return on(regexMatch(`/${method.service ?? '[^/]+'}/${method.method ?? '[^/]+'}`))
  if (method.service === null) return on(regexMatch(`/[^/]+/${quoteRegex(method.method ?? '')}`))
  return on(
    method.method === null
      ? { how: 'elements', value: `/${method.service}` }
      : { how: 'exact', value: `/${method.service}/${method.method}` },
  )
}

function quoteRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** One line for people: `shop.Cart/Add`. */
export function describeGrpcMatch({ method, headers }: GrpcRouteMatch): string {
  const call =
    method === null
      ? '*'
      : `${method.type === 'RegularExpression' ? '~ ' : ''}${method.service ?? '*'}/${method.method ?? '*'}`
  return [call, ...headers.map(header => `${header.name}: ${header.value}`)].join(' · ')
}
