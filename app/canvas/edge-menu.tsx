import { Clock, Copy, type LucideIcon, Percent, RotateCw, Timer, Trash2, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { DialGroup, TopologyEdge, Tuning } from '../store/contracts.ts'
import { tune } from '../store/tuning.ts'
import type { MenuItem } from '../ui/menu.tsx'
import { useText } from '../ui/text.ts'
import { ask } from '../worker/client.ts'
import { perform } from '../worker/gestures.ts'
import { MenuAt } from './menu-at.tsx'

export interface EdgeMenuAt {
  readonly edge: TopologyEdge
  readonly x: number
  readonly y: number
}

export const groupIcons: Readonly<Record<DialGroup, LucideIcon>> = {
  delay: Clock,
  abort: TriangleAlert,
  timeout: Timer,
  retry: RotateCw,
  mirror: Copy,
  weight: Percent,
}

const texts = {
  delay: ['tune.addDelay', 'tune.editDelay'],
  abort: ['tune.addAbort', 'tune.editAbort'],
  timeout: ['tune.addTimeout', 'tune.editTimeout'],
  retry: ['tune.addRetry', 'tune.editRetry'],
  mirror: ['tune.editMirror', 'tune.editMirror'],
  weight: ['tune.editWeight', 'tune.editWeight'],
} as const

/** Groups of the fields of a line, in their order. */
export const groupsOf = (tuning: Tuning): DialGroup[] => [...new Set(tuning.dials.map(({ group }) => group))]

/** What can be done to a line, at the pointer. */
export function EdgeMenu({ edge, x, y, onClose }: EdgeMenuAt & { readonly onClose: () => void }) {
  const t = useText()
  const [tuning, setTuning] = useState<Tuning | null | undefined>(undefined)
  useEffect(() => {
    let current = true
    void ask({ kind: 'tuning', edge: edge.id }).then(
      reply => current && setTuning(reply.kind === 'tuning' ? reply.tuning : null),
    )
    return () => {
      current = false
    }
  }, [edge.id])
  if (tuning === undefined) return null
  const groups: MenuItem[] = (tuning === null ? [] : groupsOf(tuning)).map(group => {
    const Icon = groupIcons[group]
    const isThere = tuning?.dials.some(dial => dial.group === group && dial.value !== '') === true
    return {
      id: group,
      text: t(texts[group][isThere ? 1 : 0]),
      icon: <Icon size={15} aria-hidden />,
      run: () => tune({ edge: edge.id, group, x, y }),
    }
  })
  const nothing: MenuItem = { id: 'nothing', text: t('tune.nothing'), disabled: true, run: () => {} }
  const remove: MenuItem = {
    id: 'disconnect',
    text: t('tune.disconnect'),
    hint: 'Del',
    danger: true,
    icon: <Trash2 size={15} aria-hidden />,
    run: () => void perform({ kind: 'disconnect', edge: edge.id }),
  }
  const items = [...(groups.length === 0 ? [nothing] : groups), ...(edge.at === null ? [] : [null, remove])]
  return <MenuAt items={items} x={x} y={y} onClose={onClose} />
}
