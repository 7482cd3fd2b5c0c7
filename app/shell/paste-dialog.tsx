import { useState } from 'react'
import { setView } from '../store/view.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useText } from '../ui/text.ts'
import ui from '../ui/ui.module.css'
import { takePasted } from './examples.ts'
import css from './paste-dialog.module.css'

/** `kubectl get -o yaml` from the clipboard, with or without what the server added. */
export function PasteDialog() {
  const t = useText()
  const [text, setText] = useState('')
  const [strip, setStrip] = useState(true)
  const close = (): void => setView({ dialog: null })
  const open = (): void => {
    close()
    void takePasted(text, strip)
  }
  return (
    <Dialog
      title={t('paste.title')}
      text={t('paste.text')}
      open
      onClose={close}
      foot={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button look="primary" disabled={text.trim() === ''} onClick={open}>
            {t('paste.open')}
          </Button>
        </>
      }
    >
      <textarea
        className={css.area}
        value={text}
        onChange={event => setText(event.target.value)}
        aria-label={t('paste.label')}
        placeholder={'apiVersion: v1\nkind: Service\n…'}
        spellCheck={false}
        rows={14}
      />
      <label className={ui.check}>
        <input type="checkbox" checked={strip} onChange={event => setStrip(event.target.checked)} />
        {t('paste.strip')}
      </label>
    </Dialog>
  )
}
