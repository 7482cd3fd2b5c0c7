import { useReactFlow, useStore } from '@xyflow/react'
import { CircleHelp, LayoutGrid, Maximize, Minus, Plus, Shapes, ShieldCheck } from 'lucide-react'
import { useReach } from '../store/reach.ts'
import { setView, useView } from '../store/view.ts'
import { IconButton } from '../ui/button.tsx'
import { useText } from '../ui/text.ts'
import css from './canvas.module.css'
import { tidy } from './tidy.ts'

export function CanvasTools({ showAll }: { readonly showAll: (duration: number) => Promise<void> }) {
  const t = useText()
  const flow = useReactFlow()
  const zoom = useStore(state => Math.round(state.transform[2] * 100))
  const mode = useReach(reach => reach.mode)
  const trayOpen = useView(view => view.trayOpen)
  const legendOpen = useView(view => view.legendOpen)
  return (
    <div className={css.tools} data-floats role="toolbar" aria-label={t('canvas.tools')}>
      <IconButton label={t('create.title')} keys="N" onClick={() => setView({ dialog: { kind: 'create' } })}>
        <Plus size={16} aria-hidden />
        <span className={css.toolText}>{t('create.short')}</span>
      </IconButton>
      <IconButton label={t('tray.title')} aria-pressed={trayOpen} onClick={() => setView({ trayOpen: !trayOpen })}>
        <Shapes size={15} aria-hidden />
      </IconButton>
      <IconButton label={t('reach.mode')} aria-pressed={mode} onClick={() => useReach.setState({ mode: !mode })}>
        <ShieldCheck size={15} aria-hidden />
        <span className={css.toolText}>{t('reach.modeShort')}</span>
      </IconButton>
      <span className={css.toolLine} />
      <IconButton label={t('canvas.zoomOut')} onClick={() => void flow.zoomOut({ duration: 120 })}>
        <Minus size={16} aria-hidden />
      </IconButton>
      <button
        type="button"
        className={css.zoom}
        onClick={() => void flow.zoomTo(1, { duration: 120 })}
        aria-label={t('canvas.zoomReset', { zoom })}
        title={t('canvas.zoomReset', { zoom })}
      >
        {zoom} %
      </button>
      <IconButton label={t('canvas.zoomIn')} onClick={() => void flow.zoomIn({ duration: 120 })}>
        <Plus size={16} aria-hidden />
      </IconButton>
      <IconButton label={t('canvas.fit')} keys="F" onClick={() => void showAll(200)}>
        <Maximize size={15} aria-hidden />
      </IconButton>
      <IconButton label={t('canvas.tidy')} onClick={tidy}>
        <LayoutGrid size={15} aria-hidden />
      </IconButton>
      <IconButton
        label={t('legend.title')}
        aria-pressed={legendOpen}
        onClick={() => setView({ legendOpen: !legendOpen })}
      >
        <CircleHelp size={15} aria-hidden />
      </IconButton>
    </div>
  )
}
