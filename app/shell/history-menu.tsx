import { Check, ChevronDown, type LucideIcon, Redo2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { project, useUndoLabels } from '../store/project.ts'
import { Button } from '../ui/button.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import { useLabel, useText } from '../ui/text.ts'

const listedAtMost = 40

/** The whole history, newest first; a click goes there. */
export function HistoryMenu() {
  const t = useText()
  const label = useLabel()
  const { undo, redo } = useUndoLabels()
  const [open, setOpen] = useState(false)
  const items: MenuItem[] = []
  const add = (id: string, text: string, steps: number, Icon: LucideIcon): void => {
    items.push({
      id,
      text: text.slice(0, 1).toUpperCase() + text.slice(1),
      icon: <Icon size={14} aria-hidden />,
      ...(steps === 0 && { hint: t('history.now') }),
      run: () => project.travelBy(steps),
    })
  }
  if (open) {
    const { past, future } = project
    items.push({ id: 'title', heading: t('history.title') })
    for (let i = Math.min(future.length, listedAtMost / 2) - 1; i >= 0; i -= 1) {
      const { code, facts } = future[i]!
      add(`redo-${i}`, label(code, facts), i + 1, Redo2)
    }
    for (const [i, { code, facts }] of past.slice(0, listedAtMost).entries())
      add(`undo-${i}`, label(code, facts), -i, i === 0 ? Check : Undo2)
    if (past.length <= listedAtMost) add('start', t('history.start'), -past.length, past.length === 0 ? Check : Undo2)
  }
  return (
    <Menu items={items} open={open} onOpenChange={setOpen}>
      <Button
        small
        aria-label={t('history.title')}
        title={t('history.title')}
        disabled={undo === null && redo === null}
      >
        <ChevronDown size={13} aria-hidden />
      </Button>
    </Menu>
  )
}
