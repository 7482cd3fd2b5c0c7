import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NamedText } from './bench.ts'

export interface FuzzProject {
  readonly name: string
  readonly files: readonly NamedText[]
  readonly size: number
}

/** The examples, and manifests of real projects where they are beside this one; a name each. */
export function fuzzProjects(): FuzzProject[] {
  return ['public/examples', '../shared/real'].flatMap(root =>
    existsSync(root)
      ? readdirSync(root, { withFileTypes: true })
          .filter(entry => entry.isDirectory())
          .map(({ name }) => projectIn(join(root, name), name))
          .filter(({ files }) => files.length > 0)
      : [],
  )
}

function projectIn(folder: string, name: string): FuzzProject {
  const files = readdirSync(folder)
    .filter(file => /\.ya?ml$/.test(file))
    .sort()
    .map(file => ({ name: file, text: readFileSync(join(folder, file), 'utf8') }))
  return { name, files, size: files.reduce((sum, { text }) => sum + text.length, 0) }
}
