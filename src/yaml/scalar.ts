import type { YamlValue } from './value.ts'

const words = new Map<string, YamlValue>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(w => [w, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(w => [w, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map(w => [w, null] as const),
  ...['.nan', '.NaN', '.NAN'].map(w => [w, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map(w => [w, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map(w => [w, Number.NEGATIVE_INFINITY] as const),
])

const integer = /^([-+]?)(?:0[bB]([01]+)|0[xX]([0-9a-fA-F]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
const dotFloat = /^\.[0-9]+(?:[eE][-+]?[0-9]+)?$/

/**
 * What a plain scalar is to kubectl: the YAML 1.1 words, Go's integers (`012` is ten, `0o14` twelve, `1_000` a thousand) and
 * floats. Times and base 60 (`12:30`) are strings: kubectl's reader gives both up on purpose, and dates reach JSON as strings.
 */
export function resolvePlain(source: string): YamlValue {
  const word = words.get(source)
  if (word !== undefined) return word
  const first = source.charCodeAt(0)
  if (first === 46) return dotFloat.test(source) ? Number(source) : source
  if (!((first >= 48 && first <= 57) || first === 43 || first === 45)) return source
  const digits = source.includes('_') ? source.replaceAll('_', '') : source
  const whole = integer.exec(digits)
  if (whole !== null) {
    const [, sign, binary, hex, octal, decimal] = whole
    const size = BigInt(
      binary !== undefined
        ? `0b${binary}`
        : hex !== undefined
          ? `0x${hex}`
          : octal !== undefined
            ? `0o${octal}`
            : (decimal ?? '0'),
    )
    const signed = sign === '-' ? -size : size
    // What fits no 64-bit integer is tried as a float first.
    if (decimal !== undefined && (signed > 0xffff_ffff_ffff_ffffn || signed < -0x8000_0000_0000_0000n))
      return Number(digits)
    return narrow(signed)
  }
  return float.test(digits) ? Number(digits) : source
}

/** The value of a scalar with an explicit `!!tag`; undefined when the tag does not fit the text. */
export function resolveTagged(tag: string, source: string): YamlValue | undefined {
  const name = tag.startsWith('tag:yaml.org,2002:') ? tag.slice(18) : ''
  const plain = resolvePlain(source)
  switch (name) {
    case 'bool':
      return typeof plain === 'boolean' ? plain : undefined
    case 'null':
      return plain === null ? null : undefined
    case 'int':
      return (typeof plain === 'number' && Number.isInteger(plain)) || typeof plain === 'bigint' ? plain : undefined
    case 'float':
      return typeof plain === 'number' ? plain : typeof plain === 'bigint' ? Number(plain) : undefined
    default:
      return source
  }
}

/** The name of a map key in JSON: `8080` and `true` become strings, as the conversion before the API server makes them. */
export function keyName(value: YamlValue, source: string): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
      return Number.isFinite(value) ? String(value) : source
    case 'bigint':
    case 'boolean':
      return String(value)
    default:
      return source === '' ? 'null' : source
  }
}

function narrow(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}
