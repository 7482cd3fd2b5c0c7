import { lazy, Suspense, useEffect } from 'react'
import { useView } from '../store/view.ts'

const load = () => import('./dialog-of-view.tsx')
const Dialog = lazy(load)

/** The first key press should not wait for them. */
const restMs = 1200

/** At most one dialog at a time, named by the view's state. All of them come with the first that is asked for, or when the page rests. */
export function Dialogs() {
  useEffect(() => {
    const timer = setTimeout(() => void load(), restMs)
    return () => clearTimeout(timer)
  }, [])
  const open = useView(view => view.dialog !== null)
  return <Suspense>{open && <Dialog />}</Suspense>
}
