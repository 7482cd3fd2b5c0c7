import { ClipboardPaste, LayoutGrid, Maximize, Plus, SquareDashedMousePointer } from 'lucide-react'
import { useGraph } from '../store/graph.ts'
import { select, setView } from '../store/view.ts'
import type { MenuItem } from '../ui/menu.tsx'
import { say, useText } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { MenuAt } from './menu-at.tsx'
import { tidy } from './tidy.ts'
import { pasteText } from './use-clipboard.ts'

interface PaneMenuProps {
  readonly x: number
  readonly y: number
  readonly showAll: (duration: number) => Promise<void>
  readonly onClose: () => void
}

async function paste(): Promise<void> {
  try {
    pasteText(await navigator.clipboard.readText())
  } catch {
    // Some browsers let only the keys paste.
    toast.message(say('clipboard.keys'))
  }
}

/** What can be done where nothing is, at the pointer. */
export function PaneMenu({ showAll, ...at }: PaneMenuProps) {
  const t = useText()
  const items: MenuItem[] = [
    {
      id: 'create',
      text: t('create.title'),
      hint: 'N',
      icon: <Plus size={15} aria-hidden />,
      run: () => setView({ dialog: { kind: 'create' } }),
    },
    {
      id: 'paste',
      text: t('clipboard.paste'),
      hint: 'Ctrl V',
      icon: <ClipboardPaste size={15} aria-hidden />,
      run: () => void paste(),
    },
    null,
    {
      id: 'all',
      text: t('clipboard.all'),
      hint: 'Ctrl A',
      icon: <SquareDashedMousePointer size={15} aria-hidden />,
      run: () => select([...useGraph.getState().nodes.keys()]),
    },
    {
      id: 'fit',
      text: t('canvas.fit'),
      hint: 'F',
      icon: <Maximize size={15} aria-hidden />,
      run: () => void showAll(200),
    },
    { id: 'tidy', text: t('canvas.tidy'), icon: <LayoutGrid size={15} aria-hidden />, run: tidy },
  ]
  return <MenuAt items={items} {...at} />
}
