import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import type { DocId, Path, Suggestion } from '../../store/contracts.ts'
import { useGraph } from '../../store/graph.ts'
import { useSentences } from '../../ui/sentences.ts'
import { useText } from '../../ui/text.ts'
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

/** The worst that is said about a value that a field shows; null where nothing is. */
function useProblemAt(doc: DocId, path: Path): string | null {
  const say = useSentences()
  const problems = useGraph(graph => graph.problems.get(doc)?.problems)
  const found = problems
    ?.filter(({ problem }) => problem.severity !== 'info' && samePath(problem.at.path, path))
    .sort((a, b) => Number(b.problem.severity === 'error') - Number(a.problem.severity === 'error'))[0]?.problem
  return found === undefined ? null : say.sentence(found.code, found.facts)
}

const samePath = (a: Path, b: Path): boolean => a.length === b.length && a.every((step, i) => step === b[i])

function TypedField({ path, shape, value, label, id }: ScalarProps) {
  const t = useText()
  const form = useForm()
  const written = value === null || typeof value === 'object' ? '' : String(value)
  const [text, setText] = useState(written)
  const [suggestions, setSuggestions] = useState<readonly Suggestion[]>([])
  const list = useId()
  useEffect(() => setText(written), [written])
  const next = parsed(shape.kind, text.trim())
  const problem = useProblemAt(form.doc, path)
  const trouble = next === null ? t('form.wantsNumber') : problem
  const message = useId()
  // What is no number stays, to be mended: taking it back in silence would look as if it had been written.
  const commit = (): void => {
    if (text !== written && next !== null) form.edit([{ op: 'set', path, value: next }])
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
        aria-invalid={trouble !== null || undefined}
        aria-describedby={trouble === null ? undefined : message}
        readOnly={form.readOnly}
        spellCheck={false}
        autoComplete="off"
        onFocus={() => void form.suggest(path, false).then(setSuggestions)}
        onChange={event => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      {trouble !== null && (
        <span id={message} className={css.trouble}>
          {trouble}
        </span>
      )}
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
