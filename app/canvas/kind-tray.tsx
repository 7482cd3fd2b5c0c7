import { X } from 'lucide-react'
import type { DragEvent } from 'react'
import { notDropping, useDropping } from '../store/connect.ts'
import { fileToWrite } from '../store/new-file.ts'
import { setView, useView } from '../store/view.ts'
import { IconButton } from '../ui/button.tsx'
import { KindIcon, roleOfKind } from '../ui/kinds.tsx'
import { useText } from '../ui/text.ts'
import { perform } from '../worker/gestures.ts'
import css from './kind-tray.module.css'
import { wireOn } from './wire-on.ts'

export const trayType = 'application/x-portolan-kind'

const kinds = ['Gateway', 'HTTPRoute', 'Ingress', 'Service', 'Deployment', 'StatefulSet', 'NetworkPolicy', 'Namespace']

/** Kinds to drag onto a namespace, a node or a line; a click creates one where the selection is. */
export function KindTray() {
  const t = useText()
  const open = useView(view => view.trayOpen)
  if (!open) return null
  const create = (kind: string): void => {
    const { selection, activeFile } = useView.getState()
    const [node] = selection
    void perform({
      kind: 'create',
      resource: kind,
      namespace: 'default',
      file: fileToWrite(activeFile),
      ...(node !== undefined && { wire: wireOn(kind, { node, row: null }) }),
    })
  }
  const start = (event: DragEvent, kind: string): void => {
    event.dataTransfer.setData(trayType, kind)
    event.dataTransfer.effectAllowed = 'copy'
    useDropping.setState({ ...notDropping, kind })
  }
  return (
    <aside className={css.tray} data-floats aria-label={t('tray.title')}>
      <div className={css.head}>
        <span>{t('tray.text')}</span>
        <IconButton small label={t('close')} onClick={() => setView({ trayOpen: false })}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      <ul>
        {kinds.map(kind => (
          <li key={kind}>
            <button
              type="button"
              draggable
              onDragStart={event => start(event, kind)}
              onDragEnd={() => useDropping.setState(notDropping)}
              onClick={() => create(kind)}
            >
              <span style={{ color: `var(--role-${roleOfKind(kind)})` }}>
                <KindIcon kind={kind} size={15} />
              </span>
              {kind}
            </button>
          </li>
        ))}
      </ul>
    </aside>
  )
}
