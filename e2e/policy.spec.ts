import AxeBuilder from '@axe-core/playwright'
import { boxOf, expect, type Portolan, test } from './page.ts'

const workload = (name: string, port: number): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: main
          image: registry.example.com/${name}:1
          ports:
            - containerPort: ${port}
`
const policies = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: store
spec:
  podSelector:
    matchLabels:
      app: store
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app: front
      ports:
        - port: 6379
`
const apps = ['front', 'back'].map(name => workload(name, 8080)).join('---\n')
const files = { 'apps.yaml': `${apps}---\n${workload('store', 6379)}`, 'policies.yaml': policies }

async function openShop(portolan: Portolan): Promise<void> {
  await portolan.visit()
  await portolan.drop(files)
  await expect(portolan.node('workload', 'store')).toBeVisible()
  await portolan.standsStill(portolan.node('workload', 'store'))
}

async function policyMode(portolan: Portolan): Promise<void> {
  await portolan.page.getByRole('button', { name: /^Policy mode/ }).click()
}

test('who may reach what is selected is painted, and said', async ({ portolan, page }) => {
  await openShop(portolan)
  await policyMode(portolan)
  await portolan.node('workload', 'store').click()
  await expect(portolan.node('workload', 'front')).toHaveAttribute('data-reach', 'both')
  await expect(portolan.node('workload', 'back')).toHaveAttribute('data-reach', 'out')
  await expect(portolan.node('workload', 'store')).toHaveAttribute('data-reach', 'subject')
  await expect(page.getByRole('status').filter({ hasText: '1 may reach it' })).toBeVisible()
  await expect(page.getByText('from outside: refused')).toBeVisible()
})

test('the matrix shows the rule behind a cell, and a click leads to its line', async ({ portolan, page }) => {
  await openShop(portolan)
  await portolan.tab('Reachability')
  const grid = page.getByRole('grid', { name: /Matrix/ })
  await grid.getByRole('gridcell', { name: 'back to store: refused' }).hover()
  const why = page.getByRole('complementary', { name: 'Why' })
  await expect(why).toContainText('Selected by default/store, and no rule takes it')
  await grid.getByRole('gridcell', { name: 'front to store: TCP 6379' }).click()
  await expect(why).toContainText('default/store allows TCP 6379')
  await expect(page.getByRole('tab', { name: 'policies.yaml' })).toHaveAttribute('aria-selected', 'true')
  await expect(portolan.node('policy', 'store')).toHaveAttribute('data-selected', 'true')
})

test('the matrix is walked by keyboard, searched and folded', async ({ portolan, page }) => {
  await openShop(portolan)
  await portolan.tab('Reachability')
  await page.getByRole('searchbox', { name: /^To/ }).fill('store')
  const grid = page.getByRole('grid', { name: /Matrix/ })
  await expect(grid).toHaveAttribute('aria-colcount', '2')
  await grid.focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('complementary', { name: 'Why' })).toContainText('back')
  await page.getByRole('searchbox', { name: /^To/ }).fill('')
  await page.getByRole('button', { name: 'Fold namespaces', exact: true }).click()
  await expect(grid.getByRole('gridcell', { name: /^default to default: \d+ of 6 pairs$/ })).toBeVisible()
})

test('the matrix is exported as CSV', async ({ portolan, page }) => {
  await openShop(portolan)
  await portolan.tab('Reachability')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  expect((await download).suggestedFilename()).toBe('reachability.csv')
})

test('a line drawn in policy mode is previewed with its effects, written, and undone as one step', async ({
  portolan,
  page,
}) => {
  await openShop(portolan)
  await policyMode(portolan)
  await portolan.drawTo(portolan.node('workload', 'back'), portolan.node('workload', 'store'))
  await page.mouse.up()
  const dialog = page.getByRole('dialog', { name: 'Allow or refuse a connection' })
  await expect(dialog).toContainText('Now: refused')
  await expect(
    dialog.getByRole('textbox', { name: 'Port' }).or(dialog.getByRole('combobox', { name: 'Port' })),
  ).toHaveValue('6379')
  await expect(dialog).toContainText('+ - podSelector:')
  await expect(dialog).toContainText('Nothing else changes.')
  await dialog.getByRole('button', { name: 'Apply' }).click()
  await portolan.expectText('policies.yaml', /app: front\n {8}- podSelector:\n {12}matchLabels:\n {14}app: back\n/)
  await portolan.undo()
  await portolan.expectText('policies.yaml', policies)
})

test('a line to empty ground is about a range outside, and touches no other address', async ({ portolan, page }) => {
  await openShop(portolan)
  await policyMode(portolan)
  const store = await boxOf(portolan.node('workload', 'store'))
  await portolan.drawTo(portolan.node('workload', 'store'), portolan.node('workload', 'back'))
  await page.mouse.move(store.x - 60, store.y + store.height + 70, { steps: 4 })
  await page.mouse.up()
  const dialog = page.getByRole('dialog', { name: 'Allow or refuse a connection' })
  await dialog.getByRole('textbox', { name: 'Address range' }).fill('198.51.100.0/24')
  await expect(dialog).toContainText('Now: every port')
  await expect(dialog).toContainText('Nothing else changes.')
  await dialog.getByRole('button', { name: 'Apply' }).click()
  await portolan.expectText('apps.yaml', /except:\n\s+- 198\.51\.100\.0\/24\n\s+- ipBlock:\n\s+cidr: "::\/0"\n/)
  await portolan.undo()
  await portolan.expectText('apps.yaml', files['apps.yaml'])
})

test('the menu allows and refuses without a pointer’s drag', async ({ portolan, page }) => {
  await openShop(portolan)
  await portolan.node('workload', 'front').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Allow or refuse a connection…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Allow or refuse a connection' })
  await dialog.getByRole('combobox', { name: 'To', exact: true }).selectOption('back')
  await expect(dialog).toContainText('Now: every port')
  await expect(dialog).toContainText('name: refuse-front-to-back')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await portolan.expectText('policies.yaml', policies)
})

test('a namespace begins with a policy that is seen before it is written', async ({ portolan, page }) => {
  await openShop(portolan)
  await portolan.tab('Reachability')
  await page.getByRole('button', { name: 'Start with…' }).click()
  await page.getByRole('menuitem', { name: /default deny/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Start a namespace with a policy' })
  await expect(dialog).toContainText('+ kind: NetworkPolicy')
  await expect(dialog).toContainText('default/front → default/back: every port → refused')
  await dialog.getByRole('button', { name: 'Apply' }).click()
  await expect(portolan.node('policy', 'default-deny')).toBeVisible()
})

test('a policy says in words what it does, and its nouns light the pods', async ({ portolan, page }) => {
  await openShop(portolan)
  await portolan.node('policy', 'store').click()
  const details = page.getByRole('region', { name: /selected/i })
  await expect(details).toContainText('Lets front 1 reach store 1 on TCP 6379.')
  await expect(details).toContainText('All else to store 1 is refused.')
  await expect(details).toContainText('probes get in all the same')
  await details
    .getByRole('button', { name: /^front/ })
    .first()
    .hover()
  await expect(portolan.node('workload', 'front')).toHaveAttribute('data-lit', 'true')
})

test('a selector that is typed lights its pods and counts them; the edit’s effect is told', async ({
  portolan,
  page,
}) => {
  await openShop(portolan)
  await page.getByRole('tab', { name: 'policies.yaml' }).click()
  // What holds after a rest is what the edit is measured against.
  await page.waitForTimeout(2000)
  await portolan.cursorAtEndOf(/app:\sfront/)
  await expect(page.getByRole('status').filter({ hasText: 'app=front: 1' })).toBeVisible()
  await expect(portolan.node('workload', 'front')).toHaveAttribute('data-lit', 'true')
  await page.keyboard.type('x')
  await expect(page.getByRole('status').filter({ hasText: 'app=frontx: 0' })).toBeVisible()
  await expect(page.getByRole('tab', { name: /Reachability.*1 shut/ })).toBeVisible()
  await portolan.tab('Reachability')
  await page.getByText('What the last edit opens and shuts').click()
  await expect(page.getByRole('button', { name: /default\/front → default\/store: TCP 6379 → refused/ })).toBeVisible()
})

for (const theme of ['light', 'dark'] as const)
  test(`axe finds nothing in the panels of policies in the ${theme} theme`, async ({ portolan, page }) => {
    await page.emulateMedia({ colorScheme: theme })
    await openShop(portolan)
    await policyMode(portolan)
    await portolan.tab('Reachability')
    await portolan.node('workload', 'store').click()
    const check = async (): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`),
      ).toEqual([])
    }
    await page.getByRole('gridcell', { name: 'back to store: refused' }).hover()
    await expect(page.getByRole('complementary', { name: 'Why' })).toContainText('no rule takes it')
    await check()
    await portolan.node('policy', 'store').click()
    await page.getByRole('gridcell', { name: 'front to store: TCP 6379' }).hover()
    await page.getByRole('button', { name: 'Start with…' }).click()
    await page.getByRole('menuitem', { name: /Allow a namespace/ }).click()
    await expect(page.getByRole('dialog')).toContainText('+ kind: NetworkPolicy')
    await check()
  })

test('a thousand workloads: the matrix folds them, and draws what is in view', async ({ portolan, page }) => {
  await portolan.visit()
  const many = Array.from({ length: 1000 }, (_, i) =>
    workload(`app-${i}`, 8080).replace(`name: app-${i}`, `name: app-${i}\n  namespace: team-${i % 25}`),
  )
  const own = Array.from({ length: 25 }, (_, i) =>
    policies.replace('name: store', `name: store\n  namespace: team-${i}`).replaceAll('store', `app-${i}`),
  )
  await portolan.drop({ 'many.yaml': [...many, ...own].join('---\n') })
  await portolan.tab('Reachability')
  const grid = page.getByRole('grid', { name: /Matrix/ })
  await expect(grid).toHaveAttribute('aria-rowcount', '26', { timeout: 30_000 })
  await expect(grid.getByRole('gridcell', { name: /^team-0 to team-1: \d+ of 1600 pairs$/ })).toBeVisible()
  await page.getByRole('button', { name: 'Unfold namespaces' }).click()
  await expect(grid).toHaveAttribute('aria-rowcount', '1001')
  expect(await grid.getByRole('gridcell').count()).toBeLessThan(4000)
  const box = await boxOf(grid.getByRole('gridcell').first())
  expect(box.height).toBeGreaterThan(16)
})
