import type { monaco } from './monaco.ts'

/** The YAML document around a line of a file: what the language service is asked about. */
export interface DocumentAt {
  /** First line of the document in the file, from 1. */
  readonly startLine: number
  readonly text: string
  readonly apiVersion: string
  readonly kind: string
}

const marker = /^(?:---|\.\.\.)(?:\s|$)/
/** Further than this no document is looked for: a service that answers late is worse than none. */
const farthest = 4000

const field = (text: string, name: string): string =>
  new RegExp(`^${name}[ \\t]*:[ \\t]*["']?([^\\s"'#]+)`, 'm').exec(text)?.[1] ?? ''

/** Null inside a `kind: List`, whose items are documents of several kinds, and in very long documents. */
export function documentAt(model: monaco.editor.ITextModel, line: number): DocumentAt | null {
  const isMarker = (at: number): boolean => marker.test(model.getLineContent(at))
  let startLine = line
  while (startLine > 1 && !isMarker(startLine - 1) && line - startLine < farthest) startLine -= 1
  if (isMarker(line)) startLine = Math.min(line + 1, model.getLineCount())
  let endLine = Math.max(line, startLine)
  while (endLine < model.getLineCount() && !isMarker(endLine + 1) && endLine - line < farthest) endLine += 1
  if (endLine - startLine >= farthest) return null
  const text = model.getValueInRange({
    startLineNumber: startLine,
    startColumn: 1,
    endLineNumber: endLine,
    endColumn: model.getLineMaxColumn(endLine),
  })
  const kind = field(text, 'kind')
  if (kind.endsWith('List')) return null
  return { startLine, text, apiVersion: field(text, 'apiVersion'), kind }
}
