import { zipSync } from 'fflate'
import { pictureOfCanvas } from '../../canvas/picture.tsx'
import type { FileId, PlainValue } from '../../store/contracts.ts'
import { useGraph } from '../../store/graph.ts'
import { project } from '../../store/project.ts'
import { useView } from '../../store/view.ts'
import { say } from '../../ui/text.ts'
import { toast } from '../../ui/toast.ts'
import { ask } from '../../worker/client.ts'
import { bytesOf, save } from '../files-out.ts'
import { projectSnapshot } from '../snapshot.ts'
import { mermaidOf } from './mermaid.ts'
import { projectData } from './project-data.ts'
import { caseOf } from './traffic-case.ts'

/** What can be taken out of the page beside the files as they are; each is one download or one copy. */

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

const zip = (name: string, entries: Readonly<Record<string, Uint8Array>>): void =>
  save(name, new Uint8Array(zipSync(entries)), 'application/zip')

interface Leaving {
  readonly id: FileId
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly text: string
}

/** Files that count, with names that can stand in an archive beside each other. */
function enabledFiles(): Leaving[] {
  return project.files
    .filter(file => file.enabled)
    .map(file => ({
      id: file.id,
      name: file.name.replace(/^(?:\.*\/)+/, ''),
      bytes: bytesOf(file),
      text: file.text.toString(),
    }))
}

async function printed(value: PlainValue): Promise<string> {
  const reply = await ask({ kind: 'printed', value })
  return reply.kind === 'printed' ? reply.text : ''
}

/** Everything, Secret values and layout included: for one's own disk. */
export const exportProject = (): void =>
  save(
    'project.portolan.json',
    utf8(`${JSON.stringify(projectData(projectSnapshot()), null, 1)}\n`),
    'application/json',
  )

const isKustomization = (name: string): boolean => /^kustomization\.ya?ml$/i.test(name)

/**
 * A base that `kubectl apply -k` takes: the files that are switched on and declare something, in their order. A project that has a
 * kustomization of its own keeps it, and all that it may refer to.
 */
export async function exportKustomize(): Promise<void> {
  const all = enabledFiles()
  if (all.some(({ name }) => isKustomization(name))) {
    zip('base.zip', Object.fromEntries(all.map(({ name, bytes }) => [name, bytes])))
    return
  }
  const declaring = new Set(
    [...useGraph.getState().outline.values()]
      .filter(entry => entry.name !== '' && entry.apiVersion !== '')
      .map(({ file }) => file),
  )
  const files = all.filter(({ id }) => declaring.has(id))
  const kustomization = await printed({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: files.map(file => file.name),
  })
  zip('base.zip', {
    ...Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])),
    'kustomization.yaml': utf8(kustomization),
  })
}

/** The files without what a server added. */
export async function exportClean(): Promise<void> {
  const files = enabledFiles()
  const reply = await ask({ kind: 'withoutServerFields', texts: files.map(({ text }) => text) })
  if (reply.kind !== 'withoutServerFields') return
  const entries = files.map(({ name }, i) => [name, utf8(reply.texts[i] ?? '')] as const)
  const [only] = entries
  if (entries.length === 1 && only !== undefined)
    save(only[0].split('/').at(-1) ?? only[0], only[1], 'application/yaml')
  else zip('manifests-clean.zip', Object.fromEntries(entries))
}

/** The kept requests with the manifests they are about, as `portolan test` runs them. */
export async function exportTests(): Promise<void> {
  const files = enabledFiles()
  const value = caseOf(
    useView.getState().tests,
    files.map(file => file.name),
  )
  zip('traffic-tests.zip', {
    ...Object.fromEntries(files.map(({ name, bytes }) => [`traffic/${name}`, bytes])),
    'traffic/case.yaml': utf8(await printed(value)),
  })
}

export function exportSvg(): void {
  const picture = pictureOfCanvas()
  if (picture !== null) save('topology.svg', utf8(picture.svg), 'image/svg+xml')
}

/** No browser draws more than this, and no screen shows it. */
const pixelsAtMost = 64_000_000
const sharpness = 2

export async function exportPng(): Promise<void> {
  const bytes = await pngOf()
  if (bytes === null) toast.error(say('picture.failed'))
  else save('topology.png', bytes, 'image/png')
}

async function pngOf(): Promise<Uint8Array<ArrayBuffer> | null> {
  const picture = pictureOfCanvas()
  if (picture === null) return null
  const { svg, width, height } = picture
  const scale = Math.min(sharpness, Math.sqrt(pixelsAtMost / (width * height)))
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'))
    return blob === null ? null : new Uint8Array(await blob.arrayBuffer())
  } catch {
    return null
  } finally {
    URL.revokeObjectURL(url)
  }
}

export async function copyMermaid(): Promise<void> {
  const { nodes, edges } = useGraph.getState()
  try {
    await navigator.clipboard.writeText(mermaidOf(nodes, edges, say('canvas.outside')))
    toast.success(say('mermaid.copied'))
  } catch {
    toast.error(say('copy.failed'))
  }
}

/** The picture on paper: the page's own panels would only be cut off. */
export function printPicture(): void {
  const picture = pictureOfCanvas()
  if (picture === null) return
  const sheet = document.createElement('div')
  sheet.className = 'print-sheet'
  sheet.append(new DOMParser().parseFromString(picture.svg, 'image/svg+xml').documentElement)
  document.body.append(sheet)
  const done = (): void => {
    sheet.remove()
    window.removeEventListener('afterprint', done)
  }
  window.addEventListener('afterprint', done)
  window.print()
}
