import { composeEdits } from '../text/index.ts'
import type { Step } from './change.ts'

/** Two runs of steps as one, with neighbouring edits of a file and neighbouring moves put together. */
export function joinSteps(first: readonly Step[], then: readonly Step[]): Step[] {
  const steps = [...first]
  for (const step of then) {
    const last = steps.at(-1)
    if (last?.kind === 'edit' && step.kind === 'edit' && last.file === step.file)
      steps[steps.length - 1] = { ...last, edits: composeEdits(last.edits, step.edits) }
    else if (last?.kind === 'move' && step.kind === 'move')
      steps[steps.length - 1] = { kind: 'move', layout: new Map([...last.layout, ...step.layout]) }
    else steps.push(step)
  }
  return steps
}

/** Units of text that steps hold on to. */
export function weightOf(steps: readonly Step[]): number {
  let weight = 0
  for (const step of steps) {
    if (step.kind === 'edit') for (const edit of step.edits) weight += edit.insert.length + 16
    else if (step.kind === 'move') weight += step.layout.size * 32
    else if (step.kind === 'add') weight += step.file.text.length
  }
  return weight
}
