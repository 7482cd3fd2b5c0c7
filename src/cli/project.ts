import { type Assumptions, decodeAssumptions, defaultAssumptions } from '../cluster/index.ts'
import type { FlowContext } from '../flow/index.ts'
import type { Problem } from '../report/index.ts'
import { type DocId, type FieldRef, type FileId, LineIndex, type Range } from '../text/index.ts'
import { Derivations, type OpenFile, Sources } from '../workspace/index.ts'
import { nearestRange, readPlain } from '../yaml/index.ts'
import { InputError, readText } from './input.ts'

/** A project opened without a page. */
export interface HeadlessProject {
  readonly flow: FlowContext
  readonly derivations: Derivations
  /** Every document, in the order of the files. */
  documents(): readonly DocId[]
  /** What keeps a document from being read as YAML. */
  syntaxProblems(doc: DocId): readonly Problem[]
  /** The file and the range of a field, or of what is nearest to it. */
  locate(at: FieldRef): { readonly file: FileId; readonly range: Range } | null
  /** `file:line:column`, for people. */
  place(at: { readonly doc: Parameters<Sources['document']>[0]; readonly path: readonly (string | number)[] }): string
}

export function openProject(
  files: readonly OpenFile[],
  assumptions: Assumptions = defaultAssumptions,
): HeadlessProject {
  const sources = new Sources()
  const derivations = new Derivations(sources)
  derivations.assume(assumptions)
  const touched = files.flatMap(file => sources.open(file).touched)
  derivations.update({ touched, removed: [] })
  const names = new Map(files.map(file => [file.id, file]))
  const locate: HeadlessProject['locate'] = at => {
    const doc = sources.document(at.doc)
    if (doc === undefined) return null
    return { file: doc.file, range: sources.rangeInFile(doc, nearestRange(doc, at.path)) }
  }
  return {
    flow: derivations.flow,
    derivations,
    documents: () => sources.documentIds(),
    syntaxProblems: doc =>
      (sources.document(doc)?.problems ?? []).map(({ code, severity, range, facts }) => ({
        code,
        severity,
        range,
        facts,
        at: { doc, path: [] },
      })),
    locate,
    place(at) {
      const found = locate(at)
      const file = found === null ? undefined : names.get(found.file)
      if (found === null || file === undefined) return ''
      const { line, column } = new LineIndex(file.text).placeAt(found.range.from)
      return `${file.name}:${line}:${column}`
    },
  }
}

/** Reads `--assume FILE`: an `assume:` document. */
export function readAssumptions(path: string | undefined): Assumptions {
  if (path === undefined) return defaultAssumptions
  const read = readPlain(readText(path))
  if (!read.ok) throw new InputError(`${path}:${read.line}:${read.column}: ${read.message}`)
  const root = typeof read.value === 'object' && read.value !== null && !Array.isArray(read.value) ? read.value : null
  return decodeAssumptions(root?.['assume'] ?? read.value)
}
