import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { FileId } from '../text/index.ts'
import type { OpenFile } from '../workspace/index.ts'

/** Input that cannot be read: wrong usage or an unreadable file; exit 2. */
export class InputError extends Error {}

const manifestName = /\.(ya?ml|json)$/i

/** Reads manifests: files, folders (every YAML and JSON file in them, in name order) or `-` for standard input. */
export function readManifests(paths: readonly string[]): OpenFile[] {
  const names = paths.flatMap(listManifests)
  return names.map((name, index) => ({ id: `f${index}` as FileId, name, text: readText(name), enabled: true }))
}

function listManifests(path: string): string[] {
  if (path === '-') return [path]
  try {
    if (!statSync(path).isDirectory()) return [path]
    return readdirSync(path, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap(entry => {
        const child = join(path, entry.name)
        if (entry.isDirectory()) return entry.name.startsWith('.') ? [] : listManifests(child)
        return manifestName.test(entry.name) ? [child] : []
      })
  } catch (error) {
    throw new InputError(reasonOf(path, error))
  }
}

/** UTF-8 text of a file; `-` is standard input. */
export function readText(path: string): string {
  let bytes: Buffer
  try {
    bytes = readFileSync(path === '-' ? 0 : path)
  } catch (error) {
    throw new InputError(reasonOf(path, error))
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new InputError(`${path}:1:1: not UTF-8 text`)
  }
}

function reasonOf(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT') return `${path}: no such file or folder`
  return `${path}: ${error instanceof Error ? error.message : String(error)}`
}
