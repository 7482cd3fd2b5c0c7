import { ClipboardPaste, FileCode2, FilePlus2, FolderOpen } from 'lucide-react'
import { Tooltip } from 'radix-ui'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Group, Panel, Separator, useDefaultLayout, usePanelRef } from 'react-resizable-panels'
import { useEffectOfEdit, useReachOfSelection } from '../simulate/policy/use-reach.ts'
import { useGraph } from '../store/graph.ts'
import { newFile } from '../store/new-file.ts'
import { useFiles } from '../store/project.ts'
import { setView, useView } from '../store/view.ts'
import { Button } from '../ui/button.tsx'
import { useText } from '../ui/text.ts'
import css from './app.module.css'
import { Bar } from './bar.tsx'
import { Dialogs } from './dialogs.tsx'
import { openExample, useExamples } from './examples.ts'
import { openFromDisk, takeDropped } from './files-in.ts'
import { Notices } from './notices.tsx'
import { useShortcuts } from './shortcuts.ts'
import { SidePane } from './side-pane.tsx'
import { useResolvedTheme } from './theme.ts'
import { useRoom } from './use-room.ts'
import { WhyHidden } from './why-hidden.tsx'

const Canvas = lazy(() => import('../canvas/canvas.tsx'))
const Bottom = lazy(() => import('./bottom.tsx'))
const Details = lazy(() => import('../inspect/details.tsx'))
const Guide = lazy(() => import('./guide.tsx'))
const OpeningDialog = lazy(() => import('./opening-dialog.tsx'))
const Outline = lazy(() => import('./outline.tsx'))
const Toasts = lazy(() => import('./toasts.tsx'))

/** On a small screen the canvas is given more of it to begin with. */
const isNarrow = window.innerWidth < 1500
const isLow = window.innerHeight <= 900

export function App() {
  const t = useText()
  useReachOfSelection()
  useEffectOfEdit()
  const theme = useResolvedTheme()
  const language = useView(view => view.language)
  const outlineOpen = useView(view => view.outlineOpen)
  const editorOpen = useView(view => view.editorOpen)
  const bottomOpen = useView(view => view.bottomOpen)
  const files = useFiles()
  useShortcuts()
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])

  const bottom = usePanelRef()
  useRoom(bottom)
  const columns = usePanelLayout('portolan.columns', editorOpen ? ['left', 'editor'] : ['left'])
  const rows = usePanelLayout('portolan.rows', bottomOpen ? ['top', 'bottom'] : ['top'])
  const top = usePanelLayout('portolan.top', outlineOpen ? ['outline', 'canvas'] : ['canvas'])

  return (
    <Tooltip.Provider delayDuration={450} skipDelayDuration={200}>
      <div className={css.app}>
        <Bar />
        <Notices />
        <main className={css.main}>
          <Group
            orientation="horizontal"
            id="portolan.columns"
            defaultLayout={columns.defaultLayout}
            onLayoutChanged={columns.onLayoutChanged}
          >
            <Panel id="left" minSize="480px">
              <Group
                orientation="vertical"
                id="portolan.rows"
                defaultLayout={rows.defaultLayout}
                onLayoutChanged={rows.onLayoutChanged}
              >
                <Panel id="top" minSize="180px">
                  <Group
                    orientation="horizontal"
                    id="portolan.top"
                    defaultLayout={top.defaultLayout}
                    onLayoutChanged={top.onLayoutChanged}
                  >
                    {outlineOpen && (
                      <>
                        <Panel
                          id="outline"
                          defaultSize={isNarrow ? '188px' : '212px'}
                          minSize="150px"
                          maxSize="40%"
                          groupResizeBehavior="preserve-pixel-size"
                        >
                          <div className={css.side}>
                            <Suspense>
                              <Outline />
                              <WhyHidden />
                              <Details />
                            </Suspense>
                          </div>
                        </Panel>
                        <Separator className={css.separatorX} aria-label={t('panels.outline')} />
                      </>
                    )}
                    <Panel id="canvas" minSize="280px">
                      {files.length === 0 ? <Empty /> : <CanvasWithProgress />}
                    </Panel>
                  </Group>
                </Panel>
                {bottomOpen && (
                  <>
                    <Separator className={css.separatorY} aria-label={t('panels.bottom')} />
                    <Panel
                      id="bottom"
                      panelRef={bottom}
                      defaultSize={isLow ? '228px' : '252px'}
                      minSize="120px"
                      maxSize="70%"
                      groupResizeBehavior="preserve-pixel-size"
                    >
                      <Suspense>
                        <Bottom />
                      </Suspense>
                    </Panel>
                  </>
                )}
              </Group>
            </Panel>
            {editorOpen && (
              <>
                <Separator className={css.separatorX} aria-label={t('panels.editor')} />
                <Panel id="editor" defaultSize={isNarrow ? '28%' : '32%'} minSize="260px" maxSize="60%">
                  <SidePane theme={theme} />
                </Panel>
              </>
            )}
          </Group>
        </main>
        <DropZone />
        <Dialogs />
        <Suspense>
          <OpeningDialog />
        </Suspense>
        <Suspense>
          <Toasts />
        </Suspense>
      </div>
    </Tooltip.Provider>
  )
}

/** Panel sizes, kept per set of panels that is open. */
const usePanelLayout = (id: string, panelIds: string[]) => useDefaultLayout({ id, panelIds, storage: localStorage })

function CanvasWithProgress() {
  const t = useText()
  const progress = useGraph(graph => graph.progress)
  return (
    <div className={css.fill}>
      <Suspense>
        <Canvas />
      </Suspense>
      <Suspense>
        <Guide />
      </Suspense>
      {progress !== null && progress.total > 0 && (
        <div className={css.progress} role="status">
          {t(`opening.${progress.phase}`, { done: progress.done, total: progress.total })}
          <progress value={progress.done} max={progress.total} aria-label={t('open.progressLabel')} />
        </div>
      )}
    </div>
  )
}

/** Says what to do when nothing is open. */
function Empty() {
  const t = useText()
  const language = useView(view => view.language)
  const examples = useExamples()
  return (
    <section className={css.empty} aria-label={t('empty.title')}>
      <div className={css.emptyInner}>
        <h2>{t('empty.title')}</h2>
        <p>{t('empty.text')}</p>
        <div className={css.emptyActions}>
          <Button look="primary" onClick={() => openFromDisk(false)}>
            <FolderOpen size={15} aria-hidden />
            {t('file.open')}
          </Button>
          <Button look="outlined" onClick={() => setView({ dialog: { kind: 'paste' } })}>
            <ClipboardPaste size={15} aria-hidden />
            {t('file.paste')}
          </Button>
          <Button look="outlined" onClick={() => newFile()}>
            <FilePlus2 size={15} aria-hidden />
            {t('file.new')}
          </Button>
        </div>
        {examples.length > 0 && (
          <>
            <h3>{t('empty.examples')}</h3>
            <ul className={css.emptyExamples}>
              {examples.map(example => (
                <li key={example.id}>
                  <button type="button" onClick={() => void openExample(example)}>
                    <FileCode2 size={16} aria-hidden />
                    <span>
                      <b>{example.title[language]}</b>
                      <span>{example.description[language]}</span>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  )
}

/** The whole page takes dropped files. */
function DropZone() {
  const t = useText()
  const [over, setOver] = useState(false)
  useEffect(() => {
    let depth = 0
    const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true
    const enter = (event: DragEvent): void => {
      if (!holdsFiles(event)) return
      depth += 1
      setOver(true)
    }
    const leave = (event: DragEvent): void => {
      if (!holdsFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const hover = (event: DragEvent): void => {
      if (holdsFiles(event)) event.preventDefault()
    }
    const drop = (event: DragEvent): void => {
      depth = 0
      setOver(false)
      if (!holdsFiles(event) || event.dataTransfer === null) return
      event.preventDefault()
      void takeDropped(event.dataTransfer.items)
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('dragover', hover)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('dragover', hover)
      window.removeEventListener('drop', drop)
    }
  }, [])
  if (!over) return null
  return (
    <div className={css.drop} aria-hidden>
      <span>{t('open.dropHere')}</span>
    </div>
  )
}
