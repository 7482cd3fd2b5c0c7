import { matchHostname, matchPathPrefix, type WildcardReach } from '../match/index.ts'
import type { Condition, Formula, PathMatch, RoutedRequest, TextMatch } from './route.ts'

/** Three-valued: `unknown` where something that is not simulated decides. */
export type Ternary = 'yes' | 'no' | 'unknown'

export function evaluateCondition(condition: Condition, request: RoutedRequest, reach: WildcardReach): Ternary {
  switch (condition.on) {
    case 'host':
      return matchHostname(condition.pattern, request.host, reach) ? 'yes' : 'no'
    case 'path':
      return matchPath(condition.match, request.path)
    case 'method':
      return condition.value === request.method ? 'yes' : 'no'
    case 'header':
      return matchText(condition.match, request.headers.get(condition.name))
    case 'query':
      return matchText(condition.match, request.query.get(condition.name))
    case 'unknown':
      return 'unknown'
  }
}

function matchPath(match: PathMatch, path: string): Ternary {
  if (match.how === 'elements') return matchPathPrefix(match.value, path) ? 'yes' : 'no'
  if (match.how === 'startsWith') return path.startsWith(match.value) ? 'yes' : 'no'
  return matchText(match, path)
}

function matchText(match: TextMatch, text: string | undefined): Ternary {
  if (text === undefined) return 'no'
  switch (match.how) {
    case 'exact':
      return match.value === text ? 'yes' : 'no'
    case 'regex':
      return match.regex.full(text) ? 'yes' : 'no'
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
