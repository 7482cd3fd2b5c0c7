import { getBezierPath, Position } from '@xyflow/react'
import type { ReactElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import type { PaintedLeg, TopologyNode } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { type Point, project } from '../store/project.ts'
import { useView } from '../store/view.ts'
import { KindIcon } from '../ui/kinds.tsx'
import { say } from '../ui/text.ts'
import { frameHead, headHeight, rowCentre, rowHeight, type Size } from './geometry.ts'
import { jumpsOf, paintedNodes, paintOfEdges, sidesOfEdges, sidesText } from './paint.ts'
import { usePlacement } from './placement.ts'
import { createSceneBuilder, type FlowEdge, type Scene } from './scene.ts'

/** The whole canvas as it stands, as SVG text that needs nothing else: no fonts, no styles, no scripts. */
export interface Picture {
  readonly svg: string
  readonly width: number
  readonly height: number
}

const margin = 32
const curvature = 0.32
const mono = 'ui-monospace, Menlo, Consolas, monospace'
const sans = 'Inter, Segoe UI, system-ui, Noto Sans, sans-serif'

/** Null while nothing is drawn. */
export function pictureOfCanvas(): Picture | null {
  const { nodes, edges } = useGraph.getState()
  const { paint } = useView.getState()
  const scene = createSceneBuilder()({
    nodes,
    edges,
    placement: usePlacement.getState(),
    pins: project.positions,
    selection: new Set(),
    selectedEdge: null,
    jumps: jumpsOf(paint),
    dragging: new Map(),
  })
  if (scene.nodes.length === 0) return null
  const frames = scene.nodes.filter(node => node.type === 'frame')
  const boxes: (Point & Size)[] = [
    ...scene.absolute.values(),
    ...frames.map(({ position, width = 0, height = 0 }) => ({ ...position, width, height })),
  ]
  const left = Math.min(...boxes.map(box => box.x)) - margin
  const top = Math.min(...boxes.map(box => box.y)) - margin
  const width = Math.ceil(Math.max(...boxes.map(box => box.x + box.width)) + margin - left)
  const height = Math.ceil(Math.max(...boxes.map(box => box.y + box.height)) + margin - top)
  const verdicts = paintedNodes(paint)
  const body = (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`${left} ${top} ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-labelledby="picture-title picture-text"
      fontFamily={sans}
    >
      <title id="picture-title">{say('picture.title', { n: scene.shown.length })}</title>
      <desc id="picture-text">{describe(scene, nodes)}</desc>
      <rect x={left} y={top} width={width} height={height} fill={colour('--ground')} />
      {frames.map(frame => (
        <Frame key={frame.id} at={frame.position} size={{ width: frame.width ?? 0, height: frame.height ?? 0 }}>
          {`${frame.data.namespace === '' ? say('canvas.cluster') : frame.data.namespace} · ${frame.data.count}`}
        </Frame>
      ))}
      {scene.edges.map(edge => (
        <Line key={edge.id} edge={edge} scene={scene} nodes={nodes} />
      ))}
      {scene.shown.map(node => (
        <Card
          key={node.id}
          node={node}
          box={scene.absolute.get(node.id)!}
          verdict={verdicts?.get(node.id) ?? null}
          dim={verdicts !== null && !verdicts.has(node.id)}
        />
      ))}
    </svg>
  )
  return { svg: markupOf(body), width, height }
}

const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

const toneOf = (verdict: PaintedLeg['verdict']): string =>
  colour(verdict === 'passed' ? '--ok' : verdict === 'unknown' ? '--unknown' : '--bad')

/** What the picture shows, for who cannot see it: every line that is drawn, in words. */
function describe(scene: Scene, nodes: ReadonlyMap<string, TopologyNode>): string {
  const nameOf = (id: string): string => {
    const node = nodes.get(id)
    if (node === undefined) return id.replace(/^frame:/, '')
    return node.role === 'outside' ? say('canvas.outside') : `${node.kind} ${node.namespace}/${node.name}`
  }
  return scene.edges
    .map(({ source, target, data }) => {
      const label = data?.label === undefined || data.label === '' ? '' : ` (${data.label})`
      return `${nameOf(source)} → ${nameOf(target)}${label}`
    })
    .join('; ')
}

function Frame({ at, size, children }: { readonly at: Point; readonly size: Size; readonly children: string }) {
  return (
    <g>
      <rect {...at} {...size} rx={12} fill={colour('--surface')} fillOpacity={0.55} stroke={colour('--line')} />
      <text x={at.x + 16} y={at.y + frameHead / 2 + 8} fontSize={13} fontWeight={600} fill={colour('--ink-2')}>
        {children}
      </text>
    </g>
  )
}

/** About as many letters as fit; text cannot be measured before it is drawn. */
const fitted = (text: string, room: number, letter: number): string => {
  const most = Math.max(1, Math.floor(room / letter))
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

interface CardProps {
  readonly node: TopologyNode
  readonly box: Point & Size
  readonly verdict: PaintedLeg['verdict'] | null
  readonly dim: boolean
}

function Card({ node, box, verdict, dim }: CardProps) {
  const { x, y, width, height } = box
  const role = colour(`--role-${node.role}`)
  const border =
    verdict !== null ? toneOf(verdict) : node.state === 'missing' ? colour('--bad') : colour('--line-strong')
  const dash = node.state === 'live' ? undefined : '5 4'
  const name = node.role === 'outside' ? say('canvas.outside') : node.name
  const badges = node.badges.map(badge => (/^\d*$/.test(badge.text) ? badge.title : badge.text)).join(' · ')
  const sub = [node.kind, node.subtitle, badges].filter(part => part !== '').join(' · ')
  const outside = node.role === 'outside'
  return (
    <g transform={`translate(${x} ${y})`} opacity={dim ? 0.4 : 1}>
      <rect
        width={width}
        height={height}
        rx={outside ? height / 2 : 8}
        fill={colour('--surface')}
        stroke={border}
        strokeWidth={verdict === null ? 1 : 2}
        strokeDasharray={dash}
      />
      <g transform={`translate(${outside ? 14 : 14} ${outside ? 13 : 17})`} color={role}>
        <KindIcon kind={node.kind} role={node.role} size={17} />
      </g>
      <text x={40} y={outside ? 27 : 22} fontSize={14} fontWeight={600} fill={colour('--ink')}>
        {fitted(name, width - 50, 8)}
      </text>
      {!outside && (
        <text x={40} y={38} fontSize={11} fill={colour('--ink-3')}>
          {fitted(sub, width - 48, 5.9)}
        </text>
      )}
      {node.rows.map((row, i) => {
        const detail = fitted(row.detail, width / 2 - 14, 6.4)
        return (
          <g key={row.id} transform={`translate(0 ${rowCentre(i)})`}>
            {i > 0 && (
              <line x1={10} x2={width - 10} y1={-rowHeight / 2} y2={-rowHeight / 2} stroke={colour('--line')} />
            )}
            {i === 0 && (
              <line
                x1={0}
                x2={width}
                y1={headHeight - rowCentre(0)}
                y2={headHeight - rowCentre(0)}
                stroke={colour('--line')}
              />
            )}
            <text
              x={12}
              dy="0.35em"
              fontSize={11}
              fontFamily={mono}
              fill={colour(row.tone === 'refused' ? '--bad' : '--ink')}
            >
              {fitted(row.title, width - 24 - detail.length * 6.4 - 8, 6.7)}
            </text>
            {detail !== '' && (
              <text x={width - 12} dy="0.35em" fontSize={11} textAnchor="end" fill={colour('--ink-3')}>
                {detail}
              </text>
            )}
          </g>
        )
      })}
    </g>
  )
}

interface LineProps {
  readonly edge: FlowEdge
  readonly scene: Scene
  readonly nodes: ReadonlyMap<string, TopologyNode>
}

function Line({ edge, scene, nodes }: LineProps) {
  const a = endOf(edge.source, edge.sourceHandle ?? 'right', scene, nodes)
  const b = endOf(edge.target, edge.targetHandle ?? 'left', scene, nodes)
  if (a === null || b === null) return null
  const [path, x, y] = getBezierPath({
    sourceX: a.x,
    sourceY: a.y,
    sourcePosition: a.side,
    targetX: b.x,
    targetY: b.y,
    targetPosition: b.side,
    curvature,
  })
  const painted = edge.data?.way ?? paintOfEdges(edge.data?.edges.map(one => one.id) ?? [], useView.getState().paint)
  const isWay = painted !== 'none' && painted !== 'off'
  const broken = edge.data?.state === 'refused' || edge.data?.state === 'missing'
  const stroke = isWay ? toneOf(painted) : broken ? colour('--bad') : strokeOf(edge.data?.kind)
  const dash =
    edge.data?.kind === 'protect' ? '2 4' : edge.data?.kind === 'refer' && !isWay ? '6 4' : broken ? '5 4' : undefined
  const own = edge.data?.edges.map(one => one.id) ?? []
  const sides = sidesOfEdges(own.length === 0 ? [edge.id] : own, useView.getState().paint)
  const label = (sides === null ? '' : sidesText(sides)) || (edge.data?.label ?? '')
  const room = Math.abs(b.x - a.x) - 12 + Math.min(110, Math.abs(b.y - a.y))
  const text = label === '' ? '' : fitted(label, Math.max(room, 40), 6.6)
  const half = (text.length * 6.6 + 14) / 2
  return (
    <g opacity={painted === 'off' ? 0.3 : 1}>
      {sides === null ? (
        <path d={path} fill="none" stroke={stroke} strokeWidth={isWay ? 3 : 1.5} strokeDasharray={dash} />
      ) : (
        <>
          {sides.A > 0 && <path d={path} fill="none" stroke={colour('--way-a')} strokeWidth={sides.B > 0 ? 6 : 3} />}
          {sides.B > 0 && (
            <path
              d={path}
              fill="none"
              stroke={colour(sides.A > 0 ? '--surface' : '--way-b')}
              strokeWidth={3.5}
              strokeDasharray="0.5 8"
              strokeLinecap="round"
            />
          )}
        </>
      )}
      {text !== '' && (
        <g transform={`translate(${x} ${y + (edge.data?.labelShift ?? 0)})`}>
          <rect x={-half} y={-9} width={half * 2} height={18} rx={9} fill={colour('--surface')} stroke={stroke} />
          <text textAnchor="middle" dy="0.35em" fontSize={11} fill={colour('--ink')}>
            {text}
          </text>
        </g>
      )}
    </g>
  )
}

const strokeOf = (kind: string | undefined): string =>
  colour(
    kind === 'entry'
      ? '--role-outside'
      : kind === 'protect'
        ? '--role-policy'
        : kind === 'select'
          ? '--role-service'
          : kind === 'refer'
            ? '--line-strong'
            : '--role-route',
  )

/** Where a handle stands: the middle of its row, or of the head. */
function endOf(id: string, handle: string, scene: Scene, nodes: ReadonlyMap<string, TopologyNode>) {
  const [side = 'right', ...rest] = handle.split(':')
  const frame = scene.nodes.find(node => node.id === id && node.type === 'frame')
  const box =
    scene.absolute.get(id) ??
    (frame === undefined ? undefined : { ...frame.position, width: frame.width ?? 0, height: frame.height ?? 0 })
  if (box === undefined) return null
  const node = nodes.get(id)
  const row = node?.rows.findIndex(candidate => candidate.id === rest.join(':')) ?? -1
  const y =
    row >= 0 ? rowCentre(row) : node === undefined ? box.height / 2 : node.role === 'outside' ? 22 : headHeight / 2
  return {
    x: side === 'left' ? box.x : box.x + box.width,
    y: box.y + y,
    side: side === 'left' ? Position.Left : Position.Right,
  }
}

function markupOf(element: ReactElement): string {
  const box = document.createElement('div')
  const root = createRoot(box)
  flushSync(() => root.render(element))
  const { innerHTML } = box
  root.unmount()
  return innerHTML
}
