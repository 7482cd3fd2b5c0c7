import { Handle, type NodeProps, Position, useStore } from '@xyflow/react'
import { ChevronsDownUp, ChevronsUpDown, CircleX, FolderTree, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { DocProblems, TopologyNode } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
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

interface Counts {
  readonly errors: number
  readonly warnings: number
}
const none: Counts = { errors: 0, warnings: 0 }
type Told = ReadonlyMap<string, DocProblems>
let counted: { readonly nodes: unknown; readonly problems: Told; readonly counts: ReadonlyMap<string, Counts> } | null =
  null

/** Problems by namespace; counted once for all frames. */
function countsOf(nodes: ReadonlyMap<string, TopologyNode>, problems: Told): ReadonlyMap<string, Counts> {
  if (counted?.nodes === nodes && counted.problems === problems) return counted.counts
  const counts = new Map<string, Counts>()
  for (const [id, { problems: found }] of problems) {
    const namespace = nodes.get(id)?.namespace
    if (namespace === undefined || found.length === 0) continue
    const errors = found.filter(({ problem }) => problem.severity === 'error').length
    const warnings = found.filter(({ problem }) => problem.severity === 'warning').length
    const known = counts.get(namespace) ?? none
    counts.set(namespace, { errors: known.errors + errors, warnings: known.warnings + warnings })
  }
  counted = { nodes, problems, counts }
  return counts
}

/** The worst that is said about what is folded away here, and of how many. */
function FoldedProblems({ namespace, size }: { readonly namespace: string; readonly size: number }) {
  const t = useText()
  const { errors, warnings } = useGraph(
    useShallow(({ nodes, problems }) => countsOf(nodes, problems).get(namespace) ?? none),
  )
  if (errors + warnings === 0) return null
  const Icon = errors > 0 ? CircleX : TriangleAlert
  const text = t('canvas.problems', { n: errors + warnings })
  return (
    <span className={css.frameProblems} data-severity={errors > 0 ? 'error' : 'warning'} title={text}>
      <Icon size={size} aria-hidden />
      <span aria-hidden>{errors + warnings}</span>
      <span className="visually-hidden">{text}</span>
    </span>
  )
}

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
        {collapsed && <FoldedProblems namespace={namespace} size={14 * scale} />}
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
      {collapsed && scale <= 2 && (
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
