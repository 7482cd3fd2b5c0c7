import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './page.ts'

test('words and terms find resources; the canvas shows them alone, says why the others are hidden, and all again', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  await page.keyboard.press('/')
  const field = page.getByRole('textbox', { name: 'Filter resources' })
  await expect(field).toBeFocused()
  await field.fill('ns:shop name:cart kind:service,route -next')
  await expect(page.getByRole('treeitem', { name: /^cart/ })).toHaveCount(2)
  await expect(portolan.node('workload', 'cart')).toBeVisible()
  await page.getByRole('button', { name: 'Show only these on the canvas' }).click()
  await expect(portolan.node('workload', 'cart')).toBeHidden()
  await expect(portolan.node('service', 'cart-next')).toBeHidden()
  await expect(portolan.node('service', 'cart')).toBeVisible()
  await expect(page.getByText('2 of 13 shown')).toBeVisible()

  await page.keyboard.press('Control+k')
  await expect(page.getByPlaceholder('Find or do anything')).toBeFocused()
  await page.keyboard.type('cart-next deployment')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Hidden: the words above do not match it.')).toBeVisible()
  await page.getByRole('button', { name: 'Show everything' }).first().click()
  await expect(portolan.node('workload', 'cart-next')).toBeVisible()
  await field.fill('-')
  await expect(page.getByRole('treeitem', { name: /^harbour/ })).toBeVisible()
})

test('a node with what stands around it, one line further at a time; Escape shows all', async ({ portolan, page }) => {
  await portolan.visit()
  await portolan.node('service', 'checkout').click({ position: { x: 40, y: 10 } })
  await page.keyboard.press('o')
  await expect(portolan.node('route', 'cart')).toBeVisible()
  await expect(portolan.node('workload', 'checkout')).toBeVisible()
  await expect(portolan.node('service', 'cart')).toBeHidden()
  await expect(page.getByText('and 1 steps around it')).toBeVisible()
  await page.getByRole('button', { name: 'One step more' }).click()
  await expect(portolan.node('service', 'cart')).toBeVisible()
  await expect(portolan.node('workload', 'cart')).toBeHidden()
  await portolan.node('service', 'checkout').click({ position: { x: 40, y: 10 } })
  await page.keyboard.press('Escape')
  await expect(portolan.node('workload', 'cart')).toBeVisible()
})

test('everything that was done stands in a list, and each place in it is one click away', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  const text = (await portolan.textOf('cart.yaml')) ?? ''
  await portolan.node('service', 'cart-next').click({ position: { x: 40, y: 10 } })
  await page.keyboard.press('Alt+ArrowDown')
  await page.keyboard.press('Control+d')
  await expect(portolan.node('service', 'cart-next-copy')).toBeVisible()
  await page.keyboard.press('Alt+ArrowUp')
  const list = page.getByRole('button', { name: 'What was done' })
  await list.click()
  const items = page.getByRole('menuitem')
  await expect(items).toHaveText([/Move on the canvas.*now/, /cart-next/, /Move on the canvas/, /As opened/])
  await items.nth(3).click()
  await expect(portolan.node('service', 'cart-next-copy')).toBeHidden()
  await portolan.expectText('cart.yaml', text)
  await list.click()
  await expect(items.last()).toContainText('now')
  await items.first().click()
  await expect(portolan.node('service', 'cart-next-copy')).toBeVisible()
})

test('what was selected in another project is forgotten with it', async ({ portolan, page }) => {
  await portolan.visit()
  await portolan.node('route', 'cart').click({ position: { x: 30, y: 12 } })
  await portolan.example('Three tiers behind network policies')
  await portolan.node('workload', 'db').click({ position: { x: 30, y: 12 } })
  await expect(page.getByRole('region', { name: 'Selected resource' }).getByRole('heading', { level: 2 })).toHaveText(
    'db',
  )
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`the legend, a part of the canvas and sharing have no axe findings in the ${colorScheme} theme`, async ({
    portolan,
    page,
  }) => {
    await page.emulateMedia({ colorScheme })
    await portolan.visit()
    await page.getByRole('button', { name: 'Legend' }).click()
    await page.getByRole('textbox', { name: 'Filter resources' }).fill('ns:shop')
    await page.getByRole('button', { name: 'Show only these on the canvas' }).click()
    await expect(page.getByRole('complementary', { name: 'Legend' })).toBeVisible()
    const check = async (): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join('; ')}`),
      ).toEqual([])
    }
    await check()
    await page.getByRole('button', { name: 'Share', exact: true }).click()
    await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Link' })).toHaveValue(/#p1\./)
    await check()
    await page.getByRole('dialog').getByRole('tab', { name: 'Files' }).click()
    await check()
  })
