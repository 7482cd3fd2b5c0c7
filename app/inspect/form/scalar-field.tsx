import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import type { Path, Suggestion } from '../../store/contracts.ts'
import ui from '../../ui/ui.module.css'
import css from './form.module.css'
import { useForm, type Value } from './form-context.ts'
import type { Shape } from './shape.ts'

interface ScalarProps {
  readonly path: Path
  readonly shape: Shape
  readonly value: Value
  readonly label: string
  readonly id?: string
}

/** One value. What is typed is written when the field is left, or with Enter; Escape takes it back. */
export function ScalarField({ path, shape, value, label, id }: ScalarProps) {
  const form = useForm()
  const set = (next: string | number | boolean): void => form.edit([{ op: 'set', path, value: next }])
  switch (shape.kind) {
    case 'switch':
      return (
        <label className={ui.check}>
          <input
            id={id}
            type="checkbox"
            checked={value === true}
            disabled={form.readOnly}
            aria-label={label}
            onChange={event => set(event.target.checked)}
          />
          {value === true ? 'true' : 'false'}
        </label>
      )
    case 'choice':
      return (
        <select
          id={id}
          className={ui.field}
          value={String(value ?? '')}
          disabled={form.readOnly}
          aria-label={label}
          onChange={event => set(shape.of.find(option => String(option) === event.target.value) ?? event.target.value)}
        >
          {!shape.of.some(option => String(option) === String(value ?? '')) && (
            <option value={String(value ?? '')}>{String(value ?? '')}</option>
          )}
          {shape.of.map(option => (
            <option key={String(option)} value={String(option)}>
              {String(option)}
            </option>
          ))}
        </select>
      )
    default:
      return <TypedField path={path} shape={shape} value={value} label={label} {...(id !== undefined && { id })} />
  }
}

/** What a text means to a field: a number where the field takes one. */
function parsed(kind: Shape['kind'], text: string): string | number | null {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text)
  if (kind === 'number') return isNumber ? Number(text) : null
  return kind === 'textOrNumber' && isNumber ? Number(text) : text
}

function TypedField({ path, shape, value, label, id }: ScalarProps) {
  const form = useForm()
  const written = value === null || typeof value === 'object' ? '' : String(value)
  const [text, setText] = useState(written)
  const [suggestions, setSuggestions] = useState<readonly Suggestion[]>([])
  const list = useId()
  useEffect(() => setText(written), [written])
  const next = parsed(shape.kind, text.trim())
  const wrong = next === null
  const commit = (): void => {
    if (text === written) return
    if (next === null) setText(written)
    else form.edit([{ op: 'set', path, value: next }])
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') commit()
    else if (event.key === 'Escape') setText(written)
    else return
    event.stopPropagation()
  }
  return (
    <>
      <input
        id={id}
        className={`${ui.field} ${css.input}`}
        value={text}
        inputMode={shape.kind === 'number' ? 'numeric' : 'text'}
        list={suggestions.length > 0 ? list : undefined}
        aria-label={label}
        aria-invalid={wrong || undefined}
        readOnly={form.readOnly}
        spellCheck={false}
        autoComplete="off"
        onFocus={() => void form.suggest(path, false).then(setSuggestions)}
        onChange={event => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      {suggestions.length > 0 && (
        <datalist id={list}>
          {suggestions.map(({ value: option, detail }) => (
            <option key={`${option} ${detail}`} value={String(option)}>
              {detail}
            </option>
          ))}
        </datalist>
      )}
    </>
  )
}
