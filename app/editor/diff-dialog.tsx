import { useEffect, useRef } from 'react'
import type { FileId } from '../store/contracts.ts'
import { project } from '../store/project.ts'
import { setView } from '../store/view.ts'
import { Dialog } from '../ui/dialog.tsx'
import { useText } from '../ui/text.ts'
import css from './editor-pane.module.css'
import { monaco } from './monaco.ts'

/** A file beside what it was when it was opened. */
export default function DiffDialog({ file: id }: { readonly file: FileId }) {
  const t = useText()
  const file = project.file(id)
  const opened = project.openedText(id)
  const now = file?.text.toString() ?? ''
  return (
    <Dialog
      title={t('diff.title', { name: file?.name ?? '' })}
      text={t(opened === undefined ? 'diff.new' : opened === now ? 'diff.same' : 'diff.text')}
      open
      wide
      onClose={() => setView({ dialog: null })}
    >
      {opened !== undefined && opened !== now && <Beside opened={opened} now={now} />}
    </Dialog>
  )
}

const comparingMs = 5_000

function Beside({ opened, now }: { readonly opened: string; readonly now: string }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (box.current === null) return
    const original = monaco.editor.createModel(opened, 'yaml')
    const modified = monaco.editor.createModel(now, 'yaml')
    const editor = monaco.editor.createDiffEditor(box.current, {
      readOnly: true,
      originalEditable: false,
      automaticLayout: true,
      renderSideBySide: true,
      useInlineViewWhenSpaceIsLimited: true,
      hideUnchangedRegions: { enabled: true },
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      fontSize: 13,
      ignoreTrimWhitespace: false,
      renderOverviewRuler: false,
    })
    editor.setModel({ original, modified })
    return () => {
      editor.dispose()
      // A comparison that still runs would look for its texts in vain.
      setTimeout(() => {
        original.dispose()
        modified.dispose()
      }, comparingMs)
    }
  }, [opened, now])
  return <div ref={box} className={css.diff} data-testid="diff" />
}
