import { EyeOff, Focus, Minus, Plus, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useGraph } from '../store/graph.ts'
import { setView, useView } from '../store/view.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { useText } from '../ui/text.ts'
import css from './canvas.module.css'

interface ShownPartProps {
  readonly shown: number
  readonly total: number
  readonly showAll: (duration: number) => Promise<void>
}

/** Says that the canvas shows a part only, and of what; and leads back to all. */
export function ShownPart({ shown, total, showAll }: ShownPartProps) {
  const t = useText()
  const find = useView(view => view.find)
  const onlyFound = useView(view => view.onlyFound && view.find.trim() !== '')
  const focus = useView(view => view.focus)
  const first = useGraph(graph => (focus === null ? undefined : graph.nodes.get(focus.nodes[0] ?? '')))
  const part = onlyFound || first !== undefined

  // Another part is another picture; going back to all shows all.
  const key = `${onlyFound ? find : ''}\n${focus === null ? '' : `${focus.nodes.join()} ${focus.depth}`}`
  const seen = useRef(key)
  useEffect(() => {
    if (seen.current === key) return
    seen.current = key
    const frame = requestAnimationFrame(() => void showAll(200))
    return () => cancelAnimationFrame(frame)
  }, [key, showAll])

  if (!part) return null
  const depth = focus?.depth ?? 0
  const setDepth = (next: number): void => {
    if (focus !== null) setView({ focus: { ...focus, depth: Math.max(0, next) } })
  }
  return (
    <div className={css.part} data-floats role="status">
      {first !== undefined && (
        <>
          <Focus size={14} aria-hidden />
          <b>
            {first.name}
            {(focus?.nodes.length ?? 0) > 1 && ` +${(focus?.nodes.length ?? 0) - 1}`}
          </b>
          <IconButton small label={t('focus.less')} aria-disabled={depth === 0} onClick={() => setDepth(depth - 1)}>
            <Minus size={13} aria-hidden />
          </IconButton>
          <span>{t('focus.depth', { n: depth })}</span>
          <IconButton small label={t('focus.more')} onClick={() => setDepth(depth + 1)}>
            <Plus size={13} aria-hidden />
          </IconButton>
        </>
      )}
      {onlyFound && (
        <>
          <EyeOff size={14} aria-hidden />
          <code>{find.trim()}</code>
        </>
      )}
      <span>{shown === 0 ? t('find.none') : t('find.shown', { n: shown, total })}</span>
      <Button small onClick={() => setView({ onlyFound: false, focus: null })}>
        <X size={13} aria-hidden />
        {t('find.all')}
      </Button>
    </div>
  )
}
