import { boxOf, expect, type Portolan, test } from './page.ts'

/** Where every node of the canvas stands, by id; the view must not move between two of these. */
async function placesOf({ page }: Portolan): Promise<Record<string, string>> {
  const all = await page
    .locator('.react-flow__node-resource')
    .evaluateAll(nodes =>
      nodes.map(node => [node.getAttribute('data-id') ?? '', (node as HTMLElement).style.transform]),
    )
  return Object.fromEntries(all)
}

async function moved(portolan: Portolan, before: Record<string, string>): Promise<string[]> {
  const now = await placesOf(portolan)
  const ids = Object.keys(now).filter(id => now[id] !== before[id])
  const said = ids.map(async id => {
    const node = portolan.page.locator(`[data-node="${id}"]`)
    return `${await node.getAttribute('data-role')} ${await node.locator('span[title]').first().textContent()}`
  })
  return (await Promise.all(said)).sort()
}

const rows = (n: number): string =>
  Array.from({ length: n }, (_, i) => `    - {name: p${i}, port: ${8000 + i}}\n`).join('')

const service = (name: string, ports = 1): string => `apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: depot}
spec:
  selector: {app: ${name}}
  ports:
${rows(ports)}---
`
const workload = (name: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: depot}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: main, image: registry.example.com/main}]}
---
`
const names = ['a-in', 'b-in', 'c-in', 'd-in']
const elsewhere =
  service('lamp').replace('namespace: depot', 'namespace: barn') +
  workload('lamp').replace('namespace: depot', 'namespace: barn')
const depot = names.map(name => service(name)).join('') + names.map(workload).join('')

async function openDepot(portolan: Portolan): Promise<void> {
  await portolan.visit()
  await portolan.drop({ 'depot.yaml': elsewhere + depot })
  await expect(portolan.node('workload', 'd-in')).toBeVisible()
}

test('what was placed by hand stays where it is, until it is unpinned; one undo', async ({ portolan, page }) => {
  await openDepot(portolan)
  await portolan.node('workload', 'a-in').click({ position: { x: 30, y: 12 } })
  await page.keyboard.press('Shift+Alt+ArrowDown')
  const pinned = portolan.node('workload', 'a-in')
  await portolan.standsStill(pinned)
  const before = await placesOf(portolan)
  await portolan.node('workload', 'c-in').click({ position: { x: 30, y: 12 } })
  for (let i = 0; i < 2; i += 1) await page.keyboard.press('Shift+Alt+ArrowDown')
  await portolan.node('workload', 'd-in').click({ position: { x: 30, y: 12 } })
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('Shift+Alt+ArrowDown')
  await expect.poll(() => moved(portolan, before)).toEqual(['workload c-in', 'workload d-in'])
  const by = async (): Promise<string[]> => moved(portolan, before)

  // Both were placed by hand and stay until they are given back.
  await portolan.node('workload', 'c-in').click({ position: { x: 30, y: 12 }, modifiers: ['Control'] })
  await portolan.node('workload', 'd-in').click({ button: 'right', position: { x: 30, y: 12 }, modifiers: ['Control'] })
  await page.getByRole('menuitem', { name: 'Lay out the selection again' }).click()
  await expect(page.getByText('All of it was placed by hand, and stays.')).toBeVisible()
  expect(await by()).toEqual(['workload c-in', 'workload d-in'])
  await portolan.node('workload', 'd-in').click({ button: 'right', position: { x: 30, y: 12 }, modifiers: ['Control'] })
  await page.getByRole('menuitem', { name: 'Unpin' }).click()
  await expect.poll(by).toEqual([])
  await portolan.undo()
  await expect.poll(by).toEqual(['workload c-in', 'workload d-in'])
})

test('of what is selected that which nobody pinned is laid out again, all else stays to the pixel; one undo', async ({
  portolan,
  page,
}) => {
  await openDepot(portolan)
  await portolan.node('service', 'a-in').click({ position: { x: 30, y: 12 } })
  await page.keyboard.press('Control+d')
  const copy = portolan.node('service', 'a-in-copy')
  await expect(copy).toBeVisible()
  await portolan.node('service', 'd-in').click({ position: { x: 30, y: 12 } })
  await page.keyboard.press('Alt+ArrowDown')
  await portolan.standsStill(copy)
  const before = await placesOf(portolan)
  for (const name of ['c-in', 'a-in-copy'])
    await portolan.node('service', name).click({ position: { x: 30, y: 12 }, modifiers: ['Control'] })
  await copy.click({ button: 'right', position: { x: 30, y: 12 }, modifiers: ['Control'] })
  await page.getByRole('menuitem', { name: 'Lay out the selection again' }).click()
  await expect.poll(() => moved(portolan, before)).toEqual(['service a-in-copy', 'service c-in'])
  await portolan.undo()
  await expect.poll(() => moved(portolan, before)).toEqual([])
})

test('a namespace is laid out again from its frame: its newcomers find their row, nothing else moves; one undo', async ({
  portolan,
  page,
}) => {
  await openDepot(portolan)
  // A copy comes at the foot of its column, beneath all others.
  await portolan.node('service', 'a-in').click({ position: { x: 30, y: 12 } })
  await page.keyboard.press('Control+d')
  await expect(portolan.node('service', 'a-in-copy')).toBeVisible()
  await portolan.node('service', 'b-in').click({ position: { x: 30, y: 12 } })
  await page.keyboard.press('Alt+ArrowDown')
  await portolan.standsStill(portolan.node('service', 'a-in-copy'))
  const pinned = await boxOf(portolan.node('service', 'b-in'))
  const before = await placesOf(portolan)
  const frame = page.locator('.frame-handle').filter({ hasText: 'depot' })
  await frame.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Lay out depot again' }).click()
  await expect.poll(() => moved(portolan, before)).toContain('service a-in-copy')
  const all = await moved(portolan, before)
  expect(all).not.toContain('service b-in')
  expect(all.filter(name => name.endsWith('lamp'))).toEqual([])
  expect(await boxOf(portolan.node('service', 'b-in'))).toEqual(pinned)
  await page.getByRole('button', { name: 'What was done' }).click()
  await expect(page.getByRole('menuitem').first()).toContainText(/lay out depot again/i)
  await page.keyboard.press('Escape')
  await portolan.undo()
  await expect.poll(() => moved(portolan, before)).toEqual([])
})

test('the keys reach it: the palette lays a namespace out again, and it is so after a reload', async ({
  portolan,
  page,
}) => {
  await openDepot(portolan)
  await portolan.node('service', 'a-in').click({ position: { x: 30, y: 12 } })
  await page.keyboard.press('Control+d')
  await expect(portolan.node('service', 'a-in-copy')).toBeVisible()
  await portolan.standsStill(portolan.node('service', 'a-in-copy'))
  const before = await placesOf(portolan)
  await page.keyboard.press('Control+k')
  await expect(page.getByPlaceholder('Find or do anything')).toBeFocused()
  await page.keyboard.type('lay out depot')
  await page.keyboard.press('Enter')
  await expect.poll(() => moved(portolan, before)).toContain('service a-in-copy')
  const copy = portolan.node('service', 'a-in-copy')
  const below = portolan.node('service', 'd-in')
  const apart = async (): Promise<number> => Math.sign((await boxOf(copy)).y - (await boxOf(below)).y)
  expect(await apart()).toBe(-1)
  await expect
    .poll(async () => Object.keys((await portolan.saved())?.pins ?? {}).some(k => k.startsWith('laid/')))
    .toBe(true)
  await page.reload()
  await expect(copy).toBeVisible()
  await portolan.standsStill(copy)
  expect(await apart()).toBe(-1)
})
