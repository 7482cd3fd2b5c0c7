import {
  Ban,
  Check,
  ChevronDown,
  ChevronRight,
  CircleHelp,
  CircleX,
  CornerUpRight,
  Info,
  MessageSquareReply,
  PackageCheck,
  Route,
  Split,
  X,
} from 'lucide-react'
import { createContext, use, useEffect, useRef, useState } from 'react'
import type { Answer, Outcome, Painted, Sample, Step, Verdict } from '../store/contracts.ts'
import { useView } from '../store/view.ts'
import { type Side, showWays } from '../store/way.ts'
import { classes } from '../ui/css.ts'
import { useSentences } from '../ui/sentences.ts'
import { useText } from '../ui/text.ts'
import { goTo, writeAssumption } from '../worker/gestures.ts'
import css from './simulate.module.css'

const verdictIcons = {
  delivered: PackageCheck,
  redirected: CornerUpRight,
  answered: MessageSquareReply,
  refused: Ban,
  failed: CircleX,
  unknown: CircleHelp,
} as const

const toneOf = (verdict: Verdict): string =>
  verdict.kind === 'delivered' || verdict.kind === 'redirected' || (verdict.kind === 'answered' && verdict.status < 400)
    ? 'good'
    : verdict.kind === 'unknown'
      ? 'unknown'
      : 'bad'

/** Of two answers that are compared: the steps that the other has none like, and where they part. */
export interface Compared {
  readonly differing: ReadonlySet<Step>
  readonly parting: Step | null
  readonly other: Side
}
const ComparedWith = createContext<Compared | null>(null)

interface AnswerViewProps {
  readonly answer: Answer
  readonly paint: readonly Painted[]
  readonly drawn: Sample
  /** How many equal requests to draw. */
  readonly sample: number
  readonly onSample: (sample: number) => void
  /** Which of two requests that are compared; null for the only one. */
  readonly side?: Side | null
  readonly compared?: Compared | null
}

/** The verdict first; why beneath; what was assumed last. */
export function AnswerView({ answer, paint, drawn, sample, onSample, side = null, compared = null }: AnswerViewProps) {
  const t = useText()
  const say = useSentences()
  /** Which outcome's way is painted: one, all, or none. */
  const [shown, setShown] = useState<number | 'all' | 'none'>('all')
  const cleared = useView(view => view.paint.length === 0)

  useEffect(() => {
    showWays(side, shown === 'all' ? paint : shown === 'none' ? [] : paint.filter((_, i) => i === shown))
  }, [paint, shown, side])
  // A click on the empty canvas takes the way off; edits must not bring it back.
  const painted = useRef(false)
  useEffect(() => {
    if (cleared && painted.current) setShown('none')
    painted.current = !cleared
  }, [cleared])
  useEffect(() => () => showWays(side, []), [side])

  return (
    <ComparedWith value={compared}>
      <div className={css.outcomes}>
        {answer.outcomes.length > 1 && <Sampling seed={drawn.seed} sample={sample} onSample={onSample} />}
        {answer.outcomes.map((outcome, index) => (
          <OutcomeView
            // biome-ignore lint/suspicious/noArrayIndexKey: outcomes have no names; their order is stable
            key={index}
            outcome={outcome}
            several={answer.outcomes.length > 1}
            drawn={drawn.counts[index] ?? 0}
            looked={shown === index || (shown === 'all' && answer.outcomes.length === 1)}
            onLook={() =>
              setShown(
                answer.outcomes.length === 1 ? (shown === 'none' ? 'all' : 'none') : shown === index ? 'all' : index,
              )
            }
          />
        ))}
        {answer.assumed.length > 0 && (
          <section className={css.assumed} aria-label={`${t('answer.assumed')}${side === null ? '' : ` (${side})`}`}>
            <h2>
              <Info size={13} aria-hidden /> {t('answer.assumed')}
            </h2>
            <ul>
              {answer.assumed.map((step, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <li key={i}>
                  <StepText step={step} text={say.sentence(step.code, step.facts)} />
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </ComparedWith>
  )
}

const mostDrawn = 100_000

/** A share is what many requests come to; a draw is what some of them did. */
function Sampling({
  seed,
  sample,
  onSample,
}: {
  readonly seed: number
  readonly sample: number
  readonly onSample: (sample: number) => void
}) {
  const t = useText()
  return (
    <div className={css.sampling}>
      <label>
        {t('answer.sample')}{' '}
        <input
          type="number"
          min={1}
          max={mostDrawn}
          value={sample}
          onChange={event => {
            const wanted = event.target.valueAsNumber
            if (Number.isInteger(wanted) && wanted >= 1) onSample(Math.min(wanted, mostDrawn))
          }}
        />
      </label>
      <span>{t('answer.seed', { seed })}</span>
      <button
        type="button"
        className={css.change}
        onClick={() => void writeAssumption('seed')}
        title={t('answer.changeTitle')}
      >
        {t('answer.change')}
      </button>
    </div>
  )
}

interface OutcomeViewProps {
  readonly outcome: Outcome
  readonly several: boolean
  /** How many requests of the draw came to this. */
  readonly drawn: number
  readonly looked: boolean
  /** Null where there is no way of its own to show. */
  readonly onLook: (() => void) | null
}

function OutcomeView({ outcome, several, drawn, looked, onLook }: OutcomeViewProps) {
  const t = useText()
  const say = useSentences()
  const Icon = verdictIcons[outcome.verdict.kind]
  const sentence = say.sentence(outcome.step.code, outcome.step.facts)
  return (
    <section className={css.outcome} data-tone={toneOf(outcome.verdict)} data-looked={(several && looked) || undefined}>
      <h2 className={css.verdict}>
        <Icon size={18} aria-hidden />
        <span className={css.sentence} data-testid="verdict">
          {outcome.step.at === null ? (
            sentence
          ) : (
            <button type="button" className={css.sentenceLink} onClick={() => void goTo(outcome.step.at!)}>
              {sentence}
            </button>
          )}
        </span>
        {several && (
          <span className={css.drawn} data-testid="drawn">
            {drawn} ×
          </span>
        )}
        {onLook !== null && (
          <button
            type="button"
            className={css.share}
            aria-pressed={looked}
            onClick={onLook}
            title={t(several ? 'answer.lookAtShare' : 'answer.showWay')}
            {...(!several && { 'aria-label': t('answer.showWay') })}
          >
            {several ? `${Math.round(outcome.share * 1000) / 10} %` : <Route size={14} aria-hidden />}
          </button>
        )}
      </h2>
      <Marks outcome={outcome} />
      {outcome.verdict.kind === 'delivered' && outcome.verdict.pods.length > 0 && (
        <p className={css.detail}>
          {t('answer.pods')}{' '}
          {outcome.verdict.pods
            .map(pod => `${pod.workload.name} ×${pod.count}${pod.port > 0 ? ` :${pod.port}` : ''}`)
            .join(', ')}
        </p>
      )}
      {outcome.upstream !== null && (
        <p className={css.detail}>
          {t('answer.upstream')}{' '}
          <code>
            {outcome.upstream.method} {outcome.upstream.host}
            {outcome.upstream.path}
            {outcome.upstream.query === '' ? '' : `?${outcome.upstream.query}`}
          </code>
        </p>
      )}
      {outcome.bySpecification !== null && (
        <div className={css.bySpecification}>
          <p>{t('answer.bySpecification')}</p>
          <OutcomeView outcome={outcome.bySpecification} several={false} drawn={0} looked={false} onLook={null} />
        </div>
      )}
      {outcome.step.because.length > 0 && (
        <ul className={css.steps}>
          {outcome.step.because.map((step, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps have no names; their order is the order of the questions
            <StepView key={i} step={step} depth={0} />
          ))}
        </ul>
      )}
    </section>
  )
}

const seconds = (ms: number): string => (ms >= 1000 ? `${Math.round(ms / 100) / 10} s` : `${Math.round(ms)} ms`)

/** What happened on the way besides arriving: in a few words each. */
function Marks({ outcome }: { readonly outcome: Outcome }) {
  const t = useText()
  const { backend, delayMs, mirrors, transport, tries } = outcome
  const marks: { readonly id: string; readonly text: string; readonly strong?: boolean }[] = []
  if (delayMs > 0) marks.push({ id: 'delay', text: `+${seconds(delayMs)}`, strong: true })
  if (backend?.subset != null) marks.push({ id: 'subset', text: t('mark.subset', { subset: backend.subset }) })
  if (transport === 'mtls' || transport === 'tls') marks.push({ id: 'transport', text: t(`mark.${transport}`) })
  if (tries?.requestMs != null)
    marks.push({ id: 'timeout', text: t('mark.timeout', { time: seconds(tries.requestMs) }) })
  if (tries?.retry != null && tries.retry.attempts > 0)
    marks.push({ id: 'retries', text: t('mark.retries', { count: tries.retry.attempts }) })
  for (const [index, mirror] of mirrors.entries()) {
    const to = mirror.subset === null ? mirror.name : `${mirror.name} · ${mirror.subset}`
    const part = mirror.percent === null || mirror.percent === 100 ? '' : ` ${mirror.percent} %`
    marks.push({ id: `mirror${index}`, text: t('mark.mirror', { to: `${to}${part}` }) })
  }
  if (marks.length === 0) return null
  return (
    <ul className={css.marks} aria-label={t('mark.label')}>
      {marks.map(mark => (
        <li key={mark.id} data-strong={mark.strong}>
          {mark.text}
        </li>
      ))}
    </ul>
  )
}

const stepIcons = { yes: Check, no: X, unknown: CircleHelp, assumed: Info } as const

function StepView({ step, depth }: { readonly step: Step; readonly depth: number }) {
  const t = useText()
  const say = useSentences()
  const compared = use(ComparedWith)
  const differs = compared?.differing.has(step) === true
  const parts = compared !== null && compared.parting === step
  const [open, setOpen] = useState(depth < 2 || (compared?.parting != null && holds(step, compared.parting)))
  const Icon = stepIcons[step.verdict]
  const hasMore = step.because.length > 0
  return (
    <li className={css.step} data-verdict={step.verdict} data-differs={parts ? 'parts' : differs || undefined}>
      <div className={css.stepLine}>
        {hasMore ? (
          <button
            type="button"
            className={css.stepFold}
            aria-expanded={open}
            aria-label={t(open ? 'answer.less' : 'answer.more')}
            onClick={() => setOpen(!open)}
          >
            {open ? <ChevronDown size={13} aria-hidden /> : <ChevronRight size={13} aria-hidden />}
          </button>
        ) : (
          <span className={css.stepFold} />
        )}
        <span className={css.stepIcon} title={t(`step.${step.verdict}`)}>
          <Icon size={13} aria-hidden />
          <span className="visually-hidden">{t(`step.${step.verdict}`)}: </span>
        </span>
        <StepText step={step} text={say.sentence(step.code, step.facts)} />
        {step.rule !== '' && <span className={css.rule}>{step.rule}</span>}
        {parts && (
          <span className={css.parts} data-testid="parts">
            <Split size={12} aria-hidden /> {t('versus.partsHere')}
          </span>
        )}
        {differs && !parts && (
          <span className={css.differs} title={t('versus.differs', { side: compared.other })}>
            <span aria-hidden>≠ {compared.other}</span>
            <span className="visually-hidden">{t('versus.differs', { side: compared.other })}</span>
          </span>
        )}
      </div>
      {hasMore && open && (
        <ul className={css.steps}>
          {step.because.map((inner, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <StepView key={i} step={inner} depth={depth + 1} />
          ))}
        </ul>
      )}
    </li>
  )
}

const holds = (step: Step, inner: Step): boolean => step.because.some(each => each === inner || holds(each, inner))

/** A sentence that is a place to go, when a field decided it; an assumption can be changed. */
function StepText({ step, text }: { readonly step: Step; readonly text: string }) {
  const t = useText()
  const at = step.at
  const key = step.facts.key?.is === 'name' ? step.facts.key.value : null
  return (
    <>
      {at === null ? (
        <span className={css.stepText}>{text}</span>
      ) : (
        <button type="button" className={classes(css.stepText, css.stepLink)} onClick={() => void goTo(at)}>
          {text}
        </button>
      )}
      {key !== null && (
        <button
          type="button"
          className={css.change}
          onClick={() => void writeAssumption(key)}
          title={t('answer.changeTitle')}
        >
          {t('answer.change')}
        </button>
      )}
    </>
  )
}
