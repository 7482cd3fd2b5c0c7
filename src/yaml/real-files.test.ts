import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { applyEdits, type DocId, type FileId, invertEdits, type TextEdit } from '../text/index.ts'
import { parseText } from './parse.ts'
import { planEdits } from './plan-edits.ts'
import { SourceFile } from './source-file.ts'
import { isMap, type PlainValue, sameValue, type YamlValue } from './value.ts'
import { intend, type YamlOp } from './yaml-op.ts'

/** The own examples, and the collections beside the project where there are any. PORTOLAN_FULL=1 takes every document. */
const roots = ['public/examples', '../shared/real', '../shared/corpus']
const full = process.env.PORTOLAN_FULL === '1'
const present = roots.filter(root => existsSync(root))
for (const root of roots) if (!present.includes(root)) console.info(`${root} is not here: its files are not tried`)
const timeoutMs = full ? 1_800_000 : 120_000
const files = present.flatMap(yamlFiles).sort()

let count = 0
const open = (text: string) => new SourceFile('f' as FileId, text, () => `d${count++}` as DocId)

test(`no edit, same bytes: ${files.length} files`, () => {
  for (const path of files) {
    const text = readFileSync(path, 'utf8')
    const file = open(text)
    expect(file.text(), path).toBe(text)
    let at = 0
    for (const doc of file.documents()) {
      if (doc.kind === 'item') continue
      expect(file.startOf(doc.id), path).toBe(at)
      at += doc.text.length
    }
    expect(at, path).toBe(text.length)
  }
})

test(
  'random edits of real documents',
  () => {
    const random = seeded(20261122)
    const outcomes = new Map<string, number>()
    const note = (what: string) => outcomes.set(what, (outcomes.get(what) ?? 0) + 1)
    for (const path of files) {
      if (!full && random(Math.ceil(files.length / 350)) !== 0) continue
      const file = open(readFileSync(path, 'utf8'))
      for (const doc of full ? file.documents() : pick(file.documents(), 3, random)) {
        if (doc.problems.some(problem => problem.severity === 'error') || doc.value === undefined) continue
        if (doc.text.length > 100_000) continue
        // An edit that ended a list and was undone has made its items anew.
        if (file.document(doc.id) !== doc) continue
        for (let i = 0; i < 4; i++) {
          const op = randomOp(doc.value, random)
          const plan = planEdits(doc, [op])
          if (!plan.ok) {
            note(plan.code)
            expect(['edit.sharedAnchor', 'edit.keyExists', 'edit.unsafe'], `${path} ${JSON.stringify(op)}`).toContain(
              plan.code,
            )
            continue
          }
          note(plan.edits.reduce((sum, edit) => sum + edit.to - edit.from, 0) > 400 ? 'wide' : 'small')
          // A list's own value holds no items, and its whole text does; nothing else differs.
          const before = doc.text
          const after = applyEdits(before, plan.edits)
          const intended = intend(doc.value, op)
          const read = parseText(after)
          expect(read.good, `${path} ${JSON.stringify(op)}`).toBe(true)
          const value = isList(doc.id, file) && isMap(read.value) ? without(read.value, 'items') : (read.value ?? null)
          expect(intended.ok && sameValue(value, intended.value), `${path} ${JSON.stringify(op)}`).toBe(true)
          expect(applyEdits(after, invertEdits(before, plan.edits))).toBe(before)
          const start = file.startOf(doc.id)
          const whole = file.text()
          const edits = plan.edits.map((edit): TextEdit => ({ ...edit, from: edit.from + start, to: edit.to + start }))
          const back = invertEdits(whole, edits)
          file.apply(edits)
          expect(file.document(doc.id)?.text, `${path} ${JSON.stringify(op)}`).toBe(after)
          file.apply(back)
          expect(file.text()).toBe(whole)
        }
      }
    }
    console.info(`random edits: ${[...outcomes].map(([what, times]) => `${times} ${what}`).join(', ')}`)
  },
  timeoutMs,
)

test(
  'files after random typing are what new ones would be',
  () => {
    const random = seeded(7)
    const strokes = ['\n', ' ', '-', '---\n', '\n---\n', 'x: 1\n', '"', '- a: 1\n', '\r\n', '#', '...\n', '']
    for (const path of files) {
      if (!full && random(Math.ceil(files.length / 150)) !== 0) continue
      const start = readFileSync(path, 'utf8')
      if (start.length > 60_000) continue
      const file = open(start)
      for (let i = 0; i < 12; i++) {
        const from = random(file.length + 1)
        const to = Math.min(file.length, from + (random(3) === 0 ? random(40) : 0))
        file.apply([{ from, to, insert: strokes[random(strokes.length)]! }])
      }
      const fresh = open(file.text())
      expect(
        file.documents().map(doc => [doc.kind, doc.text]),
        path,
      ).toEqual(fresh.documents().map(doc => [doc.kind, doc.text]))
      for (const [i, doc] of file.documents().entries()) {
        const other = fresh.documents()[i]!
        expect(doc.problems, path).toEqual(other.problems)
        if (!doc.stale) expect(doc.value, path).toEqual(other.value)
      }
    }
  },
  timeoutMs,
)

function randomOp(value: YamlValue, random: (below: number) => number): YamlOp {
  const path: (string | number)[] = []
  let at = value
  while ((isMap(at) || Array.isArray(at)) && Object.keys(at).length > 0 && random(5) !== 0) {
    const steps = Object.keys(at)
    const step = steps[random(steps.length)]!
    path.push(Array.isArray(at) ? Number(step) : step)
    at = Array.isArray(at) ? at[Number(step)]! : at[step]!
  }
  const fresh: PlainValue[] = [
    'x',
    'no',
    80,
    '0777',
    { a: 1, b: ['y', 'z'] },
    [],
    {},
    ['p'],
    'two\nlines\n',
    null,
    true,
    ' lead',
    'a: b',
    [{ k: 'v' }],
  ]
  const made = fresh[random(fresh.length)]!
  if (path.length === 0 || random(5) === 0) {
    if (isMap(at))
      return {
        op: 'insertKey',
        path,
        key: `new${random(1000)}`,
        value: made,
        ...(random(2) === 0 ? { before: Object.keys(at)[0] ?? '' } : {}),
      }
    if (Array.isArray(at)) return { op: 'insert', path: [...path, random(at.length + 1)], value: made }
    return { op: 'set', path, value: made }
  }
  const last = path.at(-1)!
  switch (random(5)) {
    case 0:
      return { op: 'remove', path }
    case 1:
      return typeof last === 'string'
        ? { op: 'rename', path, key: `key ${random(99)}` }
        : { op: 'move', path, to: random(4) }
    case 2:
      return { op: 'move', path, to: random(4) }
    default:
      return { op: 'set', path, value: made }
  }
}

function isList(id: DocId, file: SourceFile): boolean {
  return file.documents().some(doc => doc.list === id)
}

function without(map: { readonly [key: string]: YamlValue }, key: string): YamlValue {
  return Object.fromEntries(Object.entries(map).filter(([name]) => name !== key))
}

function pick<T>(all: readonly T[], most: number, random: (below: number) => number): T[] {
  return all.length <= most ? [...all] : Array.from({ length: most }, () => all[random(all.length)]!)
}

function yamlFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.ya?ml$/.test(name))
    .map(name => join(root, name))
}

function seeded(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
