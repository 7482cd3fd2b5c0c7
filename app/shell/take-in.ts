import { askAbout, type ClashChoice } from '../store/clash.ts'
import type { FileId, Reply } from '../store/contracts.ts'
import { freeName } from '../store/new-file.ts'
import { originalBytes, type ProjectFile, project } from '../store/project.ts'
import { say } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { ask } from '../worker/client.ts'
import { planOf } from '../worker/gestures.ts'
import type { IncomingFile } from './files-in.ts'

type Arrival = Extract<Reply, { kind: 'arrivals' }>['arrivals'][number]

interface Arriving {
  readonly file: IncomingFile
  /** The file of its name, with another text. */
  readonly same: ProjectFile | null
  readonly arrival: Arrival
}

const hasClash = ({ same, arrival }: Arriving): boolean => same !== null || arrival.clashes.length > 0

/**
 * Adds files to a project that is open. One that is open already, byte for byte, is the same; about one with a name that is taken, or with
 * objects that are declared, the person is asked. `named`: as in `take`.
 */
export async function takeIn(files: readonly IncomingFile[], named: boolean): Promise<(FileId | null)[]> {
  const ids = files.map(file => openAs(file, named))
  const fresh = files.filter((_, i) => ids[i] === null)
  const reply = fresh.length === 0 ? null : await ask({ kind: 'arrivals', texts: fresh.map(({ text }) => text) })
  const arriving = fresh.map(
    (file, i): Arriving => ({
      file,
      same: named ? (project.files.find(({ name }) => name === file.name) ?? null) : null,
      arrival: (reply?.kind === 'arrivals' ? reply.arrivals[i] : undefined) ?? {
        clashes: [],
        renamed: file.text,
        without: file.text,
      },
    }),
  )
  let kept: ClashChoice | null = null
  let added = 0
  for (const [i, each] of arriving.entries()) {
    let choice: ClashChoice = 'both'
    if (hasClash(each)) {
      if (kept !== null) choice = kept
      else {
        const others = arriving.slice(i + 1).filter(hasClash).length
        const given = await askAbout(clashOf(each, others))
        choice = given.choice
        if (given.forAll) kept = choice
      }
    }
    const id = await bringIn(each, choice)
    if (id === null) continue
    added += 1
    if (each.file.bytes !== null) originalBytes.set(id, each.file.bytes)
    // What was changed on the way in is no longer what stands on disk.
    if (project.file(id)?.text.toString() === each.file.text) ids[files.indexOf(each.file)] = id
  }
  const known = files.filter(file => !fresh.includes(file))
  if (added > 0) toast.success(say('open.added', { n: added }))
  else if (known.length > 0) toast.message(say('clash.same', { names: known.map(({ name }) => name).join(', ') }))
  return ids
}

/** The file that it is already; null when it is none. */
function openAs({ name, text, bytes }: IncomingFile, named: boolean): FileId | null {
  const found = project.files.find(
    file =>
      (file.name === name || !named) &&
      bytes === null &&
      file.text.length === text.length &&
      file.text.toString() === text,
  )
  return found?.id ?? null
}

function clashOf({ file, same, arrival }: Arriving, others: number) {
  const objects = arrival.clashes
    .filter(clash => clash.file !== same?.id)
    .map(({ kind, namespace, name, file: at }) => ({ kind, namespace, name, file: project.file(at)?.name ?? '' }))
  return { name: file.name, samePath: same !== null, objects, isAll: arrival.without === null, others }
}

async function bringIn({ file, same, arrival }: Arriving, choice: ClashChoice): Promise<FileId | null> {
  const readOnly = file.bytes !== null
  if (choice === 'both')
    return project.addFile({ name: freeName(file.name), text: readOnly ? file.text : arrival.renamed, readOnly })
  if (choice === 'leave') {
    if (same !== null || arrival.without === null) return null
    return project.addFile({ name: freeName(file.name), text: arrival.without, readOnly })
  }
  const docs = arrival.clashes.filter(clash => clash.file !== same?.id).map(({ doc }) => doc)
  const plan = docs.length === 0 ? null : await planOf({ kind: 'delete', docs })
  if (plan?.kind === 'refused') {
    toast.error(say('plan.overtaken'))
    return null
  }
  const name = same === null ? freeName(file.name) : file.name
  return project.replaceFile(same?.id ?? null, { name, text: file.text, readOnly }, plan)
}
