import { askAbout, type ClashChoice } from '../store/clash.ts'
import type { DocId, FileId, Reply } from '../store/contracts.ts'
import { freeName } from '../store/new-file.ts'
import { type Coming, originalBytes, type PreparedStep, type ProjectFile, project } from '../store/project.ts'
import { setView } from '../store/view.ts'
import { say } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { ask } from '../worker/client.ts'
import { planOf } from '../worker/gestures.ts'
import type { IncomingFile } from './files-in.ts'
import { isLarge, openLarge } from './open-large.ts'

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
  const choices = await choicesFor(arriving)
  const taken = arriving.flatMap((each, i) => {
    const coming = comingOf(each, choices[i]!)
    return coming === null ? [] : [{ file: each.file, coming }]
  })
  const names = new Set<string>()
  const replaced = new Set<FileId>()
  const comings = taken.map(({ coming }) => {
    // Of several that would be one file, the first is; the others stand beside it.
    const inPlaceOf = coming.inPlaceOf !== null && replaced.has(coming.inPlaceOf) ? null : coming.inPlaceOf
    if (inPlaceOf !== null) replaced.add(inPlaceOf)
    const name = inPlaceOf === null ? freeName(coming.name, names) : coming.name
    names.add(name)
    return { ...coming, inPlaceOf, name }
  })
  const opened = await bringIn(comings, arriving.filter((_, i) => choices[i] === 'replace').flatMap(docsReplaced))
  opened.forEach((id, i) => {
    const { file } = taken[i]!
    if (file.bytes !== null) originalBytes.set(id, file.bytes)
    // What was changed on the way in is no longer what stands on disk.
    if (project.file(id)?.text.toString() === file.text) ids[files.indexOf(file)] = id
  })
  const known = files.filter(file => !fresh.includes(file))
  if (opened.length > 0) toast.success(say('open.added', { n: opened.length }))
  else if (taken.length === 0 && known.length > 0)
    toast.message(say('clash.same', { names: known.map(({ name }) => name).join(', ') }))
  return ids
}

/** What the person wants done with each file, asked about where it has something in common with what is open. */
async function choicesFor(arriving: readonly Arriving[]): Promise<ClashChoice[]> {
  const choices: ClashChoice[] = []
  let forAll: ClashChoice | null = null
  for (const [i, each] of arriving.entries()) {
    let choice: ClashChoice = hasClash(each) ? (forAll ?? 'both') : 'both'
    if (hasClash(each) && forAll === null) {
      const answer = await askAbout(clashOf(each, arriving.slice(i + 1).filter(hasClash).length))
      choice = answer.choice
      if (answer.forAll) forAll = choice
    }
    choices.push(choice)
  }
  return choices
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

/** Null for one of which nothing is taken in. */
function comingOf({ file: { name, text, bytes }, same, arrival }: Arriving, choice: ClashChoice): Coming | null {
  const readOnly = bytes !== null
  if (choice === 'both') return { name, text: readOnly ? text : arrival.renamed, readOnly, inPlaceOf: null }
  if (choice === 'replace') return { name, text, readOnly, inPlaceOf: same?.id ?? null }
  return same !== null || arrival.without === null ? null : { name, text: arrival.without, readOnly, inPlaceOf: null }
}

/** Documents of other files that declare what a file declares that comes in their place. */
const docsReplaced = ({ same, arrival }: Arriving): DocId[] =>
  arrival.clashes.filter(clash => clash.file !== same?.id).map(({ doc }) => doc)

/** All of it as one step; the ids, in order. None when it was given up, or can no longer be done. */
async function bringIn(comings: readonly Coming[], gone: readonly DocId[]): Promise<readonly FileId[]> {
  if (comings.length === 0) return []
  const plan = gone.length === 0 ? null : await planOf({ kind: 'delete', docs: [...new Set(gone)] })
  const step = plan?.kind === 'refused' ? null : project.coming(comings, plan)
  const after = step === null ? null : project.filesAfter(step)
  if (step === null || after === null) {
    toast.error(say('plan.overtaken'))
    return []
  }
  if (!isLarge(comings)) return project.bringIn(step) ? step.ids : []
  const files = after.map(({ id, name, text, enabled }) => ({ id, name, text: text.toString(), enabled }))
  return (await openLarge(comings, files, () => takesOver(step))) ? step.ids : []
}

/** Another engine goes on: what was pointed at had names of the one before. */
function takesOver(step: PreparedStep): void {
  setView({ selection: [], selectedEdge: null, lit: null, asked: null, rival: null, focus: null, podsOpen: [] })
  project.bringIn(step)
}
