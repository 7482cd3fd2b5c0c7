import { Button } from '../ui/button.tsx'
import { useText } from '../ui/text.ts'
import css from './canvas.module.css'
import { useLayoutRun } from './layout-run.ts'

/** Says that the layout is at work, how far it is, and stops it. */
export function LayoutProgress() {
  const t = useText()
  const told = useLayoutRun(state => state.told)
  if (told === null) return null
  return (
    <div className={css.run} role="status">
      {t('layout.runs', { done: told.done, total: told.total })}
      <progress {...(told.done > 0 && { value: told.done })} max={told.total} aria-label={t('opening.label')} />
      <Button small look="outlined" onClick={told.cancel}>
        {t('cancel')}
      </Button>
    </div>
  )
}
