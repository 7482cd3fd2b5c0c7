import { useEffect } from 'react'
import { fileToWrite } from '../store/new-file.ts'
import { useView } from '../store/view.ts'
import { say } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { ask } from '../worker/client.ts'
import { deleteSelected, documentOf, perform } from '../worker/gestures.ts'

/** Where text is edited, or a dialog asks, the browser's own copy and paste are meant. */
const isElsewhere = (target: EventTarget | null): boolean =>
  (target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], .monaco-editor, [role="dialog"]') !== null) ||
  document.querySelector('[role="dialog"]') !== null

/** Writes manifests into the file that is open. */
export function pasteText(text: string): void {
  if (text.trim() === '') return
  void perform({ kind: 'paste', text, file: fileToWrite(useView.getState().activeFile) })
}

/** Copy, cut and paste of resources: their manifests, between files, tabs and other programs. */
export function useClipboard(): void {
  useEffect(() => {
    const take = async (event: ClipboardEvent, cut: boolean): Promise<void> => {
      if (isElsewhere(event.target) || getSelection()?.isCollapsed === false) return
      const docs = useView
        .getState()
        .selection.map(documentOf)
        .filter(doc => doc !== null)
      if (docs.length === 0) return
      event.preventDefault()
      const reply = await ask({ kind: 'copied', docs })
      if (reply.kind !== 'copied') return
      try {
        await navigator.clipboard.writeText(reply.text)
        if (cut) deleteSelected()
        else toast.success(say('clipboard.copied', { n: docs.length }))
      } catch {
        toast.error(say('copy.failed'))
      }
    }
    const copy = (event: ClipboardEvent): void => void take(event, false)
    const cut = (event: ClipboardEvent): void => void take(event, true)
    const paste = (event: ClipboardEvent): void => {
      if (isElsewhere(event.target)) return
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (text.trim() === '') return
      event.preventDefault()
      pasteText(text)
    }
    document.addEventListener('copy', copy)
    document.addEventListener('cut', cut)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('copy', copy)
      document.removeEventListener('cut', cut)
      document.removeEventListener('paste', paste)
    }
  }, [])
}
