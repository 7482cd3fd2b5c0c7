import { BoxSelect, ChevronsDownUp, ChevronsUpDown, Focus, LayoutGrid } from 'lucide-react'
import { useGraph } from '../store/graph.ts'
import { select, setView, useView } from '../store/view.ts'
import type { MenuItem } from '../ui/menu.tsx'
import { useText } from '../ui/text.ts'
import { layOutNamespace } from './lay-out.ts'
import { MenuAt } from './menu-at.tsx'
import { usePlacement } from './placement.ts'

interface FrameMenuProps {
  readonly namespace: string
  readonly x: number
  readonly y: number
  readonly onClose: () => void
}

/** What can be done to a namespace, at the pointer. */
export function FrameMenu({ namespace, ...at }: FrameMenuProps) {
  const t = useText()
  const collapsed = usePlacement(placement => placement.collapsed.has(namespace))
  const name = namespace === '' ? t('canvas.cluster') : namespace
  const ids = (): string[] =>
    [...useGraph.getState().nodes.values()]
      .filter(node => node.namespace === namespace && node.role !== 'outside')
      .map(({ id }) => id)
  const Fold = collapsed ? ChevronsUpDown : ChevronsDownUp
  const items: MenuItem[] = [
    {
      id: 'fold',
      text: t(collapsed ? 'canvas.unfold' : 'canvas.fold', { name }),
      icon: <Fold size={15} aria-hidden />,
      run: () => setView({ collapsed: { ...useView.getState().collapsed, [namespace]: !collapsed } }),
    },
    {
      id: 'layout',
      text: t('layout.namespace', { name }),
      icon: <LayoutGrid size={15} aria-hidden />,
      disabled: collapsed,
      run: () => void layOutNamespace(namespace),
    },
    null,
    {
      id: 'select',
      text: t('layout.select'),
      icon: <BoxSelect size={15} aria-hidden />,
      disabled: collapsed,
      run: () => select(ids()),
    },
    {
      id: 'focus',
      text: t('menu.focus'),
      icon: <Focus size={15} aria-hidden />,
      run: () => setView({ focus: { nodes: ids(), depth: 1 } }),
    },
  ]
  return <MenuAt items={items} {...at} />
}
