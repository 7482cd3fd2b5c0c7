import type { PlannedEdits } from '../store/contracts.ts'
import { project } from '../store/project.ts'
import css from './plan-lines.module.css'

interface DiffLine {
  readonly sign: '+' | '-'
  readonly text: string
}

/** The lines that a plan takes out of a file and puts in. */
export function PlanLines({ file, edits }: PlannedEdits['files'][number]) {
  return (
    <pre className={css.diff}>
      {linesOf(project.file(file)?.text.toString() ?? '', edits).map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one plan do not move
        <span key={i} data-sign={line.sign}>
          {line.sign} {line.text}
        </span>
      ))}
    </pre>
  )
}

/** Whole lines before and after each edit, those that stay left out. */
function linesOf(text: string, edits: PlannedEdits['files'][number]['edits']): DiffLine[] {
  return edits.flatMap(({ from, to, insert }) => {
    const start = text.lastIndexOf('\n', from - 1) + 1
    const end = text.indexOf('\n', to)
    const stop = end < 0 ? text.length : end
    const before = text.slice(start, stop).split('\n')
    const after = (text.slice(start, from) + insert + text.slice(to, stop)).split('\n')
    let same = 0
    while (same < before.length && same < after.length && before[same] === after[same]) same++
    let tail = 0
    while (
      tail < before.length - same &&
      tail < after.length - same &&
      before[before.length - 1 - tail] === after[after.length - 1 - tail]
    )
      tail++
    const line = (sign: DiffLine['sign']) => (value: string) => ({ sign, text: value.replace(/\r$/, '') })
    return [
      ...before
        .slice(same, before.length - tail)
        .filter(value => value.trim() !== '')
        .map(line('-')),
      ...after
        .slice(same, after.length - tail)
        .filter(value => value.trim() !== '')
        .map(line('+')),
    ]
  })
}
