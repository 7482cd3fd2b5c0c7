import { boxOf, expect, test } from './page.ts'

test('a kind dragged from the tray onto a workload is wired to it, previewed, and one undo takes it back', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  const text = (await portolan.textOf('gateway.yaml')) ?? ''
  await page.getByRole('button', { name: 'Kinds to drag in' }).click()
  const tray = page.getByRole('complementary', { name: 'Kinds to drag in' })
  await tray.getByRole('button', { name: 'NetworkPolicy' }).dragTo(portolan.node('workload', 'checkout'))
  await expect(portolan.node('policy', 'networkpolicy-1')).toBeVisible()
  await portolan.expectText(
    'gateway.yaml',
    /kind: NetworkPolicy\nmetadata:\n {2}name: networkpolicy-1\n {2}namespace: payments\nspec:\n {2}podSelector:\n {4}matchLabels:\n {6}app: checkout\n/,
  )
  await portolan.undo()
  await portolan.expectText('gateway.yaml', text)
})

test('a Service dropped on a line between rule and Service stands in both: selected and sent to', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  await page.getByRole('button', { name: 'Kinds to drag in' }).click()
  const from = await boxOf(portolan.row(portolan.node('route', 'cart'), '/pay'))
  const to = await boxOf(portolan.node('service', 'checkout'))
  const canvas = await boxOf(page.locator('.react-flow'))
  // Somewhere on the line, in the middle of where it takes the pointer: where it is hit is the browser's to say.
  const point = await page.evaluate(
    ([x0, y0, x1, y1]) => {
      for (let i = 60; i < 180; i += 1) {
        const x = x0! + ((x1! - x0!) * i) / 200
        const hits: number[] = []
        for (let j = -60; j <= 60; j += 1) {
          const y = y0! + ((y1! - y0!) * i) / 200 + j
          const edge = document.elementFromPoint(x, y)?.closest('.react-flow__edge')
          if (edge?.getAttribute('aria-label') === 'cart → checkout') hits.push(y)
        }
        if (hits.length > 8) return { x, y: hits[Math.floor(hits.length / 2)]! }
      }
      return null
    },
    [from.x + from.width, from.y + 8, to.x, to.y + 20],
  )
  if (point === null) throw new Error('the line was not found')
  await page
    .getByRole('complementary', { name: 'Kinds to drag in' })
    .getByRole('button', { name: 'Service', exact: true })
    .dragTo(page.locator('.react-flow'), { targetPosition: { x: point.x - canvas.x, y: point.y - canvas.y } })
  await expect(portolan.node('service', 'service-1')).toBeVisible()
  await portolan.expectText('cart.yaml', /- name: service-1\n\s+port: 8443\n\s+namespace: payments\n/)
  await portolan.expectText(
    'gateway.yaml',
    /name: service-1\n {2}namespace: payments\nspec:\n {2}selector:\n {4}app: checkout\n/,
  )
})

test('the end of a line is drawn to another Service; its weight stays', async ({ portolan, page }) => {
  await portolan.visit()
  const before = (await portolan.textOf('cart.yaml')) ?? ''
  await portolan.node('service', 'cart-next').click({ position: { x: 30, y: 12 } })
  const anchor = page.locator('.react-flow__edgeupdater-target')
  await page.evaluate(() => {
    const lines = [...document.querySelectorAll('.react-flow__edge[aria-label="cart → cart-next"]')]
    lines.at(-1)?.dispatchEvent(new MouseEvent('click', { bubbles: true }))
  })
  await expect(anchor).toHaveCount(1)
  const start = await boxOf(anchor)
  const end = await boxOf(portolan.node('service', 'checkout'))
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(start.x - 20, start.y + 40, { steps: 4 })
  await page.mouse.move(end.x + end.width / 2, end.y + 14, { steps: 6 })
  await expect(page.getByText('Writes to cart.yaml')).toBeVisible()
  await page.mouse.up()
  await portolan.expectText('cart.yaml', /name: checkout\n(?:.*\n){0,3}\s+port: 8443/)
  expect(((await portolan.textOf('cart.yaml')) ?? '').match(/weight:/g)?.length).toBe(before.match(/weight:/g)?.length)
  await portolan.undo()
  await portolan.expectText('cart.yaml', before)
})

test('manifests are copied, cut and pasted, under free names, between files', async ({ portolan, page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await portolan.visit()
  const before = (await portolan.textOf('cart.yaml')) ?? ''
  await portolan.node('service', 'cart-next').click({ position: { x: 30, y: 12 } })
  await portolan.node('workload', 'cart-next').click({ position: { x: 30, y: 12 }, modifiers: ['Control'] })
  await page.keyboard.press('Control+c')
  await expect(page.getByText('Copied 2 manifests.')).toBeVisible()
  await page.getByRole('tab', { name: 'payments.yaml' }).click()
  await page.locator('.react-flow').focus()
  await page.keyboard.press('Control+v')
  await expect(portolan.node('service', 'cart-next-copy')).toBeVisible()
  await expect(portolan.node('workload', 'cart-next-copy')).toBeVisible()
  await expect(page.getByText('cart-next is there already: pasted as cart-next-copy.').first()).toBeVisible()
  await portolan.expectText('payments.yaml', /name: cart-next-copy\n[\s\S]*name: cart-next-copy\n/)
  await portolan.expectText('cart.yaml', before)
  await portolan.node('service', 'cart-next-copy').click({ position: { x: 30, y: 12 } })
  await page.keyboard.press('Control+x')
  await expect(portolan.node('service', 'cart-next-copy')).toBeHidden()
  await page.keyboard.press('Control+v')
  await expect(portolan.node('service', 'cart-next-copy')).toBeVisible()
})

test('what is picked is lined up from the menu, as one step', async ({ portolan, page }) => {
  await portolan.visit()
  const first = portolan.node('service', 'cart')
  const second = portolan.node('workload', 'cart-next')
  await first.click({ position: { x: 30, y: 12 } })
  await second.click({ position: { x: 30, y: 12 }, modifiers: ['Control'] })
  await second.click({ button: 'right', position: { x: 30, y: 12 }, modifiers: ['Control'] })
  await page.getByRole('menuitem', { name: 'Upper edges' }).click()
  await expect.poll(async () => Math.round((await boxOf(first)).y - (await boxOf(second)).y)).toBe(0)
  await portolan.undo()
  await expect.poll(async () => Math.round((await boxOf(first)).y - (await boxOf(second)).y)).not.toBe(0)
})
