import type { Cluster } from '../../cluster/index.ts'
import type { Action, Condition, Formula, Route, TextMatch } from '../../dataplane/index.ts'
import { compileRegex } from '../../match/index.ts'
import type { HttpRouteMatch, HttpRouteResource, HttpRouteRule, StringMatch } from '../../model/index.ts'
import { feature } from '../../report/index.ts'
import type { FieldRef } from '../../text/index.ts'
import type { EffectiveHostname } from './attachment.ts'
import { resolveBackend } from './backend.ts'
import { originOf, translateFilters } from './http-filters.ts'
import type { Ranked } from './precedence.ts'

/** One match of one rule, for one hostname. Every match ranks by itself [GW-3]. */
export function translateMatch(cluster: Cluster, ranked: Ranked, hostname: EffectiveHostname): Route {
  const { route, ruleIndex, match } = ranked
  const rule = route.rules[ruleIndex]!
  const filters = translateFilters(cluster, route, match, rule.filters)
  return {
    title: describeMatch(match),
    match: { all: conditionsOf(route, match, hostname) },
    filters: filters.filter(filter => filter.kind !== 'redirect'),
    action: actionOf(cluster, route, rule, match, filters),
    origin: originOf(route, match.at ?? rule.at),
    rule: 'GW-1',
    orderOpen: match.path.type === 'RegularExpression',
  }
}

function conditionsOf(route: HttpRouteResource, match: HttpRouteMatch, hostname: EffectiveHostname): Formula[] {
  const field = (path: FieldRef['path'] | null): FieldRef | null => (path === null ? null : { doc: route.doc, path })
  const conditions: Condition[] = []
  if (hostname.pattern !== '') conditions.push({ on: 'host', pattern: hostname.pattern, at: hostname.at, rule: 'GW-7' })
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
  for (const header of firstOfEachName(match.headers, name => name.toLowerCase())) {
    conditions.push({
      on: 'header',
      name: header.name.toLowerCase(),
      match: textMatch(header),
      at: field(header.at),
      rule: 'GW-4',
    })
  }
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

function regexMatch(source: string): TextMatch {
  const compiled = compileRegex(source)
  return compiled.ok
    ? { how: 'regex', regex: compiled.regex }
    : { how: 'unknown', feature: feature('regexDialect', source.slice(0, 60)) }
}

function actionOf(
  cluster: Cluster,
  route: HttpRouteResource,
  rule: HttpRouteRule,
  match: HttpRouteMatch,
  filters: ReturnType<typeof translateFilters>,
): Action {
  const redirect = filters.find(filter => filter.kind === 'redirect')
  if (redirect?.kind === 'redirect')
    return { kind: 'redirect', redirect: redirect.redirect, origin: redirect.origin, rule: redirect.rule }
  // GW-17: no backendRefs and no redirect is answered 500.
  if (rule.backendRefs.length === 0)
    return { kind: 'answer', status: 500, code: 'gateway.noBackendRefs', rule: 'GW-17' }
  return {
    kind: 'forward',
    backends: rule.backendRefs.map(ref => ({
      target: resolveBackend(cluster, route, ref),
      weight: ref.weight,
      filters: translateFilters(cluster, route, match, ref.filters),
      origin: originOf(route, ref.at),
    })),
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
