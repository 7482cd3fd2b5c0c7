import { readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { boxOf, exampleText, expect, test } from './page.ts'

test('a first visit opens a living example and answers its request; once closed, the empty page says what to do', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  await expect(page.getByTestId('verdict').first()).toContainText('cart')
  await expect(page.getByRole('button', { name: '90 %', exact: true })).toBeVisible()
  await portolan.example('Three tiers behind network policies')
  await expect(portolan.node('policy', 'default-deny')).toBeVisible()
  await expect(portolan.node('workload', 'db')).toBeVisible()
  await page.getByRole('button', { name: 'Project' }).click()
  await page.getByRole('menuitem', { name: 'Close everything' }).click()
  await expect(page.getByRole('heading', { name: 'Open your manifests' })).toBeVisible()
  await page.getByRole('button', { name: /Ingress: two hosts and TLS/ }).click()
  await expect(portolan.node('route', 'bakery')).toBeVisible()
})

test('a dragged node stays where it was put, and one undo brings it back', async ({ portolan }) => {
  await portolan.visit()
  const node = portolan.node('workload', 'cart-next')
  const before = await boxOf(node)
  await portolan.dragBy(node, 60, 90)
  await expect.poll(async () => Math.round((await boxOf(node)).y - before.y)).toBeGreaterThan(60)
  await expect
    .poll(async () => Object.keys((await portolan.saved())?.pins ?? {}))
    .toEqual(['Deployment/shop/cart-next'])
  await portolan.undo()
  await expect.poll(async () => Math.round((await boxOf(node)).y - before.y)).toBe(0)
})

test('several nodes, boxed in or picked, move as one undo step', async ({ portolan, page }) => {
  await portolan.visit()
  const first = await boxOf(portolan.node('service', 'cart'))
  const last = await boxOf(portolan.node('workload', 'cart-next'))
  await page.keyboard.down('Shift')
  await page.mouse.move(first.x - 12, first.y - 10)
  await page.mouse.down()
  await page.mouse.move(last.x + last.width + 6, last.y + last.height + 6, { steps: 6 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  const chosen = await page.locator('[data-node][data-selected]').count()
  expect(chosen).toBeGreaterThan(1)
  await portolan.dragBy(portolan.node('workload', 'cart-next'), 20, 50)
  await expect.poll(async () => Object.keys((await portolan.saved())?.pins ?? {})).toHaveLength(chosen)
  await portolan.undo()
  await expect.poll(async () => Object.keys((await portolan.saved())?.pins ?? {})).toHaveLength(0)
})

test('a line from a rule to a service writes the backendRef, shown before it is written', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  const route = portolan.node('route', 'cart')
  await portolan.drawTo(portolan.row(route, '/pay'), portolan.node('service', 'cart'))
  const hint = page.getByText('Writes to cart.yaml')
  await expect(hint).toBeVisible()
  await page.mouse.up()
  await portolan.expectText('cart.yaml', /value: \/pay[\s\S]*?name: checkout[\s\S]*?- name: cart\n[\s\S]*?port: 80/)
  await expect(page.locator('.monaco-editor').getByText('/basket').first()).toBeVisible()
  await portolan.undo()
  await portolan.expectText('cart.yaml', exampleText('gateway-canary/cart.yaml'))
})

test('a share is dragged on its line, or stepped by key, and written as weights; one undo each', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  const before = exampleText('gateway-canary/cart.yaml')
  const share = page.getByRole('slider', { name: 'Share of traffic to cart-next' }).first()
  await expect(share).toHaveAttribute('aria-valuenow', '10')
  const box = await boxOf(share)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2, { steps: 6 })
  await expect(share).toHaveAttribute('aria-valuetext', '40 %')
  await page.mouse.up()
  await portolan.expectText('cart.yaml', /weight: 60[\s\S]*weight: 40/)
  await expect(page.getByText('60 % of the requests go to Service shop/cart.')).toBeVisible()
  await portolan.undo()
  await portolan.expectText('cart.yaml', before)
  await share.focus()
  for (const key of ['ArrowUp', 'ArrowUp', 'PageUp']) await page.keyboard.press(key)
  await portolan.expectText('cart.yaml', /weight: 78[\s\S]*weight: 22/)
  await portolan.undo()
  await portolan.expectText('cart.yaml', before)
})

test('a rule is given a filter from its menu; the cursor waits where it will be changed', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  const route = portolan.node('route', 'cart')
  await portolan.row(route, '/pay/*').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Add a filter: RequestHeaderModifier' }).click()
  await portolan.expectText('cart.yaml', /requestHeaderModifier:\s+set:\s+- name: X-Header/)
  await expect(portolan.row(route, '/pay/*')).toContainText('request headers')
  await portolan.undo()
  await portolan.expectText('cart.yaml', exampleText('gateway-canary/cart.yaml'))
})

test('a missing grant is mended from the problems', async ({ portolan, page }) => {
  await portolan.visit()
  const before = exampleText('gateway-canary/payments.yaml')
  await page.getByRole('treeitem', { name: /shop-may-pay/ }).click()
  await page.keyboard.press('Delete')
  await portolan.tab('Problems')
  await page.getByRole('button', { name: 'Fix' }).first().click()
  await page.getByRole('menuitem', { name: /Grant .* access to .*checkout/ }).click()
  await portolan.expectText('payments.yaml', /kind: ReferenceGrant[\s\S]*namespace: shop[\s\S]*name: checkout/)
  await expect(page.getByRole('button', { name: 'Fix' })).toHaveCount(1)
  await portolan.undo(2)
  await portolan.expectText('payments.yaml', before)
})

test('a line is removed like a node: select it, press Delete', async ({ portolan, page }) => {
  await portolan.visit()
  const route = await boxOf(portolan.row(portolan.node('route', 'cart'), '/pay'))
  const service = await boxOf(portolan.row(portolan.node('service', 'checkout'), '8443'))
  await page.mouse.click((route.x + route.width + service.x) / 2, (route.y + service.y + service.height) / 2)
  await expect(page.locator('.react-flow__edge.selected')).toHaveCount(1)
  await expect(page.getByRole('tab', { name: 'cart.yaml' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Delete')
  await expect.poll(() => portolan.textOf('cart.yaml')).not.toContain('name: checkout')
  await portolan.undo()
  await portolan.expectText('cart.yaml', exampleText('gateway-canary/cart.yaml'))
})

test('a line that cannot end there says why', async ({ portolan, page }) => {
  await portolan.visit()
  const route = portolan.node('route', 'cart')
  await portolan.drawTo(portolan.row(route, '/pay'), portolan.node('workload', 'cart-next'))
  await expect(page.locator('[data-drop="no"]').first()).toBeVisible()
  await page.mouse.up()
  await portolan.expectText('cart.yaml', exampleText('gateway-canary/cart.yaml'))
})

test('typed YAML appears as a node; undo takes typing and gesture back in turn', async ({ portolan, page }) => {
  await portolan.visit()
  await portolan.dragBy(portolan.node('workload', 'cart-next'), 20, 60)
  await portolan.tab('payments.yaml')
  await page.locator('.monaco-editor .view-lines').click()
  await page.keyboard.press('Control+End')
  await portolan.paste(
    '---\napiVersion: v1\nkind: Service\nmetadata:\n  name: invoices\n  namespace: payments\nspec:\n  selector: {app: invoices}\n  ports: [{port: 80}]\n',
  )
  await expect(portolan.node('service', 'invoices')).toBeVisible()
  await portolan.undoTyping()
  await expect(portolan.node('service', 'invoices')).toHaveCount(0)
  await portolan.expectText('payments.yaml', exampleText('gateway-canary/payments.yaml'))
  await expect.poll(async () => Object.keys((await portolan.saved())?.pins ?? {})).toHaveLength(1)
  await portolan.undo()
  await expect.poll(async () => Object.keys((await portolan.saved())?.pins ?? {})).toHaveLength(0)
})

test('a request is answered with its reasons; a reason leads to its line and node', async ({ portolan, page }) => {
  await portolan.visit()
  await portolan.ask('https://shop.example.com/basket')
  await expect(page.getByTestId('verdict')).toContainText(/302|[Rr]edirect/)
  await expect(page.getByTestId('verdict')).toHaveCount(1)
  await page
    .getByRole('button', { name: /HTTPRoute shop\/cart/ })
    .first()
    .click()
  await expect(page.getByRole('tab', { name: 'cart.yaml' })).toHaveAttribute('aria-selected', 'true')
  await expect(portolan.node('route', 'cart')).toHaveAttribute('data-selected', 'true')
  await page.getByRole('button', { name: 'Keep as test' }).click()
  await expect(page.getByRole('tab', { name: /^Tests/ })).toContainText('1')
  await portolan.tab('cart.yaml')
  await portolan.cursorAtEndOf('statusCode: 302').catch(() => undefined)
})

test('a kept request fails when an edit changes its answer', async ({ portolan, page }) => {
  await portolan.visit()
  await portolan.ask('https://shop.example.com/pay')
  await expect(page.getByTestId('verdict')).toContainText('checkout')
  await page.getByRole('button', { name: 'Keep as test' }).click()
  await page.getByRole('tab', { name: /^Tests/ }).click()
  await expect(page.locator('[data-state="passed"]').first()).toBeVisible()
  await portolan.node('service', 'checkout').click()
  await page.keyboard.press('Delete')
  await expect(page.getByRole('list', { name: 'Kept requests' }).getByRole('listitem')).toHaveAttribute(
    'data-state',
    'failed',
  )
  await portolan.undo()
  await expect(page.getByRole('list', { name: 'Kept requests' }).getByRole('listitem')).toHaveAttribute(
    'data-state',
    'passed',
  )
})

test('half-typed YAML veils one node and leaves the rest alive; a file switched off leaves the picture', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  await portolan.tab('payments.yaml')
  await portolan.cursorAtEndOf('name: shop-may-pay')
  await portolan.cursorAtEndOf('port: 8443')
  await page.keyboard.type('\n   - : broken: [')
  const checkout = portolan.node('service', 'checkout')
  await expect(checkout).toHaveAttribute('data-state', 'stale')
  await expect(checkout).toContainText('stale')
  await expect(portolan.node('service', 'cart')).toHaveAttribute('data-state', 'live')
  await expect(page.getByRole('tab', { name: /^Problems/ })).toContainText(/\d/)
  await portolan.undoTyping()
  await expect(checkout).toHaveAttribute('data-state', 'live')
  await portolan.expectText('payments.yaml', exampleText('gateway-canary/payments.yaml'))
  await portolan.tab('payments.yaml')
  await page.getByRole('button', { name: 'Switch payments.yaml off' }).click()
  await expect(portolan.node('workload', 'checkout')).toHaveCount(0)
  await page.getByRole('button', { name: 'Switch payments.yaml on' }).click()
  await expect(portolan.node('workload', 'checkout')).toBeVisible()
})

test('a reload finds text, layout, switches, tests, theme and language', async ({ portolan, page }) => {
  await portolan.visit()
  await portolan.dragBy(portolan.node('workload', 'cart-next'), 30, 60)
  await portolan.tab('payments.yaml')
  await page.locator('.monaco-editor .view-lines').click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('# kept')
  await page.getByRole('button', { name: 'Switch payments.yaml off' }).click()
  await page.getByRole('button', { name: 'Keep as test' }).click()
  await page.getByRole('button', { name: /^Theme/ }).click()
  await page.getByRole('menuitem', { name: 'Dark' }).click()
  await page.getByRole('button', { name: '한국어로 보기' }).click()
  await expect.poll(async () => (await portolan.saved())?.tests.length).toBe(1)
  await portolan.expectText('payments.yaml', /# kept$/)
  const before = await portolan.saved()
  await page.reload()
  await expect(portolan.node('service', 'cart-next')).toBeVisible()
  await portolan.editorReady()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  await expect(portolan.node('service', 'checkout')).toHaveAttribute('data-state', 'missing')
  await expect(page.getByRole('tab', { name: /payments\.yaml/ })).toContainText('꺼짐')
  await expect.poll(() => portolan.saved()).toEqual(before)
})

test('rename, duplicate and delete are edits of the text', async ({ portolan, page }) => {
  await portolan.visit()
  await portolan.node('service', 'cart-next').click()
  await page.keyboard.press('F2')
  await page.getByRole('textbox', { name: 'New name' }).fill('cart-beta')
  await page.keyboard.press('Enter')
  await expect(portolan.node('service', 'cart-beta')).toBeVisible()
  await portolan.expectText('cart.yaml', /backendRefs:\n\s+- name: cart-beta/)
  await portolan.node('service', 'cart-beta').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await expect(page.locator('[data-node][data-role="service"]')).toHaveCount(5)
  await portolan.undo(2)
  await portolan.expectText('cart.yaml', exampleText('gateway-canary/cart.yaml'))
})

test('the palettes find resources, do things and create', async ({ portolan, page }) => {
  await portolan.visit()
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Find or do anything').fill('checkout service')
  await page.keyboard.press('Enter')
  await expect(portolan.node('service', 'checkout')).toHaveAttribute('data-selected', 'true')
  await expect(page.getByRole('tab', { name: 'payments.yaml' })).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('button', { name: 'Create a resource' }).click()
  await page.getByPlaceholder(/What to create/).fill('networkpolicy')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-node][data-role="policy"]')).toHaveCount(1)
})

test('pasted kubectl output opens without what the server added', async ({ portolan, page }) => {
  await portolan.visit()
  await page.getByRole('button', { name: 'Project' }).click()
  await page.getByRole('menuitem', { name: 'Paste YAML…' }).click()
  await page
    .getByRole('textbox', { name: 'YAML to open' })
    .fill(
      'apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata:\n    creationTimestamp: "2026-01-01T00:00:00Z"\n    name: pasted\n    namespace: shop\n    uid: 1-2\n  spec:\n    ports:\n    - port: 80\n  status:\n    loadBalancer: {}\nkind: List\n',
    )
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(portolan.node('service', 'pasted')).toBeVisible()
  await portolan.expectText(
    'pasted.yaml',
    'apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata:\n    name: pasted\n    namespace: shop\n  spec:\n    ports:\n    - port: 80\nkind: List\n',
  )
})

test('a file with Secret data is kept in the browser only when asked; one that is not UTF-8 opens read-only', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  const secret = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  password: hunter2\n'
  await portolan.drop({ 'secret.yaml': secret })
  await expect(page.getByText('secret.yaml holds Secret data')).toBeVisible()
  await expect
    .poll(async () => (await portolan.saved())?.files.find(f => f.name === 'secret.yaml')?.withheld)
    .toBe(true)
  expect(await portolan.textOf('secret.yaml')).toBe('')
  await page.getByRole('button', { name: 'Keep it in this browser too' }).click()
  await portolan.expectText('secret.yaml', secret)
  await portolan.drop({ 'latin.yaml': Buffer.from([0x61, 0x3a, 0x20, 0xe9, 0x0a]) })
  await expect(page.getByText('This file is not UTF-8 text.')).toBeVisible()
  await page.locator('.monaco-editor .view-lines').click()
  await page.keyboard.type('x')
  await expect(page.getByRole('button', { name: /^Undo: typing/ })).toHaveCount(0)
  await portolan.expectText('latin.yaml', 'a: \uFFFD\n')
})

test('files come out as they went in: one by one, and all as an archive', async ({ portolan, page }) => {
  await portolan.visit()
  const bytes = Buffer.from('\uFEFFapiVersion: v1\r\nkind: ConfigMap\nmetadata:\r\n  name: mixed\n')
  await portolan.drop({ 'mixed.yaml': bytes })
  await expect(page.getByRole('tab', { name: 'mixed.yaml' })).toBeVisible()
  const one = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Actions for mixed.yaml' }).click()
  await page.getByRole('menuitem', { name: 'Download file' }).click()
  expect(readFileSync(await (await one).path())).toEqual(bytes)
  await portolan.example('Ingress: two hosts and TLS')
  await expect(portolan.node('route', 'bakery')).toBeVisible()
  const all = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Project' }).click()
  await page.getByRole('menuitem', { name: 'Download everything' }).click()
  const archive = unzipSync(readFileSync(await (await all).path()))
  expect(Object.keys(archive)).toEqual(['ingress.yaml', 'workloads.yaml'])
  expect(Buffer.from(archive['ingress.yaml'] ?? []).toString()).toBe(exampleText('storefront-ingress/ingress.yaml'))
})

test('the editor completes and checks by kind, offline', async ({ portolan, page }) => {
  await portolan.visit()
  await portolan.tab('cart.yaml')
  await portolan.cursorAtEndOf('hostnames:')
  await page.keyboard.press('Home')
  await page.keyboard.type('use')
  await page.keyboard.press('Control+Space')
  await expect(page.locator('.suggest-widget .monaco-list-row').filter({ hasText: 'useDefaultGateways' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.type('less: 1\n')
  await expect(page.locator('.squiggly-warning').first()).toBeVisible()
})

test('bad input gives located problems, and the rest still works', async ({ portolan, page }) => {
  await portolan.visit()
  await portolan.drop({
    'aliases.yaml': `a: &a [x]\n${Array.from({ length: 10_000 }, (_, i) => `k${i}: *a`).join('\n')}\n`,
    'binary.yaml': Buffer.from(Array.from({ length: 512 }, (_, i) => (i * 37) % 256)),
    'notyaml.yaml': '<html>{{ nothing: [ of the kind\n',
    'proto.yaml':
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: y\n  __proto__: {a: 1}\nspec:\n  ports: [{port: 80}]\n',
    'policy.yaml':
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: cidr}\nspec:\n  podSelector: {}\n  ingress: [{from: [{ipBlock: {cidr: 300.1.2.3/99}}]}]\n',
    'fine.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: fine}\nspec: {ports: [{port: 80}]}\n',
  })
  await expect(portolan.node('service', 'fine')).toBeVisible()
  await expect(portolan.node('policy', 'cidr')).toBeVisible()
  await page.getByRole('tab', { name: /^Problems/ }).click()
  const problems = page.getByRole('list', { name: 'Problems' })
  for (const file of ['notyaml.yaml', 'policy.yaml', 'proto.yaml'])
    await expect(problems.getByRole('button').filter({ hasText: file }).first()).toBeVisible()
  await problems.getByRole('button').filter({ hasText: 'policy.yaml' }).first().click()
  await expect(page.getByRole('tab', { name: 'policy.yaml' })).toHaveAttribute('aria-selected', 'true')
})

test('an assumption that is changed changes the answer', async ({ portolan, page }) => {
  await portolan.visit()
  await portolan.drop({
    'office.yaml': `apiVersion: v1
kind: Service
metadata: {name: office, namespace: hq}
spec: {type: LoadBalancer, selector: {app: office}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: office, namespace: hq}
spec:
  selector: {matchLabels: {app: office}}
  template:
    metadata: {labels: {app: office}}
    spec: {containers: [{name: web, image: web, ports: [{containerPort: 80}]}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: staff, namespace: hq}
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress: [{from: [{ipBlock: {cidr: 198.51.100.0/24}}]}]
`,
  })
  await expect(portolan.node('service', 'office')).toBeVisible()
  await portolan.ask('http://office.example.org/')
  await expect(page.getByTestId('verdict')).toContainText('Refused')
  await page.getByRole('button', { name: 'change', exact: true }).first().click()
  const line = page.locator('.monaco-editor .view-line').filter({ hasText: 'clientIp' })
  await line.click()
  await page.keyboard.press('End')
  await page.keyboard.press('Shift+Home')
  await page.keyboard.type('  clientIp: 198.51.100.7')
  await expect(page.getByTestId('verdict')).toContainText('Delivered to hq/office')
})

test('a rule that no request reaches is warned about until it is mended; a refused route says why', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  await portolan.drop({
    'late.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: late, namespace: shop}
spec:
  parentRefs: [{name: public, namespace: edge, sectionName: https}]
  hostnames: [shop.example.com]
  rules:
    - matches: [{path: {type: PathPrefix, value: /pay}}]
      backendRefs: [{name: cart, port: 80}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: stranger, namespace: shop}
spec:
  parentRefs: [{name: public, namespace: edge}]
  hostnames: [stranger.example.org]
`,
    ...Object.fromEntries(
      ['gateway.yaml', 'cart.yaml', 'payments.yaml'].map(name => [name, exampleText(`gateway-canary/${name}`)]),
    ),
  })
  await expect(portolan.node('route', 'late')).toBeVisible()
  await page.getByRole('tab', { name: /^Problems/ }).click()
  const warning = page.getByRole('list', { name: 'Problems' }).getByText(/No request reaches \/pay/)
  await warning.click()
  await page.locator('.monaco-editor .view-line').filter({ hasText: '/pay' }).click()
  await page.keyboard.press('End')
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowLeft')
  await page.keyboard.type('-later')
  await expect(warning).toHaveCount(0)
  await page.getByRole('treeitem', { name: /^stranger/ }).click()
  await expect(page.getByRole('list', { name: 'Status that a controller would write' })).toContainText(
    'NoMatchingListenerHostname',
  )
})
