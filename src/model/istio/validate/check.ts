import type { Fact, Facts } from '../../../report/index.ts'
import { type Field, showPath } from '../../field.ts'

/**
 * What Istio's admission says of an object: `IST0106` refuses it, `IST0133` warns. The part behind the dot is the rule that was broken;
 * its sentence stands in `words.ts`. Source: istio/istio pkg/config/validation.
 */
export function refuse(field: Field, rule: Refusal, facts: Facts = {}): void {
  field.report(`IST0106.${rule}`, 'error', { field: nameOf(field), ...facts })
}

export function warn(field: Field, rule: Warning, facts: Facts = {}): void {
  field.report(`IST0133.${rule}`, 'warning', { field: nameOf(field), ...facts })
}

export type Refusal =
  | 'null'
  | 'empty'
  | 'together'
  | 'oneOf'
  | 'twice'
  | 'covered'
  | 'host'
  | 'shortHost'
  | 'partialWildcard'
  | 'namespacedHost'
  | 'fullHost'
  | 'dnsLabel'
  | 'labelKey'
  | 'labelValue'
  | 'wildcardInSelector'
  | 'address'
  | 'range'
  | 'socketPath'
  | 'loopback'
  | 'duration'
  | 'wholeSeconds'
  | 'header'
  | 'proxyHeader'
  | 'headerValue'
  | 'regex'
  | 'regexLong'
  | 'outside'
  | 'word'
  | 'zeroWeights'
  | 'needs'
  | 'notWith'
  | 'notHere'
  | 'notSubset'
  | 'locality'
  | 'localityWeights'
  | 'failover'
  | 'prime'
  | 'attribute'
  | 'pathTemplate'
  | 'neverTriggered'
  | 'url'
  | 'keys'
  | 'tooLarge'
  | 'lastListener'

export type Warning =
  | 'noLabels'
  | 'deprecated'
  | 'noEffect'
  | 'duplicateHost'
  | 'partialWildcard'
  | 'addressesNeeded'
  | 'sniAddress'
  | 'legacyGateway'
  | 'oldTls'
  | 'ciphers'
  | 'abortWithoutType'
  | 'failoverWithoutOutlier'
  | 'denyTcp'
  | 'privateKey'
  | 'noAddress'
  | 'severalHosts'
  | 'large'

export function nameOf(field: Field): Fact {
  return { is: 'name', value: showPath(field.path) }
}

export function said(value: unknown): Fact {
  return { is: 'text', value: typeof value === 'object' ? JSON.stringify(value) : String(value) }
}

/** The text of a field; '' where it is missing or no text. */
export function text(field: Field): string {
  return typeof field.value === 'string' ? field.value : ''
}

/** The number of a field; null where it is missing or none. */
export function number(field: Field): number | null {
  return typeof field.value === 'number' ? field.value : null
}

export function list(field: Field): Field[] {
  return Array.isArray(field.value) ? field.items() : []
}

/** The fields that are there, of several. */
export function given(parent: Field, keys: readonly string[]): Field[] {
  return keys.map(key => parent.get(key)).filter(field => field.present)
}

/** Of several fields, at most one may be there. */
export function exclude(parent: Field, ...keys: string[]): void {
  const [first, ...others] = given(parent, keys)
  for (const other of others) refuse(other, 'together', { other: nameOf(first!) })
}

/** An object that is there must say something. */
export function someOf(parent: Field, keys: readonly string[]): boolean {
  if (given(parent, keys).length > 0) return true
  refuse(parent, 'oneOf', { want: { is: 'list', items: keys.map(value => ({ is: 'name', value })) } })
  return false
}

/** A number, fractions too. */
export function between(field: Field, min: number, max: number): void {
  const value = number(field)
  if (value !== null && (value < min || value > max))
    refuse(field, 'outside', { got: said(value), min: said(min), max: said(max) })
}

export function notNegative(parent: Field, ...keys: string[]): void {
  for (const key of keys) parent.get(key).integer(0, 4_294_967_295)
}

export function oneWord(field: Field, words: readonly string[]): void {
  const value = text(field)
  if (value === '' || words.includes(value)) return
  refuse(field, 'word', {
    got: said(value),
    want: { is: 'list', items: words.map(word => ({ is: 'text', value: word })) },
  })
}
