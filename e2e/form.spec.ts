import { exampleText, expect, test } from './page.ts'

test('a form edits single fields of the text; what it does not show stays to the byte', async ({ portolan, page }) => {
  await portolan.visit()
  const before = exampleText('gateway-canary/cart.yaml')
  await portolan.node('route', 'cart').click({ position: { x: 60, y: 14 } })
  await page.getByRole('tab', { name: 'Form' }).click()
  const form = page.getByRole('region', { name: 'Form of the selected resource' })
  await expect(form.getByRole('heading', { name: 'cart' })).toBeVisible()

  const hostname = form.getByRole('textbox', { name: 'hostnames[0]' })
  await hostname.fill('store.example.com')
  await hostname.press('Enter')
  await portolan.expectText('cart.yaml', before.replace('- shop.example.com', '- store.example.com'))
  await portolan.undo()
  await portolan.expectText('cart.yaml', before)
  await expect(hostname).toHaveValue('shop.example.com')

  // Escape takes back what was typed and writes nothing.
  await hostname.fill('nope')
  await hostname.press('Escape')
  await expect(hostname).toHaveValue('shop.example.com')

  await form.getByRole('button', { name: 'Add to hostnames' }).click()
  await portolan.expectText('cart.yaml', /- shop\.example\.com\n +- ["']{2}\n/)
  await form.getByRole('textbox', { name: 'hostnames[1]' }).fill('www.example.com')
  await form.getByRole('textbox', { name: 'hostnames[1]' }).press('Enter')
  await portolan.expectText('cart.yaml', /- '?www\.example\.com'?\n/)
  await form.getByRole('button', { name: 'Move hostnames[1] up' }).click()
  await portolan.expectText('cart.yaml', /- '?www\.example\.com'?\n +- shop\.example\.com\n/)
  await form.getByRole('button', { name: 'Remove hostnames[0]' }).click()
  await portolan.expectText('cart.yaml', before)
})

test('a selector in a form counts its pods as it is changed, and offers the labels that there are', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  await portolan.node('service', 'cart').click({ position: { x: 60, y: 14 } })
  await page.getByRole('tab', { name: 'Form' }).click()
  const form = page.getByRole('region', { name: 'Form of the selected resource' })
  const selector = form.getByRole('button', { name: /^selector/ })
  await expect(selector).toContainText('pods: 3')
  const track = form.getByLabel('track', { exact: true })
  await track.focus()
  await expect(form.locator('datalist option').first()).toBeAttached()
  await track.fill('next')
  await track.press('Enter')
  await expect(selector).toContainText('pods: 1')
  await form.getByRole('button', { name: 'Remove track' }).click()
  await expect(selector).toContainText('pods: 4')
})
