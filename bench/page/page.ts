import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { median, quantile } from '../measure.ts'
import { projectText } from '../project.ts'
import { type Aim, atMost, type Check, type Scenario } from '../scenario.ts'
import { Visit } from './visit.ts'

const sizes = [3_000, 30_000, 300_000]
const keysTyped = 12
/** Longer than the page waits before it saves: what a key sets off afterwards counts too. */
const betweenKeysMs = 1_200
const nodeCounts = [200, 1_000]

interface Key {
  readonly changedMs: number
  readonly presentedMs: number
  readonly blockedMs: number
}

const probe = `---
apiVersion: v1
kind: Service
metadata:
  name: typed
  namespace: probe
spec:
  selector:
    app: probe
  ports:
    - port: 80
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: behind
  namespace: probe
spec:
  replicas: 2
  selector:
    matchLabels:
      app: probe
  template:
    metadata:
      labels:
        app: probe
    spec:
      containers:
        - name: main
          image: registry.example.com/probe:1
`

/** The generated project with a small namespace of its own in the middle, to type in. */
function textWithProbe(lines: number): string {
  const text = projectText(lines, 'documents')
  const middle = text.indexOf('\n---\n', text.length / 2) + 1
  return text.slice(0, middle) + probe + text.slice(middle)
}

/** A project of one size, with the cursor behind the name of a Service that the canvas shows. */
class Typing {
  readonly size: number
  readonly openMs: number
  private readonly visit: Visit
  private readonly id: string
  private name = 'typed'
  private missed: string | null = null

  private constructor(size: number, openMs: number, visit: Visit, id: string) {
    this.size = size
    this.openMs = openMs
    this.visit = visit
    this.id = id
  }

  static async open(browser: Browser, address: string, size: number): Promise<Typing> {
    const visit = await Visit.of(browser, address)
    const openMs = await visit.open(textWithProbe(size), 'typed')
    await visit.unfold('probe')
    const id = await visit.goTo('typed')
    for (let line = 0; line < 4; line++) await visit.page.keyboard.press('ArrowDown')
    await visit.page.keyboard.press('End')
    await visit.page.waitForTimeout(betweenKeysMs)
    return new Typing(size, openMs, visit, id)
  }

  async type(letter: string): Promise<void> {
    const { page } = this.visit
    this.name += letter
    const id = JSON.stringify(this.id)
    await page.evaluate(`bench.expectTitle(${id}, ${JSON.stringify(this.name)})`)
    await page.keyboard.press(letter)
    if (!(await page.evaluate<boolean>('bench.shown(20_000)')))
      this.missed ??= `${this.name} was typed, ${await page.evaluate<string | null>(`bench.titleOf(${id})`)} is shown`
    await page.waitForTimeout(betweenKeysMs)
    await page.evaluate('bench.noteKey()')
  }

  /** Without the first two, which pay for what is made on first use. */
  async close(): Promise<Typed> {
    const keys = await this.visit.page.evaluate<Key[]>('bench.keys')
    await this.visit.close()
    return {
      size: this.size,
      openMs: this.openMs,
      keys: keys.slice(2),
      check: {
        what: `${this.size} lines: the canvas shows what was typed`,
        equal: this.missed === null,
        ...(this.missed !== null && { difference: this.missed }),
      },
    }
  }
}

interface Typed {
  readonly size: number
  readonly openMs: number
  readonly keys: readonly Key[]
  readonly check: Check
}

/** All sizes are open at once and take turns, so that what else the machine does falls on all of them. */
async function typeInAll(browser: Browser, address: string, say: (line: string) => void): Promise<Typed[]> {
  const open: Typing[] = []
  for (const size of sizes) {
    say(`opening ${size} lines`)
    open.push(await Typing.open(browser, address, size))
  }
  say('typing')
  for (let i = 0; i < keysTyped; i++) for (const one of open) await one.type(String.fromCharCode(97 + i))
  const typed: Typed[] = []
  for (const one of open) typed.push(await one.close())
  for (const { size, keys } of typed) say(`${size} lines: ${keys.map(key => Math.round(key.presentedMs)).join(' ')} ms`)
  return typed
}

/** Presented-frame intervals while a gesture lasts: so many moves, each in a frame of its own. */
export async function framesOf(page: Page, x: number, y: number, moves = 60): Promise<number[]> {
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 8, y + 4)
  await page.evaluate('bench.startFrames()')
  for (let i = 0; i < moves; i++) await page.mouse.move(x + 8 + Math.sin(i / 8) * 120, y + 4 + Math.cos(i / 8) * 70)
  const frames = await page.evaluate<number[]>('bench.stopFrames()')
  await page.mouse.up()
  await page.waitForTimeout(300)
  return frames
}

async function moveOver(browser: Browser, address: string, count: number): Promise<(string | number)[][]> {
  const visit = await Visit.of(browser, address)
  const { page } = visit
  await visit.open(textWithProbe(count * 31), 'typed')
  await visit.unfold()
  await visit.fit()
  const box = (await page.locator('.react-flow__pane').boundingBox())!
  const far = await framesOf(page, box.x + box.width - 40, box.y + 40)
  const id = await visit.goTo('typed')
  const shown = await page.locator('[data-node]').count()
  const node = (await page.locator(`[data-node="${id}"] span[title]`).first().boundingBox())!
  const drag = await framesOf(page, node.x + 8, node.y + 6)
  const near = await framesOf(page, box.x + 30, box.y + box.height - 60)
  await visit.close()
  const row = (what: string, frames: number[]): (string | number)[] => [
    `${count} nodes, ${what}`,
    median(frames),
    quantile(frames, 0.95),
    frames.length,
  ]
  return [row('pan, all in view', far), row(`pan, ${shown} in view`, near), row(`drag a node, ${shown} in view`, drag)]
}

export async function withPage<T>(
  say: (line: string) => void,
  work: (browser: Browser, address: string, outDir: string) => Promise<T>,
): Promise<T> {
  const { build, preview } = await import('vite')
  const { chromium } = await import('playwright')
  const { installedBrowser } = await import('../../scripts/browser.mjs')
  const outDir = await mkdtemp(join(tmpdir(), 'portolan-bench-'))
  say('building the page')
  await build({ logLevel: 'error', build: { outDir, emptyOutDir: true } })
  const server = await preview({ logLevel: 'error', build: { outDir }, preview: { port: 4390, strictPort: false } })
  const executablePath = installedBrowser()
  const browser = await chromium.launch({
    ...(executablePath !== null && { executablePath }),
    chromiumSandbox: false,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  try {
    return await work(browser, server.resolvedUrls?.local[0] ?? 'http://localhost:4390/', outDir)
  } finally {
    await browser.close()
    await server.close()
    await rm(outDir, { recursive: true, force: true })
  }
}

export const page: Scenario = {
  name: 'page',
  about: 'in Chromium: a key to the painted canvas, and frames while panning and dragging',
  run: say =>
    withPage(say, async (browser, address) => {
      const typed = await typeInAll(browser, address, say)
      const moves: (string | number)[][] = []
      for (const count of nodeCounts) {
        say(`moving over ${count} nodes`)
        const rows = await moveOver(browser, address, count)
        for (const [what, middle] of rows) say(`${what}: ${Math.round(Number(middle))} ms`)
        moves.push(...rows)
      }
      const presented = (one: Typed): number => median(one.keys.map(key => key.presentedMs))
      const aims: Aim[] = [
        atMost(
          'key to painted canvas, 300,000 lines against 3,000',
          presented(typed.at(-1)!) / presented(typed[0]!),
          2,
        ),
      ]
      return {
        scenario: 'page',
        tables: [
          {
            title: 'key event to the canvas, ms',
            columns: ['lines', 'DOM changed', 'frame painted', 'p95', 'longest block', 'median block', 'opening'],
            rows: typed.map(one => [
              one.size,
              median(one.keys.map(key => key.changedMs)),
              presented(one),
              quantile(
                one.keys.map(key => key.presentedMs),
                0.95,
              ),
              Math.max(...one.keys.map(key => key.blockedMs)),
              median(one.keys.map(key => key.blockedMs)),
              one.openMs,
            ]),
          },
          { title: 'presented-frame intervals, ms', columns: ['', 'median', 'p95', 'frames'], rows: moves },
        ],
        aims,
        checks: typed.map(one => one.check),
      }
    }),
}
