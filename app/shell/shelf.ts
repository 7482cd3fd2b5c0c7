import { get, update } from 'idb-keyval'
import { restoreSnapshot, type Snapshot } from './snapshot.ts'

/** Projects that another took the place of, the latest first: opening something never loses what was there. */
export interface Shelved {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly snapshot: Snapshot
}

const key = 'shelf'
const keptAtMost = 8

const contentOf = (snapshot: Snapshot): string => JSON.stringify(snapshot.files.map(({ name, text }) => [name, text]))

/** Puts a project aside; the same one again only moves to the front. */
export async function shelve(snapshot: Snapshot): Promise<void> {
  if (snapshot.files.length === 0) return
  const content = contentOf(snapshot)
  const entry: Shelved = { id: crypto.randomUUID(), at: Date.now(), snapshot }
  try {
    await update<Shelved[]>(key, (shelf = []) =>
      [entry, ...shelf.filter(other => contentOf(other.snapshot) !== content)].slice(0, keptAtMost),
    )
  } catch {
    // No storage: the way back in the message is all there is.
  }
}

export const shelved = async (): Promise<readonly Shelved[]> => (await get<Shelved[]>(key).catch(() => [])) ?? []

export const takeFromShelf = ({ snapshot }: Shelved): readonly string[] => restoreSnapshot(snapshot)
