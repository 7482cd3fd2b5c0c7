import { useEffect } from 'react'
import { project } from '../store/project.ts'
import { setView, useView } from '../store/view.ts'
import { formatFile } from '../worker/gestures.ts'
import { saveToDisk } from './disk-folder.ts'

/** Keys that work everywhere on the page. The editor handles undo itself, by the same history. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.isComposing) return
      const command = event.ctrlKey || event.metaKey
      const key = event.key.toLowerCase()
      const target = event.target instanceof Element ? event.target : null
      const typing = target?.closest('input, textarea, select, [contenteditable], .monaco-editor') != null
      // A letter alone is a key only where nothing else could be meant by it: on the canvas, or where nothing has the focus.
      const bare = !command && !event.altKey && !typing
      const onCanvas = target === document.body || target?.closest('[data-canvas]') != null
      if (bare && (onCanvas || target?.closest('[role="tree"]') != null) && event.key === '/') {
        setView({ outlineOpen: true })
        requestAnimationFrame(() => document.querySelector<HTMLInputElement>('[data-find]')?.focus())
      } else if (event.shiftKey && event.altKey && !command && event.code === 'KeyF')
        void formatFile(useView.getState().activeFile)
      else if (command && key === 'k') setView({ dialog: { kind: 'palette' } })
      else if (command && key === 's') {
        // Everything is kept as it is typed; what has a place on disk is written there.
        void saveToDisk()
      } else if (command && !typing && key === 'z') {
        if (event.shiftKey) project.redo()
        else project.undo()
      } else if (command && !typing && key === 'y') project.redo()
      else if (bare && (onCanvas || target?.closest('[role="tree"]') != null) && event.key === '?')
        setView({ dialog: { kind: 'keys' } })
      else if (bare && onCanvas && key === 'n') setView({ dialog: { kind: 'create' } })
      else if (command && key === 'b') setView({ outlineOpen: !useView.getState().outlineOpen })
      else if (command && key === 'e') setView({ editorOpen: !useView.getState().editorOpen })
      else if (command && key === 'j') setView({ bottomOpen: !useView.getState().bottomOpen })
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
