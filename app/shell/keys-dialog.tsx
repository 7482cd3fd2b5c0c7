import { setView } from '../store/view.ts'
import { Dialog } from '../ui/dialog.tsx'
import { useText } from '../ui/text.ts'
import ui from '../ui/ui.module.css'
import type { WordKey } from '../ui/words.ts'
import css from './keys-dialog.module.css'

const keys: readonly (readonly [keys: string, what: WordKey])[] = [
  ['Ctrl K', 'palette.placeholder'],
  ['Ctrl S', 'disk.save'],
  ['Ctrl Z', 'undo'],
  ['Ctrl Shift Z', 'redo'],
  ['N', 'create.title'],
  ['← ↑ → ↓', 'keys.move'],
  ['Alt ← ↑ → ↓', 'keys.nudge'],
  ['Enter', 'menu.reveal'],
  ['F2', 'menu.rename'],
  ['Ctrl D', 'menu.duplicate'],
  ['Ctrl C', 'menu.copy'],
  ['Ctrl V', 'keys.paste'],
  ['Delete', 'menu.delete'],
  ['Shift F10', 'keys.menu'],
  ['F', 'canvas.fit'],
  ['O', 'menu.focus'],
  ['P', 'pods.show'],
  ['/', 'outline.filter'],
  ['+', 'canvas.zoomIn'],
  ['-', 'canvas.zoomOut'],
  ['Esc', 'keys.escape'],
  ['Ctrl B', 'panels.toggleOutline'],
  ['Ctrl J', 'panels.toggleBottom'],
  ['Ctrl E', 'panels.toggleEditor'],
  ['Shift Alt F', 'format.menu'],
  ['Ctrl M', 'keys.tabFocus'],
]

export function KeysDialog() {
  const t = useText()
  return (
    <Dialog title={t('keys.title')} open onClose={() => setView({ dialog: null })}>
      <dl className={css.keys}>
        {keys.map(([combination, what]) => (
          <div key={combination}>
            <dt>
              <kbd className={ui.kbd}>{combination}</kbd>
            </dt>
            <dd>{t(what)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
