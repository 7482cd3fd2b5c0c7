import { AlignLeft, Copy, Download, FileDiff, FilePlus2, MoreHorizontal, Pencil, Power, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { type ProjectFile, project, useFiles } from '../store/project.ts'
import { setView, useView } from '../store/view.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { classes } from '../ui/css.ts'
import { Menu } from '../ui/menu.tsx'
import { say as sayNow, useText } from '../ui/text.ts'
import { formatFile } from '../worker/gestures.ts'
import { sayStep } from '../worker/step-toast.ts'
import { CodeArea } from './code-area.tsx'
import css from './editor.module.css'
import { SelectorCount } from './selector-count.tsx'

interface EditorPaneProps {
  readonly theme: 'light' | 'dark'
  readonly onNewFile: () => void
  readonly onDownload: (file: ProjectFile) => void
  readonly onCopy: (file: ProjectFile) => void
}

/** The files as tabs, and the text of the one that is open. */
export default function EditorPane({ theme, onNewFile, onDownload, onCopy }: EditorPaneProps) {
  const t = useText()
  const files = useFiles()
  const activeId = useView(view => view.activeFile)
  const active = files.find(file => file.id === activeId) ?? files[0]
  const strip = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (active !== undefined && active.id !== activeId) setView({ activeFile: active.id })
  }, [active, activeId])
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when another file becomes the active one
  useEffect(() => {
    strip.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [active?.id])

  const go = (by: number): void => {
    const index = files.findIndex(file => file.id === active?.id)
    const next = files[(index + by + files.length) % files.length]
    if (next === undefined) return
    setView({ activeFile: next.id })
    requestAnimationFrame(() => strip.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus())
  }

  return (
    <section className={css.pane} aria-label={t('editor.label')}>
      <div className={css.head}>
        <div className={css.tabs} role="tablist" aria-label={t('file.tabs')} ref={strip}>
          {files.map(file => (
            <button
              key={file.id}
              type="button"
              role="tab"
              id={`tab-${file.id}`}
              aria-selected={file.id === active?.id}
              aria-controls="editor-panel"
              tabIndex={file.id === active?.id ? 0 : -1}
              className={classes(css.tab, !file.enabled && css.off)}
              title={file.name}
              onClick={() => setView({ activeFile: file.id })}
              onAuxClick={event => event.button === 1 && closeFile(file)}
              onKeyDown={event => {
                if (event.key === 'ArrowRight') go(1)
                else if (event.key === 'ArrowLeft') go(-1)
                else if (event.key === 'F2') setView({ dialog: { kind: 'renameFile', file: file.id } })
                else if (event.key === 'Delete') closeFile(file)
              }}
            >
              <span className={css.tabName}>{file.name}</span>
              {!file.enabled && <span className={css.tag}>{t('file.off')}</span>}
              {file.readOnly && <span className={css.tag}>{t('file.readOnly')}</span>}
            </button>
          ))}
        </div>
        {active !== undefined && (
          <div className={css.actions}>
            <IconButton
              small
              label={t(active.enabled ? 'file.switchOff' : 'file.switchOn', { name: active.name })}
              aria-pressed={active.enabled}
              onClick={() => project.switchFile(active.id, !active.enabled)}
            >
              <Power size={14} aria-hidden />
            </IconButton>
            <Menu
              align="end"
              items={[
                {
                  id: 'rename',
                  text: t('file.rename'),
                  icon: <Pencil size={15} aria-hidden />,
                  run: () => setView({ dialog: { kind: 'renameFile', file: active.id } }),
                },
                {
                  id: 'download',
                  text: t('file.download'),
                  icon: <Download size={15} aria-hidden />,
                  run: () => onDownload(active),
                },
                {
                  id: 'diff',
                  text: t('diff.menu'),
                  icon: <FileDiff size={15} aria-hidden />,
                  run: () => setView({ dialog: { kind: 'diff', file: active.id } }),
                },
                {
                  id: 'format',
                  text: t('format.menu'),
                  hint: 'Shift Alt F',
                  icon: <AlignLeft size={15} aria-hidden />,
                  disabled: active.readOnly,
                  run: () => void formatFile(active.id),
                },
                { id: 'copy', text: t('file.copy'), icon: <Copy size={15} aria-hidden />, run: () => onCopy(active) },
                { id: 'new', text: t('file.new'), icon: <FilePlus2 size={15} aria-hidden />, run: onNewFile },
                null,
                {
                  id: 'close',
                  text: t('file.close', { name: active.name }),
                  icon: <X size={15} aria-hidden />,
                  run: () => closeFile(active),
                },
              ]}
            >
              <Button small className={css.square} aria-label={t('file.actions', { name: active.name })}>
                <MoreHorizontal size={15} aria-hidden />
              </Button>
            </Menu>
          </div>
        )}
      </div>
      <div className={css.body} id="editor-panel" role="tabpanel" aria-labelledby={active && `tab-${active.id}`}>
        {active === undefined ? (
          <p className={css.none}>{t('editor.none')}</p>
        ) : (
          <CodeArea file={active} theme={theme} />
        )}
      </div>
      <SelectorCount />
    </section>
  )
}

function closeFile(file: ProjectFile): void {
  const index = project.files.findIndex(each => each.id === file.id)
  const next = project.files[index + 1] ?? project.files[index - 1]
  project.removeFile(file.id)
  setView({ activeFile: next?.id ?? null })
  sayStep(sayNow('file.closed', { name: file.name }))
}
