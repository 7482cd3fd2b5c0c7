import { CircleHelp, Equal, Split } from 'lucide-react'
import { useMemo } from 'react'
import type { Step } from '../store/contracts.ts'
import { expectedOf, sameOutcomes } from '../store/expected.ts'
import type { Asked, RequestDraft } from '../store/view.ts'
import type { Side } from '../store/way.ts'
import { useSentences } from '../ui/sentences.ts'
import { useText } from '../ui/text.ts'
import { goTo } from '../worker/gestures.ts'
import { AnswerView, type Compared } from './answer-view.tsx'
import { SideMark } from './side-mark.tsx'
import simulate from './simulate.module.css'
import type { TraceReply } from './use-answer.ts'
import { lineOf } from './verdicts.ts'
import css from './versus.module.css'
import { partingOf } from './versus.ts'

interface Answered {
  readonly traced: TraceReply | null
  readonly failed: boolean
}

interface VersusViewProps {
  readonly asked: Asked
  readonly first: Answered
  readonly second: Answered
  readonly sample: number
  readonly onSample: (sample: number) => void
}

/** What tells one request from the other, in a line. */
function tellingOf(draft: RequestDraft, other: RequestDraft): string {
  const headers = draft.headers.filter(({ name }) => name.trim() !== '').map(({ name, value }) => `${name}: ${value}`)
  return [
    draft.method === other.method ? '' : draft.method,
    draft.url === other.url ? '' : draft.url,
    draft.from === other.from ? '' : draft.from,
    ...headers,
  ]
    .filter(part => part !== '')
    .join(' · ')
}

/** Two answers side by side: first where they part, then each with its reasons. */
export function VersusView({ asked, first, second, sample, onSample }: VersusViewProps) {
  const t = useText()
  const a = first.traced
  const b = second.traced
  const parting = useMemo(() => (a === null || b === null ? null : partingOf(a.answer, b.answer)), [a, b])
  const rival = asked.rival ?? asked.draft
  const outcomesA = a === null ? [] : expectedOf(a.answer)
  const outcomesB = b === null ? [] : expectedOf(b.answer)
  const same = sameOutcomes(outcomesA, outcomesB)
  const spoken = (outcomes: typeof outcomesA): string => outcomes.map(outcome => lineOf(outcome, t)).join(', ')
  const verdict = t(!same ? 'versus.differ' : parting?.differing.size === 0 ? 'versus.same' : 'versus.sameEnd')
  const column = (side: Side, { traced, failed }: Answered, telling: string, compared: Compared | null) => (
    <section className={css.column} aria-label={t(side === 'A' ? 'versus.first' : 'versus.second')}>
      <h2 className={css.head}>
        <SideMark side={side} />
        <span>{telling === '' ? t('versus.none') : telling}</span>
      </h2>
      {traced === null ? (
        <p className={simulate.none}>{t(failed ? 'request.failed' : 'versus.waiting')}</p>
      ) : (
        <AnswerView
          answer={traced.answer}
          paint={traced.paint}
          drawn={traced.sample}
          sample={sample}
          onSample={onSample}
          side={side}
          compared={compared}
        />
      )}
    </section>
  )
  const comparedOf = (parts: Step | null, other: Side): Compared | null =>
    parting === null ? null : { differing: parting.differing, parting: parts, other }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must reach what is below
    <section className={css.versus} aria-label={t('versus.answers')} tabIndex={0}>
      <p className="visually-hidden" role="status">
        {parting === null ? '' : `A: ${spoken(outcomesA)}. B: ${spoken(outcomesB)}. ${verdict}`}
      </p>
      {parting !== null && (
        <div className={css.summary} data-same={same || undefined}>
          {same ? <Equal size={15} aria-hidden /> : <Split size={15} aria-hidden />}
          <b>{verdict}</b>
          {(parting.a !== null || parting.b !== null) && (
            <div className={css.partings}>
              <span>{t('versus.partAt')}:</span>
              <Parted side="A" step={parting.a} />
              <Parted side="B" step={parting.b} />
            </div>
          )}
        </div>
      )}
      <div className={css.columns}>
        {column('A', first, tellingOf(asked.draft, rival), comparedOf(parting?.a ?? null, 'B'))}
        {column('B', second, tellingOf(rival, asked.draft), comparedOf(parting?.b ?? null, 'A'))}
      </div>
    </section>
  )
}

/** The step by which one of them left the common way; it is a place to go. */
function Parted({ side, step }: { readonly side: Side; readonly step: Step | null }) {
  const say = useSentences()
  if (step === null) return null
  const { at } = step
  const text = say.sentence(step.code, step.facts)
  return (
    <span className={css.parted} data-side={side}>
      <b>{side}</b>
      {at === null ? (
        <span>
          {step.verdict === 'unknown' && <CircleHelp size={12} aria-hidden />} {text}
        </span>
      ) : (
        <button type="button" className={simulate.stepLink} onClick={() => void goTo(at)}>
          {text}
        </button>
      )}
    </span>
  )
}
