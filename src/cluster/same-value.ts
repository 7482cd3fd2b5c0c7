/**
 * Whether two plain values hold the same: maps and lists by what is in them, in order; anything with a class of its own only when it is
 * the very same. Stops at the first difference, so that comparing costs less than making again what has not changed.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const kind = Object.getPrototypeOf(a)
  if (kind !== Object.getPrototypeOf(b)) return false
  if (kind === Array.prototype) return sameItems(a as readonly unknown[], b as readonly unknown[])
  if (kind === Map.prototype) return sameItems([...(a as Map<unknown, unknown>)], [...(b as Map<unknown, unknown>)])
  if (kind !== Object.prototype && kind !== null) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  for (const key of keys) if (!Object.hasOwn(b, key) || !sameValue((a as Plain)[key], (b as Plain)[key])) return false
  return true
}

type Plain = Readonly<Record<string, unknown>>

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => sameValue(item, b[index]))
}
