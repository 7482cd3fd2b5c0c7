import { Plus } from 'lucide-react'
import { useGraph } from '../store/graph.ts'
import { setView } from '../store/view.ts'
import { Button } from '../ui/button.tsx'
import { useText } from '../ui/text.ts'
import css from './canvas.module.css'

/** Files are open, and nothing in them is drawn: what to do. */
export function NothingDrawn() {
  const t = useText()
  const hasSettled = useGraph(graph => graph.revision > 0 && graph.progress === null)
  const kept = useGraph(graph => graph.outline.size)
  if (!hasSettled) return null
  return (
    <div className={css.nothing}>
      <p>{t(kept === 0 ? 'canvas.nothing' : 'canvas.noneDrawn')}</p>
      <Button look="primary" onClick={() => setView({ dialog: { kind: 'create' } })}>
        <Plus size={15} aria-hidden />
        {t('create.title')}
      </Button>
    </div>
  )
}
