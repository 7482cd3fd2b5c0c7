import { useOpening } from '../store/opening.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useText } from '../ui/text.ts'
import css from './opening-dialog.module.css'

/** What is being done for a large project, and the way back: until it is ready, the one before is what is open. */
export default function OpeningDialog() {
  const t = useText()
  const opening = useOpening(state => state.opening)
  if (opening === null) return null
  const { name, files, progress, cancel } = opening
  return (
    <Dialog title={files === 1 ? t('opening.one', { name }) : t('opening.many', { n: files })} open onClose={cancel}>
      <p className={css.phase} role="status">
        {progress === null
          ? t('opening.begins')
          : t(`opening.${progress.phase}`, { done: progress.done, total: progress.total })}
      </p>
      <progress
        className={css.bar}
        aria-label={t('opening.label')}
        max={2}
        {...(progress !== null && {
          value: (progress.phase === 'derive' ? 1 : 0) + progress.done / Math.max(1, progress.total),
        })}
      />
      <div className={css.foot}>
        <span>{t('opening.before')}</span>
        <Button look="outlined" onClick={cancel}>
          {t('cancel')}
        </Button>
      </div>
    </Dialog>
  )
}
