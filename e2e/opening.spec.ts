import AxeBuilder from '@axe-core/playwright'
import { boxOf, expect, type Portolan, test } from './page.ts'

const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: wide
  namespace: crowd
spec:
  gatewayClassName: harbour
  listeners:
    - name: web
      port: 80
      protocol: HTTP
`

const pair = (i: number, of: number): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: route-${i}
  namespace: crowd
spec:
  parentRefs:
    - name: wide
  hostnames:
    - h${i}.example.com
  rules:
    - backendRefs:
        - name: svc-${i}
          port: 80
        - name: svc-${(i * 7) % of}
          port: 80
---
apiVersion: v1
kind: Service
metadata:
  name: svc-${i}
  namespace: crowd
spec:
  selector:
    app: a${i}
  ports:
    - port: 80
`

/** Twice as many resources of one namespace, all of them tied together. */
const crowdOf = (pairs: number): string => gateway + Array.from({ length: pairs }, (_, i) => pair(i, pairs)).join('')
const crowd = crowdOf(1500)

const opening = ({ page }: Portolan) => page.getByRole('dialog', { name: 'Opening crowd.yaml' })

test('a large project says how far it is; given up, what was open is as it was, and goes on', async ({
  portolan,
  page,
}) => {
  test.setTimeout(120_000)
  await portolan.visit()
  const text = await portolan.textOf('cart.yaml')
  await portolan.drop({ 'crowd.yaml': crowd })
  await expect(opening(portolan).getByRole('status')).toContainText(/\d of \d|documents begin/)
  await expect(opening(portolan)).toContainText('Until it is ready, all stays as it is.')
  await page.keyboard.press('Escape')
  await expect(page.getByText('Not opened. All is as it was.')).toBeVisible()
  await expect(portolan.node('workload', 'cart-next')).toBeVisible()

  // A project that was only looked at: with one's own work in it, files join it instead.
  await portolan.drop({ 'crowd.yaml': crowd })
  await opening(portolan).getByRole('button', { name: 'Cancel' }).click()
  await expect(opening(portolan)).toBeHidden()
  await expect(page.getByRole('tab', { name: 'crowd.yaml' })).toBeHidden()
  await portolan.ask('https://shop.example.com/cart')
  await expect(page.getByTestId('verdict').first()).toContainText('shop/cart')
  await portolan.node('service', 'cart-next').click({ position: { x: 30, y: 12 } })
  await page.keyboard.press('Control+d')
  await expect(portolan.node('service', 'cart-next-copy')).toBeVisible()
  await portolan.undo()
  await expect(portolan.node('service', 'cart-next-copy')).toBeHidden()
  await portolan.expectText('cart.yaml', text ?? '')
})

test('a long layout can be stopped: what is not laid out stands in columns', async ({ portolan, page }) => {
  test.setTimeout(120_000)
  await portolan.visit()
  await portolan.drop({ 'crowd.yaml': crowdOf(700) })
  await expect(page.getByRole('tab', { name: 'crowd.yaml' })).toBeVisible({ timeout: 60_000 })
  const layout = page.getByRole('status').filter({ hasText: 'Laying out' })
  await expect(layout).toContainText(/\d of 1401/, { timeout: 20_000 })
  await layout.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Stopped: the rest stands in columns')).toBeVisible()
  await expect(layout).toBeHidden()
  await page.getByRole('textbox', { name: 'Filter resources' }).fill('route-699')
  await page.getByRole('treeitem', { name: /^route-699/ }).dblclick()
  await expect(portolan.node('route', 'route-699')).toBeVisible()
})

test('a large project is opened when it is ready, 3,000 tied together are drawn, and it answers and follows edits from then on', async ({
  portolan,
  page,
}) => {
  test.setTimeout(180_000)
  await portolan.visit()
  await portolan.drop({ 'crowd.yaml': crowd })
  await expect(opening(portolan)).toBeVisible()
  await expect(opening(portolan)).toBeHidden({ timeout: 60_000 })
  await portolan.ask('http://h7.example.com/')
  await expect(page.getByTestId('verdict').first()).toContainText('svc-7')
  await page.getByRole('textbox', { name: 'Filter resources' }).fill('route-1499')
  await page.getByRole('treeitem', { name: /^route-1499/ }).dblclick()
  await expect(portolan.node('route', 'route-1499')).toBeVisible()
  await portolan.node('route', 'route-1499').click({ position: { x: 30, y: 12 } })
  await page.keyboard.press('Control+d')
  await expect(page.getByRole('treeitem', { name: /^route-1499-copy/ })).toBeVisible({ timeout: 40_000 })
})

test('a large file joins what is open, whose own resources stay where they are; given up, nothing has joined', async ({
  portolan,
  page,
}) => {
  test.setTimeout(180_000)
  await portolan.visit()
  await portolan.node('service', 'cart-next').click({ position: { x: 30, y: 12 } })
  await page.keyboard.press('Alt+ArrowDown')
  const place = await boxOf(portolan.node('service', 'cart-next'))
  await portolan.drop({ 'crowd.yaml': crowd })
  await opening(portolan).getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Not opened. All is as it was.')).toBeVisible()
  await expect(page.getByRole('tab', { name: 'crowd.yaml' })).toBeHidden()
  await expect(page.getByRole('button', { name: /^Undo: move/ })).toBeVisible()
  expect(await boxOf(portolan.node('service', 'cart-next'))).toEqual(place)
  await portolan.drop({ 'crowd.yaml': crowd })
  await expect(opening(portolan)).toBeVisible()
  await expect(page.getByText('Files added: 1')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('tab', { name: 'crowd.yaml' })).toBeVisible()
  await portolan.ask('https://shop.example.com/cart')
  await expect(page.getByTestId('verdict').first()).toContainText('shop/cart')
  await page.getByRole('textbox', { name: 'Filter resources' }).fill('cart-next')
  await expect(page.getByRole('treeitem', { name: /^cart-next/ }).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo: open crowd.yaml' })).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`what tells of opening has no axe findings in the ${colorScheme} theme`, async ({ portolan, page }) => {
    await page.emulateMedia({ colorScheme })
    await portolan.visit()
    // Large enough to stand while it is looked at; it is given up afterwards, or has come meanwhile.
    await portolan.drop({ 'crowd.yaml': crowd + crowd.replaceAll('namespace: crowd', 'namespace: other') })
    await expect(opening(portolan)).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
  })
