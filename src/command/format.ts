import type { FileId } from '../text/index.ts'
import { formatText } from '../yaml/index.ts'
import { type CommandContext, refuse } from './context.ts'
import type { Plan } from './plan.ts'

const shownAtMost = 4

/** Makes a file tidy; documents that are left as they are are named by their line, with why. */
export function planFormat(context: CommandContext, file: FileId): Plan {
  const source = context.file(file)
  if (source === undefined) return refuse('command.gone')
  const text = source.text()
  const { edits, left } = formatText(text)
  const lineOf = (offset: number): number => text.slice(0, offset).split(/\r\n|\r|\n/).length
  return {
    kind: 'edits',
    revision: context.revision,
    files: edits.length === 0 ? [] : [{ file, edits }],
    label: 'command.format',
    facts: { count: { is: 'count', value: edits.length } },
    notes: left
      .slice(0, shownAtMost)
      .map(({ from, code }) => ({ code, facts: { line: { is: 'count', value: lineOf(from) } } })),
    select: null,
  }
}
