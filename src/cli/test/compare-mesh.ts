import type { YamlMap, YamlValue } from '../../yaml/index.ts'
import { isMap, textOf } from './case-file.ts'
import type { Compared } from './row.ts'

/** Failures of a connection by the words of the traffic tests. */
const wordsOf: Readonly<Record<string, readonly string[]>> = {
  'no-listener': ['no listener'],
  'no-filter-chain': ['no filter chain'],
  'protocol-error': ['protocol'],
  'tls-error': ['tls'],
  'mtls-error': ['tls'],
  blackhole: ['reset', 'no route'],
}

/** `error: any` holds for whatever fails; a status other than 200 is enough where the row says so. */
export function compareError(want: YamlValue, actual: YamlMap): Compared {
  const word = textOf(want) ?? ''
  const failed = actual['failure'] !== undefined || actual['connectionFails'] === true
  if (word === 'any') return failed ? 'same' : 'different'
  if (word === 'any-or-not-200') return failed || actual['status'] !== 200 ? 'same' : 'different'
  const reasons = Object.hasOwn(wordsOf, word) ? wordsOf[word]! : null
  if (reasons === null) return 'unsupported'
  return reasons.includes(textOf(actual['failure']) ?? '') ? 'same' : 'different'
}

/** `{}` expects that there is no fault at all. */
export function compareFault(want: YamlValue, got: YamlValue | undefined): Compared {
  if (!isMap(want)) return 'unsupported'
  const given: YamlMap = isMap(got) ? got : Object.create(null)
  if (Object.keys(want).length === 0) return Object.keys(given).length === 0 ? 'same' : 'different'
  const holds = Object.entries(want).every(([key, value]) =>
    key === 'delay' ? milliseconds(value) === milliseconds(given[key]) : value === given[key],
  )
  return holds ? 'same' : 'different'
}

export function compareMilliseconds(want: YamlValue, got: YamlValue | undefined): Compared {
  return milliseconds(want) === milliseconds(got) ? 'same' : 'different'
}

function milliseconds(value: YamlValue | undefined): number | null {
  const found = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(textOf(value) ?? '')
  if (found === null) return null
  return Number(found[1]) * { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[found[2] as 'ms' | 's' | 'm' | 'h']
}
