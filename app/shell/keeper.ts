import { setView, useView } from '../store/view.ts'

/**
 * One tab at a time keeps the project. A second one on the same project shows it and says so; what is changed in it is kept once the
 * person takes over, or once the other tab is gone and nothing else was changed there.
 */
const lockName = 'portolan.project'

interface Keeper {
  /** Brings what is kept onto this page. */
  readonly load: () => Promise<unknown>
  /** Puts what is kept aside, before this page's version takes its place. */
  readonly setAside: () => Promise<void>
  /** Keeps this page's version from now on. */
  readonly keep: () => void
}

let keeper: Keeper | null = null
let changedHere = false
let waiting = false

/** Whether this page may write what is kept. */
export const isKeeping = (): boolean => useView.getState().kept === 'here'

/** Something here is now other than what is kept. */
export function noteChange(): void {
  if (isKeeping() || changedHere) return
  changedHere = true
  setView({ keptChanged: true })
}

function setChanged(changed: boolean): void {
  changedHere = changed
  setView({ keptChanged: changed })
}

export async function startKeeping(using: Keeper, changed: boolean): Promise<void> {
  keeper = using
  // Without locks (an old browser, or no secure context) every tab keeps, as if it were alone.
  if (!('locks' in navigator)) {
    setView({ kept: 'here' })
    return
  }
  await new Promise<void>(resolve => {
    void navigator.locks
      .request(lockName, { ifAvailable: true }, lock => {
        if (lock === null) {
          setView({ kept: 'elsewhere' })
          setChanged(changed)
          resolve()
          return undefined
        }
        setView({ kept: 'here' })
        resolve()
        return forever()
      })
      .then(() => wait(), lost)
  })
}

const forever = (): Promise<void> => new Promise<void>(() => {})

/** Another tab has taken over. */
function lost(): void {
  setView({ kept: 'elsewhere' })
  setChanged(false)
  wait()
}

/** Until the other tab is gone. */
function wait(): void {
  if (waiting) return
  waiting = true
  void navigator.locks
    .request(lockName, async () => {
      waiting = false
      if (changedHere) setView({ kept: 'both' })
      else {
        await keeper?.load()
        setChanged(false)
        setView({ kept: 'here' })
      }
      return forever()
    })
    .catch(() => {
      waiting = false
      lost()
    })
}

/** Goes on here: with what is kept, or with what stands on this page. */
export async function takeOver(version: 'kept' | 'mine'): Promise<void> {
  if (useView.getState().kept === 'elsewhere')
    await new Promise<void>(resolve => {
      navigator.locks
        .request(lockName, { steal: true }, () => {
          resolve()
          return forever()
        })
        .catch(lost)
    })
  if (version === 'kept') await keeper?.load()
  else await keeper?.setAside()
  setChanged(false)
  setView({ kept: 'here' })
  if (version === 'mine') keeper?.keep()
}
