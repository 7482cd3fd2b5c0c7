import type { Page } from '@playwright/test'
import { expect, type Portolan, test } from './page.ts'

/** Presses Tab until what is focused matches; a person would give up at some point, too. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 120; i += 1) {
    if (await page.evaluate(wanted => document.activeElement?.matches(wanted) === true, selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${selector}`)
}

async function palette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByPlaceholder('Find or do anything')).toBeFocused()
  await page.keyboard.type(words)
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByPlaceholder('Find or do anything')).toBeHidden()
}

async function create(page: Page, kind: string): Promise<void> {
  await page.keyboard.press('n')
  await expect(page.getByPlaceholder(/^What to create/)).toBeFocused()
  await page.keyboard.type(kind)
  await page.keyboard.press('Enter')
  await expect(page.getByPlaceholder(/^What to create/)).toBeHidden()
}

/** Chooses a resource by name, then a line to another one from its menu. */
async function connect({ page }: Portolan, from: string, item: RegExp, to: string): Promise<void> {
  await palette(page, from)
  await tabTo(page, '.react-flow')
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menuitem', { name: item })).toBeVisible()
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '')
  // A key may come before the menu has taken the focus, and the focus moves a moment after the key: a person presses again.
  await expect
    .poll(
      async () => {
        if (!item.test(await focused())) await page.keyboard.press('ArrowDown')
        return focused()
      },
      { intervals: [100] },
    )
    .toMatch(item)
  await page.keyboard.press('Enter')
  await expect(page.getByPlaceholder('Where should the line end?')).toBeFocused()
  await page.keyboard.type(to)
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByPlaceholder('Where should the line end?')).toBeHidden()
}

test('a canary is built from an empty page without a pointer, and asked about', async ({ portolan, page }) => {
  await portolan.visit()
  await palette(page, 'close everything')
  await expect(page.getByRole('heading', { name: 'Open your manifests' })).toBeVisible()
  for (const kind of ['GatewayClass', 'Gateway', 'HTTPRoute', 'Service', 'Service', 'Deployment', 'Deployment']) {
    await create(page, kind)
    await page.waitForTimeout(150)
  }
  await expect(portolan.node('workload', 'deployment-2')).toBeVisible()
  await connect(portolan, 'gateway-1', /^Connect :80/, 'httproute-1')
  await connect(portolan, 'service-1 service', /^Connect/, 'deployment-1')
  await connect(portolan, 'service-2 service', /^Connect/, 'deployment-2')
  await connect(portolan, 'httproute-1', /^Connect \/\*/, 'service-1')
  await connect(portolan, 'httproute-1', /^Connect \/\*/, 'service-2')
  await portolan.expectText(
    'manifest.yaml',
    /backendRefs:\n\s+- name: service-1\n\s+port: 80\n\s+- name: service-2\n\s+port: 80\n/,
  )
  await tabTo(page, '[role="slider"][aria-label$="service-2"]')
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('PageDown')
  await portolan.expectText('manifest.yaml', /weight: 90[\s\S]*weight: 10/)
  await tabTo(page, 'input[aria-label="URL"]')
  await page.keyboard.type('http://app.example.com/')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('verdict')).toHaveText([
    /Delivered to default\/deployment-1/,
    /Delivered to default\/deployment-2/,
  ])
  await expect(page.getByRole('button', { name: '90 %', exact: true })).toBeVisible()
})
