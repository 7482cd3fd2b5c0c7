import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright'
import { columnOf, sizeOf } from '../../app/canvas/geometry.ts'
import type { FileId } from '../../src/text/index.ts'
import { Derivations, Sources } from '../../src/workspace/index.ts'

interface PlainGraph {
  readonly nodes: readonly object[]
  readonly edges: readonly object[]
}

/** The nodes and lines that Portolan draws for a text, as React Flow takes them; namespace by namespace, in columns by role. */
export function plainGraph(text: string): PlainGraph {
  const sources = new Sources()
  const derivations = new Derivations(sources)
  derivations.update(sources.open({ id: 'f' as FileId, name: 'bench.yaml', text, enabled: true }))
  const spaces = new Map<string, Map<number, number>>()
  const nodes = [...derivations.nodes()].map(node => {
    const columns = spaces.get(node.namespace) ?? new Map<number, number>()
    spaces.set(node.namespace, columns)
    const space = [...spaces.keys()].indexOf(node.namespace)
    const column = columnOf[node.role]
    const size = sizeOf(node)
    const y = columns.get(column) ?? 0
    columns.set(column, y + size.height + 20)
    const perLine = Math.ceil(Math.sqrt(10))
    return {
      id: node.id,
      type: 'card',
      position: { x: (space % perLine) * 2600 + column * 320, y: Math.floor(space / perLine) * 1600 + y },
      data: {
        title: node.name,
        kind: node.kind,
        rows: node.rows.map(({ id, title }) => ({ id, title })),
        ...size,
      },
    }
  })
  const rows = new Set([...derivations.nodes()].flatMap(node => node.rows.map(row => `${node.id} ${row.id}`)))
  const handle = (side: string, node: string, row: string | null): string =>
    row !== null && rows.has(`${node} ${row}`) ? `${side}:${row}` : side
  const edges = [...derivations.edges()].map(edge => ({
    id: edge.id,
    source: edge.from,
    target: edge.to,
    sourceHandle: handle('out', edge.from, edge.fromRow),
    targetHandle: handle('in', edge.to, edge.toRow),
    ...(edge.label !== '' && { label: edge.label }),
  }))
  return { nodes, edges }
}

/** A page with React Flow as its guide sets it up, on the same machine and in the same browser. */
export async function withPlainPage<T>(
  work: (open: (browser: Browser, graph: PlainGraph) => Promise<Page>) => Promise<T>,
): Promise<T> {
  const { build, preview } = await import('vite')
  const root = fileURLToPath(new URL('./plain', import.meta.url))
  const outDir = await mkdtemp(join(tmpdir(), 'portolan-plain-'))
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, reportCompressedSize: false },
  })
  const server = await preview({
    configFile: false,
    root,
    logLevel: 'error',
    build: { outDir },
    preview: { port: 4490 },
  })
  const address = server.resolvedUrls?.local[0] ?? 'http://localhost:4490/'
  try {
    return await work(async (browser, graph) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
      const page = await context.newPage()
      page.setDefaultTimeout(240_000)
      await page.addInitScript({ path: fileURLToPath(new URL('./probe.js', import.meta.url)) })
      await page.goto(address)
      await page.waitForFunction('window.plain !== undefined')
      await page.evaluate(`plain.show(${JSON.stringify(graph.nodes)}, ${JSON.stringify(graph.edges)})`)
      await page
        .locator('.react-flow__node')
        .nth(graph.nodes.length - 1)
        .waitFor({ state: 'attached' })
      await page.waitForTimeout(3000)
      return page
    })
  } finally {
    await server.close()
    await rm(outDir, { recursive: true, force: true })
  }
}
