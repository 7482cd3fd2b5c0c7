import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const src = join(root, 'src')

/** A room may import rooms of lower floors only; rooms of one floor don't see each other. */
const floors: Readonly<Record<string, number>> = {
  text: 0,
  match: 0,
  report: 0,
  history: 1,
  yaml: 1,
  model: 2,
  cluster: 3,
  dataplane: 4,
  policy: 4,
  health: 4,
  'apis/service': 5,
  'apis/ingress': 5,
  'apis/gateway': 5,
  'apis/istio': 5,
  'apis/kong': 5,
  flow: 6,
  diagnose: 7,
  topology: 7,
  command: 8,
  workspace: 9,
  cli: 10,
}

/** Files of src/ itself are doors: they may import any room but the command's. */
const doors = new Set(['page.ts', 'engine.ts', 'words.ts'])

/** Shapes that floor 0 shares: the vocabulary of answers speaks of documents and fields. */
const sharedAtFloor0 = new Set(['report>text'])

/** What `app/` may import of `src/`: the doors, and the files that hold nothing but the shapes on the wire. */
const appMayImport = new Set([
  'src/page.ts',
  'src/engine.ts',
  'src/words.ts',
  'src/workspace/messages.ts',
  'src/topology/graph.ts',
  'src/command/plan.ts',
  'src/flow/answer.ts',
  'src/flow/request.ts',
  'src/report/index.ts',
  'src/text/index.ts',
])

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesIn(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

/** Targets of every static, type-only and dynamic import. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g,
  )
  return [...found].map(match => match[1] ?? match[2] ?? match[3]!)
}

function roomOf(file: string): string {
  const parts = relative(src, file).split('/')
  if (parts.length === 1) return ''
  return parts[0] === 'apis' ? `apis/${parts[1]}` : parts[0]!
}

const sources = filesIn(src).filter(file => !file.endsWith('.test.ts'))
const edges = new Map(
  sources.map(file => [
    file,
    importsOf(file)
      .filter(target => target.startsWith('.'))
      .map(target => resolve(dirname(file), target)),
  ]),
)

describe('floors of src/', () => {
  test('every room has its floor', () => {
    expect([...new Set(sources.map(roomOf))].filter(room => room !== '' && !(room in floors))).toEqual([])
  })

  test('no room imports upwards or sideways, type imports included', () => {
    const wrong = [...edges].flatMap(([file, targets]) =>
      targets.flatMap(target => {
        const from = roomOf(file)
        const to = roomOf(target)
        if (from === to || sharedAtFloor0.has(`${from}>${to}`)) return []
        if (from === '') return to === 'cli' ? [`${relative(root, file)} → ${relative(root, target)}`] : []
        // The command speaks words like the page does.
        if (to === '')
          return from === 'cli' && doors.has(relative(src, target))
            ? []
            : [`${relative(root, file)} → ${relative(root, target)}`]
        return floors[to]! < floors[from]! ? [] : [`${relative(root, file)} → ${relative(root, target)}`]
      }),
    )
    expect(wrong).toEqual([])
  })

  test('the architecture page names every room', () => {
    const page = readFileSync(join(root, 'docs/ARCHITECTURE.md'), 'utf8')
    expect(Object.keys(floors).filter(room => !page.includes(`${room}/`))).toEqual([])
  })

  test('files import the files they name', () => {
    const missing = [...edges].flatMap(([file, targets]) =>
      targets.filter(target => !edges.has(target)).map(target => `${relative(root, file)} → ${relative(root, target)}`),
    )
    expect(missing).toEqual([])
  })

  test('no import cycle', () => {
    const state = new Map<string, 'open' | 'done'>()
    const cycles: string[] = []
    const visit = (file: string, trail: readonly string[]): void => {
      if (state.get(file) === 'done') return
      if (state.get(file) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(file)), file].map(step => relative(src, step)).join(' → '))
        return
      }
      state.set(file, 'open')
      for (const target of edges.get(file) ?? []) visit(target, [...trail, file])
      state.set(file, 'done')
    }
    for (const file of edges.keys()) visit(file, [])
    expect(cycles).toEqual([])
  })

  test('from another room only its door is imported, or its words', () => {
    const wrong = [...edges].flatMap(([file, targets]) =>
      targets.flatMap(target => {
        const from = roomOf(file)
        const to = roomOf(target)
        if (from === to || to === '' || target.endsWith('/index.ts')) return []
        if (file === join(src, 'words.ts')) return []
        // The wire is made of shapes that stand in files of their own, so that the page can import them without the rooms behind.
        if (['workspace/messages.ts', 'workspace/reach/reach-messages.ts'].some(wire => file === join(src, wire)))
          return []
        return [`${relative(root, file)} → ${relative(root, target)}`]
      }),
    )
    expect(wrong).toEqual([])
  })

  test('only the yaml room knows the YAML library, and no engine room knows Node or the screen', () => {
    const wrong = sources.flatMap(file =>
      importsOf(file).flatMap(target => {
        if (target.startsWith('.')) return []
        const room = roomOf(file)
        const allowed =
          (room === 'yaml' && target === 'yaml') ||
          (room === 'match' && (target === 're2js' || target === 'ipaddr.js')) ||
          (room === 'cli' && target.startsWith('node:'))
        return allowed ? [] : [`${relative(root, file)} → ${target}`]
      }),
    )
    expect(wrong).toEqual([])
  })
})

describe('rooms of app/', () => {
  const app = join(root, 'app')
  const appSources = filesIn(app).filter(file => !file.endsWith('.test.ts'))
  const shared = new Set(['store', 'ui', 'worker', 'schemas', ''])
  const appRoom = (file: string): string => {
    const parts = relative(app, file).split('/')
    return parts.length === 1 ? '' : parts[0]!
  }

  test('rooms import store, ui, worker and the doors; only the shell puts them together', () => {
    const wrong = appSources.flatMap(file =>
      importsOf(file)
        .filter(target => target.startsWith('.'))
        .map(target => resolve(dirname(file), target.replace(/\?.*$/, '')))
        .flatMap(target => {
          const name = `${relative(root, file)} → ${relative(root, target)}`
          if (target.startsWith(`${src}/`)) {
            return appMayImport.has(relative(root, target)) ? [] : [name]
          }
          const from = appRoom(file)
          const to = appRoom(target)
          if (from === to || from === 'shell' || from === '') return []
          return shared.has(to) && !(shared.has(from) && from !== '' && to === '') ? [] : [name]
        }),
    )
    expect(wrong).toEqual([])
  })
})
