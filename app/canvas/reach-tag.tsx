import {
  ArrowLeftRight,
  ArrowRight,
  Ban,
  CircleDashed,
  CircleHelp,
  Crosshair,
  type LucideIcon,
  Undo2,
} from 'lucide-react'
import { useMemo } from 'react'
import { useGraph } from '../store/graph.ts'
import { type ReachState, reachStateOf, useReach } from '../store/reach.ts'
import { useText } from '../ui/text.ts'
import css from './reach-tag.module.css'

const icons: Readonly<Record<ReachState, LucideIcon>> = {
  subject: Crosshair,
  free: CircleDashed,
  both: ArrowLeftRight,
  in: ArrowRight,
  out: Undo2,
  none: Ban,
  unknown: CircleHelp,
}
const wordOf = {
  subject: 'reach.tagSubject',
  free: 'reach.tagFree',
  both: 'reach.tagBoth',
  in: 'reach.tagIn',
  out: 'reach.tagOut',
  none: 'reach.tagNone',
  unknown: 'reach.tagUnknown',
} as const

/** How a node stands to the workload that is painted; undefined where nothing is. */
export const useReachState = (node: string): ReachState | undefined => useReach(reach => reachStateOf(reach, node))

/** Whether a word of a policy, or a selector being typed, means a node's pods. */
export const useMeant = (node: string): boolean => useReach(reach => reach.lit.has(node))

/** Says at a workload whether it may reach what is selected, is reached by it, both or neither; with the ports. */
export function ReachTag({ node }: { readonly node: string }) {
  const t = useText()
  const state = useReachState(node)
  const end = useReach(reach => reach.byNode.get(node))
  if (state === undefined) return null
  const Icon = icons[state]
  const ports =
    end === undefined || state === 'none' || state === 'unknown' || state === 'free'
      ? ''
      : [state === 'out' ? '' : end.in.ports, state === 'in' ? '' : end.out.ports]
          .filter(text => text !== '' && text !== 'All Connections')
          .join(' · ')
  return (
    <span className={css.tag} data-reach={state} title={ports === '' ? undefined : ports}>
      <Icon size={11} aria-hidden /> {t(wordOf[state])}
      {ports !== '' && <span className={css.ports}>{ports}</span>}
    </span>
  )
}

/** How many workloads of a folded namespace may reach what is selected, and are reached by it. */
export function ReachOfFolded({ namespace }: { readonly namespace: string }) {
  const t = useText()
  const answer = useReach(reach => (reach.mode ? reach.answer : null))
  const nodes = useGraph(graph => graph.nodes)
  const counts = useMemo(() => {
    const own = answer?.ends.filter(({ node }) => nodes.get(node)?.namespace === namespace) ?? []
    return { into: own.filter(end => isOpen(end.in)).length, out: own.filter(end => isOpen(end.out)).length }
  }, [answer, nodes, namespace])
  if (answer === null) return null
  const state = counts.into + counts.out === 0 ? 'none' : 'both'
  const Icon = icons[state]
  return (
    <span className={css.folded} data-reach={state}>
      <Icon size={13} aria-hidden />
      {state === 'none'
        ? t('reach.tagNone')
        : `${t('reach.legendIn', { count: counts.into })} · ${t('reach.legendOut', { count: counts.out })}`}
    </span>
  )
}

const isOpen = ({ state }: { readonly state: string }): boolean => state === 'open' || state === 'part'

/** What the paint says, in one line above the canvas. */
export function ReachLegend() {
  const t = useText()
  const mode = useReach(reach => reach.mode)
  const answer = useReach(reach => reach.answer)
  if (!mode) return null
  if (answer === null)
    return (
      <p className={css.legend} data-floats role="status">
        {t('reach.legendPick')}
      </p>
    )
  const into = answer.ends.filter(end => isOpen(end.in)).length
  const out = answer.ends.filter(end => isOpen(end.out)).length
  return (
    <p className={css.legend} data-floats role="status">
      <b>{t('reach.legendIn', { count: into })}</b>
      <b>{t('reach.legendOut', { count: out })}</b>
      <span>
        {t('reach.legendOutside', {
          in: t(`reach.${answer.outside.in.state}`),
          out: t(`reach.${answer.outside.out.state}`),
        })}
      </span>
    </p>
  )
}
