import { Handle, type NodeProps, Position, useStore } from '@xyflow/react'
import { CircleHelp, CircleX, Globe, TriangleAlert } from 'lucide-react'
import { type CSSProperties, memo } from 'react'
import { targetAt, useConnecting } from '../store/connect.ts'
import type { Badge, LocatedProblem, Role, TopologyNode, TopologyRow } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { useView } from '../store/view.ts'
import { KindIcon } from '../ui/kinds.tsx'
import { useSentences } from '../ui/sentences.ts'
import { useText } from '../ui/text.ts'
import { badgeIcons } from './badge-icons.ts'
import css from './canvas.module.css'
import { handleId, lowZoom, midZoom, sizeOf } from './geometry.ts'
import { usePaint, usePaintStart } from './paint.ts'
import { PodBoard } from './pod-board.tsx'
import { type PodZoom, podZoomOf } from './pods.ts'
import { ReachTag, useMeant, useReachState } from './reach-tag.tsx'
import type { ResourceFlowNode } from './scene.ts'
import { SideTag } from './side-tag.tsx'
import { usePolicyPort } from './use-policy-line.ts'

/** The further away, the less is shown, and the larger. */
const distance = ({ transform }: { transform: [number, number, number] }): 'near' | 'mid' | 'low' | 'far' | PodZoom =>
  transform[2] < 0.4
    ? 'far'
    : transform[2] < lowZoom
      ? 'low'
      : transform[2] < midZoom
        ? 'mid'
        : (podZoomOf(transform[2]) ?? 'near')

export const ResourceNode = memo(function ResourceNode({ id, data, selected }: NodeProps<ResourceFlowNode>) {
  const { node } = data
  const seen = useStore(distance)
  const paint = usePaint(id)
  const starts = usePaintStart(id)
  const meant = useMeant(id)
  const lit = useView(view => view.lit?.node === id) || meant
  const reach = useReachState(id)
  const policyPort = usePolicyPort(node.role)
  const drop = useConnecting(c =>
    c.from === null || c.targets === null
      ? 'none'
      : c.from.node === id
        ? 'source'
        : targetAt(c.targets, id, null)?.allowed === true
          ? c.over?.node === id
            ? 'over'
            : 'yes'
          : 'no',
  )
  return (
    <div
      className={css.node}
      id={`node-${id}`}
      data-node={id}
      data-role={node.role}
      data-state={node.state}
      data-drop={drop}
      data-paint={paint}
      data-reach={reach}
      data-lit={lit || undefined}
      data-selected={selected || undefined}
      data-far={seen === 'far' || undefined}
      data-mid={seen === 'mid' || seen === 'low' || undefined}
      data-low={seen === 'low' || undefined}
    >
      {node.role === 'outside' ? (
        <Outside node={node} />
      ) : typeof seen === 'number' && node.role === 'workload' && node.doc !== null && node.rows.length === 0 ? (
        <PodBoard node={node} zoom={seen} {...sizeOf(node)}>
          <Signs node={node} />
          <ProblemMark node={node.id} />
        </PodBoard>
      ) : (
        <Body node={node} />
      )}
      {starts && node.role !== 'outside' && <StartTag />}
      <ReachTag node={id} />
      <SideTag node={id} />
      <Anchors row={null} source={node.source || policyPort} target={node.doc !== null && takesLines.has(node.role)} />
    </div>
  )
})

/** Where the painted way begins: among pods, a line alone does not say which end that is. */
function StartTag() {
  const t = useText()
  return <span className={css.startTag}>{t('canvas.start')}</span>
}

function Outside({ node }: { readonly node: TopologyNode }) {
  const t = useText()
  return (
    <div className={css.outside}>
      <Globe size={18} aria-hidden />
      <span className={css.name}>{node.name === '' || node.name === 'internet' ? t('canvas.outside') : node.name}</span>
    </div>
  )
}

/** From afar a name is as large as lets it be read whole, in two lines that break at a hyphen if there is one. */
function farName(node: TopologyNode): CSSProperties {
  const room = sizeOf(node).width - 62
  const parts = node.name.split(/(?<=[-.])/)
  const longest = Math.max(1, ...parts.map(part => part.length))
  const letter = 0.62
  const size = Math.min(21, room / (longest * letter), (room * 1.7) / (Math.max(1, node.name.length) * letter))
  return { '--far-name': `${Math.max(13, Math.floor(size * 2) / 2)}px` } as CSSProperties
}

function Body({ node }: { readonly node: TopologyNode }) {
  const t = useText()
  return (
    <>
      <div className={css.head}>
        <span className={css.chip}>
          <KindIcon kind={node.kind} role={node.role} />
        </span>
        <span className={css.titles}>
          <span className={css.name} title={node.name} style={farName(node)}>
            {node.name === '' ? t('canvas.unnamed') : node.name}
          </span>
          <span className={css.sub}>
            <span className={css.kind}>{node.kind}</span>
            {node.subtitle !== '' && (
              <span className={css.subtitle} title={node.subtitle}>
                {node.subtitle}
              </span>
            )}
            <Signs node={node} />
          </span>
        </span>
        <ProblemMark node={node.id} />
      </div>
      {node.rows.length > 0 && (
        <div className={css.rows}>
          {node.rows.map(row => (
            <Row key={row.id} node={node.id} row={row} />
          ))}
        </div>
      )}
      {node.state !== 'live' && <span className={css.stateTag}>{t(`state.${node.state}`)}</span>}
    </>
  )
}

function Signs({ node }: { readonly node: TopologyNode }) {
  if (node.badges.length === 0) return null
  return (
    <span className={css.badges}>
      {node.badges.map(badge => (
        <BadgeChip key={badge.id} badge={badge} />
      ))}
    </span>
  )
}

/** The worst that is said about a resource, and how much there is. */
function ProblemMark({ node }: { readonly node: string }) {
  const t = useText()
  const say = useSentences()
  const problems = useGraph(graph => graph.problems.get(node))?.problems.filter(isTelling) ?? []
  const worst = worstOf(problems)
  if (worst === null) return null
  const Icon = worst === 'error' ? CircleX : TriangleAlert
  const text = problems.slice(0, 5).map(({ problem }) => say.sentence(problem.code, problem.facts))
  return (
    <span className={css.problemMark} data-severity={worst} title={text.join('\n')}>
      <Icon size={13} aria-hidden />
      {problems.length > 1 && <span aria-hidden>{problems.length}</span>}
      <span className="visually-hidden">{t('canvas.problems', { n: problems.length })}</span>
    </span>
  )
}

const isTelling = ({ problem }: LocatedProblem): boolean => problem.severity !== 'info'

function worstOf(problems: readonly LocatedProblem[]): 'error' | 'warning' | null {
  if (problems.length === 0) return null
  return problems.some(({ problem }) => problem.severity === 'error') ? 'error' : 'warning'
}

/** Problems at or below the field that a row shows. */
function useRowProblems(node: string, row: TopologyRow): readonly LocatedProblem[] {
  const all = useGraph(graph => graph.problems.get(node))
  const { at } = row
  if (all === undefined || at === null) return noProblems
  return all.problems.filter(
    located => isTelling(located) && at.path.every((part, i) => located.problem.at.path[i] === part),
  )
}

const noProblems: readonly LocatedProblem[] = []

function BadgeChip({ badge }: { readonly badge: Badge }) {
  const Icon = badgeIcons[badge.icon]
  return (
    <span className={css.badge} data-icon={badge.icon} title={badge.title}>
      <Icon size={12} aria-hidden />
      {badge.text !== '' && <span aria-hidden>{badge.text}</span>}
      <span className="visually-hidden">{badge.title}</span>
    </span>
  )
}

function Row({ node, row }: { readonly node: string; readonly row: TopologyRow }) {
  const lit = useView(view => view.lit?.node === node && view.lit.row === row.id)
  const over = useConnecting(c => c.over?.node === node && c.over.row === row.id)
  const say = useSentences()
  const problems = useRowProblems(node, row)
  const worst = worstOf(problems)
  return (
    <div
      className={css.row}
      data-row={row.id}
      data-tone={row.tone}
      data-lit={lit || undefined}
      data-over={over || undefined}
    >
      <span className={css.rowTitle} title={row.title}>
        {row.title}
      </span>
      {row.detail !== '' && (
        <span className={css.rowDetail} title={row.detail}>
          {row.detail}
        </span>
      )}
      {worst !== null && (
        <span
          className={css.rowProblem}
          data-severity={worst}
          title={problems.map(({ problem }) => say.sentence(problem.code, problem.facts)).join('\n')}
        >
          <TriangleAlert size={12} aria-hidden />
        </span>
      )}
      {row.tone === 'refused' && worst === null && <TriangleAlert size={12} aria-hidden className={css.rowMark} />}
      {row.tone === 'unknown' && <CircleHelp size={12} aria-hidden className={css.rowMark} />}
      <Anchors row={row.id} source={row.source} target={false} />
    </div>
  )
}

/** What other resources refer to: a line to it can be drawn from it too. */
const takesLines: ReadonlySet<Role> = new Set(['route', 'service', 'workload'])

interface AnchorsProps {
  readonly row: string | null
  readonly source: boolean
  readonly target: boolean
}

/** Where edges end, on both sides, and where lines can be drawn from: what leads on to the right, what is led to on the left. */
function Anchors({ row, source, target }: AnchorsProps) {
  return (
    <>
      <Handle
        id={handleId('left', row)}
        type="source"
        position={Position.Left}
        className={target ? `${css.anchor} ${css.inlet}` : (css.anchor ?? '')}
        isConnectable={target}
      />
      <Handle
        id={handleId('right', row)}
        type="source"
        position={Position.Right}
        className={source ? css.port : css.anchor}
        isConnectable={source}
      />
    </>
  )
}
