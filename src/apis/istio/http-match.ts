import type { Condition, Formula, TextMatch } from '../../dataplane/index.ts'
import { compileRegex } from '../../match/index.ts'
import type { IstioHttpMatch, IstioMatch } from '../../model/index.ts'
import { feature } from '../../report/index.ts'
import type { DocId, FieldRef, Path } from '../../text/index.ts'

/** Conditions of one match block: all must hold [IS-14]. */
export function conditionsOf(doc: DocId, match: IstioHttpMatch): Formula[] {
  const field = (path: Path): FieldRef => ({ doc, path })
  const parts: Formula[] = []
  const { uri, port, gateways } = match
  if (uri !== null && uri.how !== 'present')
    parts.push({
      on: 'path',
      match: textMatch(uri),
      ...(match.ignoreUriCase && uri.how !== 'regex' ? { ignoreCase: true } : {}),
      at: field(uri.at),
      rule: 'IS-15',
    })
  for (const [name, value] of [
    [':method', match.method],
    [':scheme', match.scheme],
    [':authority', match.authority],
  ] as const) {
    if (value !== null) parts.push({ on: 'header', name, match: textMatch(value), at: field(value.at), rule: 'IS-15' })
  }
  for (const [name, value] of match.headers) parts.push(headerCondition(name, value, field(value.at)))
  for (const [name, value] of match.withoutHeaders) {
    const condition = headerCondition(name, value, field(value.at))
    // IS-16: a header that is missing is compared as an empty one; only a test for presence is a test for absence.
    const asked: Formula =
      condition.on === 'header' && value.how !== 'present' ? { ...condition, orEmpty: true } : condition
    parts.push({ not: asked })
  }
  for (const [name, value] of match.queryParams)
    parts.push({ on: 'query', name, match: textMatch(value), at: field(value.at), rule: 'IS-15' })
  if (port !== null) parts.push({ on: 'port', value: port.value, at: field(port.at), rule: 'IS-17' })
  // IS-17: with gateways named, who sends is not asked.
  if (gateways === null) {
    const { sourceLabels, sourceNamespace } = match
    if (sourceLabels !== null)
      parts.push({ on: 'sourceLabels', labels: sourceLabels.value, at: field(sourceLabels.at), rule: 'IS-17' })
    if (sourceNamespace !== null)
      parts.push({ on: 'sourceNamespace', value: sourceNamespace.value, at: field(sourceNamespace.at), rule: 'IS-17' })
  }
  return parts
}

function headerCondition(name: string, value: IstioMatch, at: FieldRef): Condition {
  const path = claimPath(name)
  if (path !== null) return { on: 'claim', path, match: textMatch(value), at, rule: 'IS-18' }
  return { on: 'header', name: name.toLowerCase(), match: textMatch(value), at, rule: 'IS-15' }
}

const claims = '@request.auth.claims'

/** The path of a claim: `@request.auth.claims.a.b` or `@request.auth.claims[a][b]`; null for a plain header. */
export function claimPath(name: string): string[] | null {
  if (!name.toLowerCase().startsWith(claims)) return null
  const rest = name.slice(claims.length)
  if (rest.startsWith('[')) return [...rest.matchAll(/\[([^\]]*)\]/g)].map(found => found[1]!)
  return rest.startsWith('.') ? rest.slice(1).split('.') : null
}

export function textMatch(match: IstioMatch): TextMatch {
  switch (match.how) {
    case 'present':
      return { how: 'present' }
    case 'exact':
      return { how: 'exact', value: match.value }
    case 'prefix':
      return { how: 'startsWith', value: match.value }
    case 'regex': {
      const compiled = compileRegex(match.value)
      return compiled.ok
        ? { how: 'regex', regex: compiled.regex }
        : { how: 'unknown', feature: feature('regexDialect', match.value.slice(0, 60)) }
    }
  }
}

/**
 * Whether every request is taken: no match at all, or nothing but prefix `/` or regex `.*`. A port alone is no limit for the proxy whose
 * port it is [IS-13].
 */
export function isCatchAll(match: IstioHttpMatch): boolean {
  const { uri } = match
  const takesAll =
    uri === null ||
    uri.how === 'present' ||
    (uri.how === 'prefix' && uri.value === '/') ||
    (uri.how === 'regex' && uri.value === '.*')
  return (
    takesAll &&
    match.method === null &&
    match.scheme === null &&
    match.authority === null &&
    match.headers.size === 0 &&
    match.withoutHeaders.size === 0 &&
    match.queryParams.size === 0
  )
}

/** `/login*`, `GET`, `end-user: jason`: one line for people. */
export function describeMatch(match: IstioHttpMatch): string {
  const show = (value: IstioMatch): string =>
    value.how === 'present'
      ? '*'
      : value.how === 'prefix'
        ? `${value.value}*`
        : value.how === 'regex'
          ? `~${value.value}`
          : value.value
  const words: string[] = []
  for (const part of [match.method, match.scheme, match.authority, match.uri]) if (part !== null) words.push(show(part))
  for (const [name, value] of match.headers) words.push(`${name}: ${show(value)}`)
  for (const [name, value] of match.withoutHeaders) words.push(`not ${name}: ${show(value)}`)
  for (const [name, value] of match.queryParams) words.push(`?${name}=${show(value)}`)
  if (match.port !== null) words.push(`:${match.port.value}`)
  for (const [key, value] of match.sourceLabels?.value ?? []) words.push(`from ${key}=${value}`)
  if (match.sourceNamespace !== null) words.push(`from ${match.sourceNamespace.value}`)
  return words.length === 0 ? '*' : words.join(' · ')
}
