import type { Hunk } from './plan-diff.ts'
import css from './plan-lines.module.css'
import { Hunks } from './plan-lines.tsx'

/** Lines that a message shows. */
const most = 5

/** What was done: what is to be said of it, and the first lines that were written. */
export function PlanToast({ notes, hunks }: { readonly notes: readonly string[]; readonly hunks: readonly Hunk[] }) {
  return (
    <>
      {notes.map(note => (
        <span key={note} className={css.note}>
          {note}
        </span>
      ))}
      {hunks.length > 0 && <Hunks hunks={hunks} most={most} />}
    </>
  )
}
