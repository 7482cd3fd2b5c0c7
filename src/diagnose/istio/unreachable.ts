import type { Field, Resource } from '../../model/index.ts'
import type { Problem } from '../../report/index.ts'
import type { YamlValue } from '../../yaml/index.ts'
import { type Analyzer, message, text } from './analyzer.ts'

/**
 * Rules of a VirtualService that istioctl calls unreachable: a second one without matches, or one whose every match stood before
 * [IST0130]; and matches that stood before, or begin like an earlier prefix [IST0131]. What it compares is the text of the matches, and it
 * takes a match without a method for GET. Shadowed rules that are proved, with a request as the witness, come from the data plane: outside
 * of istioctl's own reading these are left to it.
 */
export const unreachableRules: Analyzer = (context, resource, root) => {
  if (resource.type !== 'virtualservice' || !context.strict) return []
  const spec = root.get('spec')
  return ['http', 'tcp', 'tls'].flatMap(key => rules(resource, spec.get(key).items(), key === 'http'))
}

interface Prefix {
  readonly rule: string
  readonly match: string
  readonly prefix: string
  readonly port: unknown
  readonly method: string
  readonly authority: string
  readonly maps: readonly ReadonlyMap<string, string>[]
  readonly field: Field
}

function rules(resource: Resource, routes: readonly Field[], isHttp: boolean): Problem[] {
  const found: Problem[] = []
  const seen = new Map<string, string>()
  const prefixes: Prefix[] = []
  let hasCatchAll = false
  routes.forEach((route, index) => {
    const rule = named(route, index, isHttp)
    const matches = route.get('match').items()
    if (matches.length === 0) {
      if (hasCatchAll) found.push(message(resource, route.path, 'IST0130.catchAll', { rule: text(rule) }))
      hasCatchAll = true
      return
    }
    let repeated = 0
    matches.forEach((match, position) => {
      const key = canonical(match.value, true)
      const earlier = seen.get(key)
      const own = named(match, position, isHttp)
      if (earlier !== undefined) {
        repeated += 1
        found.push(
          message(resource, match.path, 'IST0131.match', {
            rule: text(rule),
            match: text(own),
            earlier: text(earlier),
          }),
        )
        return
      }
      seen.set(key, rule)
      if (isHttp && typeof match.at('uri', 'prefix').value === 'string' && match.at('uri', 'prefix').value !== '')
        prefixes.push(prefixOf(match, rule, own))
    })
    if (repeated === matches.length) found.push(message(resource, route.path, 'IST0130.matches', { rule: text(rule) }))
  })
  return [...found, ...overlapping(resource, prefixes)]
}

function overlapping(resource: Resource, prefixes: readonly Prefix[]): Problem[] {
  return prefixes.flatMap((earlier, index) =>
    prefixes
      .slice(index + 1)
      .filter(later => later.prefix !== earlier.prefix && covers(earlier, later))
      .map(later =>
        message(resource, later.field.path, 'IST0131.match', {
          rule: text(later.rule),
          match: text(`${later.match} (${later.prefix})`),
          earlier: text(`${earlier.match} (${earlier.prefix}) of ${earlier.rule}`),
        }),
      ),
  )
}

function covers(earlier: Prefix, later: Prefix): boolean {
  return (
    later.prefix.startsWith(earlier.prefix) &&
    later.port === earlier.port &&
    earlier.method.startsWith(later.method) &&
    earlier.authority.startsWith(later.authority) &&
    earlier.maps.every((map, index) => {
      const other = later.maps[index]!
      return (
        map.size === other.size && [...map].every(([key, value]) => other.has(key) && value.startsWith(other.get(key)!))
      )
    })
  )
}

function prefixOf(match: Field, rule: string, own: string): Prefix {
  return {
    rule,
    match: own,
    prefix: String(match.at('uri', 'prefix').value),
    port: match.get('port').value ?? 0,
    method: exactOrPrefix(match.get('method')) || 'exact:GET',
    authority: exactOrPrefix(match.get('authority')),
    maps: ['headers', 'queryParams', 'withoutHeaders'].map(
      key =>
        new Map(
          match
            .get(key)
            .entries()
            .map(([name, item]) => [name, exactOrPrefix(item)]),
        ),
    ),
    field: match,
  }
}

function exactOrPrefix(field: Field): string {
  for (const how of ['exact', 'prefix']) {
    const { value } = field.get(how)
    if (typeof value === 'string' && value !== '') return `${how}:${value}`
  }
  return ''
}

function named(field: Field, index: number, isHttp: boolean): string {
  const { value } = field.get('name')
  return isHttp && typeof value === 'string' && value !== '' ? `"${value}"` : `#${index}`
}

/** One text for one meaning: keys in order, nothing that is empty, without the match's own name. */
function canonical(value: YamlValue | undefined, isMatch = false): string {
  if (Array.isArray(value)) return `[${value.map(item => canonical(item)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const keys = Object.keys(value)
    .filter(key => !(isMatch && key === 'name') && value[key] !== null && value[key] !== '')
    .sort()
  return `{${keys.map(key => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}
