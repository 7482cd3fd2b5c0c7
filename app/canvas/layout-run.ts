import { create } from 'zustand'

/** A layout that takes so long that it is told of, and can be stopped. */
interface Told {
  readonly done: number
  readonly total: number
  readonly cancel: () => void
}

export const useLayoutRun = create<{ readonly told: Told | null }>()(() => ({ told: null }))

const tellAfterMs = 400

/** One run of the layout, from where it is asked for to its end. */
export class LayoutRun {
  /** Settles, with null, when the run is stopped. */
  readonly stopped: Promise<null>
  cancelled = false
  private readonly total: number
  private done = 0
  private isTold = false
  private readonly timer: ReturnType<typeof setTimeout>
  private stop: (nothing: null) => void = () => {}

  /** `total`: how many nodes there are to place. */
  constructor(total: number) {
    this.total = total
    this.stopped = new Promise(resolve => {
      this.stop = resolve
    })
    this.timer = setTimeout(() => {
      this.isTold = true
      this.tell()
    }, tellAfterMs)
  }

  /** So many more are placed. */
  advance(by: number): void {
    this.done += by
    if (this.isTold) this.tell()
  }

  end(): void {
    clearTimeout(this.timer)
    if (this.isTold) useLayoutRun.setState({ told: null })
    this.isTold = false
  }

  private cancel(): void {
    this.cancelled = true
    this.stop(null)
  }

  private tell(): void {
    useLayoutRun.setState({ told: { done: this.done, total: this.total, cancel: () => this.cancel() } })
  }
}
