import type { FileId } from './contracts.ts'
import { project } from './project.ts'
import { setView } from './view.ts'

/** A name like the one wanted that no open file has, and none of `others`. */
export function freeName(wanted: string, others: Iterable<string> = []): string {
  const taken = new Set([...project.files.map(file => file.name), ...others])
  if (!taken.has(wanted)) return wanted
  const dot = wanted.lastIndexOf('.')
  const [stem, end] = dot > 0 ? [wanted.slice(0, dot), wanted.slice(dot)] : [wanted, '']
  for (let n = 2; ; n += 1) if (!taken.has(`${stem}-${n}${end}`)) return `${stem}-${n}${end}`
}

export function newFile(): FileId {
  const id = project.addFile({ name: freeName('manifest.yaml'), text: '' })
  setView({ activeFile: id, editorOpen: true })
  return id
}

/** The file that is open, where it can be written; else a new one. */
export function fileToWrite(active: FileId | null): FileId {
  const known = project.files.find(file => file.id === active && !file.readOnly)
  return known?.id ?? newFile()
}
