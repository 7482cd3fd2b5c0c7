import { BookmarkPlus, Columns2, Send } from 'lucide-react'
import { useDeferredValue, useId, useMemo, useRef, useState } from 'react'
import type { Answer } from '../store/contracts.ts'
import { expectedOf, testName } from '../store/expected.ts'
import { useGraph } from '../store/graph.ts'
import { askFor, type KeptTest, type RequestDraft, rivalOf, setView, useView } from '../store/view.ts'
import { Button } from '../ui/button.tsx'
import { useSentences } from '../ui/sentences.ts'
import { useText } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import ui from '../ui/ui.module.css'
import { AnswerView } from './answer-view.tsx'
import { AddHeader, HeaderLines } from './header-lines.tsx'
import { methods, RivalFields, stopComparing } from './rival-fields.tsx'
import { SideMark } from './side-mark.tsx'
import css from './simulate.module.css'
import { type TraceReply, useAnswer } from './use-answer.ts'
import { lineOf, requestOf } from './verdicts.ts'
import { VersusView } from './versus-view.tsx'

/** Asks where a request goes, or where two do. The answer stays live: it is asked again whenever the manifests change. */
export function RequestPanel() {
  const t = useText()
  const id = useId()
  const draft = useView(view => view.draft)
  const rival = useView(view => view.rival)
  const asked = useView(view => view.asked)
  // What may be chosen can wait for the picture.
  const nodes = useDeferredValue(useGraph(graph => graph.nodes))
  const [sample, setSample] = useState(100)
  const first = useAnswer(asked?.draft ?? null, sample)
  const second = useAnswer(asked?.rival ?? null, sample)
  const url = useRef<HTMLInputElement>(null)
  const change = (part: Partial<RequestDraft>): void => setView({ draft: { ...draft, ...part } })

  const { entries, sources } = useMemo(() => {
    const all = [...nodes.values()].filter(node => node.state !== 'missing')
    const label = (n: { namespace: string; name: string }): string => `${n.namespace}/${n.name}`
    return {
      entries: all
        .filter(n => n.role === 'entry')
        .map(n => `${n.kind} ${label(n)}`)
        .sort(),
      sources: [...new Set(all.filter(n => n.role === 'workload').map(label))].sort(),
    }
  }, [nodes])

  const submit = (): void => {
    if (requestOf(draft) === null) {
      url.current?.focus()
      toast.error(t('request.noUrl'))
      return
    }
    askFor(draft, rival)
  }

  const compare = (): void => {
    if (rival !== null) stopComparing()
    else setView({ rival: rivalOf(draft) })
  }

  const keep = (): void => {
    if (asked === null) return
    const tests = [
      ...testOf(asked.draft, first.traced),
      ...(asked.rival === null ? [] : testOf(asked.rival, second.traced)),
    ]
    if (tests.length === 0) return
    setView({ tests: [...useView.getState().tests, ...tests] })
    toast.success(t(tests.length > 1 ? 'versus.kept' : 'tests.kept'), {
      description: tests.flatMap(({ expected }) => expected.map(outcome => lineOf(outcome, t))).join('\n'),
    })
  }

  const comparing = asked !== null && asked.rival !== null
  const headers = {
    headers: draft.headers,
    of: rival === null ? '' : 'A',
    onChange: (next: RequestDraft['headers']) => change({ headers: next }),
  }
  return (
    <div className={css.request} data-versus={rival !== null || undefined}>
      <form
        className={css.form}
        aria-label={t('request.form')}
        onSubmit={event => {
          event.preventDefault()
          submit()
        }}
      >
        {rival !== null && (
          <div className={css.line}>
            <SideMark side="A" />
            <span className={css.grow}>{t('versus.first')}</span>
          </div>
        )}
        <div className={css.line}>
          <select
            className={ui.field}
            style={{ width: 92 }}
            value={draft.method}
            onChange={event => change({ method: event.target.value })}
            aria-label={t('request.method')}
          >
            {methods.map(method => (
              <option key={method}>{method}</option>
            ))}
          </select>
          <input
            ref={url}
            className={ui.field}
            type="text"
            inputMode="url"
            value={draft.url}
            onChange={event => change({ url: event.target.value })}
            placeholder="https://shop.example.com/cart"
            aria-label={t('request.url')}
            spellCheck={false}
            autoComplete="off"
          />
          <Button type="submit" look="primary">
            <Send size={14} aria-hidden />
            {t('request.send')}
          </Button>
        </div>
        <div className={css.line}>
          <label className={css.label} htmlFor={`${id}-from`}>
            {t('request.from')}
          </label>
          <select
            id={`${id}-from`}
            className={ui.field}
            value={draft.from}
            onChange={event => change({ from: event.target.value })}
          >
            <option value="">{t('request.outside')}</option>
            {sources.length > 0 && (
              <optgroup label={t('request.pods')}>
                {sources.map(source => (
                  <option key={source} value={source}>
                    {source}
                  </option>
                ))}
              </optgroup>
            )}
          </select>
        </div>
        <div className={css.line}>
          <label className={css.label} htmlFor={`${id}-via`}>
            {t('request.via')}
          </label>
          <select
            id={`${id}-via`}
            className={ui.field}
            value={draft.entry}
            onChange={event => change({ entry: event.target.value })}
          >
            <option value="">{t('request.anyEntry')}</option>
            {entries.map(entry => (
              <option key={entry} value={entry}>
                {entry}
              </option>
            ))}
          </select>
        </div>
        <HeaderLines {...headers} />
        <div className={css.actions}>
          <AddHeader {...headers} />
          <span className={css.grow} />
          <Button small aria-pressed={rival !== null} onClick={compare} title={t('versus.hint')}>
            <Columns2 size={14} aria-hidden />
            {t('versus.compare')}
          </Button>
          <Button small look="outlined" disabled={first.traced === null} onClick={keep}>
            <BookmarkPlus size={14} aria-hidden />
            {t('request.keep')}
          </Button>
        </div>
        {rival !== null && <RivalFields draft={draft} rival={rival} sources={sources} />}
      </form>
      {comparing ? (
        <VersusView key={asked.id} asked={asked} first={first} second={second} sample={sample} onSample={setSample} />
      ) : (
        <div className={css.answer}>
          <Spoken answer={first.traced?.answer ?? null} />
          {first.traced === null ? (
            <p className={css.none}>{t(first.failed ? 'request.failed' : 'request.hint')}</p>
          ) : (
            <AnswerView
              key={asked?.id}
              answer={first.traced.answer}
              paint={first.traced.paint}
              drawn={first.traced.sample}
              sample={sample}
              onSample={setSample}
            />
          )}
        </div>
      )}
    </div>
  )
}

/** The verdict alone, for ears: the reasons are read by who goes there. */
function Spoken({ answer }: { readonly answer: Answer | null }) {
  const t = useText()
  const say = useSentences()
  const outcomes = answer?.outcomes ?? []
  const lines = outcomes.map(({ share, step }) => {
    const verdict = say.sentence(step.code, step.facts)
    return outcomes.length === 1 ? verdict : t('answer.spoken', { verdict, share: Math.round(share * 1000) / 10 })
  })
  return (
    <p className="visually-hidden" aria-live="polite">
      {lines.join(' ')}
    </p>
  )
}

/** A request with the answer that it has now. */
function testOf(draft: RequestDraft, traced: TraceReply | null): KeptTest[] {
  const request = requestOf(draft)
  if (request === null || traced === null) return []
  return [{ id: crypto.randomUUID(), name: testName(request), request, expected: expectedOf(traced.answer) }]
}
