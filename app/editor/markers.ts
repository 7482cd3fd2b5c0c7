import type { Formatter } from '../../src/page.ts'
import type { DocProblems, FileId } from '../store/contracts.ts'
import type { FileModel } from './file-model.ts'
import { monaco } from './monaco.ts'

const severities = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  info: monaco.MarkerSeverity.Info,
} as const

/** What a model shows now, by document: an owner each, so that the others move with the text by themselves. */
const shown = new WeakMap<FileModel, { formatter: Formatter; docs: Map<string, DocProblems> }>()

export function showProblems(model: FileModel, problems: ReadonlyMap<string, DocProblems>, formatter: Formatter): void {
  const before = shown.get(model)
  const sameWords = before?.formatter === formatter
  const docs = new Map<string, DocProblems>()
  for (const [id, doc] of problems) {
    const own = doc.problems.filter(located => located.file === (model.file as FileId))
    if (own.length === 0) continue
    docs.set(id, doc)
    if (sameWords && before?.docs.get(id) === doc) continue
    monaco.editor.setModelMarkers(
      model.model,
      id,
      own.map(({ problem, range }) => ({
        ...markerRange(model, range),
        severity: severities[problem.severity],
        message: formatter.sentence(problem.code, problem.facts),
        code: problem.code,
      })),
    )
  }
  for (const id of before?.docs.keys() ?? []) if (!docs.has(id)) monaco.editor.setModelMarkers(model.model, id, [])
  shown.set(model, { formatter, docs })
}

/** A problem of a whole block is marked at its first line: pages of squiggles say nothing. */
function markerRange(model: FileModel, range: { readonly from: number; readonly to: number }): monaco.IRange {
  const found = model.rangeOf(range)
  if (found.startLineNumber === found.endLineNumber && found.startColumn !== found.endColumn) return found
  const line = found.startLineNumber
  return new monaco.Range(
    line,
    found.startColumn,
    line,
    Math.max(model.model.getLineMaxColumn(line), found.startColumn + 1),
  )
}
