import { EditorView, TextStore } from '../../src/page.ts'
import type { FileId, Range, TextEdit } from '../store/contracts.ts'
import { type ProjectFile, project } from '../store/project.ts'
import { monaco } from './monaco.ts'

/**
 * A file as Monaco shows it: a view without byte order mark and with one kind of line end. What is typed goes to the project's
 * history as edits of the source; what happens to the source elsewhere comes back as edits of the view, so that cursor and folding
 * survive.
 */
export class FileModel {
  readonly file: FileId
  readonly model: monaco.editor.ITextModel
  #view: EditorView
  /** The source as the view knows it; runs behind the project only while a change is handed over. */
  #source: TextStore
  #busy = false

  constructor(file: ProjectFile) {
    const text = file.text.toString()
    this.file = file.id
    this.#view = new EditorView(text)
    this.#source = new TextStore(text)
    const uri = monaco.Uri.parse(`inmemory://project/${file.id}`)
    this.model = monaco.editor.createModel(this.#view.viewOf(text), 'yaml', uri)
    this.model.setEOL(
      this.#view.eol === '\n' ? monaco.editor.EndOfLineSequence.LF : monaco.editor.EndOfLineSequence.CRLF,
    )
    this.model.updateOptions({ tabSize: 2, insertSpaces: true })
    this.model.onDidChangeContent(event => this.#typed(event))
  }

  get isMixed(): boolean {
    return this.#view.isMixed
  }

  toSource(position: monaco.IPosition): number {
    return this.#view.toSource(this.model.getOffsetAt(position))
  }

  rangeOf({ from, to }: Range): monaco.Range {
    return monaco.Range.fromPositions(
      this.model.getPositionAt(this.#view.toView(from)),
      this.model.getPositionAt(this.#view.toView(to)),
    )
  }

  /** Follows a change of the source that was made elsewhere; gives the place of the last edit, for the cursor. */
  follow(edits: readonly TextEdit[]): monaco.Position | null {
    const viewEdits = this.#view.toViewEdits(edits, this.#source)
    this.#view.apply(edits, this.#source)
    this.#source.apply(edits)
    if (viewEdits.length === 0) return null
    this.#busy = true
    try {
      this.model.pushEditOperations(
        null,
        viewEdits.map(edit => ({
          range: monaco.Range.fromPositions(this.model.getPositionAt(edit.from), this.model.getPositionAt(edit.to)),
          text: edit.insert,
        })),
        () => null,
      )
    } finally {
      this.#busy = false
    }
    let shift = 0
    let end = 0
    for (const edit of viewEdits) {
      end = edit.from + shift + edit.insert.length
      shift += edit.insert.length - (edit.to - edit.from)
    }
    return this.model.getPositionAt(end)
  }

  /** Whether a change of the project is being made from here: then there is nothing to follow. */
  get typing(): boolean {
    return this.#busy
  }

  dispose(): void {
    this.model.dispose()
  }

  #typed(event: monaco.editor.IModelContentChangedEvent): void {
    if (this.#busy || event.changes.length === 0) return
    const typed = event.changes
      .map(change => ({
        from: change.rangeOffset,
        to: change.rangeOffset + change.rangeLength,
        insert: change.text,
      }))
      .sort((a, b) => a.from - b.from || a.to - b.to)
    const edits = this.#view.toSourceEdits(typed, this.#source)
    this.#busy = true
    try {
      if (!project.type(this.file, edits)) {
        this.#reset()
        return
      }
    } finally {
      this.#busy = false
    }
    this.#view.apply(edits, this.#source)
    this.#source.apply(edits)
  }

  /** The project refused what was typed: the model shows the source again. */
  #reset(): void {
    const text = project.file(this.file)?.text.toString() ?? ''
    this.#view = new EditorView(text)
    this.#source = new TextStore(text)
    this.model.setValue(this.#view.viewOf(text))
  }
}
