import { type RefObject, useEffect, useRef } from 'react'
import type { PanelImperativeHandle } from 'react-resizable-panels'
import { useView } from '../store/view.ts'

/** What two requests, or a matrix, need to be read without scrolling. */
const wanted = 348
/** No more of the window than this. */
const part = 0.48

/**
 * The lower panel grows for what needs more room, and goes back to what it was; who has sized it in between has the last word.
 */
export function useRoom(panel: RefObject<PanelImperativeHandle | null>): void {
  const needs = useView(
    view => view.bottomOpen && (view.bottomTab === 'reach' || (view.bottomTab === 'request' && view.rival !== null)),
  )
  const before = useRef<{ readonly from: number; readonly to: number } | null>(null)
  useEffect(() => {
    const handle = panel.current
    if (handle === null) return
    const { inPixels } = handle.getSize()
    const grown = Math.min(wanted, Math.round(window.innerHeight * part))
    if (needs && inPixels < grown) {
      handle.resize(`${grown}px`)
      before.current = { from: inPixels, to: grown }
    } else if (!needs && before.current !== null) {
      const { from, to } = before.current
      before.current = null
      if (Math.abs(inPixels - to) < 3) handle.resize(`${from}px`)
    }
  }, [needs, panel])
}
