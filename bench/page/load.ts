import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright'
import { median } from '../measure.ts'
import { atMost, type Scenario } from '../scenario.ts'
import { withPage } from './page.ts'

const visits = 5
/** A laptop on a middling line: 10 Mbit/s, 40 ms away, a quarter of this machine's speed. */
const network = { offline: false, latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 625_000 }
const slowdown = 4
/** What must arrive before the page stands, gzipped. */
const aimBytes = 200_000

interface Loaded {
  readonly paintMs: number
  readonly graphMs: number
}

async function load(browser: Browser, address: string): Promise<Loaded> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', network)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await page.goto(address)
  await page.locator('[data-node]').first().waitFor()
  const loaded =
    await page.evaluate<Loaded>(`new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(() => resolve({
    paintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    graphMs: performance.now(),
  }))))`)
  await context.close()
  return loaded
}

async function sizesOf(
  outDir: string,
): Promise<{ readonly name: string; readonly bytes: number; readonly first: boolean }[]> {
  const html = await readFile(join(outDir, 'index.html'), 'utf8')
  const first = new Set([...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(match => match[1]))
  if (first.size === 0) throw new Error(`${outDir}/index.html names no script`)
  const names = (await readdir(join(outDir, 'assets'))).filter(name => name.endsWith('.js'))
  const sizes = await Promise.all(
    names.map(async name => ({
      name: name.replace(/-[\w-]{8}\.js$/, ''),
      bytes: gzipSync(await readFile(join(outDir, 'assets', name))).length,
      first: first.has(`assets/${name}`),
    })),
  )
  return sizes.sort((a, b) => b.bytes - a.bytes)
}

export const loading: Scenario = {
  name: 'load',
  about: 'in a throttled Chromium: first paint, first graph, and the sizes of what is loaded',
  run: say =>
    withPage(say, async (browser, address, outDir) => {
      const loads: Loaded[] = []
      for (let i = 0; i < visits; i++) {
        say(`visit ${i + 1}`)
        loads.push(await load(browser, address))
      }
      const sizes = await sizesOf(outDir)
      const initial = sizes.filter(({ first }) => first).reduce((sum, { bytes }) => sum + bytes, 0)
      return {
        scenario: 'load',
        tables: [
          {
            title: 'a first visit, 10 Mbit/s, 40 ms, CPU slowed 4 times; ms',
            columns: ['', 'median'],
            rows: [
              ['first contentful paint', median(loads.map(({ paintMs }) => paintMs))],
              ['first painted graph', median(loads.map(({ graphMs }) => graphMs))],
            ],
          },
          {
            title: 'scripts, bytes gzipped',
            columns: ['', 'bytes', 'before the page stands'],
            rows: sizes.slice(0, 16).map(({ name, bytes, first }) => [name, bytes, first ? 'yes' : '']),
          },
        ],
        aims: [atMost(`script before the page stands: ${initial} bytes against ${aimBytes}`, initial / aimBytes, 1)],
        checks: [],
      }
    }),
}
