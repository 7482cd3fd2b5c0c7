import type { Facts, Problem, Severity } from '../report/index.ts'
import type { DocId, Path } from '../text/index.ts'
import type { YamlMap, YamlValue } from '../yaml/index.ts'

/** What decoding one document needs from outside. */
export interface DecodeContext {
  readonly doc: DocId
  /** A scalar as typed in the document, for values that YAML 1.1 reads as something else. */
  source(path: Path): string | null
  problem(problem: Problem): void
}

/**
 * A value of a manifest with its place. Reading it as the type that the API has either gives the value, or reports what the API server
 * would and gives null; nothing throws, and the rest of the document is read on.
 */
export class Field {
  readonly value: YamlValue | undefined
  readonly path: Path
  private readonly context: DecodeContext

  constructor(value: YamlValue | undefined, path: Path, context: DecodeContext) {
    this.value = value
    this.path = path
    this.context = context
  }

  /** Neither given nor null. */
  get present(): boolean {
    return this.value !== undefined && this.value !== null
  }

  get(key: string): Field {
    const child = isMap(this.value) ? this.value[key] : undefined
    return new Field(child, [...this.path, key], this.context)
  }

  at(...keys: string[]): Field {
    return keys.reduce<Field>((field, key) => field.get(key), this)
  }

  /** The items of a list; none when it is missing. */
  items(): Field[] {
    if (!this.present) return []
    if (!Array.isArray(this.value)) {
      this.wrongType('list')
      return []
    }
    return this.value.map((item, index) => new Field(item, [...this.path, index], this.context))
  }

  /** A map's fields; reports another type. */
  map(): YamlMap | null {
    if (!this.present) return null
    if (isMap(this.value)) return this.value
    this.wrongType('map')
    return null
  }

  entries(): [string, Field][] {
    const map = this.map()
    return map === null ? [] : Object.keys(map).map(key => [key, this.get(key)])
  }

  /** A string, or null when missing. A plain scalar that YAML 1.1 reads as something else keeps its source text and is reported. */
  string(): string | null {
    if (!this.present) return null
    if (typeof this.value === 'string') return this.value
    if (typeof this.value === 'object') {
      this.wrongType('string')
      return null
    }
    const source = this.context.source(this.path) ?? String(this.value)
    this.report('model.notAString', 'error', {
      field: { is: 'name', value: showPath(this.path) },
      source: { is: 'text', value: source },
      read: { is: 'text', value: typeof this.value === 'boolean' ? 'boolean' : 'number' },
    })
    return source
  }

  /** A string that must be there and not be empty. */
  required(): string | null {
    const value = this.string()
    if (value === null || value === '') {
      if (!this.present || value === '') this.missing()
      return null
    }
    return value
  }

  /** A DNS name, with or without a star for its first label (Gateway API's `Hostname`, Ingress's `host`); kept as it is when it is none. */
  hostname(): string | null {
    const value = this.string()
    if (value !== null && !hostname.test(value))
      this.report('model.badHostname', 'error', { host: { is: 'text', value } })
    return value
  }

  integer(min: number, max: number): number | null {
    if (!this.present) return null
    if (typeof this.value !== 'number' || !Number.isInteger(this.value)) {
      this.wrongType('integer')
      return null
    }
    if (this.value < min || this.value > max) {
      this.outOfRange(min, max)
      return null
    }
    return this.value
  }

  port(): number | null {
    return this.integer(1, 65535)
  }

  /** A port number, or the name of one. */
  portOrName(): number | string | null {
    return typeof this.value === 'string' ? this.value : this.port()
  }

  boolean(): boolean | null {
    if (!this.present) return null
    if (typeof this.value === 'boolean') return this.value
    this.wrongType('boolean')
    return null
  }

  /** One of the API's words; null and a problem for another. */
  oneOf<T extends string>(words: readonly T[]): T | null {
    const value = this.string()
    if (value === null) return null
    const word = words.find(candidate => candidate === value)
    if (word !== undefined) return word
    this.report('model.notOneOf', 'error', {
      field: { is: 'name', value: showPath(this.path) },
      got: { is: 'text', value },
      want: { is: 'list', items: words.map(candidate => ({ is: 'text', value: candidate })) },
    })
    return null
  }

  strings(): string[] {
    return this.items().flatMap(item => item.string() ?? [])
  }

  /** Label-like maps: string to string. */
  stringMap(): Map<string, string> {
    const map = new Map<string, string>()
    for (const [key, field] of this.entries()) {
      const value = field.string()
      if (value !== null) map.set(key, value)
      else if (!field.present) map.set(key, '')
    }
    return map
  }

  report(code: string, severity: Severity, facts: Facts): void {
    this.context.problem({ code, severity, at: { doc: this.context.doc, path: this.path }, facts })
  }

  missing(): void {
    this.report('model.required', 'error', { field: { is: 'name', value: showPath(this.path) } })
  }

  private wrongType(want: string): void {
    this.report('model.wrongType', 'error', {
      field: { is: 'name', value: showPath(this.path) },
      want: { is: 'text', value: want },
      got: { is: 'text', value: typeName(this.value) },
    })
  }

  private outOfRange(min: number, max: number): void {
    this.report('model.outOfRange', 'error', {
      field: { is: 'name', value: showPath(this.path) },
      got: { is: 'text', value: String(this.value) },
      min: { is: 'count', value: min },
      max: { is: 'count', value: max },
    })
  }
}

const hostname = /^(?:\*\.)?[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/

export function isMap(value: YamlValue | undefined): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `spec.rules[0].host`, as kubectl writes it. */
export function showPath(path: Path): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  )
}

function typeName(value: YamlValue | undefined): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'list'
  return typeof value === 'object' ? 'map' : typeof value
}
