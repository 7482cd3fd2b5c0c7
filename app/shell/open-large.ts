import type { OpenFile } from '../store/contracts.ts'
import { useOpening } from '../store/opening.ts'
import { project } from '../store/project.ts'
import { say } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { prepare } from '../worker/client.ts'

/** From so many letters on, or so many documents, it takes long enough to be told of, and to be given up. */
const largeText = 600_000
const largeCount = 1_000

export function isLarge(files: readonly { readonly text: string }[]): boolean {
  if (files.reduce((sum, { text }) => sum + text.length, 0) >= largeText) return true
  return files.reduce((sum, { text }) => sum + (text.match(/^\s*"?kind"?:/gm)?.length ?? 0), 0) >= largeCount
}

/**
 * Reads beside the open project what it would be with files that come in, says how far it is, and calls `open`, which puts them in their
 * place. False when it was given up: the open project has not been touched.
 */
export async function openLarge(
  incoming: readonly { readonly name: string }[],
  files: readonly OpenFile[],
  open: () => void,
): Promise<boolean> {
  useOpening.getState().opening?.cancel()
  const { revision } = project
  let cancelled = false
  const preparation = prepare(files, progress => {
    const { opening } = useOpening.getState()
    if (opening?.cancel === cancel) useOpening.setState({ opening: { ...opening, progress } })
  })
  const cancel = (): void => {
    cancelled = true
    preparation.cancel()
  }
  useOpening.setState({ opening: { name: incoming[0]?.name ?? '', files: incoming.length, progress: null, cancel } })
  const isReady = await preparation.ready
  if (useOpening.getState().opening?.cancel === cancel) useOpening.setState({ opening: null })
  // Nobody's work is replaced unasked: what was changed meanwhile stays open.
  if (cancelled || project.revision !== revision) {
    preparation.cancel()
    toast.message(say('opening.cancelled'))
    return false
  }
  if (isReady) preparation.take(open)
  else open()
  return true
}
