import { type FormEvent, useCallback, useEffect, useId, useState } from 'react'
import type { FileId, Plan } from '../store/contracts.ts'
import { project } from '../store/project.ts'
import { setView } from '../store/view.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useSentences } from '../ui/sentences.ts'
import { useText } from '../ui/text.ts'
import ui from '../ui/ui.module.css'
import { documentOf, perform, planOf, resourceOf } from '../worker/gestures.ts'

interface NameFormProps {
  readonly title: string
  readonly text?: string
  readonly label: string
  readonly initial: string
  readonly onName: (name: string) => void
  /** What the name would change; null while nothing is known. */
  readonly planOf?: (name: string) => Promise<Plan | null>
}

function NameForm({ title, text, label, initial, onName, planOf: planFor }: NameFormProps) {
  const t = useText()
  const id = useId()
  const [name, setName] = useState(initial)
  const plan = usePlan(name.trim() === initial ? '' : name.trim(), planFor)
  const close = (): void => setView({ dialog: null })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    close()
    if (name.trim() !== '' && name.trim() !== initial) onName(name.trim())
  }
  return (
    <Dialog
      title={title}
      {...(text !== undefined && { text })}
      open
      onClose={close}
      foot={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button
            look="primary"
            type="submit"
            form={`${id}-form`}
            disabled={name.trim() === '' || plan?.kind === 'refused'}
          >
            {t('rename.do')}
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={submit}>
        <label htmlFor={id} className="visually-hidden">
          {label}
        </label>
        <input
          id={id}
          className={ui.field}
          value={name}
          spellCheck={false}
          autoComplete="off"
          ref={element => {
            if (element !== null && document.activeElement !== element && element.value === initial) element.select()
          }}
          onChange={event => setName(event.target.value)}
          aria-describedby={`${id}-plan`}
        />
        <p id={`${id}-plan`} className={ui.note} role="status" data-refused={plan?.kind === 'refused' || undefined}>
          {plan === null ? '' : <Planned plan={plan} />}
        </p>
      </form>
    </Dialog>
  )
}

/** The plan for a name, asked again as it is typed. */
function usePlan(name: string, planFor: NameFormProps['planOf']): Plan | null {
  const [plan, setPlan] = useState<Plan | null>(null)
  useEffect(() => {
    let isWanted = true
    setPlan(null)
    if (name !== '' && planFor !== undefined) void planFor(name).then(found => isWanted && setPlan(found))
    return () => {
      isWanted = false
    }
  }, [name, planFor])
  return plan
}

/** How much a plan changes, or why it cannot be. */
function Planned({ plan }: { readonly plan: Plan }) {
  const t = useText()
  const sentences = useSentences()
  if (plan.kind === 'refused') return sentences.sentence(plan.code, plan.facts)
  const places = plan.files.reduce((sum, { edits }) => sum + edits.length, 0)
  const files = plan.files.map(({ file }) => project.file(file)?.name ?? '').join(', ')
  return t('rename.counts', { n: places - 1, files })
}

export function RenameDialog({ id }: { readonly id: string }) {
  const t = useText()
  const resource = resourceOf(id)
  const doc = documentOf(id)
  const planFor = useCallback(
    (name: string) => (doc === null ? Promise.resolve(null) : planOf({ kind: 'rename', doc, name })),
    [doc],
  )
  if (resource === null || doc === null) return null
  return (
    <NameForm
      title={t('rename.title', { kind: resource.kind, name: resource.name })}
      text={t('rename.text')}
      label={t('rename.label')}
      initial={resource.name}
      planOf={planFor}
      onName={name => void perform({ kind: 'rename', doc, name })}
    />
  )
}

export function RenameFileDialog({ file }: { readonly file: FileId }) {
  const t = useText()
  const found = project.file(file)
  if (found === undefined) return null
  return (
    <NameForm
      title={t('file.renameTitle')}
      label={t('file.renameLabel')}
      initial={found.name}
      onName={name => project.renameFile(file, name)}
    />
  )
}
