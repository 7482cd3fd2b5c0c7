import { useEffect, useMemo, useState } from 'react'
import type { FileId, PlannedEdits } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { project } from '../store/project.ts'
import { useText } from '../ui/text.ts'
import { ask } from './client.ts'
import { firstLines, type Hunk, hunksOf } from './plan-diff.ts'
import css from './plan-lines.module.css'

interface PlanLinesProps {
  readonly file: FileId
  readonly edits: PlannedEdits['files'][number]['edits']
  /** Lines that are shown of a long one. */
  readonly most?: number
}

/** The lines that a plan takes out of a file and puts in, under the names of the resources where it does so in several. */
export function PlanLines({ file, edits, most }: PlanLinesProps) {
  // It follows the pointer, and the text may be long.
  const hunks = useMemo(() => hunksOf(project.file(file)?.text.toString() ?? '', edits), [file, edits])
  const names = useNames(file, most === undefined ? hunks : firstLines(hunks, most).hunks)
  return <Hunks hunks={hunks} names={names} {...(most !== undefined && { most })} />
}

interface HunksProps {
  readonly hunks: readonly Hunk[]
  /** Of what each is a part; null where that need not be said. */
  readonly names?: readonly (string | null)[]
  readonly most?: number
}

export function Hunks({ hunks, names = [], most = Number.POSITIVE_INFINITY }: HunksProps) {
  const t = useText()
  const { hunks: shown, more } = firstLines(hunks, most)
  return (
    <pre className={css.diff}>
      {shown.map((hunk, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: hunks of one plan do not move, and those of two files may begin at one offset
        <span key={i} className={css.hunk}>
          {names[i] != null && names[i] !== names[i - 1] && <span className={css.of}>{names[i]}</span>}
          {hunk.lines.map((line, j) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: nor do their lines
            <span key={j} data-sign={line.sign}>
              {line.sign} {line.text}
            </span>
          ))}
        </span>
      ))}
      {more > 0 && <span className={css.of}>{t('plan.more', { n: more })}</span>}
    </pre>
  )
}

const noNames: readonly (string | null)[] = []

/** Names of the resources that the hunks are in, where they are more than one. */
function useNames(file: FileId, hunks: readonly Hunk[]): readonly (string | null)[] {
  const [names, setNames] = useState(noNames)
  const offsets = hunks.map(({ offset }) => offset).join()
  useEffect(() => {
    let current = true
    const asked = offsets === '' ? [] : offsets.split(',').map(Number)
    void Promise.all(asked.length < 2 ? [] : asked.map(offset => ask({ kind: 'locate', file, offset }))).then(
      replies => {
        if (!current) return
        const { outline } = useGraph.getState()
        const found = replies.map(reply => {
          const entry = reply.kind === 'locate' && reply.place !== null ? outline.get(reply.place.doc) : undefined
          return entry === undefined ? null : `${entry.kind} ${entry.name}`
        })
        setNames(new Set(found).size > 1 ? found : noNames)
      },
    )
    return () => {
      current = false
    }
  }, [file, offsets])
  return names
}
