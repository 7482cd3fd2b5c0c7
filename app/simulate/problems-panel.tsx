import { CircleX, Info, TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { LineIndex } from '../../src/page.ts'
import type { DocProblems, FileId, LocatedProblem } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { project, useFiles } from '../store/project.ts'
import { select, setView } from '../store/view.ts'
import { useSentences } from '../ui/sentences.ts'
import { useText } from '../ui/text.ts'
import { FixButton } from '../worker/fix-button.tsx'
import css from './simulate.module.css'

const icons = { error: CircleX, warning: TriangleAlert, info: Info } as const
const rank = { error: 0, warning: 1, info: 2 } as const
const shownAtMost = 500

const flat = (problems: ReadonlyMap<string, DocProblems>): LocatedProblem[] =>
  [...problems.values()].flatMap(doc => doc.problems)

export function ProblemsPanel() {
  const t = useText()
  const say = useSentences()
  const problems = useGraph(graph => graph.problems)
  const files = useFiles()
  const sorted = useMemo(
    () =>
      flat(problems).sort(
        (a, b) =>
          rank[a.problem.severity] - rank[b.problem.severity] ||
          (a.file < b.file ? -1 : a.file > b.file ? 1 : a.range.from - b.range.from),
      ),
    [problems],
  )
  const lines = new Map<FileId, LineIndex>()
  const lineOf = (id: FileId, offset: number): number => {
    const index = lines.get(id) ?? new LineIndex(project.file(id)?.text.toString() ?? '')
    lines.set(id, index)
    return index.placeAt(offset).line
  }
  if (sorted.length === 0) return <p className={css.none}>{t('problems.none')}</p>
  return (
    <ul className={css.problems} aria-label={t('problems.label')}>
      {sorted.slice(0, shownAtMost).map((located, i) => {
        const { problem, file, range } = located
        const Icon = icons[problem.severity]
        const name = files.find(f => f.id === file)?.name ?? ''
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a document may hold one problem twice
          <li key={i} className={css.problemRow}>
            <button
              type="button"
              className={css.problem}
              data-severity={problem.severity}
              onClick={() => {
                select([problem.at.doc])
                setView({
                  activeFile: file,
                  editorOpen: true,
                  reveal: { file, range, mark: 'field', focus: true },
                  centre: { node: problem.at.doc, near: true },
                })
              }}
            >
              <Icon size={14} aria-label={t(`severity.${problem.severity}`)} />
              <span className={css.problemText}>{say.sentence(problem.code, problem.facts)}</span>
              <span className={css.problemPlace}>
                {name}:{lineOf(file, range.from)}
              </span>
            </button>
            {located.fixable && <FixButton problem={problem} />}
          </li>
        )
      })}
      {sorted.length > shownAtMost && (
        <li className={css.none}>{t('problems.more', { n: sorted.length - shownAtMost })}</li>
      )}
    </ul>
  )
}

export function useProblemCounts(): { readonly errors: number; readonly warnings: number } {
  const problems = useGraph(graph => graph.problems)
  return useMemo(() => {
    let errors = 0
    let warnings = 0
    for (const { problem } of flat(problems)) {
      if (problem.severity === 'error') errors += 1
      else if (problem.severity === 'warning') warnings += 1
    }
    return { errors, warnings }
  }, [problems])
}
