import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './page.ts'

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the ${theme} theme`, async ({ portolan, page }) => {
    await page.emulateMedia({ colorScheme: theme })
    await portolan.visit()
    const check = async (): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      const found = violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(node => `${node.target.join(' ')} ${node.any.map(a => a.message).join('; ')}`).join('\n  ')}`,
      )
      expect(found).toEqual([])
    }
    await check()
    await page.getByRole('tab', { name: /^Problems/ }).click()
    await page.getByRole('button', { name: 'Switch gateway.yaml off' }).click()
    await expect(portolan.node('entry', 'public')).toHaveAttribute('data-state', 'missing')
    await portolan.node('entry', 'public').click()
    await page.keyboard.press('Control+k')
    await expect(page.getByPlaceholder('Find or do anything')).toBeVisible()
    await page.keyboard.press('Escape')
    await check()
    await portolan.node('route', 'cart').click({ position: { x: 60, y: 14 } })
    await page.getByRole('tab', { name: 'Form' }).click()
    await expect(page.getByRole('region', { name: 'Form of the selected resource' })).toBeVisible()
    await check()
  })
}

test('the outline is walked by keyboard alone, and leads everywhere', async ({ portolan, page }) => {
  await portolan.visit()
  const tree = page.getByRole('tree')
  await page.getByRole('textbox', { name: 'Filter resources' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(tree).toBeFocused()
  await page.keyboard.press('Home')
  const active = page.locator('[role="treeitem"]').first()
  await expect(tree).toHaveAttribute('aria-activedescendant', (await active.getAttribute('id')) ?? '')
  await expect(active).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('ArrowLeft')
  await expect(active).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('ArrowRight')
  await expect(active).toHaveAttribute('aria-expanded', 'true')
  // Typing goes to the next row that begins so.
  await page.keyboard.type('check')
  const chosen = page.locator('[role="treeitem"][aria-selected="true"]')
  await expect(chosen).toHaveText(/checkout/)
  await expect(page.locator('[data-node][data-selected]')).toHaveCount(1)
  await expect(page.getByRole('tab', { name: 'payments.yaml' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('End')
  await expect(chosen).toHaveCount(1)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('F2')
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page.locator('.monaco-editor.focused')).toHaveCount(1)
})

test('the canvas is walked by keyboard: arrows, menu, connect by name', async ({ portolan, page }) => {
  await portolan.visit()
  await portolan.node('route', 'cart').click()
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('[data-node][data-selected][data-role="service"]')).toHaveCount(1)
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('[data-node][data-selected][data-role="workload"]')).toHaveCount(1)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect(portolan.node('route', 'cart')).toHaveAttribute('data-selected', 'true')
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(async () => Object.keys((await portolan.saved())?.pins ?? {})).toEqual(['HTTPRoute/shop/cart'])
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Connect /pay' }).press('Enter')
  await page.getByPlaceholder('Where should the line end?').fill('cart-next')
  await page.keyboard.press('Enter')
  await portolan.expectText('cart.yaml', /value: \/pay[\s\S]*?name: checkout[\s\S]*?- name: cart-next/)
})

test('Korean is complete: no English sentence is left in the page frame', async ({ portolan, page }) => {
  await portolan.visit()
  await page.getByRole('button', { name: '한국어로 보기' }).click()
  await expect(page.getByRole('tab', { name: '요청' })).toBeVisible()
  await expect(page.getByTestId('verdict').first()).toHaveText(/[가-힣]/)
})
