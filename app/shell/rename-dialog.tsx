import { type FormEvent, useId, useState } from 'react'
import type { FileId } from '../store/contracts.ts'
import { project } from '../store/project.ts'
import { setView } from '../store/view.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useText } from '../ui/text.ts'
import ui from '../ui/ui.module.css'
import { documentOf, perform, resourceOf } from '../worker/gestures.ts'

interface NameFormProps {
  readonly title: string
  readonly text?: string
  readonly label: string
  readonly initial: string
  readonly onName: (name: string) => void
}

function NameForm({ title, text, label, initial, onName }: NameFormProps) {
  const t = useText()
  const id = useId()
  const [name, setName] = useState(initial)
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
          <Button look="primary" type="submit" form={`${id}-form`} disabled={name.trim() === ''}>
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
        />
      </form>
    </Dialog>
  )
}

export function RenameDialog({ id }: { readonly id: string }) {
  const t = useText()
  const resource = resourceOf(id)
  const doc = documentOf(id)
  if (resource === null || doc === null) return null
  return (
    <NameForm
      title={t('rename.title', { kind: resource.kind, name: resource.name })}
      text={t('rename.text')}
      label={t('rename.label')}
      initial={resource.name}
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
