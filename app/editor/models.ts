import type { FileId } from '../store/contracts.ts'
import { type ProjectChange, project } from '../store/project.ts'
import { FileModel } from './file-model.ts'
import type { monaco } from './monaco.ts'

/** The models of the files that were looked at; the others cost nothing. */
const models = new Map<FileId, FileModel>()
const viewStates = new Map<FileId, monaco.editor.ICodeEditorViewState>()

export function modelOf(id: FileId): FileModel | null {
  const known = models.get(id)
  if (known !== undefined) return known
  const file = project.file(id)
  if (file === undefined) return null
  const made = new FileModel(file)
  models.set(id, made)
  return made
}

/** The file that a model of Monaco shows; null for a hidden one. */
export function shownBy(model: monaco.editor.ITextModel): FileModel | null {
  for (const shown of models.values()) if (shown.model === model) return shown
  return null
}

export const keepViewState = (id: FileId, state: monaco.editor.ICodeEditorViewState | null): void => {
  if (state !== null) viewStates.set(id, state)
}
export const viewStateOf = (id: FileId): monaco.editor.ICodeEditorViewState | null => viewStates.get(id) ?? null

function forget(id: FileId): void {
  models.get(id)?.dispose()
  models.delete(id)
  viewStates.delete(id)
}

/** Where the cursor should stand after a change made elsewhere. */
export type OnFollowed = (file: FileId, at: monaco.Position, change: ProjectChange) => void

/** Keeps the models at the project's text. */
export function followProject(onFollowed: OnFollowed): () => void {
  return project.subscribe(change => {
    if (change.kind === 'opened') {
      for (const id of [...models.keys()]) forget(id)
      return
    }
    for (const step of change.steps) {
      if (step.kind === 'remove') forget(step.file)
      if (step.kind !== 'edit') continue
      const model = models.get(step.file)
      if (model === undefined || model.typing) continue
      const at = model.follow(step.edits)
      if (at !== null) onFollowed(step.file, at, change)
    }
  })
}
