import { cidrContains, matchHostname, matchPathPrefix, matchSuffix, type WildcardReach } from '../match/index.ts'
import type { ClaimMap, ClaimValue, Condition, Formula, PathMatch, RoutedRequest, TextMatch } from './route.ts'

/** Three-valued: `unknown` where something that is not simulated decides. */
export type Ternary = 'yes' | 'no' | 'unknown'

export function evaluateCondition(condition: Condition, request: RoutedRequest, reach: WildcardReach): Ternary {
  switch (condition.on) {
    case 'host':
      return matchHostname(condition.pattern, request.host, reach) ? 'yes' : 'no'
    case 'path':
      return condition.ignoreCase === true
        ? matchPath(lowerCase(condition.match), request.path.toLowerCase())
        : matchPath(condition.match, request.path)
    case 'method':
      return condition.value === request.method ? 'yes' : 'no'
    case 'header':
      return matchText(
        condition.match,
        request.headers.get(condition.name) ?? (condition.orEmpty === true ? '' : undefined),
      )
    case 'query':
      return matchText(condition.match, request.query.get(condition.name))
    case 'claim':
      return matchClaim(condition.match, request.claims ?? null, condition.path)
    case 'sourceLabels': {
      const labels = request.source?.labels
      return labels !== undefined && [...condition.labels].every(([key, value]) => labels.get(key) === value)
        ? 'yes'
        : 'no'
    }
    case 'sourceNamespace':
      return request.source?.namespace === condition.value ? 'yes' : 'no'
    case 'port':
      return request.port === condition.value ? 'yes' : 'no'
    case 'sni':
      return matchSuffix(condition.pattern, request.sni ?? '') ? 'yes' : 'no'
    case 'address': {
      const { address } = request
      return address != null && condition.cidrs.some(cidr => cidrContains(cidr, address)) ? 'yes' : 'no'
    }
    case 'unknown':
      return 'unknown'
  }
}

function lowerCase(match: PathMatch): PathMatch {
  return 'value' in match ? { ...match, value: match.value.toLowerCase() } : match
}

/** A claim that is a list, or a text of words in `scope`, holds when one of its values does. */
function matchClaim(match: TextMatch, claims: ClaimMap | null, path: readonly string[]): Ternary {
  let value: ClaimValue | undefined = claims ?? undefined
  for (const name of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'no'
    value = Object.hasOwn(value, name) ? (value as ClaimMap)[name] : undefined
  }
  if (value === undefined || value === null) return 'no'
  const values = Array.isArray(value) ? value : [value]
  let result: Ternary = 'no'
  for (const one of values) {
    const verdict = typeof one === 'object' ? 'no' : matchText(match, String(one))
    if (verdict === 'yes') return 'yes'
    if (verdict === 'unknown') result = 'unknown'
  }
  return result
}

function matchPath(match: PathMatch, path: string): Ternary {
  if (match.how === 'elements') return matchPathPrefix(match.value, path) ? 'yes' : 'no'
  return matchText(match, path)
}

function matchText(match: TextMatch, text: string | undefined): Ternary {
  if (text === undefined) return 'no'
  switch (match.how) {
    case 'exact':
      return match.value === text ? 'yes' : 'no'
    case 'regex':
      return match.regex.full(text) ? 'yes' : 'no'
    case 'startsWith':
      return text.startsWith(match.value) ? 'yes' : 'no'
    case 'present':
      return 'yes'
    case 'unknown':
      return 'unknown'
  }
}

export function evaluateFormula(formula: Formula, request: RoutedRequest, reach: WildcardReach): Ternary {
  if ('on' in formula) return evaluateCondition(formula, request, reach)
  if ('not' in formula) return negate(evaluateFormula(formula.not, request, reach))
  const isAll = 'all' in formula
  const decisive: Ternary = isAll ? 'no' : 'yes'
  let result: Ternary = isAll ? 'yes' : 'no'
  for (const part of isAll ? formula.all : formula.any) {
    const verdict = evaluateFormula(part, request, reach)
    if (verdict === decisive) return decisive
    if (verdict === 'unknown') result = 'unknown'
  }
  return result
}

function negate(verdict: Ternary): Ternary {
  if (verdict === 'unknown') return 'unknown'
  return verdict === 'yes' ? 'no' : 'yes'
}

/** The conditions that all must hold; a part that is no plain condition is left out. */
export function conjuncts(formula: Formula): Condition[] {
  if ('on' in formula) return [formula]
  return 'all' in formula ? formula.all.flatMap(conjuncts) : []
}

/** Whether the formula is nothing but conditions that all must hold. */
export function isConjunction(formula: Formula): boolean {
  return 'on' in formula || ('all' in formula && formula.all.every(isConjunction))
}
