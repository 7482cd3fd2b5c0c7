import { exampleText, expect, test } from './page.ts'

test('the text knows what its fields name: definition, references, a new name', async ({ portolan, page }) => {
  await portolan.visit()
  await portolan.node('route', 'cart').click({ position: { x: 60, y: 14 } })
  await portolan.cursorAtEndOf(/-\sname:\scart$/)
  await page.keyboard.press('F12')
  await expect(page.locator('[data-node][data-selected][data-role="service"]')).toHaveCount(1)
  await expect(page.locator('.codelens-decoration').getByText('routes to here: 1').first()).toBeVisible()

  // Shift+F12 leads to the only field that names it.
  await page.keyboard.press('Shift+F12')
  await expect(page.locator('[data-node][data-selected][data-role="route"]')).toHaveCount(1)

  // Of several fields it shows them all, and where the name is given.
  await portolan.cursorAtEndOf(/-\sname:\scart-next$/)
  await page.keyboard.press('Shift+F12')
  await expect(page.locator('.peekview-widget .referenceMatch')).toHaveCount(3)
  await page.keyboard.press('Escape')
  await expect(page.locator('.peekview-widget')).toHaveCount(0)

  await portolan.cursorAtEndOf(/-\sname:\scart$/)
  await page.keyboard.press('F2')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'New name' }).fill('Bad name')
  await expect(dialog.getByRole('button', { name: 'Rename' })).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'New name' }).fill('basket')
  await expect(dialog.getByRole('status')).toContainText('References that follow: 1')
  await page.keyboard.press('Enter')
  await portolan.expectText('cart.yaml', /kind: Service\n[\s\S]*?name: basket\n/)
  await portolan.expectText('cart.yaml', /backendRefs:\n\s+- name: basket\n/)
  await portolan.undo()
  await portolan.expectText('cart.yaml', /backendRefs:\n\s+- name: cart\n/)
})

test('values of the cluster are offered where a field can hold them', async ({ portolan, page }) => {
  await portolan.visit()
  await portolan.node('route', 'cart').click({ position: { x: 60, y: 14 } })
  await portolan.cursorAtEndOf(/-\sname:\scart-next$/)
  for (const _ of 'cart-next') await page.keyboard.press('Backspace')
  await page.keyboard.press('Control+Space')
  const widget = page.locator('.suggest-widget')
  await expect(widget.getByText('cart-next').first()).toBeVisible()
  // The list lies over the separator beside the editor: a press on it chooses, and drags nothing.
  const offered = widget.getByText('cart-next').first()
  const [list, item] = [await widget.boundingBox(), await offered.boundingBox()]
  const pane = await page.locator('[data-testid="editor"], .monaco-editor[role="code"]').first().boundingBox()
  expect(list!.x).toBeLessThan(pane!.x)
  await page.mouse.click(Math.max(pane!.x, item!.x), item!.y + item!.height / 2)
  await portolan.expectText('cart.yaml', exampleText('gateway-canary/cart.yaml'))
})

test('a file stands beside what it was when it was opened', async ({ portolan, page }) => {
  await portolan.visit()
  const menu = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Actions for gateway.yaml' }).click()
    await page.getByRole('menuitem', { name: 'Compare with as opened' }).click()
  }
  await menu()
  await expect(page.getByText('Nothing has changed, to the byte.')).toBeVisible()
  await page.keyboard.press('Escape')
  await portolan.cursorAtEndOf(/name:\sharbour$/)
  await page.keyboard.type('-master')
  await portolan.expectText('gateway.yaml', /name: harbour-master/)
  await menu()
  const diff = page.getByTestId('diff')
  await expect(diff.locator('.modified .view-lines')).toContainText(/harbour-master/)
  await expect(diff.locator('.original .view-lines')).not.toContainText(/harbour-master/)
})
