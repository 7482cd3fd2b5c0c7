import { get, set } from 'idb-keyval'
import { usePlacement } from '../canvas/placement.ts'
import { project } from '../store/project.ts'
import { writeSetting } from '../store/settings.ts'
import { useView } from '../store/view.ts'
import { say } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { isKeeping, noteChange, startKeeping } from './keeper.ts'
import { shelve } from './shelf.ts'
import { projectSnapshot, restoreSnapshot, type Snapshot } from './snapshot.ts'

const key = 'project'
const delayMs = 250
/** Whoever types without a rest is kept up with: nothing older than a second may be lost to a crash. */
const latestMs = 600
/** How long to wait for a moment when the page is idle. */
const idleMs = 150

/** Keeps the project in this browser, shortly after each change and when the page goes away. `changed`: what is open is not what was kept. */
export function startAutosave(changed: boolean): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  let idle: number | null = null
  let failed = false
  let dirtySince: number | null = null
  const wait = (): void => {
    if (timer !== null) clearTimeout(timer)
    if (idle !== null) cancelIdleCallback(idle)
    timer = null
    idle = null
  }
  const save = (): void => {
    wait()
    dirtySince = null
    if (!isKeeping()) return
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
    dirtySince ??= performance.now()
    // What waits for an idle moment already has waited long enough.
    if (idle !== null) return
    wait()
    timer = setTimeout(
      () => {
        timer = null
        if ('requestIdleCallback' in window) idle = requestIdleCallback(save, { timeout: idleMs })
        else save()
      },
      Math.max(0, Math.min(delayMs, dirtySince + latestMs - performance.now())),
    )
  }
  const now = (): void => {
    if (timer !== null || idle !== null) save()
  }
  const hidden = (): void => {
    if (document.visibilityState === 'hidden') now()
  }
  void startKeeping(
    {
      load: restoreSaved,
      setAside: async () => {
        const saved = await get<Snapshot>(key).catch(() => undefined)
        if (saved !== undefined) await shelve(saved)
      },
      keep: save,
    },
    changed,
  )
  const stops = [
    project.subscribe(() => {
      noteChange()
      soon()
    }),
    usePlacement.subscribe(soon),
    useView.subscribe((a, b) => {
      if (a.tests !== b.tests) noteChange()
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

/** How often a reading that fails is tried again: taken for a first visit, it would be written over. */
const readings = 5
const betweenReadingsMs = 200

async function readSaved(): Promise<Snapshot | undefined> {
  for (let left = readings; ; left -= 1) {
    try {
      return await get<Snapshot>(key)
    } catch (error) {
      if (left <= 1) throw error
      await new Promise(resolve => setTimeout(resolve, betweenReadingsMs))
    }
  }
}

/** Brings back what was open; false when there is nothing to bring back. */
export async function restoreSaved(): Promise<boolean> {
  try {
    const saved = await readSaved()
    if (saved?.version !== 1 || !Array.isArray(saved.files) || saved.files.length === 0) return false
    const withheld = restoreSnapshot(saved)
    if (withheld.length > 0) toast.info(say('save.withheld', { names: withheld.join(', ') }), { duration: 15_000 })
    return true
  } catch {
    return false // No storage, or not ours to read: start as on a first visit.
  }
}
