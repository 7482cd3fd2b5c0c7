import { Cable, CopyPlus, FileCode2, Pencil, Trash2 } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useGraph } from '../store/graph.ts'
import { setView, useView } from '../store/view.ts'
import { type MenuItem, MenuItems } from '../ui/menu.tsx'
import { useText } from '../ui/text.ts'
import ui from '../ui/ui.module.css'
import { deleteSelected, documentOf, duplicate, goToDocument } from '../worker/gestures.ts'

interface NodeMenuProps {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly onClose: () => void
}

/** What can be done to a node, at the pointer. */
export function NodeMenu({ id, x, y, onClose }: NodeMenuProps) {
  const t = useText()
  const node = useGraph(graph => graph.nodes.get(id))
  const many = useView(view => view.selection.length > 1)
  const declared = documentOf(id) !== null
  const sources = node === undefined ? [] : node.rows.filter(row => row.source)
  const items: MenuItem[] = [
    {
      id: 'reveal',
      text: t('menu.reveal'),
      hint: 'Enter',
      icon: <FileCode2 size={15} aria-hidden />,
      disabled: !declared,
      run: () => void goToDocument(id, true),
    },
    null,
    ...(node?.source === true
      ? [
          {
            id: 'connect',
            text: t('menu.connect'),
            icon: <Cable size={15} aria-hidden />,
            run: () => setView({ dialog: { kind: 'connect', node: id, row: null } }),
          } as const,
        ]
      : []),
    ...sources.map(row => ({
      id: `connect-${row.id}`,
      text: t('menu.connectRow', { row: row.title }),
      icon: <Cable size={15} aria-hidden />,
      run: () => setView({ dialog: { kind: 'connect', node: id, row: row.id } }),
    })),
    ...(node?.source === true || sources.length > 0 ? [null] : []),
    {
      id: 'rename',
      text: t('menu.rename'),
      hint: 'F2',
      icon: <Pencil size={15} aria-hidden />,
      disabled: !declared || many,
      run: () => setView({ dialog: { kind: 'rename', id } }),
    },
    {
      id: 'duplicate',
      text: t('menu.duplicate'),
      hint: 'Ctrl D',
      icon: <CopyPlus size={15} aria-hidden />,
      disabled: !declared || many,
      run: () => duplicate(id),
    },
    {
      id: 'delete',
      text: t('menu.delete'),
      hint: 'Del',
      danger: true,
      icon: <Trash2 size={15} aria-hidden />,
      disabled: !declared,
      run: deleteSelected,
    },
  ]
  return (
    <DropdownMenu.Root open onOpenChange={open => !open && onClose()} modal={false}>
      <DropdownMenu.Trigger asChild>
        <span style={{ position: 'fixed', left: x, top: y, width: 0, height: 0 }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={ui.menu} align="start" sideOffset={2} collisionPadding={8}>
          <MenuItems items={items} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
