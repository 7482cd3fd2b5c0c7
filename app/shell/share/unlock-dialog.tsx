import { useId, useState } from 'react'
import { setView } from '../../store/view.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useText } from '../../ui/text.ts'
import ui from '../../ui/ui.module.css'
import { forgetFragment } from './address.ts'
import { openProjectData } from './open-shared.ts'
import { unpack } from './pack.ts'
import css from './share-dialog.module.css'

/** Asks for the password of a link. */
export function UnlockDialog({ fragment }: { readonly fragment: string }) {
  const t = useText()
  const id = useId()
  const [password, setPassword] = useState('')
  const [state, setState] = useState<'asking' | 'trying' | 'wrong'>('asking')
  const close = (): void => {
    forgetFragment()
    setView({ dialog: null })
  }
  const open = async (): Promise<void> => {
    setState('trying')
    const unpacked = await unpack(fragment, password)
    if (unpacked.kind === 'locked') {
      setState('wrong')
      return
    }
    close()
    openProjectData(unpacked.kind === 'data' ? unpacked.data : null)
  }
  return (
    <Dialog
      title={t('unlock.title')}
      text={t('unlock.text')}
      open
      onClose={close}
      foot={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button look="primary" type="submit" form={`${id}-form`} disabled={password === '' || state === 'trying'}>
            {t('unlock.open')}
          </Button>
        </>
      }
    >
      <form
        id={`${id}-form`}
        className={css.field}
        onSubmit={event => {
          event.preventDefault()
          void open()
        }}
      >
        <label htmlFor={`${id}-password`}>{t('unlock.password')}</label>
        <input
          id={`${id}-password`}
          className={ui.field}
          type="password"
          autoComplete="current-password"
          value={password}
          aria-invalid={state === 'wrong'}
          aria-describedby={`${id}-wrong`}
          onChange={event => setPassword(event.target.value)}
        />
        <p id={`${id}-wrong`} role="alert" className={css.note} data-tone="warn">
          {state === 'wrong' ? t('unlock.wrong') : ''}
        </p>
      </form>
    </Dialog>
  )
}
