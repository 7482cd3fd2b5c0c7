import { exampleText, expect, type Portolan, test } from './page.ts'

const mesh = exampleText('mesh-subsets/mesh.yaml')
const limits = '      timeout: 2s\n      retries:\n        attempts: 2\n        perTryTimeout: 500ms\n'

test.beforeEach(async ({ portolan }) => {
  await portolan.visit()
})

async function openMesh(portolan: Portolan): Promise<void> {
  await portolan.example('Service mesh with subsets')
  await expect(portolan.node('workload', 'ratings-v3')).toBeVisible()
  await portolan.standsStill(portolan.node('workload', 'ratings-v3'))
}

const form = ({ page }: Portolan) => page.getByRole('dialog', { name: 'Traffic of this line' })

test('a badge opens the fields behind it; what is written is shown first, checked at its place, and one undo', async ({
  portolan,
  page,
}) => {
  await openMesh(portolan)
  await page.getByRole('button', { name: 'timeout 2s: change it' }).first().click()
  const timeout = form(portolan).getByRole('textbox', { name: 'timeout', exact: true })
  await expect(timeout).toBeFocused()
  await expect(form(portolan).getByText('Nothing changes yet.')).toBeVisible()
  expect(await portolan.faultsOfAccess()).toEqual([])
  await timeout.fill('soon')
  await expect(timeout).toHaveAttribute('aria-invalid', 'true')
  await expect(timeout).toHaveAccessibleDescription('Write a duration such as 500ms, 2s or 1m30s.')
  await expect(form(portolan).getByRole('button', { name: 'Apply' })).toBeDisabled()
  await timeout.fill('1m30s')
  await expect(form(portolan).getByText('+ timeout: 1m30s')).toBeVisible()
  await expect(form(portolan).getByText('- timeout: 2s')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(form(portolan)).toHaveCount(0)
  await portolan.expectText('mesh.yaml', mesh.replace('timeout: 2s', 'timeout: 1m30s'))
  await expect(page.getByRole('button', { name: 'timeout 90s: change it' }).first()).toBeVisible()
  await portolan.undo()
  await portolan.expectText('mesh.yaml', mesh)
})

test('by keyboard alone: a badge is a stop, Enter opens it, what is removed takes its empty parents along', async ({
  portolan,
  page,
}) => {
  await openMesh(portolan)
  const badge = page.getByRole('button', { name: '2 retries: change it' }).first()
  await badge.focus()
  await page.keyboard.press('Enter')
  await expect(form(portolan).getByRole('textbox', { name: 'attempts', exact: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(form(portolan)).toHaveCount(0)
  await expect(badge).toBeFocused()
  await page.keyboard.press('Enter')
  await form(portolan).getByRole('button', { name: 'Remove: Retries' }).press('Enter')
  await form(portolan).getByRole('button', { name: 'Remove: Timeout' }).press('Enter')
  await form(portolan).getByRole('button', { name: 'Apply' }).press('Enter')
  await portolan.expectText('mesh.yaml', mesh.replace(limits, ''))
  await portolan.undo()
  await portolan.expectText('mesh.yaml', mesh)
})

test('a line without a fault gets one from its menu, and the answer says so', async ({ portolan, page }) => {
  await openMesh(portolan)
  await page.getByRole('tab', { name: /^Request/ }).click()
  await page.getByRole('button', { name: 'Header', exact: true }).click()
  await page.getByRole('textbox', { name: 'Name of header 1' }).fill('end-user')
  await page.getByRole('textbox', { name: 'Value of header 1' }).fill('tester')
  await portolan.ask('http://films.example.com/ratings/7')
  const row = portolan.row(portolan.node('route', 'ratings'), 'testers')
  await row.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Faults, timeout, retries…' }).click()
  await form(portolan).getByRole('button', { name: 'Delay' }).click()
  await expect(form(portolan).getByRole('textbox', { name: 'fixedDelay' })).toHaveValue('5s')
  await form(portolan).getByRole('textbox', { name: 'fixedDelay' }).fill('7s')
  await form(portolan).getByRole('textbox', { name: 'percentage.value' }).fill('50')
  await form(portolan).getByRole('button', { name: 'Apply' }).click()
  const fault = '      fault:\n        delay:\n          fixedDelay: 7s\n          percentage:\n            value: 50\n'
  const route = '      route:\n        - destination:\n            host: ratings\n            subset: v3\n'
  await portolan.expectText('mesh.yaml', mesh.replace(route, fault + route))
  await expect(page.getByText('+7 s', { exact: true })).toBeVisible()
  await expect(page.getByTestId('verdict')).toHaveCount(2)
})

test('Gateway API: a timeout from the menu of a line, with Gateway API’s own durations', async ({ portolan, page }) => {
  const cart = exampleText('gateway-canary/cart.yaml')
  const share = page.getByRole('slider', { name: /cart-next/ }).first()
  await share.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Add a timeout…' }).click()
  const request = form(portolan).getByRole('textbox', { name: 'request', exact: true })
  await expect(request).toHaveValue('10s')
  await request.fill('1.5s')
  await expect(request).toHaveAccessibleDescription(/takes no fractions/)
  await request.fill('1500ms')
  await page.keyboard.press('Enter')
  await expect.poll(() => portolan.textOf('cart.yaml')).toContain('      timeouts:\n        request: 1500ms\n')
  await expect(page.getByRole('button', { name: 'timeout 1500ms: change it' }).first()).toBeVisible()
  await portolan.undo()
  await portolan.expectText('cart.yaml', cart)
})
