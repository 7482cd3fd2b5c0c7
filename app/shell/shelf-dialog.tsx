import { FolderClock } from 'lucide-react'
import { useEffect, useState } from 'react'
import { project } from '../store/project.ts'
import { setView, useView } from '../store/view.ts'
import { Dialog } from '../ui/dialog.tsx'
import { useText } from '../ui/text.ts'
import css from './share/share-dialog.module.css'
import { type Shelved, shelve, shelved, takeFromShelf } from './shelf.ts'
import { projectSnapshot } from './snapshot.ts'

/** Projects that were open before, to be opened again. */
export function ShelfDialog() {
  const t = useText()
  const language = useView(view => view.language)
  const [list, setList] = useState<readonly Shelved[] | null>(null)
  useEffect(() => void shelved().then(setList), [])
  const close = (): void => setView({ dialog: null })
  const open = async (entry: Shelved): Promise<void> => {
    if (!project.pristine) await shelve(projectSnapshot(true))
    takeFromShelf(entry)
    close()
  }
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <Dialog title={t('shelf.title')} text={t('shelf.text')} open onClose={close}>
      {list !== null && list.length === 0 && <p className={css.note}>{t('shelf.none')}</p>}
      <ul className={css.choices}>
        {(list ?? []).map(entry => (
          <li key={entry.id}>
            <button type="button" className={css.choice} onClick={() => void open(entry)}>
              <FolderClock size={18} aria-hidden />
              <span>
                <b>{entry.snapshot.files.map(file => file.name).join(', ')}</b>
                <span>{t('shelf.entry', { n: entry.snapshot.files.length, when: when.format(entry.at) })}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
