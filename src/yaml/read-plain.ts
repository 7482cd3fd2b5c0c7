import { parseDocument } from 'yaml'
import type { YamlMap, YamlValue } from './value.ts'

/** A YAML 1.2 file that is no manifest: a traffic test, a `defaults.yaml`, an assumptions file. */
export type PlainFile =
  | { readonly ok: true; readonly value: YamlValue }
  /** `line` and `column` from 1. */
  | { readonly ok: false; readonly message: string; readonly line: number; readonly column: number }

/** Reads one document of YAML 1.2; comments and formatting are not kept. */
export function readPlain(text: string): PlainFile {
  const document = parseDocument(text, {
    version: '1.2',
    prettyErrors: true,
    uniqueKeys: true,
    strict: true,
    logLevel: 'silent',
  })
  const error = document.errors[0]
  if (error !== undefined)
    return {
      ok: false,
      message: error.message.split('\n')[0] ?? '',
      line: error.linePos?.[0].line ?? 1,
      column: error.linePos?.[0].col ?? 1,
    }
  try {
    return { ok: true, value: plain(document.toJS({ mapAsMap: true, maxAliasCount: 1000 })) }
  } catch (problem) {
    return { ok: false, message: problem instanceof Error ? problem.message : String(problem), line: 1, column: 1 }
  }
}

function plain(value: unknown): YamlValue {
  if (value instanceof Map) {
    const map: YamlMap = Object.create(null)
    for (const [key, item] of value) map[String(key)] = plain(item)
    return map
  }
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return value
  return value === null || value === undefined ? null : String(value)
}
