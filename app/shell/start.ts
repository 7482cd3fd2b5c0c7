import { readText } from '../store/settings.ts'
import { startEngine } from '../worker/client.ts'
import { restoreSaved, startAutosave } from './autosave.ts'
import { loadExamples, openExample } from './examples.ts'
import { openFromAddress, watchAddress } from './share/address.ts'

/** Brings back what was open; the very first visit opens a living example. */
export function start(): void {
  startEngine()
  void restoreSaved().then(async restored => {
    const shared = await openFromAddress()
    startAutosave(shared)
    watchAddress()
    if (shared) return
    if (restored || readText('visited') !== null) return
    const [first] = await loadExamples().catch(() => [])
    if (first === undefined) return
    await openExample(first, true)
  })
}
