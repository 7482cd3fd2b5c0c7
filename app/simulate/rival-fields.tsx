import { X } from 'lucide-react'
import { type RequestDraft, type Rival, setView, useView } from '../store/view.ts'
import { IconButton } from '../ui/button.tsx'
import { useText } from '../ui/text.ts'
import ui from '../ui/ui.module.css'
import { AddHeader, HeaderLines } from './header-lines.tsx'
import { SideMark } from './side-mark.tsx'
import css from './simulate.module.css'
import versus from './versus.module.css'

export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Back to one request, and to its answer. */
export function stopComparing(): void {
  const { asked } = useView.getState()
  setView({ rival: null, asked: asked === null ? null : { ...asked, rival: null } })
}

interface RivalFieldsProps {
  readonly draft: RequestDraft
  readonly rival: Rival
  readonly sources: readonly string[]
}

/** What the second request has otherwise than the first: above all its headers. */
export function RivalFields({ draft, rival, sources }: RivalFieldsProps) {
  const t = useText()
  const change = (part: Partial<Rival>): void => setView({ rival: { ...rival, ...part } })
  const headers = { headers: rival.headers, of: 'B', onChange: (next: Rival['headers']) => change({ headers: next }) }
  const asA = (what: string): string => t('versus.asA', { what })
  return (
    <fieldset className={versus.rival}>
      <legend className="visually-hidden">{t('versus.second')}</legend>
      <div className={css.line}>
        <SideMark side="B" />
        <span className={versus.title}>{t('versus.second')}</span>
        <IconButton small label={t('versus.close')} onClick={stopComparing}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      <div className={css.line}>
        <select
          className={ui.field}
          style={{ width: 92 }}
          value={rival.method ?? ''}
          onChange={event => change({ method: event.target.value === '' ? null : event.target.value })}
          aria-label={`${t('request.method')} (B)`}
        >
          <option value="">{asA(draft.method)}</option>
          {methods.map(method => (
            <option key={method}>{method}</option>
          ))}
        </select>
        <input
          className={ui.field}
          type="text"
          inputMode="url"
          value={rival.url}
          onChange={event => change({ url: event.target.value })}
          placeholder={asA(draft.url)}
          aria-label={`${t('request.url')} (B)`}
          spellCheck={false}
          autoComplete="off"
        />
      </div>
      <div className={css.line}>
        <span className={css.label}>{t('request.from')}</span>
        <select
          className={ui.field}
          value={rival.from ?? ' '}
          onChange={event => change({ from: event.target.value === ' ' ? null : event.target.value })}
          aria-label={`${t('request.from')} (B)`}
        >
          <option value=" ">{asA(draft.from === '' ? t('request.outside') : draft.from)}</option>
          <option value="">{t('request.outside')}</option>
          {sources.map(source => (
            <option key={source} value={source}>
              {source}
            </option>
          ))}
        </select>
      </div>
      <HeaderLines {...headers} />
      <div className={css.line}>
        <span className={css.label} />
        <AddHeader {...headers} />
      </div>
    </fieldset>
  )
}
