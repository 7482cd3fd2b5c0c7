import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { readPlain, type YamlMap, type YamlValue } from '../../yaml/index.ts'
import { InputError, readText } from '../input.ts'

/** One traffic test file, with what its folders' `defaults.yaml` give it. */
export interface CaseFile {
  readonly file: string
  /** The file's own keys over the inherited ones. */
  readonly value: YamlMap
  /** Paths of its manifests. */
  readonly manifests: readonly string[]
  /** Paths of the later version, for a diff. */
  readonly manifests2: readonly string[]
  /** Why the file cannot be read; the case then is one failed row. */
  readonly broken: string | null
}

const caseName = /(^case\.ya?ml|\.traffic\.ya?ml)$/

/** Every test file under the paths, in name order; `extra.yaml` is read beside its case. */
export function findCases(paths: readonly string[]): string[] {
  return paths.flatMap(path => {
    if (!existsSync(path)) throw new InputError(`${path}: no such file or folder`)
    return statSync(path).isDirectory() ? walk(path) : withExtra(path)
  })
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return walk(path)
      return caseName.test(entry.name) ? withExtra(path) : []
    })
}

function withExtra(path: string): string[] {
  const extra = join(dirname(path), 'extra.yaml')
  return /(^|[\\/])case\.ya?ml$/.test(path) && existsSync(extra) ? [path, extra] : [path]
}

export function readCase(file: string): CaseFile {
  const own = readMap(file)
  if (typeof own === 'string') return { file, value: Object.create(null), manifests: [], manifests2: [], broken: own }
  let value = own
  // What stands beside an extra file says which manifests it is about.
  if (/(^|[\\/])extra\.yaml$/.test(file)) value = merge(readInherited(join(dirname(file), 'case.yaml')), value)
  for (let folder = resolve(dirname(file)); ; folder = dirname(folder)) {
    const defaults = join(folder, 'defaults.yaml')
    if (existsSync(defaults)) {
      const inherited = readMap(defaults)
      if (typeof inherited === 'string') return { file, value, manifests: [], manifests2: [], broken: inherited }
      value = merge(inherited, value)
    }
    if (dirname(folder) === folder) break
  }
  const listed = (key: string): string[] => listOf(value[key]).map(name => join(dirname(file), String(name)))
  return { file, value, manifests: listed('manifests'), manifests2: listed('manifests2'), broken: null }
}

/** Only what a case passes on to its extra file: where it is set, not its rows. */
function readInherited(file: string): YamlMap {
  const inherited: YamlMap = Object.create(null)
  const value = existsSync(file) ? readMap(file) : ''
  if (typeof value === 'string') return inherited
  for (const key of ['manifests', 'assume'] as const) if (value[key] !== undefined) inherited[key] = value[key]
  return inherited
}

function readMap(file: string): YamlMap | string {
  const read = readPlain(readText(file))
  if (!read.ok) return `${file}:${read.line}:${read.column}: ${read.message}`
  if (typeof read.value !== 'object' || read.value === null || Array.isArray(read.value))
    return `${file}:1:1: not a map of keys`
  return read.value
}

/** `own` wins, map by map. */
export function merge(inherited: YamlMap, own: YamlMap): YamlMap {
  const merged: YamlMap = Object.assign(Object.create(null), inherited)
  for (const [key, value] of Object.entries(own)) {
    const old = merged[key]
    merged[key] = isMap(old) && isMap(value) ? merge(old, value) : value
  }
  return merged
}

export function isMap(value: YamlValue | undefined): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function listOf(value: YamlValue | undefined): readonly YamlValue[] {
  return Array.isArray(value) ? value : []
}

export function textOf(value: YamlValue | undefined): string | null {
  return typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    typeof value === 'bigint'
    ? String(value)
    : null
}

/** `ns/name`, or a name in `default`. */
export function nameOf(text: string): { namespace: string; name: string } {
  const slash = text.indexOf('/')
  return slash < 0
    ? { namespace: 'default', name: text }
    : { namespace: text.slice(0, slash), name: text.slice(slash + 1) }
}
