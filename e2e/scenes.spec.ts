import { readFileSync, writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, type Portolan, test } from './page.ts'

/**
 * Ten fixed scenes in both themes, pixel by pixel. Pictures are those of one browser with one set of fonts; elsewhere the test says so and
 * is skipped. `npx playwright test scenes --update-snapshots` takes them anew, after somebody has looked.
 */
const mark = new URL('./scenes.json', import.meta.url)

async function fingerprint(page: Page): Promise<string> {
  const width = await page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d')
    if (context === null) return 0
    return ['16px sans-serif', '12px monospace', '700 20px sans-serif'].reduce((sum, font) => {
      context.font = font
      return sum + context.measureText('Portolan: traffic → 한국어 0123').width
    }, 0)
  })
  return `${page.context().browser()?.version().split('.')[0]} ${width.toFixed(3)}`
}

interface Scene {
  readonly name: string
  readonly set: (portolan: Portolan) => Promise<void>
}

const scenes: readonly Scene[] = [
  { name: 'first-visit', set: async () => {} },
  {
    name: 'reason',
    set: async ({ page }) => {
      await page
        .getByRole('complementary', { name: 'One mistake is in here' })
        .getByRole('button', { name: 'Ask it' })
        .click()
      await expect(page.getByTestId('verdict').first()).toContainText('no ready pod')
    },
  },
  {
    name: 'form',
    set: async portolan => {
      await portolan.node('route', 'cart').click({ position: { x: 30, y: 12 } })
      await portolan.page.getByRole('tab', { name: 'Form' }).click()
      await expect(portolan.page.getByRole('region', { name: 'Form of the selected resource' })).toBeVisible()
    },
  },
  {
    name: 'legend-and-part',
    set: async ({ page }) => {
      await page.getByRole('tab', { name: 'YAML' }).click()
      await page.getByRole('button', { name: 'Legend' }).click()
      await page.getByRole('textbox', { name: 'Filter resources' }).fill('ns:shop')
      await page.getByRole('button', { name: 'Show only these on the canvas' }).click()
      await expect(page.getByText(/of \d+ shown/)).toBeVisible()
    },
  },
  {
    name: 'palette',
    set: async ({ page }) => {
      await page.getByRole('textbox', { name: 'Filter resources' }).fill('')
      await page.getByRole('button', { name: 'Legend' }).click()
      await page.keyboard.press('Control+k')
      await expect(page.getByPlaceholder('Find or do anything')).toBeVisible()
    },
  },
  {
    name: 'share',
    set: async ({ page }) => {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Share', exact: true }).click()
      await page.getByRole('dialog').getByRole('tab', { name: 'Files' }).click()
    },
  },
  {
    name: 'ingress',
    set: async portolan => {
      await portolan.page.keyboard.press('Escape')
      await portolan.example('Ingress: two hosts and TLS')
      await expect(portolan.page.getByTestId('verdict').first()).toBeVisible()
    },
  },
  {
    name: 'policies',
    set: async portolan => {
      await portolan.example('Three tiers behind network policies')
      await expect(portolan.node('workload', 'db')).toBeVisible()
      await portolan.page.getByRole('button', { name: /^Policy mode/ }).click()
      await portolan.node('workload', 'db').click({ position: { x: 30, y: 12 } })
      await expect(portolan.page.getByRole('status').filter({ hasText: /\d/ }).first()).toBeVisible()
    },
  },
  {
    name: 'mesh',
    set: async portolan => {
      await portolan.page.getByRole('button', { name: /^Policy mode/ }).click()
      await portolan.example('Service mesh with subsets')
      await expect(portolan.page.getByTestId('verdict').first()).toBeVisible()
    },
  },
  {
    name: 'empty',
    set: async ({ page }) => {
      await page.getByRole('button', { name: 'Project', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Close everything' }).click()
      await expect(page.getByRole('heading', { name: 'Open your manifests' })).toBeVisible()
    },
  },
]

for (const colorScheme of ['light', 'dark'] as const)
  test(`ten scenes look as they did, in the ${colorScheme} theme`, async ({ portolan, page }, info) => {
    test.setTimeout(240_000)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await portolan.visit()
    const now = await fingerprint(page)
    if (info.config.updateSnapshots === 'all') writeFileSync(mark, `${JSON.stringify({ taken: now })}\n`)
    const { taken } = JSON.parse(readFileSync(mark, 'utf8')) as { readonly taken: string }
    test.skip(taken !== now, `the pictures were taken with other fonts or another browser (${taken}; here ${now})`)
    for (const { name, set } of scenes) {
      await set(portolan)
      await page.mouse.move(2, 2)
      await page.waitForTimeout(900)
      await expect.soft(page).toHaveScreenshot(`${name}-${colorScheme}.png`, {
        animations: 'disabled',
        caret: 'hide',
        maxDiffPixelRatio: 0.01,
        timeout: 20_000,
      })
    }
  })
