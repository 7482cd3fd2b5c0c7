import { Plus, X } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useEffect, useId, useRef, useState } from 'react'
import type { Dial, DialGroup, Plan, Tuning } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { project } from '../store/project.ts'
import { type TuningAt, tune, useTuning } from '../store/tuning.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { useSentences } from '../ui/sentences.ts'
import { useText } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import ui from '../ui/ui.module.css'
import { ask } from '../worker/client.ts'
import { applyPlan, planOf } from '../worker/gestures.ts'
import { PlanLines } from '../worker/plan-lines.tsx'
import { groupIcons, groupsOf } from './edge-menu.tsx'
import css from './tuning-form.module.css'

/** The small form at a line: the fields of its rule that its badges stand for, as they are called in the YAML. */
export function TuningForm() {
  const at = useTuning(tuning => tuning.at)
  return at === null ? null : <Form key={`${at.edge} ${at.group}`} at={at} />
}

type Texts = Readonly<Record<string, string>>

/** What a group begins with, where nothing of it is there. */
const startOf = (tuning: Tuning, group: DialGroup): Texts => {
  const own = tuning.dials.filter(dial => dial.group === group)
  return own.some(({ value }) => value !== '') ? {} : Object.fromEntries(own.map(dial => [dial.id, dial.start]))
}

function Form({ at }: { readonly at: TuningAt }) {
  const t = useText()
  const { edge } = at
  const revision = useGraph(graph => graph.revision)
  const shown = useGraph(graph => graph.edges.get(edge))
  const node = useGraph(graph => (shown === undefined ? undefined : graph.nodes.get(shown.from)))
  const siblings = useGraph(
    graph =>
      [...graph.edges.values()].filter(
        other => other.from === shown?.from && other.fromRow === shown.fromRow && other.kind === 'backend',
      ).length,
  )
  const [tuning, setTuning] = useState<Tuning | null>(null)
  const [texts, setTexts] = useState<Texts>({})
  const [opened, setOpened] = useState<ReadonlySet<DialGroup>>(new Set(at.group === null ? [] : [at.group]))
  const [plan, setPlan] = useState<Plan | null>(null)
  const content = useRef<HTMLDivElement>(null)
  const opener = useRef(document.activeElement)
  const close = (): void => tune(null)

  const begun = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision may hold other values
  useEffect(() => {
    let current = true
    void ask({ kind: 'tuning', edge }).then(reply => {
      if (!current) return
      if (reply.kind !== 'tuning' || reply.tuning === null) {
        tune(null)
        toast.message(t('tune.nothing'))
        return
      }
      setTuning(reply.tuning)
      if (begun.current) return
      begun.current = true
      if (at.group !== null) setTexts(startOf(reply.tuning, at.group))
    })
    return () => {
      current = false
    }
  }, [edge, revision])

  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    let current = true
    if (tuning !== null) void planOf({ kind: 'tune', edge, texts }).then(found => current && setPlan(found))
    return () => {
      current = false
    }
  }, [edge, texts, tuning, revision])

  if (tuning === null || shown === undefined) return null
  const groups = groupsOf(tuning)
  const textOf = (dial: Dial): string => texts[dial.id] ?? dial.value
  const isShown = (group: DialGroup): boolean =>
    opened.has(group) || tuning.dials.some(dial => dial.group === group && textOf(dial) !== '')
  const refused = plan?.kind === 'refused' ? plan : null
  const wrongField = refused?.facts.field?.is === 'name' ? refused.facts.field.value : null
  const isSame = plan?.kind === 'edits' && plan.files.every(({ edits }) => edits.length === 0)
  // What is shown may be a stroke behind what is typed.
  const apply = async (): Promise<void> => {
    const now = await planOf({ kind: 'tune', edge, texts })
    setPlan(now)
    if (now?.kind !== 'edits' || now.files.every(({ edits }) => edits.length === 0)) return
    if (applyPlan(now)) close()
  }
  const add = (group: DialGroup): void => {
    setOpened(new Set([...opened, group]))
    setTexts({ ...texts, ...startOf(tuning, group) })
  }
  const remove = (group: DialGroup): void => {
    setOpened(new Set([...opened].filter(other => other !== group)))
    const own = tuning.dials.filter(dial => dial.group === group)
    setTexts({ ...texts, ...Object.fromEntries(own.map(dial => [dial.id, ''])) })
  }
  const row = node?.rows.find(({ id }) => id === shown.fromRow)
  const files = plan?.kind === 'edits' ? plan.files.filter(({ edits }) => edits.length > 0) : []
  return (
    <Popover.Root open onOpenChange={open => !open && close()}>
      <Popover.Anchor asChild>
        <span style={{ position: 'fixed', left: at.x, top: at.y, width: 0, height: 0 }} />
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          ref={content}
          className={css.form}
          collisionPadding={12}
          sideOffset={8}
          aria-label={t('tune.form')}
          onOpenAutoFocus={event => {
            event.preventDefault()
            const own = content.current?.querySelector<HTMLElement>(
              at.group === null ? 'input, select, [data-add]' : `[data-group="${at.group}"] :is(input, select)`,
            )
            own?.focus()
            if (own instanceof HTMLInputElement) own.select()
          }}
          onCloseAutoFocus={event => {
            event.preventDefault()
            const back = opener.current
            const to = back?.isConnected && back !== document.body ? back : document.querySelector('.react-flow')
            if (to instanceof HTMLElement || to instanceof SVGElement) to.focus()
          }}
        >
          <form
            noValidate
            onSubmit={event => {
              event.preventDefault()
              void apply()
            }}
          >
            <div className={css.head}>
              <div>
                <h2>{row?.title ?? node?.name ?? ''}</h2>
                <p>
                  {node?.kind} {node?.namespace}/{node?.name}
                  {siblings > 1 && <> · {t('tune.rule', { n: siblings })}</>}
                </p>
              </div>
              <IconButton small label={t('close')} onClick={close}>
                <X size={15} aria-hidden />
              </IconButton>
            </div>
            {groups.filter(isShown).map(group => (
              <Group
                key={group}
                group={group}
                dials={tuning.dials.filter(dial => dial.group === group)}
                textOf={textOf}
                onText={(id, text) => setTexts({ ...texts, [id]: text })}
                onRemove={() => remove(group)}
                wrong={refused === null ? null : { field: wrongField, plan: refused }}
              />
            ))}
            {groups.some(group => !isShown(group)) && (
              <div className={css.adds}>
                <span>{t('tune.add')}</span>
                {groups
                  .filter(group => !isShown(group))
                  .map(group => (
                    <Button key={group} small look="outlined" data-add={group} onClick={() => add(group)}>
                      <Plus size={13} aria-hidden />
                      {t(`tune.${group}`)}
                    </Button>
                  ))}
              </div>
            )}
            <Preview files={files} refused={refused} shownAt={wrongField} isSame={isSame} />
            <div className={css.foot}>
              <Button onClick={close}>{t('cancel')}</Button>
              <Button type="submit" look="primary" aria-disabled={plan?.kind !== 'edits' || isSame || undefined}>
                {t('tune.apply')}
              </Button>
            </div>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

interface PreviewProps {
  readonly files: Extract<Plan, { kind: 'edits' }>['files']
  readonly refused: Extract<Plan, { kind: 'refused' }> | null
  /** The field that says itself why. */
  readonly shownAt: string | null
  readonly isSame: boolean
}

function Preview({ files, refused, shownAt, isSame }: PreviewProps) {
  const t = useText()
  const say = useSentences()
  return (
    <div className={css.preview} role="status">
      {isSame && <p className={css.none}>{t('tune.same')}</p>}
      {refused !== null && shownAt === null && <p className={css.wrong}>{say.sentence(refused.code, refused.facts)}</p>}
      {files.map(({ file, edits }) => (
        <div key={file}>
          <b>{t('tune.writes', { file: project.file(file)?.name ?? '' })}</b>
          <PlanLines file={file} edits={edits} />
        </div>
      ))}
    </div>
  )
}

interface GroupProps {
  readonly group: DialGroup
  readonly dials: readonly Dial[]
  readonly textOf: (dial: Dial) => string
  readonly onText: (id: string, text: string) => void
  readonly onRemove: () => void
  readonly wrong: { readonly field: string | null; readonly plan: Extract<Plan, { kind: 'refused' }> } | null
}

function Group({ group, dials, textOf, onText, onRemove, wrong }: GroupProps) {
  const t = useText()
  const say = useSentences()
  const id = useId()
  const Icon = groupIcons[group]
  return (
    <fieldset className={css.group} data-group={group}>
      <legend className="visually-hidden">{t(`tune.${group}`)}</legend>
      <div className={css.groupHead}>
        <Icon size={14} aria-hidden />
        <b aria-hidden>{t(`tune.${group}`)}</b>
        {group !== 'weight' && (
          <IconButton small label={t('tune.remove', { what: t(`tune.${group}`) })} onClick={onRemove}>
            <X size={13} aria-hidden />
          </IconButton>
        )}
      </div>
      {dials.map(dial => {
        const isWrong = wrong?.field === dial.id
        const field = {
          id: `${id}${dial.id}`,
          className: ui.field,
          value: textOf(dial),
          'aria-invalid': isWrong || undefined,
          'aria-describedby': isWrong ? `${id}${dial.id}-why` : undefined,
        }
        return (
          <div className={css.dial} key={dial.id}>
            <label htmlFor={field.id}>{labelOf(dial.id)}</label>
            {dial.options.length > 0 ? (
              <select {...field} onChange={event => onText(dial.id, event.target.value)}>
                <option value="">{t('tune.left')}</option>
                {dial.options.map(option => (
                  <option key={option}>{option}</option>
                ))}
              </select>
            ) : (
              <input
                {...field}
                placeholder={t('tune.left')}
                spellCheck={false}
                autoComplete="off"
                onChange={event => onText(dial.id, event.target.value)}
              />
            )}
            {isWrong && (
              <p className={css.wrong} id={`${id}${dial.id}-why`}>
                {say.sentence(wrong.plan.code, wrong.plan.facts)}
              </p>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}

/** The part of a path that tells its field from its neighbours: `percentage.value`, `fixedDelay`. */
function labelOf(id: string): string {
  const parts = id.split('.')
  return parts.at(-1) === 'value' ? parts.slice(-2).join('.') : (parts.at(-1) ?? id)
}
