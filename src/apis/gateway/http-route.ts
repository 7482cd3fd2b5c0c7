import type { Action, Condition, Filter, Formula, Route, TextMatch, Tries } from '../../dataplane/index.ts'
import { compileRegex } from '../../match/index.ts'
import type { HttpRouteMatch, HttpRouteResource, HttpRouteRule, RouteResource, StringMatch } from '../../model/index.ts'
import { feature } from '../../report/index.ts'
import type { FieldRef } from '../../text/index.ts'
import type { EffectiveHostname } from './attachment.ts'
import { durationMs } from './duration.ts'
import { originOf, type Translation, translateBackends, translateFilters } from './http-filters.ts'

/** One match of one rule, for one hostname. Every match ranks by itself [GW-3]. */
export function translateMatch(
  translation: Translation<HttpRouteResource>,
  rule: HttpRouteRule,
  match: HttpRouteMatch,
  hostname: EffectiveHostname,
): Route {
  const { route } = translation
  const prefix = match.path.type === 'PathPrefix' ? match.path.value : null
  const filters = translateFilters(translation, prefix, rule.filters)
  const backends = translateBackends(translation, prefix, rule.backendRefs)
  return {
    title: describeMatch(match),
    match: { all: conditionsOf(route, match, hostname) },
    filters: filters.filter(filter => filter.kind !== 'redirect'),
    action: actionOf(filters, { kind: 'forward', backends, tries: triesOf(rule), session: sessionOf(route, rule) }),
    origin: originOf(route, match.at ?? rule.at),
    rule: 'GW-1',
    orderOpen: match.path.type === 'RegularExpression',
  }
}

/** The condition that a hostname is; none where every host is taken. */
export function hostCondition(hostname: EffectiveHostname): Condition[] {
  return hostname.pattern === '' ? [] : [{ on: 'host', pattern: hostname.pattern, at: hostname.at, rule: 'GW-7' }]
}

export function headerConditions(route: RouteResource, headers: readonly StringMatch[]): Condition[] {
  return firstOfEachName(headers, name => name.toLowerCase()).map(header => ({
    on: 'header',
    name: header.name.toLowerCase(),
    match: textMatch(header),
    at: { doc: route.doc, path: header.at },
    rule: 'GW-4',
  }))
}

function conditionsOf(route: HttpRouteResource, match: HttpRouteMatch, hostname: EffectiveHostname): Formula[] {
  const field = (path: FieldRef['path'] | null): FieldRef | null => (path === null ? null : { doc: route.doc, path })
  const conditions: Condition[] = hostCondition(hostname)
  const { type, value, at } = match.path
  if (type === 'PathPrefix')
    conditions.push({ on: 'path', match: { how: 'elements', value }, at: field(at), rule: 'GW-2' })
  else
    conditions.push({
      on: 'path',
      match: type === 'Exact' ? { how: 'exact', value } : regexMatch(value),
      at: field(at),
      rule: 'GW-2',
    })
  if (match.method !== null)
    conditions.push({ on: 'method', value: match.method.value, at: field(match.method.at), rule: 'GW-1' })
  conditions.push(...headerConditions(route, match.headers))
  for (const query of firstOfEachName(match.queryParams, name => name)) {
    conditions.push({ on: 'query', name: query.name, match: textMatch(query), at: field(query.at), rule: 'GW-4' })
  }
  return conditions
}

/** A second entry for one name is ignored [GW-4]. */
function firstOfEachName(matches: readonly StringMatch[], key: (name: string) => string): StringMatch[] {
  const seen = new Set<string>()
  return matches.filter(match => !seen.has(key(match.name)) && seen.add(key(match.name)))
}

function textMatch({ type, value }: StringMatch): TextMatch {
  return type === 'Exact' ? { how: 'exact', value } : regexMatch(value)
}

export function regexMatch(source: string): TextMatch {
  const compiled = compileRegex(source)
  return compiled.ok
    ? { how: 'regex', regex: compiled.regex }
    : { how: 'unknown', feature: feature('regexDialect', source.slice(0, 60)) }
}

/** Its cookie or header; where no name is given the controller makes one up [GW-35]. */
function sessionOf(
  route: HttpRouteResource,
  { session }: HttpRouteRule,
): Extract<Action, { kind: 'forward' }>['session'] {
  if (session === null) return null
  const by = `${session.type}${session.name === null ? '' : ` ${session.name}`}`
  return { by, origin: originOf(route, session.at), rule: 'GW-35' }
}

/** A redirect comes before backends; neither is answered 500 [GW-17]. */
export function actionOf(filters: readonly Filter[], forward: Extract<Action, { kind: 'forward' }>): Action {
  const redirect = filters.find(filter => filter.kind === 'redirect')
  if (redirect?.kind === 'redirect')
    return { kind: 'redirect', redirect: redirect.redirect, origin: redirect.origin, rule: redirect.rule }
  return forward.backends.length === 0
    ? { kind: 'answer', status: 500, code: 'gateway.noBackendRefs', rule: 'GW-17' }
    : forward
}

function triesOf(rule: HttpRouteRule): Tries | null {
  const requestMs = durationMs(rule.timeouts.request)
  const backendRequestMs = durationMs(rule.timeouts.backendRequest)
  if (requestMs === null && backendRequestMs === null && rule.retry === null) return null
  // GW-29: 0s switches a timeout off.
  return {
    requestMs: requestMs === 0 ? null : requestMs,
    backendRequestMs: backendRequestMs === 0 ? null : backendRequestMs,
    retry: rule.retry,
  }
}

/** One line for people: `/cart/* · GET · x-version: two`. */
export function describeMatch(match: HttpRouteMatch): string {
  const { type, value } = match.path
  const path =
    type === 'Exact'
      ? value
      : type === 'PathPrefix'
        ? value === '/'
          ? '/*'
          : `${value.replace(/\/+$/, '')}/*`
        : `~ ${value}`
  const parts = [match.method === null ? path : `${match.method.value} ${path}`]
  for (const header of match.headers)
    parts.push(`${header.name}: ${header.type === 'Exact' ? '' : '~ '}${header.value}`)
  for (const query of match.queryParams)
    parts.push(`?${query.name}=${query.type === 'Exact' ? '' : '~ '}${query.value}`)
  return parts.join(' · ')
}
