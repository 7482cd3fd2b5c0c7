import { type DocumentAt, documentAt } from './document-at.ts'
import { monaco } from './monaco.ts'
import { completions, diagnostics, hoverAt, type ServiceCompletion, type ServiceRange } from './yaml-service.ts'

/** Completion, hover and checks by kind, for the document that the cursor stands in. All of it works offline. */

const { CompletionItemKind, CompletionItemInsertTextRule } = monaco.languages

/** The protocol's numbers for kinds of completions; what YAML has of them. */
const kindOf = (kind: number | undefined): monaco.languages.CompletionItemKind =>
  kind === 10 ? CompletionItemKind.Property : kind === 9 ? CompletionItemKind.Module : CompletionItemKind.Value

const rangeIn = (range: ServiceRange, startLine: number): monaco.IRange => ({
  startLineNumber: startLine + range.start.line,
  startColumn: range.start.character + 1,
  endLineNumber: startLine + range.end.line,
  endColumn: range.end.character + 1,
})

const docOf = (documentation: ServiceCompletion['documentation']): string =>
  typeof documentation === 'string' ? documentation : (documentation?.value ?? '')

monaco.languages.registerCompletionItemProvider('yaml', {
  triggerCharacters: [' ', ':', '-'],
  async provideCompletionItems(model, position) {
    const document = documentAt(model, position.lineNumber)
    if (document === null) return { suggestions: [] }
    const line = position.lineNumber - document.startLine
    const items = await completions(document, { line, character: position.column - 1 })
    const word = model.getWordUntilPosition(position)
    const fallback: monaco.IRange = {
      startLineNumber: position.lineNumber,
      startColumn: word.startColumn,
      endLineNumber: position.lineNumber,
      endColumn: word.endColumn,
    }
    return {
      suggestions: (items ?? []).map(item => ({
        label: item.label,
        kind: kindOf(item.kind),
        insertText: item.textEdit?.newText ?? item.insertText ?? item.label,
        range: item.textEdit === undefined ? fallback : rangeIn(item.textEdit.range, document.startLine),
        ...(item.insertTextFormat === 2 && { insertTextRules: CompletionItemInsertTextRule.InsertAsSnippet }),
        ...(item.detail !== undefined && { detail: item.detail }),
        ...(item.sortText !== undefined && { sortText: item.sortText }),
        ...(item.filterText !== undefined && { filterText: item.filterText }),
        ...(item.documentation !== undefined && { documentation: { value: docOf(item.documentation) } }),
      })),
    }
  },
})

monaco.languages.registerHoverProvider('yaml', {
  async provideHover(model, position) {
    const document = documentAt(model, position.lineNumber)
    if (document === null || model.getWordAtPosition(position) === null) return null
    const text = await hoverAt(document, {
      line: position.lineNumber - document.startLine,
      character: position.column - 1,
    })
    // The service closes with the schema's address, which leads nowhere from here.
    const shown = text?.replace(/\n*\s*Source: \[[^\]]*\]\([^)]*\)\s*$/, '').trim() ?? ''
    return shown === '' ? null : { contents: [{ value: shown }] }
  },
})

const owner = 'schema'
const delayMs = 450

/** Whether the engine could not read the document: what a schema says of half of it would be noise. */
function hasSyntaxError(model: monaco.editor.ITextModel, document: DocumentAt): boolean {
  const last = document.startLine + document.text.split('\n').length
  return monaco.editor
    .getModelMarkers({ resource: model.uri })
    .some(
      ({ code, startLineNumber: line }) =>
        typeof code === 'string' && code.startsWith('yaml.') && line >= document.startLine && line < last,
    )
}

/** What is wrong with a whole block is marked at its first line. */
const firstLine = (model: monaco.editor.ITextModel, range: monaco.IRange): monaco.IRange =>
  range.startLineNumber === range.endLineNumber
    ? range
    : {
        ...range,
        endLineNumber: range.startLineNumber,
        endColumn: model.getLineMaxColumn(Math.min(range.startLineNumber, model.getLineCount())),
      }

/** Checks the document around the cursor after a pause, and marks what its kind's schema does not allow. */
export function checkWhileTyping(editor: monaco.editor.IStandaloneCodeEditor): monaco.IDisposable {
  let timer: ReturnType<typeof setTimeout> | null = null
  let wanted = 0
  const check = async (): Promise<void> => {
    const model = editor.getModel()
    const position = editor.getPosition()
    if (model === null || position === null) return
    const document = documentAt(model, position.lineNumber)
    wanted += 1
    const mine = wanted
    const version = model.getVersionId()
    const found = document === null ? null : await diagnostics(document)
    if (mine !== wanted || model.isDisposed() || model.getVersionId() !== version) return
    const silent = document === null || found === null || hasSyntaxError(model, document)
    monaco.editor.setModelMarkers(
      model,
      owner,
      silent
        ? []
        : found.map(({ range, message }) => ({
            ...firstLine(model, rangeIn(range, document.startLine)),
            message,
            severity: monaco.MarkerSeverity.Warning,
          })),
    )
  }
  const soon = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(() => void check().catch(() => undefined), delayMs)
  }
  const listeners = [
    editor.onDidChangeModelContent(soon),
    editor.onDidChangeModel(soon),
    editor.onDidChangeCursorPosition(event => event.reason === monaco.editor.CursorChangeReason.Explicit && soon()),
  ]
  return {
    dispose: () => {
      if (timer !== null) clearTimeout(timer)
      for (const listener of listeners) listener.dispose()
    },
  }
}
