import { boxOf, expect, type Portolan, test } from './page.ts'

const selected = ({ page }: Portolan) => page.locator('[data-node][data-selected]')

/** A place on a node where no row and no port is. */
const head = { position: { x: 30, y: 8 } }

test('Shift adds to what is picked; Escape gives up a drag, and a marquee with what it took', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  await portolan.node('service', 'cart').click(head)
  await portolan.node('service', 'search').click({ ...head, modifiers: ['Shift'] })
  await portolan.node('workload', 'search').click({ ...head, modifiers: ['Shift'] })
  await expect(selected(portolan)).toHaveCount(3)
  await portolan.node('service', 'search').click({ ...head, button: 'right' })
  await expect(page.getByRole('menuitem', { name: 'Left edges' })).toBeVisible()
  await page.keyboard.press('Escape')

  const pane = await boxOf(page.locator('.react-flow'))
  await page.keyboard.down('Shift')
  await page.mouse.move(pane.x + 200, pane.y + 160)
  await page.mouse.down()
  await page.mouse.move(pane.x + pane.width - 80, pane.y + pane.height - 120, { steps: 6 })
  await expect.poll(() => selected(portolan).count()).toBeGreaterThan(4)
  await page.keyboard.press('Escape')
  await page.mouse.move(pane.x + pane.width - 60, pane.y + pane.height - 100, { steps: 2 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await expect(selected(portolan)).toHaveCount(3)

  const search = portolan.node('workload', 'search')
  await portolan.standsStill(search)
  const place = await boxOf(search)
  await page.mouse.move(place.x + 40, place.y + 8)
  await page.mouse.down()
  await page.mouse.move(place.x + 40, place.y + 70, { steps: 6 })
  expect((await boxOf(search)).y).toBeGreaterThan(place.y + 30)
  await page.keyboard.press('Escape')
  await page.mouse.move(place.x + 40, place.y + 90, { steps: 2 })
  await page.mouse.up()
  expect(await boxOf(search)).toEqual(place)
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled()
})

test('a line begins at either end, and shows the lines that go and come', async ({ portolan, page }) => {
  await portolan.visit()
  const workload = portolan.node('workload', 'search')
  const service = portolan.node('service', 'search')
  await workload.hover()
  const from = await boxOf(workload)
  const to = await boxOf(service)
  await page.mouse.move(from.x + 1, from.y + 13)
  await page.mouse.down()
  await page.mouse.move(to.x + to.width / 2, to.y + 10, { steps: 6 })
  await expect(page.getByText('- app: serach')).toBeVisible()
  await expect(page.getByText('+ app: search', { exact: true })).toBeVisible()
  await page.mouse.up()
  await portolan.expectText('search.yaml', /selector:\n\s+app: search\n/)
})

test('the undo of a message is of its own step: another takes it away, and what is undone is not said to be done', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  await portolan.node('service', 'cart-next').click(head)
  await page.keyboard.press('Control+d')
  const first = page.getByRole('listitem').filter({ hasText: 'cart-next-copy' })
  await expect(first.getByRole('button', { name: 'Undo' })).toBeVisible()
  await page.locator('.react-flow').focus()
  await portolan.node('service', 'cart').click(head)
  await page.keyboard.press('Alt+ArrowDown')
  await expect(first).toBeVisible()
  await expect(first.getByRole('button', { name: 'Undo' })).toHaveCount(0)
  await portolan.node('service', 'cart').click(head)
  await page.keyboard.press('Control+d')
  const second = page.getByRole('listitem').filter({ hasText: 'cart-copy' })
  await expect(second).toBeVisible()
  await portolan.undo()
  await expect(second).toHaveCount(0)
})

test('while a share is dragged the others show what is left for them, and the weights are shown as they would be written', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  const share = page.getByRole('slider').first()
  const box = await boxOf(share)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 - 80, box.y + box.height / 2, { steps: 5 })
  await expect(share).toHaveText(/^50 %/)
  await expect(page.getByRole('slider').nth(1)).toHaveText(/^50 %/)
  await expect(page.getByText('- weight: 90')).toBeVisible()
  await expect(page.getByText('+ weight: 50')).toHaveCount(2)
  await page.mouse.up()
  await portolan.expectText('cart.yaml', /weight: 50.*weight: 50/s)
})

test('a namespace that grows pushes the next one down; a folded one tells of its problems, and of its entries', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  const frame = (name: string) => page.locator(`[data-id="frame:${name}"]`)
  await portolan.dragBy(portolan.node('workload', 'search'), 0, 60)
  await portolan.standsStill(frame('payments'))
  const above = await boxOf(frame('shop'))
  const below = await boxOf(frame('payments'))
  expect(above.y + above.height).toBeLessThan(below.y)
  await frame('shop').getByRole('button', { name: 'Fold shop' }).click()
  await expect(frame('shop').getByText('1 problem')).toBeAttached()
  await frame('edge').getByRole('button', { name: 'Fold edge' }).click()
  await expect(page.locator('.react-flow__edge[data-id^="merged:"][data-id$="frame:edge"]')).toBeAttached()
})

test('free ground has a menu; a kind that is dropped there stays there, in the namespace next to it', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  const pane = await boxOf(page.locator('.react-flow'))
  await page.mouse.click(pane.x + 60, pane.y + pane.height - 160, { button: 'right' })
  await expect(page.getByRole('menuitem', { name: /^Paste/ })).toBeVisible()
  await page.getByRole('menuitem', { name: /^Select all/ }).click()
  await expect.poll(() => selected(portolan).count()).toBeGreaterThan(8)
  await page.getByRole('button', { name: 'Kinds to drag' }).click()
  const target = { x: pane.x + 330, y: pane.y + pane.height - 130 }
  await page.getByRole('button', { name: 'Service', exact: true }).dragTo(page.locator('.react-flow'), {
    targetPosition: { x: target.x - pane.x, y: target.y - pane.y },
  })
  const made = portolan.node('service', 'service-1')
  await expect(made).toBeVisible()
  await portolan.standsStill(made)
  const box = await boxOf(made)
  expect(target.x).toBeGreaterThan(box.x - 20)
  expect(target.x).toBeLessThan(box.x + box.width + 20)
  expect(target.y).toBeGreaterThan(box.y - 20)
  expect(target.y).toBeLessThan(box.y + box.height + 20)
})

test('a list in JSON, as kubectl prints it, is drawn and edited item by item, and stays JSON', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  const items = ['one', 'two'].map(name => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ port: 80 }] },
  }))
  const text = `${JSON.stringify({ apiVersion: 'v1', items, kind: 'List' }, null, 4)}\n`
  await portolan.drop({ 'live.json': text })
  await expect(portolan.node('service', 'two')).toBeVisible()
  await portolan.node('service', 'one').click(head)
  await page.keyboard.press('F2')
  await page.getByRole('dialog').getByRole('textbox').fill('uno')
  await page.keyboard.press('Enter')
  await expect(portolan.node('service', 'uno')).toBeVisible()
  await portolan.expectText('live.json', text.replace('"name": "one"', '"name": "uno"'))
  await portolan.node('service', 'two').click(head)
  await page.keyboard.press('Delete')
  await expect(portolan.node('service', 'two')).toHaveCount(0)
  await expect.poll(async () => JSON.parse((await portolan.textOf('live.json')) ?? '{}').items?.length).toBe(1)
})

test('a misspelt field is a problem of the project, with the field that was meant', async ({ portolan, page }) => {
  await portolan.visit()
  await portolan.drop({
    'typo.yaml':
      'apiVersion: v1\nkind: Service\nmetadata: {name: typo}\nspec:\n  selectr: {app: x}\n  ports: [{port: 80}]\n',
  })
  await page.getByRole('tab', { name: /^Problems/ }).click()
  const problem = page.getByRole('listitem').filter({ hasText: 'spec has no field selectr, but selector' })
  await expect(problem).toBeVisible()
  await problem.getByRole('button', { name: /^Fix/ }).click()
  await page.getByRole('menuitem', { name: /^Use selector/ }).click()
  await portolan.expectText('typo.yaml', /\n {2}selector: \{app: x\}\n/)
})

test('what is no text is left out and said; what is foreign text is read-only until it is asked for', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  await portolan.drop({ 'picture.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 2, 0xff]) })
  await expect(page.getByText('picture.png is no text and was left out.')).toBeVisible()
  await expect(portolan.node('service', 'cart-next')).toBeVisible()
  const text = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: wide\n'
  await portolan.drop({ 'wide.yaml': Buffer.from(`\uFEFF${text}`, 'utf16le') })
  await expect(portolan.node('service', 'wide')).toBeVisible()
  await page.getByRole('button', { name: 'Edit it as UTF-8' }).click()
  await portolan.cursorAtEndOf(/name:\swide/)
  await page.keyboard.type('r')
  await expect(portolan.node('service', 'wider')).toBeVisible()
})

test('in a small window the canvas has the room, and what is drawn can be read', async ({ portolan, page }) => {
  await page.setViewportSize({ width: 900, height: 600 })
  await page.goto('/')
  await expect(portolan.node('service', 'cart-next')).toBeVisible()
  await expect(page.locator('.monaco-editor')).toHaveCount(0)
  await portolan.standsStill(portolan.node('service', 'cart-next'))
  expect((await boxOf(portolan.node('service', 'cart-next'))).width).toBeGreaterThan(50)
})

test('the lower panel grows for what needs the room, and goes back', async ({ portolan, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await portolan.visit()
  const height = async (): Promise<number> => (await boxOf(page.locator('[id="bottom"]'))).height
  const before = await height()
  await page.getByRole('tab', { name: /^Reachability/ }).click()
  await expect.poll(height).toBeGreaterThan(before + 80)
  await page.getByRole('tab', { name: /^Problems/ }).click()
  await expect.poll(height).toBeLessThan(before + 8)
  await page.getByRole('tab', { name: /^Request/ }).click()
  await page.getByRole('button', { name: 'Compare' }).click()
  await expect.poll(height).toBeGreaterThan(before + 80)
})
