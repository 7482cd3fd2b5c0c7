import { pinsToSave } from '../canvas/pins.ts'
import { placesToSave, resetPlacement } from '../canvas/placement.ts'
import type { FileId } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { originalBytes, type Point, project } from '../store/project.ts'
import { emptyDraft, type KeptTest, type RequestDraft, setView, useView } from '../store/view.ts'
import { holdsSecretData } from './secret-data.ts'

/** Everything that a reload must find again. */
export interface Snapshot {
  readonly version: 1
  readonly files: readonly SavedFile[]
  readonly active: number
  readonly pins: Readonly<Record<string, Point>>
  readonly places: Readonly<Record<string, Point>>
  readonly collapsed: Readonly<Record<string, boolean>>
  readonly tests: readonly KeptTest[]
  readonly draft: RequestDraft
  readonly keepSecrets: boolean
  readonly pristine: boolean
}

export type { Point }

export interface SavedFile {
  readonly name: string
  readonly text: string
  readonly enabled: boolean
  readonly bytes: Uint8Array | null
  /** Its text was left out because it holds Secret data. */
  readonly withheld: boolean
}

export function projectSnapshot(forStorage = false): Snapshot {
  const view = useView.getState()
  const { nodes } = useGraph.getState()
  return {
    version: 1,
    files: project.files.map(file => {
      const text = file.text.toString()
      const withheld = forStorage && !view.keepSecrets && holdsSecretData(text)
      return {
        name: file.name,
        text: withheld ? '' : text,
        enabled: file.enabled,
        bytes: withheld ? null : (originalBytes.get(file.id) ?? null),
        withheld,
      }
    }),
    active: project.files.findIndex(file => file.id === view.activeFile),
    pins: pinsToSave(nodes),
    places: placesToSave(nodes),
    collapsed: view.collapsed,
    tests: view.tests,
    draft: view.draft,
    keepSecrets: view.keepSecrets,
    pristine: project.pristine,
  }
}

/** Opens a snapshot; gives the names of files that were left out of it. */
export function restoreSnapshot(snapshot: Snapshot): readonly string[] {
  const kept = snapshot.files.filter(file => !file.withheld)
  originalBytes.clear()
  resetPlacement(new Map(Object.entries(snapshot.places)))
  const active = snapshot.files[snapshot.active]
  project.open(
    kept.map(({ name, text, enabled, bytes }) => ({ name, text, enabled, readOnly: bytes !== null })),
    new Map(Object.entries(snapshot.pins)),
    snapshot.pristine,
  )
  let activeFile: FileId | null = project.files[0]?.id ?? null
  project.files.forEach((file, i) => {
    const saved = kept[i]
    if (saved?.bytes != null) originalBytes.set(file.id, saved.bytes)
    if (saved !== undefined && saved === active) activeFile = file.id
  })
  setView({
    activeFile,
    collapsed: snapshot.collapsed,
    tests: snapshot.tests,
    draft: snapshot.draft ?? emptyDraft,
    keepSecrets: snapshot.keepSecrets,
    paint: [],
  })
  return snapshot.files.filter(file => file.withheld).map(file => file.name)
}
