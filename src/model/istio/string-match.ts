import type { Path } from '../../text/index.ts'
import type { Field } from '../field.ts'
import type { IstioMatch, Placed } from '../istio.ts'

/** A StringMatch. `{}`, null and regex `*` ask only that there is a value; null when the field is missing. */
export function decodeMatch(field: Field): IstioMatch | null {
  if (field.value === undefined) return null
  const at = field.path
  const keys = field.map()
  for (const how of ['exact', 'prefix', 'regex'] as const) {
    if (keys?.[how] === undefined) continue
    const value = field.get(how).string()
    if (value === null) continue
    if (how === 'regex' && value === '*') return { how: 'present', at }
    return { how, value, at: field.get(how).path }
  }
  return { how: 'present', at }
}

export function decodeMatches(field: Field): Map<string, IstioMatch> {
  return new Map(field.entries().map(([name, item]) => [name, decodeMatch(item) ?? { how: 'present', at: item.path }]))
}

export function placedStrings(field: Field): Placed<string>[] {
  return field.items().flatMap(item => {
    const value = item.string()
    return value === null ? [] : [{ value, at: item.path }]
  })
}

export function placed<T>(value: T | null, at: Path): Placed<T> | null {
  return value === null ? null : { value, at }
}

/** Null when the field is missing or holds nothing. */
export function labelsOf(field: Field): ReadonlyMap<string, string> | null {
  if (!field.present) return null
  const labels = field.stringMap()
  return labels.size === 0 ? null : labels
}

/** `exportTo`; null where the mesh's default holds. */
export function exportToOf(spec: Field): readonly string[] | null {
  const list = spec.get('exportTo').strings()
  return list.length === 0 ? null : list
}
