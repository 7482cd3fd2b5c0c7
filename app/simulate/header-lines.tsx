import { Plus, X } from 'lucide-react'
import type { RequestDraft } from '../store/view.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { useText } from '../ui/text.ts'
import ui from '../ui/ui.module.css'
import css from './simulate.module.css'

type Headers = RequestDraft['headers']

interface HeaderLinesProps {
  readonly headers: Headers
  /** Of which request, where two are compared; '' for the only one. */
  readonly of: string
  readonly onChange: (headers: Headers) => void
}

/** Headers of a request, one a line. */
export function HeaderLines({ headers, of, onChange }: HeaderLinesProps) {
  const t = useText()
  const behind = of === '' ? '' : ` (${of})`
  const put = (id: number, part: Partial<Headers[number]>): void =>
    onChange(headers.map(header => (header.id === id ? { ...header, ...part } : header)))
  return headers.map((header, index) => (
    <div className={css.line} key={header.id}>
      <span className={css.label}>{index === 0 ? t('request.headers') : ''}</span>
      <input
        className={ui.field}
        value={header.name}
        placeholder={t('request.headerName')}
        data-header={`${of}${header.id}`}
        aria-label={`${t('request.headerNameOf', { n: index + 1 })}${behind}`}
        spellCheck={false}
        onChange={event => put(header.id, { name: event.target.value })}
      />
      <input
        className={ui.field}
        value={header.value}
        placeholder={t('request.headerValue')}
        aria-label={`${t('request.headerValueOf', { n: index + 1 })}${behind}`}
        spellCheck={false}
        onChange={event => put(header.id, { value: event.target.value })}
      />
      <IconButton
        small
        label={`${t('request.headerRemove', { n: index + 1 })}${behind}`}
        onClick={() => onChange(headers.filter(({ id }) => id !== header.id))}
      >
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  ))
}

export function AddHeader({ headers, of, onChange }: HeaderLinesProps) {
  const t = useText()
  const text = t('request.headerAdd')
  return (
    <Button
      small
      {...(of !== '' && { 'aria-label': `${text} (${of})` })}
      onClick={() => {
        const id = Math.max(0, ...headers.map(header => header.id)) + 1
        onChange([...headers, { id, name: '', value: '' }])
        requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-header="${of}${id}"]`)?.focus())
      }}
    >
      <Plus size={14} aria-hidden />
      {text}
    </Button>
  )
}
