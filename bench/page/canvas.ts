import { median, quantile } from '../measure.ts'
import { projectText } from '../project.ts'
import { type Aim, atMost, type Scenario } from '../scenario.ts'
import { framesOf, withPage } from './page.ts'
import { plainGraph, withPlainPage } from './plain-page.ts'
import { Visit } from './visit.ts'

const sizes = [
  { resources: 1_000, moves: 60, aim: 1 / 4 },
  { resources: 10_000, moves: 24, aim: 1 / 10 },
]
const linesAResource = 30

/** Portolan and plain React Flow take turns with the same nodes, everything unfolded and in view. */
export const canvas: Scenario = {
  name: 'canvas',
  about: 'in Chromium: frames while panning 1,000 and 10,000 resources, beside plain React Flow with the same nodes',
  run: say =>
    withPage(say, (browser, address) =>
      withPlainPage(async openPlain => {
        const rows: (string | number)[][] = []
        const aims: Aim[] = []
        for (const { resources, moves, aim } of sizes) {
          const text = projectText(resources * linesAResource, 'documents')
          const graph = plainGraph(text)
          say(`${resources} resources, ${graph.nodes.length} nodes, ${graph.edges.length} lines: Portolan`)
          const visit = await Visit.of(browser, address)
          const openMs = await visit.open(text, 'edge')
          await visit.page.getByRole('textbox', { name: 'Filter resources' }).fill('')
          await visit.unfold()
          await visit.fit()
          const box = (await visit.page.locator('.react-flow__pane').boundingBox())!
          const own = await framesOf(visit.page, box.x + box.width - 60, box.y + 60, moves)
          await visit.close()
          say('plain React Flow')
          const page = await openPlain(browser, graph)
          const plain = await framesOf(page, 1380, 40, moves)
          await page.context().close()
          const row = (what: string, frames: number[]): void => {
            rows.push([`${resources} resources, ${what}`, median(frames), quantile(frames, 0.95), frames.length])
          }
          row('Portolan', own)
          row('plain React Flow', plain)
          rows.push([`${resources} resources, Portolan opened and drawn`, openMs, openMs, 1])
          aims.push(
            atMost(
              `p95 of frames at ${resources} resources against plain React Flow`,
              quantile(own, 0.95) / quantile(plain, 0.95),
              aim,
            ),
          )
        }
        return {
          scenario: 'canvas',
          tables: [
            { title: 'presented-frame intervals while panning, ms', columns: ['', 'median', 'p95', 'frames'], rows },
          ],
          aims,
          checks: [],
        }
      }),
    ),
}
