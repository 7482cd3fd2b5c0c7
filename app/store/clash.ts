import { create } from 'zustand'
import { setView, useView } from './view.ts'

/** What is done with a file that has something in common with what is open. */
export type ClashChoice = 'both' | 'replace' | 'leave'

export interface FileClash {
  readonly name: string
  /** Whether a file of its name is open, with another text. */
  readonly samePath: boolean
  /** Objects that the project declares already, and the name of the file that does. */
  readonly objects: readonly {
    readonly kind: string
    readonly namespace: string
    readonly name: string
    readonly file: string
  }[]
  /** Whether nothing of it would be left without them. */
  readonly isAll: boolean
  /** Files after it that are to be asked about. */
  readonly others: number
}

export interface ClashAnswer {
  readonly choice: ClashChoice
  readonly forAll: boolean
}

interface Asking {
  readonly clash: FileClash
  readonly answer: (answer: ClashAnswer) => void
}

export const useClash = create<{ readonly asking: Asking | null }>()(() => ({ asking: null }))

let last: Promise<unknown> = Promise.resolve()

/**
 * Asks the person, one question after the other; who closes it, or opens something else instead, leaves out everything that is still to be
 * asked about.
 */
export function askAbout(clash: FileClash): Promise<ClashAnswer> {
  const answer = last.then(() => ask(clash))
  last = answer
  return answer
}

function ask(clash: FileClash): Promise<ClashAnswer> {
  return new Promise(resolve => {
    const isOpen = (): boolean => useView.getState().dialog?.kind === 'clash'
    const answer = (given: ClashAnswer): void => {
      stop()
      useClash.setState({ asking: null })
      if (isOpen()) setView({ dialog: null })
      resolve(given)
    }
    useClash.setState({ asking: { clash, answer } })
    setView({ dialog: { kind: 'clash' } })
    const stop = useView.subscribe(() => {
      if (!isOpen()) answer({ choice: 'leave', forAll: true })
    })
  })
}
