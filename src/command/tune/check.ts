import { parseDuration } from '../../model/index.ts'
import type { Check, Checked, Together } from './dial.ts'

/** What the texts of a form must be, by the grammar of each API. */

const wrong = (code: string): Checked => ({ ok: false, code })

/** Istio: a duration of Go, no finer than a millisecond. */
export const istioDuration =
  (leastMs: number): Check =>
  text => {
    const ms = parseDuration(text)
    if (ms === null) return wrong('tune.badDuration')
    // What cannot be told apart from a whole number of milliseconds is one.
    if (Math.abs(ms - Math.round(ms)) > 1e-9) return wrong('tune.tooFine')
    return ms < leastMs ? wrong('tune.tooShort') : { ok: true, value: text }
  }

/** Gateway API: up to four whole numbers of at most five digits, each with its unit (GEP-2257). */
const gatewayPattern = /^([0-9]{1,5}(h|m|s|ms)){1,4}$/
export const gatewayDuration: Check = text =>
  gatewayPattern.test(text) ? { ok: true, value: text } : wrong('tune.badGatewayDuration')

export const whole =
  (least: number, most: number): Check =>
  text => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least || value > most)
      return {
        ok: false,
        code: 'tune.notWhole',
        facts: { least: { is: 'count', value: least }, most: { is: 'count', value: most } },
      }
    return { ok: true, value }
  }

export const percent: Check = text => {
  const value = Number(text)
  return /^\d+(\.\d+)?$/.test(text) && value <= 100 ? { ok: true, value } : wrong('tune.badPercent')
}

export const oneOf =
  (words: readonly string[]): Check =>
  text =>
    words.includes(text) ? { ok: true, value: text } : wrong('tune.notOneOf')

/** Numbers with commas or blanks between them. */
export const codes =
  (least: number, most: number): Check =>
  text => {
    const values = text.split(/[\s,]+/).filter(word => word !== '')
    const isCode = (word: string): boolean => /^\d{3}$/.test(word) && Number(word) >= least && Number(word) <= most
    return values.length > 0 && values.every(isCode) ? { ok: true, value: values.map(Number) } : wrong('tune.badCodes')
  }

const isSet = (texts: Readonly<Record<string, string>>, id: string): boolean => (texts[id] ?? '') !== ''

/** A field without which the others of its stanza are refused. */
export const needs =
  (field: string, others: readonly string[]): Together =>
  texts =>
    isSet(texts, field) || !others.some(id => isSet(texts, id))
      ? null
      : { field, code: 'tune.needed', facts: { other: { is: 'name', value: others.find(id => isSet(texts, id))! } } }

export const eitherOr =
  (one: string, other: string): Together =>
  texts =>
    isSet(texts, one) && isSet(texts, other)
      ? { field: other, code: 'tune.eitherOr', facts: { other: { is: 'name', value: one } } }
      : null
