import type { ReactNode } from 'react'
import { project } from '../store/project.ts'
import { say } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'

interface Said {
  readonly description?: ReactNode
  readonly duration?: number
}

/**
 * Says that the step was done that was done last, and offers to undo it: as long as it is the last one. What is undone is no longer said to
 * be done.
 */
export function sayStep(text: string, said: Said = {}): void {
  const stop = project.subscribe(change => {
    stop()
    if (change.kind === 'opened' || change.by === 'undo') toast.dismiss(id)
    else toast.success(text, { ...said, id, action: undefined })
  })
  const id = toast.success(text, {
    ...said,
    action: { label: say('undo'), onClick: () => project.undo() },
    onDismiss: stop,
    onAutoClose: stop,
  })
}
