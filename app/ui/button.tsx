import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { classes } from './css.ts'
import { Tip } from './tip.tsx'
import css from './ui.module.css'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'plain' | 'outlined' | 'primary'
  readonly small?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button({ look = 'plain', small = false, className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={classes(
        css.button,
        look === 'outlined' && css.outlined,
        look === 'primary' && css.primary,
        small && css.small,
        className,
      )}
      {...rest}
    />
  )
}

interface IconButtonProps extends ButtonProps {
  /** Read aloud, and shown as a tooltip. */
  readonly label: string
  readonly keys?: string
  readonly children: ReactNode
}

export function IconButton({ label, keys, className, children, ...rest }: IconButtonProps) {
  return (
    <Tip text={label} keys={keys}>
      <Button aria-label={label} className={classes(css.icon, className)} {...rest}>
        {children}
      </Button>
    </Tip>
  )
}
