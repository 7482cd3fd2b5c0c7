import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import type { Badge } from '../store/contracts.ts'
import { groupOfBadge, tuneAt } from '../store/tuning.ts'
import { useText } from '../ui/text.ts'
import css from './traffic-edge.module.css'

interface MarkButtonProps {
  readonly edge: string
  readonly badge: Badge
  readonly x: number
  readonly children: ReactNode
}

/** A badge of a line; where a field stands behind it, it opens the form that changes it. */
export function MarkButton({ edge, badge, x, children }: MarkButtonProps) {
  const t = useText()
  const group = Object.hasOwn(groupOfBadge, badge.id) ? groupOfBadge[badge.id] : undefined
  const common = { transform: `translate(${x} -9)`, 'data-icon': badge.icon }
  if (group === undefined)
    return (
      <g {...common} className={css.mark}>
        {children}
      </g>
    )
  const open = (event: MouseEvent | KeyboardEvent): void => {
    event.preventDefault()
    event.stopPropagation()
    tuneAt(edge, group, event.currentTarget)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is drawn, and HTML has no place there
    <g
      {...common}
      role="button"
      tabIndex={0}
      className={`nopan nodrag ${css.mark}`}
      aria-label={t('tune.mark', { what: badge.title })}
      onClick={open}
      onDoubleClick={event => event.stopPropagation()}
      onKeyDown={event => (event.key === 'Enter' || event.key === ' ') && open(event)}
    >
      {children}
    </g>
  )
}
