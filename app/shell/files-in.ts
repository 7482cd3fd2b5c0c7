import { resetPlacement } from '../canvas/placement.ts'
import type { FileId, OpenFile } from '../store/contracts.ts'
import { originalBytes, project } from '../store/project.ts'
import { emptyDraft, setView, useView } from '../store/view.ts'
import { say } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { isLarge, openLarge } from './open-large.ts'
import { takeIn } from './take-in.ts'

/** A file as it came in. `bytes` only where they are not UTF-8: such a file is shown, never written. */
export interface IncomingFile {
  readonly name: string
  readonly text: string
  readonly bytes: Uint8Array | null
}

export const sizeLimit = 64 * 1024 * 1024
const progressAbove = 5 * 1024 * 1024
export const manifests = /\.(ya?ml|json)$/i

/** Text of the bytes, byte order mark included, so that writing it gives the same bytes again. */
export function decode(bytes: Uint8Array): Omit<IncomingFile, 'name'> {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), bytes: null }
  } catch {
    const wide =
      bytes[0] === 0xff && bytes[1] === 0xfe
        ? 'utf-16le'
        : bytes[0] === 0xfe && bytes[1] === 0xff
          ? 'utf-16be'
          : 'utf-8'
    return { text: new TextDecoder(wide).decode(bytes), bytes }
  }
}

async function readOne(file: File, name: string): Promise<IncomingFile | null> {
  if (file.size > sizeLimit) {
    toast.error(say('open.tooLarge', { name, limit: 64 }))
    return null
  }
  try {
    const bytes =
      file.size <= progressAbove ? new Uint8Array(await file.arrayBuffer()) : await readWithProgress(file, name)
    const read = decode(bytes)
    if (!read.text.includes('\0')) return { name, ...read }
    toast.error(say('open.binary', { name }))
    return null
  } catch {
    toast.error(say('open.unreadable', { name }))
    return null
  }
}

async function readWithProgress(file: File, name: string): Promise<Uint8Array> {
  const note = toast.loading(say('open.reading', { name, percent: 0 }))
  try {
    const bytes = new Uint8Array(file.size)
    const reader = file.stream().getReader()
    let at = 0
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      bytes.set(value, at)
      at += value.length
      toast.loading(say('open.reading', { name, percent: Math.round((at / file.size) * 100) }), { id: note })
    }
    return bytes
  } finally {
    toast.dismiss(note)
  }
}

/** The manifests in an archive; a folder that holds them all is left out of their names. */
async function readArchive(file: File, name: string): Promise<IncomingFile[]> {
  const { unzipSync } = await import('fflate')
  try {
    let room = sizeLimit
    const entries = Object.entries(
      unzipSync(new Uint8Array(await file.arrayBuffer()), {
        // The size is as the archive says: a small one can hold far more than fits.
        filter: entry => {
          const isWanted = manifests.test(entry.name) && !/(?:^|\/)(?:__MACOSX\/|\._)/.test(entry.name)
          if (isWanted) room -= entry.originalSize
          return isWanted && room >= 0
        },
      }),
    )
    if (room < 0) toast.error(say('open.tooLarge', { name, limit: 64 }))
    else if (entries.length === 0) toast.error(say('open.noManifests'))
    const [first] = entries
    const root = first?.[0].includes('/') === true ? first[0].slice(0, first[0].indexOf('/') + 1) : ''
    const cut = entries.every(([path]) => path.startsWith(root)) ? root.length : 0
    const read = entries.map(([path, bytes]) => ({ name: path.slice(cut), ...decode(bytes) }))
    return room < 0 ? [] : read.filter(({ text }) => !text.includes('\0'))
  } catch {
    toast.error(say('open.unreadable', { name }))
    return []
  }
}

interface Named {
  readonly file: File
  readonly name: string
}

async function readAll(files: readonly Named[]): Promise<IncomingFile[]> {
  const total = files.reduce((sum, { file }) => sum + file.size, 0)
  if (total > sizeLimit) {
    toast.error(say('open.tooLarge', { name: say('open.selection'), limit: 64 }))
    return []
  }
  const read: IncomingFile[] = []
  for (const { file, name } of files) {
    if (/\.zip$/i.test(name)) read.push(...(await readArchive(file, name)))
    else {
      const one = await readOne(file, name)
      if (one !== null) read.push(one)
    }
  }
  return read
}

/**
 * Adds files to what is open, or takes its place when that is an example that nobody touched; gives their ids, in order: null for what
 * was left out or is not as it came. `named`: their names are theirs, and not the page's. A large project is made ready beside the open
 * one, which stays untouched when the person gives up waiting: there are no ids then.
 */
export async function take(files: readonly IncomingFile[], named = true): Promise<readonly (FileId | null)[]> {
  const [first] = files
  if (first === undefined) return []
  if (files.length === 1 && projectFile.test(first.name)) {
    void openProjectFile(first.text)
    return []
  }
  const tests = files.filter(file => holdsTests(file.text))
  if (tests.length > 0) {
    const others = files.filter(file => !tests.includes(file))
    const taken = await take(others, named)
    // Given up: then nothing of it comes.
    if (others.length > 0 && taken.length === 0) return []
    const { takeTests } = await import('./share/tests-in.ts')
    await takeTests(tests.map(({ text }) => text))
    return files.map(file => taken[others.indexOf(file)] ?? null)
  }
  let ids: readonly (FileId | null)[]
  if (project.files.length === 0 || (project.pristine && useView.getState().tests.length === 0)) {
    const reserved = files.map(file => ({ ...file, id: project.reserve() }))
    const open = (): void => {
      replaceProject(reserved, false)
      setView({ tests: [], paint: [], draft: emptyDraft, activeFile: reserved[0]?.id ?? null })
    }
    if (!isLarge(files)) open()
    else if (!(await openLarge(files, reserved.map(asOpened), open))) return []
    ids = reserved.map(({ id }) => id)
  } else {
    ids = await takeIn(files, named)
    const last = ids.findLast(id => id !== null)
    if (last != null) setView({ activeFile: last })
  }
  const foreign = files.filter(file => file.bytes !== null).map(file => file.name)
  if (foreign.length > 0) toast.warning(say('open.notUtf8', { names: foreign.join(', ') }))
  return ids
}

const asOpened = ({ id, name, text }: IncomingFile & { readonly id: FileId }): OpenFile => ({
  id,
  name,
  text,
  enabled: true,
})

/** Whether a text is a file of traffic tests, such as the page writes and `portolan test` runs: rows of requests, and no object. */
const holdsTests = (text: string): boolean =>
  /^\uFEFF?requests:[ \t]*(?:#.*)?$/m.test(text) && /^[ \t]+expect:/m.test(text) && !/^(?:kind|apiVersion):/m.test(text)

const projectFile = /\.portolan\.json$/i

async function openProjectFile(text: string): Promise<void> {
  const { openProjectData } = await import('./share/open-shared.ts')
  let data: unknown = null
  try {
    data = JSON.parse(text)
  } catch {
    // Said by what opens it.
  }
  openProjectData(data)
}

/** `pristine`: nobody would miss what is opened, since it can be had again, as an example can. */
export function replaceProject(files: readonly (IncomingFile & { readonly id?: FileId })[], pristine = true): void {
  originalBytes.clear()
  resetPlacement(new Map())
  project.open(
    files.map(({ id, name, text, bytes }) => ({
      ...(id !== undefined && { id }),
      name,
      text,
      readOnly: bytes !== null,
    })),
    new Map(),
    pristine,
  )
  project.files.forEach((file, i) => {
    const bytes = files[i]?.bytes
    if (bytes != null) originalBytes.set(file.id, bytes)
  })
}

/** Shows the browser's own dialog; an input element works in every browser and needs no permission. */
export function openFromDisk(folder: boolean): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  if (folder) input.webkitdirectory = true
  else input.accept = '.yaml,.yml,.json,.zip,application/yaml,text/yaml,text/plain'
  input.onchange = () => {
    const files = [...(input.files ?? [])]
      .map(file => ({ file, name: withoutRoot(file.webkitRelativePath) || file.name }))
      .filter(({ name }) => !folder || manifests.test(name))
    if (files.length === 0) toast.error(say('open.noManifests'))
    else void readAll(files).then(read => take(read))
  }
  input.click()
}

const withoutRoot = (path: string): string => path.split('/').slice(1).join('/')

/** Files and folders dropped on the page. */
export async function takeDropped(items: DataTransferItemList): Promise<void> {
  // All of it must be asked for before the first wait: afterwards the list is empty.
  const taken = [...items].map(item => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  const found: Named[] = []
  for (const { entry, file } of taken) {
    if (entry !== null) await collect(entry, entry.isDirectory ? null : '', found)
    else if (file !== null) found.push({ file, name: file.name })
  }
  if (found.length === 0) toast.error(say('open.noManifests'))
  else await take(await readAll(found))
}

/** `under` is null at the root of a dropped folder, whose own name is left out. */
async function collect(entry: FileSystemEntry, under: string | null, found: Named[]): Promise<void> {
  if (found.length >= 5000) return
  if (isFile(entry)) {
    const name = `${under ?? ''}${entry.name}`
    if (under === '' || manifests.test(name) || /\.zip$/i.test(name))
      found.push({ file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)), name })
    return
  }
  if (!isDirectory(entry)) return
  const reader = entry.createReader()
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (batch.length === 0) break
    batch.sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const inner of batch)
      await collect(inner, inner.isDirectory ? `${under ?? ''}${inner.name}/` : (under ?? ''), found)
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
