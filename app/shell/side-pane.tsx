import { lazy, Suspense, useEffect, useState } from 'react'
import { usePlacement } from '../canvas/placement.ts'
import { newFile } from '../store/new-file.ts'
import { setView, useView } from '../store/view.ts'
import { useText } from '../ui/text.ts'
import { copyFile, downloadFile } from './files-out.ts'
import css from './side-pane.module.css'

const EditorPane = lazy(() => import('../editor/editor-pane.tsx'))
const FormPane = lazy(() => import('../inspect/form/form-pane.tsx'))

const tabs = ['yaml', 'form'] as const

/** The editor is by far the largest part of the page: the picture comes before it, unless that takes long. */
const pictureMs = 2500

function useAfterPicture(): boolean {
  const drawn = usePlacement(placement => placement.frames.size > 0)
  const [may, setMay] = useState(false)
  useEffect(() => {
    if (may) return
    // What is placed now is painted in the next frame.
    const timer = setTimeout(() => setMay(true), drawn ? 50 : pictureMs)
    return () => clearTimeout(timer)
  }, [drawn, may])
  return may
}

/** The text of the files, or the selected resource as a form. The editor stays as it was behind the form. */
export function SidePane({ theme }: { readonly theme: 'light' | 'dark' }) {
  const t = useText()
  const tab = useView(view => view.sideTab)
  const mayLoad = useAfterPicture()
  return (
    <div className={css.side}>
      <div className={css.tabs} role="tablist" aria-label={t('side.label')}>
        {tabs.map(name => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`side-tab-${name}`}
            aria-selected={tab === name}
            aria-controls="side-panel"
            tabIndex={tab === name ? 0 : -1}
            onClick={() => setView({ sideTab: name })}
            onKeyDown={event => {
              if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
              const other = name === 'yaml' ? 'form' : 'yaml'
              setView({ sideTab: other })
              document.getElementById(`side-tab-${other}`)?.focus()
            }}
          >
            {t(`side.${name}`)}
          </button>
        ))}
      </div>
      <div className={css.panel} id="side-panel" role="tabpanel" aria-labelledby={`side-tab-${tab}`}>
        <Suspense fallback={<p className={css.loading}>{t('editor.loading')}</p>}>
          <div className={css.fill} hidden={tab !== 'yaml'}>
            {!mayLoad && <p className={css.loading}>{t('editor.loading')}</p>}
            {mayLoad && (
              <EditorPane
                theme={theme}
                onNewFile={newFile}
                onDownload={downloadFile}
                onCopy={file => void copyFile(file)}
              />
            )}
          </div>
        </Suspense>
        {tab === 'form' && (
          <Suspense fallback={<p className={css.loading}>{t('form.loading')}</p>}>
            <FormPane />
          </Suspense>
        )}
      </div>
    </div>
  )
}
