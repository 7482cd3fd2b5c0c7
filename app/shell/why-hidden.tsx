import { EyeOff } from 'lucide-react'
import { usePlacement } from '../canvas/placement.ts'
import { useGraph } from '../store/graph.ts'
import { setView, useView } from '../store/view.ts'
import { useVisible } from '../store/visible.ts'
import { Button } from '../ui/button.tsx'
import { useText } from '../ui/text.ts'
import css from './outline.module.css'

/** Why the selected resource is not to be seen on the canvas, and the way to see it. */
export function WhyHidden() {
  const t = useText()
  const id = useView(view => view.selection[0])
  const node = useGraph(graph => (id === undefined ? undefined : graph.nodes.get(id)))
  const entry = useGraph(graph => (id === undefined ? undefined : graph.outline.get(id)))
  const visible = useVisible()
  const focus = useView(view => view.focus)
  const folded = usePlacement(placement => node !== undefined && placement.collapsed.has(node.namespace))
  if (id === undefined) return null
  if (node === undefined) {
    // Kinds that are kept and listed, and never drawn.
    return entry === undefined || entry.name === '' ? null : <p className={css.hidden}>{t('hidden.kind')}</p>
  }
  if (visible !== null && !visible.has(id))
    return (
      <p className={css.hidden}>
        <EyeOff size={13} aria-hidden />
        {t(focus === null ? 'hidden.find' : 'hidden.focus')}
        <Button small onClick={() => setView({ onlyFound: false, focus: null, centre: { node: id, near: true } })}>
          {t('find.all')}
        </Button>
      </p>
    )
  if (!folded || node.role === 'outside') return null
  return (
    <p className={css.hidden}>
      <EyeOff size={13} aria-hidden />
      {t('hidden.folded')}
      <Button
        small
        onClick={() =>
          setView({
            collapsed: { ...useView.getState().collapsed, [node.namespace]: false },
            centre: { node: id, near: true },
          })
        }
      >
        {t('hidden.unfold')}
      </Button>
    </p>
  )
}
