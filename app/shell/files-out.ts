import type { ProjectFile } from '../store/project.ts'
import { originalBytes, project } from '../store/project.ts'
import { say } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'

/** The bytes of a file as they are now; of one that is not UTF-8, as they came. */
export const bytesOf = (file: ProjectFile): Uint8Array<ArrayBuffer> =>
  new Uint8Array(originalBytes.get(file.id) ?? new TextEncoder().encode(file.text.toString()))

/** Hands bytes to the browser as a download. */
export function save(name: string, bytes: Uint8Array<ArrayBuffer>, type: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

export const downloadFile = (file: ProjectFile): void =>
  save(file.name.split('/').at(-1) ?? file.name, bytesOf(file), 'application/yaml')

export async function downloadAll(): Promise<void> {
  const { files } = project
  const only = files.length === 1 ? files[0] : undefined
  if (only !== undefined) downloadFile(only)
  else {
    const { zipSync } = await import('fflate')
    save(
      'manifests.zip',
      new Uint8Array(zipSync(Object.fromEntries(files.map(f => [f.name, bytesOf(f)])))),
      'application/zip',
    )
  }
}

export async function copyFile(file: ProjectFile): Promise<void> {
  try {
    await navigator.clipboard.writeText(file.text.toString())
    toast.success(say('copy.done', { name: file.name }))
  } catch {
    toast.error(say('copy.failed'))
  }
}
