import { useEffect, useState } from 'react'
import type { FileId } from '../store/contracts.ts'
import { project } from '../store/project.ts'
import { readText } from '../store/settings.ts'
import { askFor, emptyDraft, type Guide, setView } from '../store/view.ts'
import { say } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { ask } from '../worker/client.ts'
import { type IncomingFile, replaceProject, take } from './files-in.ts'
import { shelve } from './shelf.ts'
import { projectSnapshot, restoreSnapshot } from './snapshot.ts'

export interface Example {
  readonly id: string
  readonly title: { readonly en: string; readonly ko: string }
  readonly description: { readonly en: string; readonly ko: string }
  readonly files: readonly string[]
  readonly guide?: Guide
  readonly request: { readonly method: string; readonly url: string; readonly from?: string }
}

const root = `${import.meta.env.BASE_URL}examples/`

let index: Promise<readonly Example[]> | null = null

export const loadExamples = (): Promise<readonly Example[]> => {
  index ??= fetch(`${root}index.json`).then(response => response.json() as Promise<readonly Example[]>)
  return index
}

export function useExamples(): readonly Example[] {
  const [examples, setExamples] = useState<readonly Example[]>([])
  useEffect(() => {
    loadExamples().then(setExamples, () => setExamples([]))
  }, [])
  return examples
}

/** Opens an example in place of what is open, which one click brings back. */
export async function openExample(example: Example, quiet = false): Promise<void> {
  try {
    const files: IncomingFile[] = await Promise.all(
      example.files.map(async name => {
        const response = await fetch(`${root}${example.id}/${name}`)
        if (!response.ok) throw new Error(String(response.status))
        return { name, text: await response.text(), bytes: null }
      }),
    )
    const before = project.files.length === 0 || project.pristine ? null : projectSnapshot()
    if (before !== null) void shelve(projectSnapshot(true))
    replaceProject(files)
    const { method, url, from = '' } = example.request
    askFor({ ...emptyDraft, method, url, from })
    setView({
      tests: [],
      paint: [],
      activeFile: project.files[0]?.id ?? null,
      guide: readText('guide') === 'done' ? null : (example.guide ?? null),
    })
    if (!quiet && before !== null)
      toast.message(say('open.replaced'), {
        duration: 12_000,
        action: { label: say('open.back'), onClick: () => restoreSnapshot(before) },
      })
  } catch {
    toast.error(say('open.exampleFailed'))
  }
}

/** The first minute once more. */
export async function openGuide(): Promise<void> {
  const example = (await loadExamples()).find(({ guide }) => guide !== undefined)
  if (example?.guide === undefined) return
  await openExample(example)
  setView({ guide: example.guide })
}

/** Pasted manifests, as a file of their own. */
export async function takePasted(text: string, strip: boolean): Promise<readonly (FileId | null)[]> {
  const reply = strip ? await ask({ kind: 'withoutServerFields', texts: [text] }) : null
  const taken = reply?.kind === 'withoutServerFields' ? (reply.texts[0] ?? text) : text
  return take([{ name: /^\s*[{[]/.test(text) ? 'pasted.json' : 'pasted.yaml', text: taken, bytes: null }], false)
}
