import { type CSSProperties, useEffect } from 'react'
import { Toaster } from 'sonner'
import { useText } from '../ui/text.ts'
import { toastsArrived } from '../ui/toast.ts'
import css from './app.module.css'
import { useResolvedTheme } from './theme.ts'

/** Messages in the page's own colours, beneath dialogs. */
const colours = {
  '--normal-bg': 'var(--raised)',
  '--normal-border': 'var(--line-strong)',
  '--normal-text': 'var(--ink)',
  '--border-radius': '8px',
  zIndex: 60,
} as CSSProperties

export default function Toasts() {
  const t = useText()
  useEffect(toastsArrived, [])
  return (
    <Toaster
      theme={useResolvedTheme()}
      position="bottom-right"
      offset={{ bottom: 14, right: 14 }}
      style={colours}
      closeButton
      containerAriaLabel={t('toasts')}
      toastOptions={{
        closeButtonAriaLabel: t('toasts.close'),
        classNames: { toast: css.toast ?? '', description: css.toastText ?? '' },
      }}
    />
  )
}
