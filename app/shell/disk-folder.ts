import type { FileId } from '../store/contracts.ts'
import { type OnDisk, setOnDisk, unsavedFiles, useDisk } from '../store/disk.ts'
import { project } from '../store/project.ts'
import { say } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { decode, type IncomingFile, manifests, openFromDisk, sizeLimit, take } from './files-in.ts'

/** Folders that are opened to be written again, where the browser can; elsewhere they are read. */
interface Picker {
  readonly showDirectoryPicker: (options: { readonly mode: 'readwrite' }) => Promise<FileSystemDirectoryHandle>
}

const hasPicker = (page: object): page is Picker => 'showDirectoryPicker' in page

interface Found {
  readonly name: string
  readonly handle: FileSystemFileHandle
}

const mostFiles = 5_000

export async function openFolder(): Promise<void> {
  if (!hasPicker(window)) {
    openFromDisk(true)
    return
  }
  let folder: FileSystemDirectoryHandle
  try {
    folder = await window.showDirectoryPicker({ mode: 'readwrite' })
  } catch {
    return // The person has changed their mind.
  }
  const found: Found[] = []
  await collect(folder, '', found)
  if (found.length === 0) {
    toast.error(say('open.noManifests'))
    return
  }
  const files: (IncomingFile & { readonly disk: OnDisk })[] = []
  let size = 0
  for (const { name, handle } of found) {
    const file = await handle.getFile()
    size += file.size
    if (size > sizeLimit) {
      toast.error(say('open.tooLarge', { name: say('open.selection'), limit: 64 }))
      return
    }
    const decoded = decode(new Uint8Array(await file.arrayBuffer()))
    files.push({ name, ...decoded, disk: { handle, text: decoded.text, modified: file.lastModified } })
  }
  const ids = await take(files)
  setOnDisk(
    new Map(ids.flatMap((id, i) => (files[i] === undefined || id === null ? [] : [[id, files[i].disk] as const]))),
  )
}

async function collect(folder: FileSystemDirectoryHandle, under: string, found: Found[]): Promise<void> {
  const entries: FileSystemHandle[] = []
  for await (const entry of (folder as unknown as { values(): AsyncIterable<FileSystemHandle> }).values())
    entries.push(entry)
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    if (found.length >= mostFiles) return
    const name = `${under}${entry.name}`
    if (entry.kind === 'file') {
      if (manifests.test(entry.name)) found.push({ name, handle: entry as FileSystemFileHandle })
    } else if (!/^(?:\.git|node_modules)$/.test(entry.name))
      await collect(entry as FileSystemDirectoryHandle, `${name}/`, found)
  }
}

/** Writes what has changed to its place. What somebody else has written meanwhile is not overwritten unasked. */
export async function saveToDisk(force = false): Promise<void> {
  const ids = unsavedFiles()
  if (ids.length === 0) {
    toast.message(say(useDisk.getState().files.size === 0 ? 'disk.kept' : 'disk.nothing'))
    return
  }
  const written = new Map<FileId, OnDisk>()
  const others: string[] = []
  try {
    for (const id of ids) {
      const file = project.file(id)
      const known = useDisk.getState().files.get(id)
      if (file === undefined || known === undefined) continue
      const { handle } = known
      if (!force && (await handle.getFile()).lastModified !== known.modified) {
        others.push(file.name)
        continue
      }
      const text = file.text.toString()
      const stream = await handle.createWritable()
      await stream.write(text)
      await stream.close()
      written.set(id, { handle, text, modified: (await handle.getFile()).lastModified })
    }
  } catch {
    toast.error(say('disk.failed'), { duration: 12_000 })
  }
  setOnDisk(written)
  if (written.size > 0) toast.success(say('disk.saved', { n: written.size }))
  if (others.length > 0)
    toast.warning(say('disk.changed', { names: others.join(', ') }), {
      duration: 20_000,
      action: { label: say('disk.overwrite'), onClick: () => void saveToDisk(true) },
    })
}
