import { applyEdits } from '../../../src/page.ts'
import { project } from '../../store/project.ts'
import { ask } from '../../worker/client.ts'
import { projectSnapshot, type Snapshot } from '../snapshot.ts'

export interface SharedProject {
  readonly snapshot: Snapshot
  /** How many values of Secrets there are. */
  readonly secrets: number
  /** Names of files left out: they do not parse, so that nobody can say what secrets they hold. */
  readonly leftOut: readonly string[]
}

/** The project as it may leave the browser: without the values of Secrets, unless the person wants them in. */
export async function sharedProject(withSecrets: boolean): Promise<SharedProject | null> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const { revision } = project
    const found = await ask({ kind: 'withoutSecrets' })
    if (found.kind !== 'withoutSecrets' || revision !== project.revision) continue
    const snapshot = projectSnapshot()
    if (withSecrets) return { snapshot, secrets: found.count, leftOut: [] }
    const ids = project.files.map(file => file.id)
    const unreadable = new Set(found.unreadable)
    const cleared = snapshot.files.flatMap((file, i) => {
      const id = ids[i]!
      if (unreadable.has(id)) return []
      const edits = found.files.find(each => each.file === id)?.edits
      return [edits === undefined ? file : { ...file, text: applyEdits(file.text, edits), bytes: null }]
    })
    const activeName = snapshot.files[snapshot.active]?.name
    return {
      snapshot: { ...snapshot, files: cleared, active: cleared.findIndex(file => file.name === activeName) },
      secrets: found.count,
      leftOut: project.files.filter(file => unreadable.has(file.id)).map(file => file.name),
    }
  }
  return null
}
