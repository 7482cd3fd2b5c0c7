import type { FileId } from '../store/contracts.ts'
import { project } from '../store/project.ts'
import { setView } from '../store/view.ts'
import { freeName } from './files-in.ts'

export function newFile(): FileId {
  const id = project.addFile({ name: freeName('manifest.yaml'), text: '' })
  setView({ activeFile: id, editorOpen: true })
  return id
}
