import { Handle, type NodeProps, Position, useStore } from '@xyflow/react'
import { ChevronsDownUp, ChevronsUpDown, FolderTree } from 'lucide-react'
import { memo } from 'react'
import { setView, useView } from '../store/view.ts'
import { KindIcon } from '../ui/kinds.tsx'
import { useText } from '../ui/text.ts'
import canvas from './canvas.module.css'
import css from './frame-node.module.css'
import { useFoldedPaint } from './paint.ts'
import { ReachOfFolded } from './reach-tag.tsx'
import type { FrameFlowNode } from './scene.ts'

/** How much larger the name is drawn, so that it can be read from afar; in steps, for a zoom not to draw all frames anew. */
const scales: readonly (readonly [zoom: number, scale: number])[] = [
  [0.8, 1],
  [0.55, 1.4],
  [0.4, 1.8],
  [0.28, 2.6],
  [0.18, 4],
  [0.11, 6.5],
  [0.07, 10],
  [0.04, 17],
]
const scaleAt = (zoom: number): number => scales.find(([from]) => zoom >= from)?.[1] ?? 30

export const FrameNode = memo(function FrameNode({ data }: NodeProps<FrameFlowNode>) {
  const t = useText()
  const { namespace, collapsed, count, kinds } = data
  const name = namespace === '' ? t('canvas.cluster') : namespace
  const scale = useStore(state => scaleAt(state.transform[2]))
  const paint = useFoldedPaint(collapsed ? namespace : null)
  const fold = (): void => setView({ collapsed: { ...useView.getState().collapsed, [namespace]: !collapsed } })
  return (
    <div className={css.frame} data-collapsed={collapsed || undefined} data-paint={paint}>
      <div
        className={`${css.frameHead} frame-handle`}
        data-far={scale > 2 || undefined}
        style={{ fontSize: `${12 * scale}px` }}
      >
        <FolderTree size={14 * scale} aria-hidden />
        <span className={css.frameName}>{name}</span>
        <span className={css.frameCount}>{count}</span>
        <button
          type="button"
          className={`${css.frameButton} nodrag`}
          onClick={fold}
          aria-label={t(collapsed ? 'canvas.unfold' : 'canvas.fold', { name })}
          title={t(collapsed ? 'canvas.unfold' : 'canvas.fold', { name })}
        >
          {collapsed ? <ChevronsUpDown size={14} aria-hidden /> : <ChevronsDownUp size={14} aria-hidden />}
        </button>
      </div>
      <Handle id="left" type="source" position={Position.Left} className={canvas.anchor} isConnectable={false} />
      <Handle id="right" type="source" position={Position.Right} className={canvas.anchor} isConnectable={false} />
      {collapsed && <ReachOfFolded namespace={namespace} />}
      {collapsed && (
        <ul
          className={css.frameKinds}
          data-small={scale > 1 || undefined}
          style={{ fontSize: `${scale > 1 ? 13 * scale : 11}px` }}
        >
          {kinds.slice(0, 6).map(([kind, n]) => (
            <li key={kind} title={kind}>
              <KindIcon kind={kind} size={13 * scale} />
              <span className={scale > 1 ? 'visually-hidden' : undefined}>{kind}</span> <b>{n}</b>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
})
