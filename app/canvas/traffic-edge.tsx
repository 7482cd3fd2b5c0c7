import { BaseEdge, type EdgeProps, getBezierPath, Position, useStore } from '@xyflow/react'
import { memo, useMemo } from 'react'
import { useConnecting } from '../store/connect.ts'
import type { Badge } from '../store/contracts.ts'
import { badgeIcons } from './badge-icons.ts'
import { midZoom } from './geometry.ts'
import { MarkButton } from './mark-button.tsx'
import { sidesText, useEdgePaint, useEdgeShare, useEdgeSides } from './paint.ts'
import type { EdgeData, FlowEdge } from './scene.ts'
import { ShareHandle } from './share-handle.tsx'
import css from './traffic-edge.module.css'

const curvature = 0.32

const near = (state: { transform: [number, number, number] }): boolean => state.transform[2] >= 0.4
/** Labels are drawn larger from further away, to be read. */
const larger = (state: { transform: [number, number, number] }): boolean => state.transform[2] < midZoom

/** About how wide a label is drawn; measuring would cost a layout. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, c) => sum + ((c.codePointAt(0) ?? 0) > 0x2e7f ? 11.5 : 6.6), 14)

/** A share is always said in full. */
const shortest = 5

/** As much of a label as fits between two nodes; nothing when that is next to nothing. */
function clipped(label: string, room: number): string {
  if (label.length <= shortest || widthOf(label) <= room) return label
  const letters = Math.floor((room - 18) / 6.6)
  return letters < 4 ? '' : `${label.slice(0, letters)}…`
}

/** The share that is written for the only edge that is drawn here; null where none is. */
function shareOf(data: EdgeData | undefined): number | null {
  const only = data?.edges.length === 1 ? data.edges[0] : undefined
  if (only === undefined || only.kind !== 'backend' || only.at === null) return null
  const found = /^([\d.]+) %(?: .+)?$/.exec(only.label)
  return found === null ? null : Number(found[1])
}

/** The point of an edge's curve at `t`, 0 at its source and 1 at its target; the curve is React Flow's. */
function pointOn(
  sourceX: number,
  sourceY: number,
  targetX: number,
  targetY: number,
  t: number,
  source: Position,
  target: Position,
): readonly [number, number] {
  const reach = (from: number, to: number, side: Position): number => {
    const distance = side === Position.Left ? from - to : to - from
    const offset = distance >= 0 ? distance / 2 : curvature * 25 * Math.sqrt(-distance)
    return side === Position.Left ? from - offset : from + offset
  }
  const x1 = reach(sourceX, targetX, source)
  const x2 = reach(targetX, sourceX, target)
  const u = 1 - t
  return [
    u ** 3 * sourceX + 3 * u * u * t * x1 + 3 * u * t * t * x2 + t ** 3 * targetX,
    u ** 3 * sourceY + 3 * u * u * t * sourceY + 3 * u * t * t * targetY + t ** 3 * targetY,
  ]
}

/** Which way the traffic goes, at the end of its line. */
const arrowAt = (x: number, y: number, side: Position): string => {
  const back = side === Position.Left ? -9 : 9
  return `M${x} ${y}l${back} -5v10z`
}

const noBadges: readonly Badge[] = []

const markWidth = (badge: Badge): number => (badge.text === '' ? 18 : 8 + widthOf(badge.text))

const marksWidth = (badges: readonly Badge[]): number => badges.reduce((sum, badge) => sum + markWidth(badge) + 3, 0)

/** What happens on the way, side by side from `x` on. */
function Marks({ edge, badges, x }: { readonly edge: string; readonly badges: readonly Badge[]; readonly x: number }) {
  return badges.map((badge, i) => {
    const Icon = badgeIcons[badge.icon]
    const width = markWidth(badge)
    const left = x + marksWidth(badges.slice(0, i))
    return (
      <MarkButton key={badge.id} edge={edge} badge={badge} x={left}>
        <rect width={width} height={18} rx={9} />
        <Icon x={4} y={4} width={10} height={10} aria-hidden />
        {badge.text !== '' && (
          <text x={17} y={9} dy="0.35em">
            {badge.text}
          </text>
        )}
        <title>{badge.title}</title>
      </MarkButton>
    )
  })
}

const iconsOf = (badges: readonly Badge[]): readonly Badge[] => badges.map(badge => ({ ...badge, text: '' }))

/** The marks that fit beside a label: with their words, as icons alone, or none. */
function fitted(badges: readonly Badge[], room: number): readonly Badge[] {
  if (badges.length === 0 || marksWidth(badges) <= room) return badges
  const icons = iconsOf(badges)
  return marksWidth(icons) <= room ? icons : noBadges
}

function Pill({ text, title }: { readonly text: string; readonly title: string | null }) {
  const width = widthOf(text)
  return (
    <>
      <rect x={-width / 2} y={-9} width={width} height={18} rx={9} />
      <text textAnchor="middle" dy="0.35em">
        {text}
      </text>
      {title !== null && <title>{title}</title>}
    </>
  )
}

export const TrafficEdge = memo(function TrafficEdge(props: EdgeProps<FlowEdge>) {
  const { id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data, selected } = props
  const ids = useMemo(() => {
    const own = data?.edges.map(edge => edge.id) ?? []
    return own.length === 0 ? [id] : own
  }, [data, id])
  const painted = useEdgePaint(ids)
  const paint = data?.way ?? painted
  const share = useEdgeShare(ids)
  const sides = useEdgeSides(ids)
  const connecting = useConnecting(c => c.from !== null)
  const labelled = useStore(near)
  const scale = useStore(larger) ? 1.35 : 1
  const [path, centreX, centreY] = getBezierPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    curvature,
  })
  const [onX, onCurve] =
    data?.labelAt === undefined
      ? [centreX, centreY]
      : pointOn(sourceX, sourceY, targetX, targetY, data.labelAt, sourcePosition, targetPosition)
  const middleY = onCurve + (data?.labelShift ?? 0) * scale
  const parted = sides === null ? '' : sidesText(sides)
  const label = parted !== '' ? parted : share === null ? (data?.label ?? '') : `${Math.round(share * 1000) / 10} %`
  const room = (Math.abs(targetX - sourceX) - 12 + Math.min(110, Math.abs(targetY - sourceY))) / scale
  const text = clipped(label, room)
  // Beside what the line leads to, and not beneath it.
  const middleX =
    data?.kind === 'attach' && data.labelAt !== undefined && sourceX < targetX
      ? Math.min(onX, targetX - 10 - (widthOf(text) / 2) * scale)
      : onX
  const shown = labelled && text !== '' && (paint !== 'off' || selected === true)
  const said = data?.edges.length === 1 ? (data.edges[0]?.badges ?? noBadges) : noBadges
  // A curve leaves room above and beneath a label, but not beside one that stands near an end.
  const beside = data?.labelAt === undefined ? room : (Math.abs(targetX - sourceX) - 12) / scale
  const badges = useMemo(() => fitted(said, shown ? beside - widthOf(text) : room), [said, shown, beside, room, text])
  // Where there is no room beside the label, they stand beneath it, once for lines that run as one.
  const beneath = useMemo(
    () => (badges.length === 0 && said.length > 0 && data?.isLast !== false ? iconsOf(said) : noBadges),
    [badges, said, data?.isLast],
  )
  const crossed = paint === 'refused' || paint === 'failed' || data?.state === 'refused'
  return (
    <g
      className={css.edge}
      data-kind={data?.kind}
      data-state={data?.state}
      data-paint={paint}
      data-versus={sides === null ? undefined : sides.A > 0 && sides.B > 0 ? 'AB' : sides.A > 0 ? 'A' : 'B'}
      data-selected={selected === true || undefined}
      data-dim={connecting || undefined}
    >
      <BaseEdge id={id} path={path} interactionWidth={14} className={css.edgePath} />
      {paint === 'passed' && sides === null && <path d={path} className={css.edgeFlow} />}
      {sides !== null && sides.A > 0 && <path d={path} className={css.wayA} />}
      {sides !== null && sides.B > 0 && <path d={path} className={css.wayB} />}
      {painted !== 'none' && painted !== 'off' && data?.kind !== 'protect' && (
        <path d={arrowAt(targetX, targetY, targetPosition)} className={css.arrow} />
      )}
      {crossed && (
        <g transform={`translate(${middleX} ${middleY + (shown ? 18 : 0)})`} className={css.edgeCross}>
          <circle r="8" />
          <path d="M-3.2 -3.2 3.2 3.2M-3.2 3.2 3.2 -3.2" />
        </g>
      )}
      {shown && (
        <g
          transform={`translate(${middleX - (marksWidth(badges) / 2) * scale} ${middleY}) scale(${scale})`}
          className={css.edgeLabel}
        >
          {shareOf(data) === null || parted !== '' ? (
            <Pill text={text} title={text === label ? null : label} />
          ) : (
            <ShareHandle edge={data!.edges[0]!} to={data?.toName ?? ''} percent={shareOf(data)!}>
              {percent => <Pill text={percent === null ? text : `${percent} %`} title={null} />}
            </ShareHandle>
          )}
          <Marks edge={ids[0]!} badges={badges} x={widthOf(text) / 2 + 4} />
        </g>
      )}
      {beneath.length > 0 && labelled && paint !== 'off' && (
        <g
          transform={`translate(${middleX} ${middleY + (shown ? 20 * scale : 0)}) scale(${scale})`}
          className={css.edgeLabel}
        >
          <Marks edge={ids[0]!} badges={beneath} x={-marksWidth(beneath) / 2} />
        </g>
      )}
      {!shown && labelled && badges.length > 0 && paint !== 'off' && (
        <g transform={`translate(${middleX} ${middleY}) scale(${scale})`} className={css.edgeLabel}>
          <Marks edge={ids[0]!} badges={badges} x={-marksWidth(badges) / 2} />
        </g>
      )}
    </g>
  )
})
