import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Plus, Trash2 } from 'lucide-react'
import { type ReactNode, useEffect, useId, useState } from 'react'
import type { JsonSchema } from '../../schemas/index.ts'
import type { Path, PlainValue, Suggestion } from '../../store/contracts.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useText } from '../../ui/text.ts'
import ui from '../../ui/ui.module.css'
import css from './form.module.css'
import { isRecord, useForm, type Value } from './form-context.ts'
import { ScalarField } from './scalar-field.tsx'
import { firstSentence, type Shape, shapeOf } from './shape.ts'

interface FieldProps {
  readonly path: Path
  readonly schema: JsonSchema | null
  readonly value: Value
  readonly label: string
  /** How deep it stands: the first levels are open. */
  readonly depth: number
}

/** A field of any shape. */
export function Field(props: FieldProps) {
  const form = useForm()
  const shape = shapeOf(form.schemas, props.schema)
  if (shape.kind === 'object' || (shape.kind === 'any' && isRecord(props.value)))
    return <ObjectField {...props} shape={shape} />
  if (shape.kind === 'map' || isRecord(props.value)) return <MapField {...props} shape={shape} />
  if (shape.kind === 'list' || Array.isArray(props.value)) return <ListField {...props} shape={shape} />
  return <ScalarRow {...props} shape={shape} />
}

function ScalarRow({ path, value, label, shape }: FieldProps & { readonly shape: Shape }) {
  const id = useId()
  return (
    <div className={css.row}>
      <label htmlFor={id} className={css.label} title={firstSentence(shape.about)}>
        {label}
      </label>
      <ScalarField id={id} path={path} shape={shape} value={value} label={label} />
      <Remove path={path} label={label} />
    </div>
  )
}

function Remove({ path, label }: { readonly path: Path; readonly label: string }) {
  const t = useText()
  const form = useForm()
  if (form.readOnly) return null
  return (
    <IconButton
      small
      className={css.remove}
      label={t('form.remove', { field: label })}
      onClick={() => form.edit([{ op: 'remove', path }])}
    >
      <Trash2 size={13} aria-hidden />
    </IconButton>
  )
}

interface GroupProps {
  readonly label: string
  readonly about: string
  readonly note?: string
  readonly open: boolean
  readonly tools?: ReactNode
  readonly children: ReactNode
}

function Group({ label, about, note, open: first, tools, children }: GroupProps) {
  const [open, setOpen] = useState(first)
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <fieldset className={css.group}>
      <div className={css.groupHead}>
        <button
          type="button"
          className={css.toggle}
          aria-expanded={open}
          title={firstSentence(about)}
          onClick={() => setOpen(!open)}
        >
          <Chevron size={14} aria-hidden />
          <span>{label}</span>
          {note !== undefined && note !== '' && <small>{note}</small>}
        </button>
        {tools}
      </div>
      {open && <div className={css.groupBody}>{children}</div>}
    </fieldset>
  )
}

function ObjectField({ path, value, label, depth, shape }: FieldProps & { readonly shape: Shape }) {
  const t = useText()
  return (
    <Group
      label={label}
      about={shape.about}
      open={depth < 3}
      note={isRecord(value) ? '' : t('form.empty')}
      tools={<Remove path={path} label={label} />}
    >
      <ObjectBody path={path} value={value} shape={shape} depth={depth} />
    </Group>
  )
}

interface BodyProps {
  readonly path: Path
  readonly value: Value
  readonly shape: Shape
  readonly depth: number
  /** Fields that are shown elsewhere. */
  readonly except?: ReadonlySet<string>
}

/** The fields that are set, as they are written, those that no schema knows included; and a way to add one. */
export function ObjectBody({ path, value, shape, depth, except }: BodyProps) {
  const t = useText()
  const form = useForm()
  const present = isRecord(value) ? value : {}
  const known = shape.kind === 'object' ? [...shape.fields.keys()] : []
  const set = Object.keys(present).filter(name => except?.has(name) !== true)
  const addable = known.filter(name => !Object.hasOwn(present, name) && except?.has(name) !== true)
  const schemaAt = (name: string): JsonSchema | null =>
    shape.kind === 'object' ? (shape.fields.get(name)?.schema ?? null) : null
  return (
    <>
      {set.map(name => (
        <Field
          key={name}
          path={[...path, name]}
          schema={schemaAt(name)}
          value={present[name] ?? null}
          label={name}
          depth={depth + 1}
        />
      ))}
      {addable.length > 0 && !form.readOnly && (
        <Menu
          items={[...addable]
            .sort((a, b) => Number(isRequired(shape, b)) - Number(isRequired(shape, a)) || (a < b ? -1 : 1))
            .map(name => {
              const field = shapeOf(form.schemas, schemaAt(name))
              const about = firstSentence(field.about)
              return {
                id: name,
                text: isRequired(shape, name) ? `${name} *` : name,
                ...(about !== '' && { detail: about }),
                run: () =>
                  form.edit([{ op: 'set', path: [...path, name], value: emptyOf(form.schemas, schemaAt(name)) }]),
              }
            })}
        >
          <Button small className={css.add}>
            <Plus size={13} aria-hidden />
            {t('form.addField')}
          </Button>
        </Menu>
      )}
    </>
  )
}

const isRequired = (shape: Shape, name: string): boolean =>
  shape.kind === 'object' && shape.fields.get(name)?.required === true

/** What a new field begins with: its required fields, and nothing that a person has not asked for. */
function emptyOf(schemas: Parameters<typeof shapeOf>[0], schema: JsonSchema | null, deep = 0): PlainValue {
  const shape = shapeOf(schemas, schema)
  switch (shape.kind) {
    case 'object': {
      if (deep > 3) return {}
      const required = [...shape.fields].filter(([, field]) => field.required)
      return Object.fromEntries(required.map(([name, field]) => [name, emptyOf(schemas, field.schema, deep + 1)]))
    }
    case 'map':
      return {}
    case 'list':
      return [emptyOf(schemas, shape.of, deep + 1)]
    case 'choice':
      return shape.of[0] ?? ''
    case 'number':
      return 0
    case 'textOrNumber':
      return 80
    case 'switch':
      return true
    default:
      return ''
  }
}

function ListField({ path, value, label, depth, shape }: FieldProps & { readonly shape: Shape }) {
  const t = useText()
  const form = useForm()
  const items = Array.isArray(value) ? (value as readonly Value[]) : []
  const of = shape.kind === 'list' ? shape.of : null
  const inner = shapeOf(form.schemas, of)
  const isPlain = inner.kind !== 'object' && inner.kind !== 'map' && inner.kind !== 'list' && inner.kind !== 'any'
  const add = (): void => form.edit([{ op: 'set', path: [...path, items.length], value: emptyOf(form.schemas, of) }])
  const itemTools = (index: number, name: string): ReactNode => (
    <ItemTools path={path} index={index} count={items.length} label={name} />
  )
  return (
    <Group
      label={label}
      about={shape.about}
      note={String(items.length)}
      open={depth < 4 || items.length === 1}
      tools={<Remove path={path} label={label} />}
    >
      {items.map((item, index) => {
        const at = [...path, index]
        const name = `${label}[${index}]`
        const tools = itemTools(index, name)
        return isPlain ? (
          <div key={name} className={css.row}>
            <span className={css.label}>{index + 1}</span>
            <ScalarField path={at} shape={inner} value={item} label={name} />
            {tools}
          </div>
        ) : (
          <Group
            key={name}
            label={form.titleOf(at) ?? titleOf(item, index)}
            about=""
            open={depth < 3 || items.length === 1}
            tools={tools}
          >
            <ObjectBody path={at} value={item} shape={inner} depth={depth + 1} />
          </Group>
        )
      })}
      {!form.readOnly && (
        <Button small className={css.add} onClick={add}>
          <Plus size={13} aria-hidden />
          {t('form.addItem', { list: label })}
        </Button>
      )}
    </Group>
  )
}

interface ItemToolsProps {
  readonly path: Path
  readonly index: number
  readonly count: number
  readonly label: string
}

function ItemTools({ path, index, count, label }: ItemToolsProps) {
  const t = useText()
  const form = useForm()
  if (form.readOnly) return null
  const move = (to: number): void => form.edit([{ op: 'move', path: [...path, index], to }])
  return (
    <span className={css.tools}>
      {index > 0 && (
        <IconButton small label={t('form.up', { item: label })} onClick={() => move(index - 1)}>
          <ArrowUp size={13} aria-hidden />
        </IconButton>
      )}
      {index < count - 1 && (
        <IconButton small label={t('form.down', { item: label })} onClick={() => move(index + 1)}>
          <ArrowDown size={13} aria-hidden />
        </IconButton>
      )}
      <Remove path={[...path, index]} label={label} />
    </span>
  )
}

/** What tells an item from its neighbours. */
function titleOf(item: Value, index: number): string {
  if (!isRecord(item)) return String(index + 1)
  for (const key of ['name', 'host', 'path', 'type', 'port', 'value', 'key']) {
    const value = item[key]
    if (typeof value === 'string' || typeof value === 'number') return `${index + 1} · ${value}`
  }
  const [first] = Object.keys(item)
  return first === undefined ? String(index + 1) : `${index + 1} · ${first}`
}

function MapField({ path, value, label, depth, shape }: FieldProps & { readonly shape: Shape }) {
  const t = useText()
  const form = useForm()
  const entries = isRecord(value) ? Object.entries(value) : []
  const count = form.selected(path)
  const of = shape.kind === 'map' ? shape.of : null
  const inner = shapeOf(form.schemas, of)
  const note = count === null ? String(entries.length) : t(`form.selects.${count.of}`, { n: count.count })
  return (
    <Group label={label} about={shape.about} note={note} open={depth < 4} tools={<Remove path={path} label={label} />}>
      {entries.map(([key, item]) =>
        isRecord(item) || Array.isArray(item) ? (
          <Field key={key} path={[...path, key]} schema={of} value={item} label={key} depth={depth + 1} />
        ) : (
          <div key={key} className={css.row}>
            <KeyName path={[...path, key]} name={key} taken={entries.map(([other]) => other)} />
            <ScalarField
              path={[...path, key]}
              shape={inner.kind === 'any' ? { kind: 'text', about: '' } : inner}
              value={item}
              label={key}
            />
            <Remove path={[...path, key]} label={key} />
          </div>
        ),
      )}
      {!form.readOnly && <NewKey path={path} taken={entries.map(([key]) => key)} of={of} />}
    </Group>
  )
}

function KeyName({
  path,
  name,
  taken,
}: {
  readonly path: Path
  readonly name: string
  readonly taken: readonly string[]
}) {
  const t = useText()
  const form = useForm()
  const [text, setText] = useState(name)
  useEffect(() => setText(name), [name])
  const commit = (): void => {
    const next = text.trim()
    if (next === name || next === '' || taken.includes(next)) setText(name)
    else form.edit([{ op: 'rename', path, key: next }])
  }
  return (
    <input
      className={`${ui.field} ${css.key}`}
      value={text}
      aria-label={t('form.key', { key: name })}
      readOnly={form.readOnly}
      spellCheck={false}
      onChange={event => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={event => event.key === 'Enter' && !event.nativeEvent.isComposing && commit()}
    />
  )
}

function NewKey({
  path,
  taken,
  of,
}: {
  readonly path: Path
  readonly taken: readonly string[]
  readonly of: JsonSchema | null
}) {
  const t = useText()
  const form = useForm()
  const list = useId()
  const [text, setText] = useState('')
  const [suggestions, setSuggestions] = useState<readonly Suggestion[]>([])
  const add = (): void => {
    const key = text.trim()
    if (key === '' || taken.includes(key)) return
    form.edit([{ op: 'set', path: [...path, key], value: emptyOf(form.schemas, of) }])
    setText('')
  }
  return (
    <div className={css.row}>
      <input
        className={`${ui.field} ${css.key}`}
        value={text}
        list={suggestions.length > 0 ? list : undefined}
        placeholder={t('form.newKey')}
        aria-label={t('form.newKey')}
        spellCheck={false}
        onFocus={() => void form.suggest(path, true).then(setSuggestions)}
        onChange={event => setText(event.target.value)}
        onKeyDown={event => event.key === 'Enter' && !event.nativeEvent.isComposing && add()}
      />
      <Button small disabled={text.trim() === '' || taken.includes(text.trim())} onClick={add}>
        <Plus size={13} aria-hidden />
        {t('form.addKey')}
      </Button>
      {suggestions.length > 0 && (
        <datalist id={list}>
          {suggestions.map(({ value, detail }) => (
            <option key={String(value)} value={String(value)}>
              {detail}
            </option>
          ))}
        </datalist>
      )}
    </div>
  )
}
