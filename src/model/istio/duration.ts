import type { Field } from '../field.ts'

const unitMs: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 0.001,
  µs: 0.001,
  ns: 1e-6,
}

/** A duration of Go or protobuf (`1h30m`, `0.5s`) in milliseconds; null when missing, and reported when it is none. */
export function durationMs(field: Field): number | null {
  const text = field.string()
  if (text === null) return null
  const value = parseDuration(text)
  if (value === null) field.report('istio.badDuration', 'error', { got: { is: 'text', value: text } })
  return value
}

export function parseDuration(text: string): number | null {
  if (text === '0') return 0
  if (!/^(\d+(\.\d+)?(h|ms|m|s|us|µs|ns))+$/.test(text)) return null
  let total = 0
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)/g))
    total += Number(amount) * unitMs[unit!]!
  return total
}
