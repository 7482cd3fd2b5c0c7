import { CircleCheck, CircleDashed, CircleX, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ListedPod, TopologyNode } from '../store/contracts.ts'
import { KindIcon } from '../ui/kinds.tsx'
import { useText } from '../ui/text.ts'
import css from './pod-board.module.css'
import { fitting, nameOf, type PodZoom, stateOf, usePodList } from './pods.ts'

const iconOf = ({ ready, because }: ListedPod): LucideIcon =>
  !ready ? CircleX : because === 'probe' || because === 'noProbe' ? CircleDashed : CircleCheck

interface PodBoardProps {
  readonly node: TopologyNode
  readonly zoom: PodZoom
  readonly width: number
  readonly height: number
  /** Signs that the node bears at every zoom. */
  readonly children: ReactNode
}

/** A workload seen from near: its pods in its own box, in letters that do not grow with it. */
export function PodBoard({ node, zoom, width, height, children }: PodBoardProps) {
  const t = useText()
  const most = fitting[zoom]
  const list = usePodList(node.id, most)
  const alike = list === null ? '' : [...list.ports.map(port => `:${port}`), ...list.labels].join('  ')
  return (
    <div
      className={css.board}
      style={{ width: width * zoom, height: height * zoom, transform: `scale(${1 / zoom})` }}
      data-testid="pods"
    >
      <div className={css.head}>
        <KindIcon kind={node.kind} role={node.role} size={14} />
        <b title={node.name}>{node.name}</b>
        <span className={css.kind}>{node.kind}</span>
        {children}
        {list !== null && !list.perNode && (
          <span className={css.count}>
            {list.count > list.pods.length
              ? t('pods.shown', { n: list.pods.length, total: list.count })
              : t('pods.count', { n: list.count })}
          </span>
        )}
      </div>
      {alike !== '' && (
        <p className={css.alike} title={alike}>
          {alike}
        </p>
      )}
      <ul>
        {list?.pods.map((pod, i) => {
          const Icon = iconOf(pod)
          return (
            <li key={pod.name === '' ? i : pod.name} data-ready={pod.ready || undefined}>
              <Icon size={12} aria-hidden />
              <span className={css.name}>{nameOf(list, pod, i, t)}</span>
              <span className={css.state} title={t(`pods.because.${pod.because}`)}>
                {t(stateOf(pod))}
                <span className={css.why}>{t(`pods.because.${pod.because}`)}</span>
              </span>
              <span className={css.address}>{pod.address}</span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
