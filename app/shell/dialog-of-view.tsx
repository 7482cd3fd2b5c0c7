import { lazy } from 'react'
import { PolicyDialog, PolicyStartDialog } from '../simulate/policy/policy-dialog.tsx'
import { useView } from '../store/view.ts'
import { ClashDialog } from './clash-dialog.tsx'
import { ConnectDialog } from './connect-dialog.tsx'
import { CreateDialog } from './create-dialog.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { Palette } from './palette.tsx'
import { PasteDialog } from './paste-dialog.tsx'
import { RenameDialog, RenameFileDialog } from './rename-dialog.tsx'
import { ShareDialog } from './share/share-dialog.tsx'
import { UnlockDialog } from './share/unlock-dialog.tsx'
import { ShelfDialog } from './shelf-dialog.tsx'

/** It brings the editor's library with it. */
const DiffDialog = lazy(() => import('../editor/diff-dialog.tsx'))

export default function DialogOfView() {
  const dialog = useView(view => view.dialog)
  switch (dialog?.kind) {
    case undefined:
      return null
    case 'palette':
      return <Palette />
    case 'paste':
      return <PasteDialog />
    case 'create':
      return <CreateDialog />
    case 'rename':
      return <RenameDialog id={dialog.id} />
    case 'renameFile':
      return <RenameFileDialog file={dialog.file} />
    case 'connect':
      return <ConnectDialog node={dialog.node} row={dialog.row} />
    case 'policy':
      return <PolicyDialog from={dialog.from} to={dialog.to} />
    case 'policyStart':
      return <PolicyStartDialog start={dialog.start} namespace={dialog.namespace} />
    case 'diff':
      return <DiffDialog file={dialog.file} />
    case 'clash':
      return <ClashDialog />
    case 'shelf':
      return <ShelfDialog />
    case 'share':
      return <ShareDialog tab={dialog.tab} />
    case 'unlock':
      return <UnlockDialog fragment={dialog.fragment} />
    case 'keys':
      return <KeysDialog />
  }
}
