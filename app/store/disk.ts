import { create } from 'zustand'
import type { FileId } from './contracts.ts'
import { project } from './project.ts'

/** A file of a folder that may be written: where it is, and what stood in it when it was last read or written. */
export interface OnDisk {
  readonly handle: FileSystemFileHandle
  readonly text: string
  /** Milliseconds since 1970; another one later means that somebody else has written it. */
  readonly modified: number
}

/** Files that have a place on disk, for as long as the page is open: a browser forgets its leave with the page. */
export const useDisk = create<{ readonly files: ReadonlyMap<FileId, OnDisk> }>()(() => ({ files: new Map() }))

export function setOnDisk(changes: ReadonlyMap<FileId, OnDisk>): void {
  useDisk.setState(({ files }) => ({ files: new Map([...files, ...changes]) }))
}

/** Files whose text is another than on disk. */
export function unsavedFiles(): readonly FileId[] {
  const { files } = useDisk.getState()
  return project.files
    .filter(file => {
      const known = files.get(file.id)
      return known !== undefined && !file.readOnly && known.text !== file.text.toString()
    })
    .map(file => file.id)
}
