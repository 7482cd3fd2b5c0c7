import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { useText } from './text.ts'
import css from './ui.module.css'

interface DialogProps {
  readonly title: string
  readonly text?: string
  readonly open: boolean
  readonly wide?: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  readonly foot?: ReactNode
}

export function Dialog({ title, text, open, wide = false, onClose, children, foot }: DialogProps) {
  const t = useText()
  return (
    <Radix.Root open={open} onOpenChange={next => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={css.overlay} />
        <Radix.Content
          className={css.dialog}
          data-wide={wide || undefined}
          {...(text === undefined && { 'aria-describedby': undefined })}
        >
          <div className={css.dialogHead}>
            <Radix.Title className={css.dialogTitle}>{title}</Radix.Title>
            <Radix.Close asChild>
              <Button small aria-label={t('close')}>
                <X size={16} aria-hidden />
              </Button>
            </Radix.Close>
          </div>
          {text !== undefined && <Radix.Description className={css.dialogText}>{text}</Radix.Description>}
          <div className={css.dialogBody}>{children}</div>
          {foot !== undefined && <div className={css.dialogFoot}>{foot}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
