import type { Anchor, TopologyEdge } from '../store/contracts.ts'
import { countTests } from '../store/expected.ts'
import { useGraph } from '../store/graph.ts'
import { select, setView, useView } from '../store/view.ts'
import { say } from '../ui/text.ts'
import { ask } from '../worker/client.ts'
import { shownBy } from './models.ts'
import { monaco } from './monaco.ts'

/** Lines above a resource that say what hangs on it now: routes attached, pods selected, tests that pass through it. */

/** A file with more resources than this is read by other means. */
const most = 300

interface Lens {
  readonly text: string
  readonly run: () => void
}

const look = 'portolan.lens'
monaco.editor.registerCommand(look, (_accessor, lens: Lens) => lens.run())

type Key = 'attached' | 'refused' | 'routes' | 'workloads' | 'services' | 'protects'

interface Ends {
  readonly from: readonly TopologyEdge[]
  readonly to: readonly TopologyEdge[]
}

/** The edges of every node, gathered once for all the lenses of a file. */
function endsByNode(): (node: string) => Ends {
  const from = new Map<string, TopologyEdge[]>()
  const to = new Map<string, TopologyEdge[]>()
  for (const edge of useGraph.getState().edges.values()) {
    from.set(edge.from, [...(from.get(edge.from) ?? []), edge])
    to.set(edge.to, [...(to.get(edge.to) ?? []), edge])
  }
  return node => ({ from: from.get(node) ?? [], to: to.get(node) ?? [] })
}

const lens = (key: Key, edges: readonly TopologyEdge[], end: 'from' | 'to'): Lens[] => {
  const ids = [...new Set(edges.map(edge => edge[end]))]
  return ids.length === 0 ? [] : [{ text: say(`lens.${key}`, { n: ids.length }), run: () => select(ids) }]
}

function lensesOf({ node, row }: Anchor, { from, to }: Ends): Lens[] {
  if (row !== null) {
    const attach = from.filter(({ kind, fromRow }) => kind === 'attach' && fromRow === row)
    return [
      ...lens(
        'attached',
        attach.filter(({ state }) => state === 'live'),
        'to',
      ),
      ...lens(
        'refused',
        attach.filter(({ state }) => state === 'refused'),
        'to',
      ),
    ]
  }
  switch (useGraph.getState().nodes.get(node)?.role) {
    case 'service':
      return [
        ...lens(
          'routes',
          to.filter(({ kind }) => kind === 'backend'),
          'from',
        ),
        ...lens(
          'workloads',
          from.filter(({ kind }) => kind === 'select'),
          'to',
        ),
        ...tests(node),
      ]
    case 'workload':
      return [
        ...lens(
          'services',
          to.filter(({ kind }) => kind === 'select'),
          'from',
        ),
        ...tests(node),
      ]
    case 'policy':
      return [
        ...lens(
          'protects',
          from.filter(({ kind }) => kind === 'protect'),
          'to',
        ),
        ...tests(node),
      ]
    default:
      return tests(node)
  }
}

function tests(node: string): Lens[] {
  const { passed, failed } = countTests(useView.getState().tests, useGraph.getState().watched, node)
  if (passed + failed === 0) return []
  const text =
    failed === 0 ? say('lens.passed', { n: passed }) : say('lens.failed', { n: failed, all: passed + failed })
  return [{ text, run: () => setView({ bottomTab: 'tests', bottomOpen: true }) }]
}

const changed = new monaco.Emitter<monaco.languages.CodeLensProvider>()

const provider: monaco.languages.CodeLensProvider = {
  onDidChange: changed.event,
  async provideCodeLenses(model) {
    const shown = shownBy(model)
    if (shown === null) return { lenses: [] }
    const { outline } = useGraph.getState()
    let resources = 0
    for (const entry of outline.values()) if (entry.file === shown.file) resources += 1
    if (resources > most) return { lenses: [] }
    const reply = await ask({ kind: 'anchors', file: shown.file })
    if (reply.kind !== 'anchors' || model.isDisposed()) return { lenses: [] }
    const ends = endsByNode()
    return {
      lenses: reply.anchors.flatMap(anchor => {
        const { startLineNumber } = shown.rangeOf(anchor.range)
        return lensesOf(anchor, ends(anchor.node)).map(lens => ({
          range: { startLineNumber, startColumn: 1, endLineNumber: startLineNumber, endColumn: 1 },
          command: { id: look, title: lens.text, arguments: [lens] },
        }))
      }),
    }
  },
}
monaco.languages.registerCodeLensProvider('yaml', provider)

const delayMs = 300
let timer: ReturnType<typeof setTimeout> | null = null
const soon = (): void => {
  if (timer !== null) clearTimeout(timer)
  timer = setTimeout(() => changed.fire(provider), delayMs)
}
useGraph.subscribe((now, before) => {
  if (now.edges !== before.edges || now.watched !== before.watched) soon()
})
useView.subscribe((now, before) => {
  if (now.tests !== before.tests || now.language !== before.language) soon()
})
