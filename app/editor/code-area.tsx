import { useEffect, useRef } from 'react'
import type { FileId } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { type ProjectFile, project } from '../store/project.ts'
import { select, setView, useView } from '../store/view.ts'
import { useSentences } from '../ui/sentences.ts'
import { useText } from '../ui/text.ts'
import { ask } from '../worker/client.ts'
import { formatFile } from '../worker/gestures.ts'
import css from './editor.module.css'
import './fixes.ts'
import { checkWhileTyping } from './language.ts'
import './lenses.ts'
import { showProblems } from './markers.ts'
import { followProject, keepViewState, modelOf, viewStateOf } from './models.ts'
import { monaco } from './monaco.ts'
import { watchSelector } from './selector-count.tsx'
import { renameAction } from './symbols.ts'
import './values.ts'

interface CodeAreaProps {
  readonly file: ProjectFile
  readonly theme: 'light' | 'dark'
}

const locateDelayMs = 120

/** Monaco, held to the project's text, its problems, and the one selection. */
export function CodeArea({ file, theme }: CodeAreaProps) {
  const t = useText()
  const box = useRef<HTMLDivElement>(null)
  const editor = useRef<monaco.editor.IStandaloneCodeEditor | null>(null)
  const shownFile = useRef<FileId | null>(null)
  const docMark = useRef<monaco.editor.IEditorDecorationsCollection | null>(null)
  const fieldMark = useRef<monaco.editor.IEditorDecorationsCollection | null>(null)
  const problems = useGraph(graph => graph.problems)
  const sentences = useSentences()
  const reveal = useView(view => view.reveal)

  useEffect(() => {
    if (box.current === null) return
    // Inside the panels, a press on a suggestion that lies over a separator would drag the separator.
    const above = document.createElement('div')
    above.className = 'monaco-editor'
    Object.assign(above.style, { position: 'fixed', top: '0', left: '0', zIndex: '40' })
    document.body.append(above)
    const made = monaco.editor.create(box.current, {
      model: null,
      automaticLayout: true,
      ariaLabel: t('editor.label'),
      minimap: { enabled: false },
      fontFamily:
        "ui-monospace, 'SF Mono', 'Cascadia Code', 'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
      fontSize: 12.5,
      lineHeight: 19,
      lineNumbersMinChars: 4,
      lineDecorationsWidth: 8,
      glyphMargin: false,
      folding: true,
      scrollBeyondLastLine: false,
      padding: { top: 8, bottom: 24 },
      renderWhitespace: 'selection',
      renderLineHighlight: 'line',
      occurrencesHighlight: 'off',
      selectionHighlight: true,
      guides: { indentation: true },
      bracketPairColorization: { enabled: false },
      fixedOverflowWidgets: true,
      overflowWidgetsDomNode: above,
      quickSuggestions: { other: true, comments: false, strings: true },
      suggestOnTriggerCharacters: true,
      wordBasedSuggestions: 'off',
      overviewRulerBorder: false,
      hideCursorInOverviewRuler: true,
      scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
      stickyScroll: { enabled: false },
      links: false,
      // Its dimmed number would be too faint to read.
      renderFinalNewline: 'on',
      dragAndDrop: false,
    })
    editor.current = made
    docMark.current = made.createDecorationsCollection()
    fieldMark.current = made.createDecorationsCollection()
    let timer: ReturnType<typeof setTimeout> | null = null
    const locate = (): void => {
      const id = shownFile.current
      const position = made.getPosition()
      const model = id === null ? null : modelOf(id)
      if (id === null || position === null || model === null) return
      void ask({ kind: 'locate', file: id, offset: model.toSource(position) }).then(reply => {
        if (reply.kind !== 'locate' || shownFile.current !== id || !made.hasTextFocus()) return
        const { place } = reply
        if (place === null) return
        select([place.node ?? place.doc])
        markDocument(place.range)
        watchSelector(place)
        if (place.node !== null) lightRow(place.node, place.path)
      })
    }
    const markDocument = (range: { readonly from: number; readonly to: number }): void => {
      const id = shownFile.current
      const model = id === null ? null : modelOf(id)
      if (model === null) return
      docMark.current?.set([
        { range: model.rangeOf(range), options: { isWholeLine: true, linesDecorationsClassName: css.docLine ?? '' } },
      ])
    }
    const subscriptions = [
      made.onDidChangeCursorPosition(event => {
        if (event.source === 'api' || event.reason === monaco.editor.CursorChangeReason.ContentFlush) return
        fieldMark.current?.clear()
        if (timer !== null) clearTimeout(timer)
        timer = setTimeout(locate, locateDelayMs)
      }),
      made.onDidBlurEditorText(() => {
        project.closeTyping()
        watchSelector(null)
      }),
      checkWhileTyping(made),
      renameAction(made),
      made.addAction({
        id: 'portolan.format',
        label: t('format.menu'),
        keybindings: [monaco.KeyMod.Shift | monaco.KeyMod.Alt | monaco.KeyCode.KeyF],
        contextMenuGroupId: '1_modification',
        run: () => void formatFile(shownFile.current),
      }),
    ]
    const stop = followProject((id, at, change) => {
      if (id !== shownFile.current || change.kind === 'opened') return
      if (change.origin === 'typing' || made.hasTextFocus()) {
        made.setPosition(at)
        made.revealPositionInCenterIfOutsideViewport(at)
      }
    })
    return () => {
      if (timer !== null) clearTimeout(timer)
      stop()
      for (const subscription of subscriptions) subscription.dispose()
      if (shownFile.current !== null) keepViewState(shownFile.current, made.saveViewState())
      made.dispose()
      above.remove()
      editor.current = null
      shownFile.current = null
    }
  }, [t])

  useEffect(() => {
    const made = editor.current
    if (made === null) return
    if (shownFile.current !== file.id) {
      if (shownFile.current !== null) keepViewState(shownFile.current, made.saveViewState())
      docMark.current?.clear()
      fieldMark.current?.clear()
      made.setModel(modelOf(file.id)?.model ?? null)
      shownFile.current = file.id
      const state = viewStateOf(file.id)
      if (state !== null) made.restoreViewState(state)
    }
    // Folding is computed anew after every stroke, over the whole text.
    const folding = (made.getModel()?.getLineCount() ?? 0) < 12_000
    made.updateOptions({ folding, readOnly: file.readOnly, ariaLabel: t('editor.of', { name: file.name }) })
  }, [file, t])

  useEffect(() => {
    monaco.editor.setTheme(`portolan-${theme}`)
  }, [theme])

  useEffect(() => {
    const model = modelOf(file.id)
    if (model !== null) showProblems(model, problems, sentences)
  }, [file, problems, sentences])

  // Declared last: the model of the file must be the one shown by now.
  useEffect(() => {
    const made = editor.current
    if (made === null || reveal === null || reveal.file !== file.id || useView.getState().reveal !== reveal) return
    const model = modelOf(file.id)
    if (model === null) return
    const range = model.rangeOf(reveal.range)
    const lines = range.endLineNumber - range.startLineNumber
    if (lines > 30) made.revealLineNearTop(range.startLineNumber)
    else made.revealRangeInCenterIfOutsideViewport(range)
    const whole = { isWholeLine: true, linesDecorationsClassName: css.docLine ?? '' }
    if (reveal.mark === 'document') {
      docMark.current?.set([{ range, options: whole }])
      fieldMark.current?.clear()
    } else fieldMark.current?.set([{ range, options: { isWholeLine: true, className: css.fieldLine ?? '' } }])
    if (reveal.focus) {
      made.setPosition(range.getStartPosition())
      made.focus()
    }
    setView({ reveal: null })
  }, [reveal, file])

  return <div ref={box} className={css.code} />
}

/** The row whose field the cursor stands in. */
function lightRow(node: string, path: readonly (string | number)[]): void {
  const found = useGraph.getState().nodes.get(node)
  if (found === undefined) return
  let best: string | null = null
  let depth = 0
  for (const row of found.rows) {
    const at = row.at?.path
    if (at === undefined || at.length <= depth || !at.every((key, i) => key === path[i])) continue
    best = row.id
    depth = at.length
  }
  setView({ lit: best === null ? null : { node, row: best } })
}
