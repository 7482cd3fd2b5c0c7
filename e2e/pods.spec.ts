import AxeBuilder from '@axe-core/playwright'
import { boxOf, expect, test } from './page.ts'

const many = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ledger
  namespace: bank
spec:
  replicas: 40
  selector:
    matchLabels:
      app: ledger
  template:
    metadata:
      labels:
        app: ledger
    spec:
      containers:
        - name: ledger
          image: registry.example.com/ledger:3
          ports:
            - name: sql
              containerPort: 5432
---
apiVersion: v1
kind: Pod
metadata:
  name: drained
  namespace: bank
  labels:
    app: teller
spec:
  containers:
    - name: teller
      image: registry.example.com/teller:1
status:
  phase: Running
  podIP: 10.4.0.9
  conditions:
    - type: Ready
      status: "False"
`

test('a workload shows its pods as rows, pushes aside what stands beneath, and folds them again to where all was', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  const cart = portolan.node('workload', 'cart')
  const next = portolan.node('workload', 'cart-next')
  const before = await boxOf(next)
  await cart.click({ position: { x: 30, y: 12 } })
  await page.keyboard.press('p')
  await expect(portolan.row(cart, 'pod 3')).toContainText('ready · probe')
  await expect(portolan.row(cart, 'app=cart')).toContainText(':8080')
  await expect.poll(async () => (await boxOf(next)).y).toBeGreaterThan(before.y + 30)
  const [above, below] = [await boxOf(cart), await boxOf(next)]
  expect(below.y).toBeGreaterThan(above.y + above.height)
  await cart.click({ button: 'right', position: { x: 30, y: 12 } })
  await page.getByRole('menuitem', { name: 'Fold its pods' }).click()
  await expect(portolan.row(cart, 'pod 3')).toBeHidden()
  await expect.poll(async () => Math.round((await boxOf(next)).y - before.y)).toBe(0)
})

test('nearer still, a workload tells its pods in its own box, and nothing moves; further away it folds', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  await page.getByRole('button', { name: /^Zoom \d/ }).click()
  await page.keyboard.press('Control+k')
  await expect(page.getByPlaceholder('Find or do anything')).toBeFocused()
  await page.keyboard.type('cart-next deployment')
  await page.keyboard.press('Enter')
  const next = portolan.node('workload', 'cart-next')
  await portolan.standsStill(next)
  const box = await boxOf(next)
  await page.mouse.move(box.x + 20, box.y + 20)
  await expect(next.getByTestId('pods')).toBeHidden()
  await page.mouse.wheel(0, -400)
  const pods = next.getByTestId('pods')
  await expect(pods.getByRole('listitem')).toHaveText([/pod 1ready/])
  await expect(pods).toContainText('if its readiness probe passes')
  await expect(pods).toContainText('track=next')
  await page.mouse.wheel(0, 500)
  await expect(pods).toBeHidden()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`of many pods some are shown, with their number; a declared Pod says what its status says; ${colorScheme}`, async ({
    portolan,
    page,
  }) => {
    await page.emulateMedia({ colorScheme })
    await portolan.visit()
    await portolan.drop({ 'bank.yaml': many })
    const ledger = portolan.node('workload', 'ledger')
    await ledger.click({ position: { x: 30, y: 12 } })
    await portolan.node('workload', 'drained').click({ position: { x: 30, y: 12 }, modifiers: ['Control'] })
    await page.keyboard.press('Control+k')
    await expect(page.getByPlaceholder('Find or do anything')).toBeFocused()
    await page.keyboard.type('Show or fold the pods')
    await page.keyboard.press('Enter')
    await expect(portolan.row(ledger, 'ledger-7')).toContainText('no probe')
    await expect(portolan.row(ledger, '8 of 40 shown')).toBeVisible()
    await expect(portolan.row(portolan.node('workload', 'drained'), 'not ready')).toContainText('10.4.0.9')
    const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
    await page.keyboard.press('Control+k')
    await expect(page.getByPlaceholder('Find or do anything')).toBeFocused()
    await page.keyboard.type('Fold all pods')
    await page.keyboard.press('Enter')
    await expect(portolan.row(ledger, 'ledger-7')).toBeHidden()
  })
