import { Ban } from 'lucide-react'
import type { Reply } from '../../store/contracts.ts'
import { project } from '../../store/project.ts'
import { useSentences } from '../../ui/sentences.ts'
import { useText } from '../../ui/text.ts'
import { PlanLines } from '../../worker/plan-lines.tsx'
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
          <PlanLines file={file} edits={edits} />
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
