/** A value as kubectl reads it. Integers outside the safe range stay exact as bigint. */
export type YamlValue = null | boolean | number | bigint | string | YamlValue[] | YamlMap

/** Has no prototype, so `__proto__` and `constructor` are keys like any other. */
export interface YamlMap {
  [key: string]: YamlValue
}

/** A value to be written into a manifest. */
export type PlainValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue }

export function isMap(value: unknown): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function emptyMap(): YamlMap {
  return Object.create(null) as YamlMap
}

/** Whether two values are the same, whatever the order of map keys. */
export function sameValue(a: PlainValue | undefined, b: PlainValue | undefined): boolean {
  if (Object.is(a, b)) return true
  if (typeof a === 'bigint' || typeof b === 'bigint') {
    return (typeof a === 'bigint' || Number.isInteger(a)) && (typeof b === 'bigint' || Number.isInteger(b))
      ? BigInt(a as number | bigint) === BigInt(b as number | bigint)
      : false
  }
  if (typeof a === 'number' && typeof b === 'number') return a === b
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    return a.every((item, i) => sameValue(item as PlainValue, b[i] as PlainValue))
  }
  const left = a as { readonly [key: string]: PlainValue }
  const right = b as { readonly [key: string]: PlainValue }
  const keys = Object.keys(left)
  if (keys.length !== Object.keys(right).length) return false
  return keys.every(key => Object.hasOwn(right, key) && sameValue(left[key], right[key]))
}

/** A deep copy in which every map is a plain `YamlMap`. */
export function copyValue(value: PlainValue): YamlValue {
  if (Array.isArray(value)) return value.map(item => copyValue(item as PlainValue))
  if (typeof value === 'object' && value !== null) {
    const map = emptyMap()
    for (const [key, item] of Object.entries(value as { readonly [key: string]: PlainValue }))
      map[key] = copyValue(item)
    return map
  }
  return value as YamlValue
}
