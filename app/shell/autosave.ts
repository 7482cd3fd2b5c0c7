import { get, set } from 'idb-keyval'
import { usePlacement } from '../canvas/placement.ts'
import { project } from '../store/project.ts'
import { writeSetting } from '../store/settings.ts'
import { useView } from '../store/view.ts'
import { say } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { projectSnapshot, restoreSnapshot, type Snapshot } from './snapshot.ts'

const key = 'project'
const delayMs = 500
/** A long text is worth a longer rest: putting it together takes a part of a frame, which typing would feel. */
const longDelayMs = 1500
const longText = 400_000
/** However busy the page is, it is kept by then. */
const latestMs = 1000

/** Keeps the project in this browser, shortly after each change and when the page goes away. */
export function startAutosave(): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  let idle: number | null = null
  let failed = false
  const wait = (): void => {
    if (timer !== null) clearTimeout(timer)
    if (idle !== null) cancelIdleCallback(idle)
    timer = null
    idle = null
  }
  const save = (): void => {
    wait()
    set(key, projectSnapshot(true)).then(
      () => {
        failed = false
        // Only now: a first visit cut short is still a first visit.
        writeSetting('visited', 'yes')
      },
      () => {
        if (!failed) toast.error(say('save.failed'), { duration: 15_000 })
        failed = true
      },
    )
  }
  const soon = (): void => {
    wait()
    const length = project.files.reduce((sum, file) => sum + file.text.length, 0)
    timer = setTimeout(
      () => {
        timer = null
        if ('requestIdleCallback' in window) idle = requestIdleCallback(save, { timeout: latestMs })
        else save()
      },
      length > longText ? longDelayMs : delayMs,
    )
  }
  const now = (): void => {
    if (timer !== null || idle !== null) save()
  }
  const hidden = (): void => {
    if (document.visibilityState === 'hidden') now()
  }
  const stops = [
    project.subscribe(soon),
    usePlacement.subscribe(soon),
    useView.subscribe((a, b) => {
      if (
        a.tests !== b.tests ||
        a.draft !== b.draft ||
        a.collapsed !== b.collapsed ||
        a.activeFile !== b.activeFile ||
        a.keepSecrets !== b.keepSecrets
      )
        soon()
    }),
  ]
  document.addEventListener('visibilitychange', hidden)
  window.addEventListener('pagehide', now)
  return () => {
    for (const stop of stops) stop()
    document.removeEventListener('visibilitychange', hidden)
    window.removeEventListener('pagehide', now)
    now()
  }
}

/** Brings back what was open; false when there is nothing to bring back. */
export async function restoreSaved(): Promise<boolean> {
  try {
    const saved = await get<Snapshot>(key)
    if (saved?.version !== 1 || !Array.isArray(saved.files) || saved.files.length === 0) return false
    const withheld = restoreSnapshot(saved)
    if (withheld.length > 0) toast.info(say('save.withheld', { names: withheld.join(', ') }), { duration: 15_000 })
    return true
  } catch {
    return false // No storage, or not ours to read: start as on a first visit.
  }
}
