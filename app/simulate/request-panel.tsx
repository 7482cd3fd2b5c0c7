import { BookmarkPlus, Plus, Send, X } from 'lucide-react'
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { Reply } from '../store/contracts.ts'
import { expectedOf } from '../store/expected.ts'
import { useGraph } from '../store/graph.ts'
import { askFor, type RequestDraft, setView, useView } from '../store/view.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { useText } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import ui from '../ui/ui.module.css'
import { ask } from '../worker/client.ts'
import { AnswerView } from './answer-view.tsx'
import css from './simulate.module.css'
import { lineOf, requestOf } from './verdicts.ts'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

type Traced = Extract<Reply, { kind: 'trace' }>

/** Asks where a request goes. The answer stays live: it is asked again whenever the manifests change. */
export function RequestPanel() {
  const t = useText()
  const id = useId()
  const draft = useView(view => view.draft)
  const asked = useView(view => view.asked)
  // What may be chosen can wait for the picture.
  const nodes = useDeferredValue(useGraph(graph => graph.nodes))
  const revision = useGraph(graph => graph.revision)
  const [traced, setTraced] = useState<Traced | null>(null)
  const [failed, setFailed] = useState(false)
  const [sample, setSample] = useState(100)
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
    askFor(draft)
  }
  useEffect(() => {
    if (asked !== null) return
    setTraced(null)
    setFailed(false)
  }, [asked])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision asks the same request again
  useEffect(() => {
    const request = asked === null ? null : requestOf(asked.draft)
    if (request === null) return
    let current = true
    void ask({ kind: 'trace', request, sample }).then(reply => {
      if (!current) return
      if (reply.kind === 'trace') {
        setTraced(reply)
        setFailed(false)
      } else {
        setTraced(null)
        setFailed(true)
      }
    })
    return () => {
      current = false
    }
  }, [asked, revision, sample])

  const keep = (): void => {
    if (asked === null || traced === null) return
    const request = requestOf(asked.draft)
    if (request === null) return
    const { method, url, from } = asked.draft
    const name = `${method} ${url}${from === '' ? '' : ` · ${from}`}`
    const test = { id: crypto.randomUUID(), name, request, expected: expectedOf(traced.answer) }
    setView({ tests: [...useView.getState().tests, test] })
    toast.success(t('tests.kept'), { description: test.expected.map(outcome => lineOf(outcome, t)).join('\n') })
  }

  return (
    <div className={css.request}>
      <form
        className={css.form}
        aria-label={t('request.form')}
        onSubmit={event => {
          event.preventDefault()
          submit()
        }}
      >
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
        {draft.headers.map((header, index) => (
          <div className={css.line} key={header.id}>
            <span className={css.label}>{index === 0 ? t('request.headers') : ''}</span>
            <input
              className={ui.field}
              value={header.name}
              placeholder={t('request.headerName')}
              aria-label={t('request.headerNameOf', { n: index + 1 })}
              spellCheck={false}
              onChange={event =>
                change({
                  headers: draft.headers.map(h => (h.id === header.id ? { ...h, name: event.target.value } : h)),
                })
              }
            />
            <input
              className={ui.field}
              value={header.value}
              placeholder={t('request.headerValue')}
              aria-label={t('request.headerValueOf', { n: index + 1 })}
              spellCheck={false}
              onChange={event =>
                change({
                  headers: draft.headers.map(h => (h.id === header.id ? { ...h, value: event.target.value } : h)),
                })
              }
            />
            <IconButton
              small
              label={t('request.headerRemove', { n: index + 1 })}
              onClick={() => change({ headers: draft.headers.filter(h => h.id !== header.id) })}
            >
              <X size={14} aria-hidden />
            </IconButton>
          </div>
        ))}
        <div className={css.line}>
          <span className={css.label} />
          <Button
            small
            onClick={() =>
              change({
                headers: [
                  ...draft.headers,
                  { id: Math.max(0, ...draft.headers.map(h => h.id)) + 1, name: '', value: '' },
                ],
              })
            }
          >
            <Plus size={14} aria-hidden />
            {t('request.headerAdd')}
          </Button>
          <span style={{ flex: 1 }} />
          <Button small look="outlined" disabled={traced === null} onClick={keep}>
            <BookmarkPlus size={14} aria-hidden />
            {t('request.keep')}
          </Button>
        </div>
      </form>
      <div className={css.answer} aria-live="polite">
        {traced === null ? (
          <p className={css.none}>{t(failed ? 'request.failed' : 'request.hint')}</p>
        ) : (
          <AnswerView
            key={asked?.id}
            answer={traced.answer}
            paint={traced.paint}
            drawn={traced.sample}
            sample={sample}
            onSample={setSample}
          />
        )}
      </div>
    </div>
  )
}
