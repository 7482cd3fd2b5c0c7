import { project } from '../store/project.ts'
import { setView } from '../store/view.ts'
import { say } from '../ui/text.ts'
import { sayStep } from '../worker/step-toast.ts'
import { resetPlacement } from './placement.ts'

/** Lays everything out anew; what was placed by hand goes with it, as a step that can be undone. */
export function tidy(): void {
  const placed = project.positions.size
  if (placed > 0) project.move(new Map([...project.positions.keys()].map(key => [key, null])))
  resetPlacement(new Map())
  setView({ collapsed: {} })
  if (placed > 0) sayStep(say('canvas.tidied', { n: placed }))
}
