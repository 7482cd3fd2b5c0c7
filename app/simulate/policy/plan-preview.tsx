import { Ban } from 'lucide-react'
import type { PlannedEdits, Reply } from '../../store/contracts.ts'
import { project } from '../../store/project.ts'
import { useSentences } from '../../ui/sentences.ts'
import { useText } from '../../ui/text.ts'
import { EffectCounts, EffectList } from './effect.tsx'
import css from './reach.module.css'

type PlanReply = Extract<Reply, { kind: 'policyPlan' }>

/** What a change would write, and what else it opens and shuts. */
export function PlanPreview({ reply, all }: { readonly reply: PlanReply | null; readonly all: boolean }) {
  const t = useText()
  const say = useSentences()
  if (reply === null) return <p className={css.hint}>{t('policyDialog.working')}</p>
  const { plan, effect } = reply
  if (plan.kind === 'refused')
    return (
      <p className={css.refused} role="status">
        <Ban size={14} aria-hidden /> {say.sentence(plan.code, plan.facts)}
      </p>
    )
  return (
    <div role="status">
      {plan.files.map(({ file, edits }) => (
        <div key={file}>
          <b>{t('policyDialog.writes', { file: project.file(file)?.name ?? '' })}</b>
          <pre className={css.diff}>
            {linesOf(project.file(file)?.text.toString() ?? '', edits).map((line, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of one plan do not move
              <span key={i} data-sign={line.sign}>
                {line.sign} {line.text}
              </span>
            ))}
          </pre>
        </div>
      ))}
      {effect !== null && (
        <>
          <b>
            {effect.rows.length === 0 && effect.gained + effect.lost === 0
              ? t('effect.nothingElse')
              : t(all ? 'effect.all' : 'effect.also')}{' '}
            <EffectCounts effect={effect} />
          </b>
          <EffectList effect={effect} most={12} />
        </>
      )}
    </div>
  )
}

interface DiffLine {
  readonly sign: '+' | '-'
  readonly text: string
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
