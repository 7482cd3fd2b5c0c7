import { boxOf, expect, type Portolan, test } from './page.ts'

type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

const meet = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Nodes that something floating above the canvas covers, or that reach out of it. */
async function covered({ page }: Portolan): Promise<string[]> {
  const pane = await boxOf(page.locator('.react-flow'))
  const floats: Rect[] = []
  for (const float of await page.locator('[data-floats]').all()) floats.push(await boxOf(float))
  expect(floats.length).toBeGreaterThan(0)
  const found: string[] = []
  for (const node of await page.locator('[data-node]').all()) {
    const box = await boxOf(node)
    const inside =
      box.x >= pane.x &&
      box.y >= pane.y &&
      box.x + box.width <= pane.x + pane.width &&
      box.y + box.height <= pane.y + pane.height
    if (!inside || floats.some(float => meet(float, box))) found.push((await node.getAttribute('id')) ?? '')
  }
  return found
}

const zoomOf = async ({ page }: Portolan): Promise<number> =>
  Number(/\d+/.exec((await page.getByRole('button', { name: /^Zoom \d/ }).textContent()) ?? '')?.[0])

for (const [width, height, least] of [
  [1280, 800, 52],
  [1440, 900, 59],
  [1920, 1080, 72],
] as const)
  test(`the first picture is large, and nothing stands on it, at ${width} × ${height}`, async ({ portolan, page }) => {
    await page.setViewportSize({ width, height })
    await portolan.visit()
    await expect(page.getByRole('complementary', { name: 'One mistake is in here' })).toBeVisible()
    await expect.poll(() => covered(portolan)).toEqual([])
    expect(await zoomOf(portolan)).toBeGreaterThanOrEqual(least)
  })

test('a picture that nobody moved stays whole and free when banner, legend or panels come; one that was moved stays', async ({
  portolan,
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await portolan.visit()
  await portolan.example('Three tiers behind network policies')
  await expect(portolan.node('workload', 'db')).toBeVisible()
  await expect.poll(() => covered(portolan)).toEqual([])
  await page.getByRole('button', { name: /^Policy mode/ }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Select a workload' })).toBeVisible()
  await expect.poll(() => covered(portolan)).toEqual([])
  await page.getByRole('button', { name: 'Legend' }).click()
  await expect.poll(() => covered(portolan)).toEqual([])
  await page.getByRole('button', { name: 'Legend' }).click()
  const before = await zoomOf(portolan)
  await page.getByRole('button', { name: 'Hide this panel' }).click()
  await expect.poll(() => zoomOf(portolan)).toBeGreaterThanOrEqual(before)
  await expect.poll(() => covered(portolan)).toEqual([])

  await page.getByRole('button', { name: 'Zoom in' }).click()
  await expect.poll(() => zoomOf(portolan)).toBeGreaterThan(before)
  const db = portolan.node('workload', 'db')
  await portolan.standsStill(db)
  const place = await boxOf(db)
  await page.getByRole('button', { name: 'Legend' }).click()
  await expect(page.getByRole('complementary', { name: 'Legend' })).toBeVisible()
  await portolan.standsStill(db)
  expect(await boxOf(db)).toEqual(place)
})

const route = (index: number): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: app-${index}, namespace: shop}
spec:
  parentRefs: [{name: edge}]
  hostnames: [app-${index}.example.com]
  rules: [{backendRefs: [{name: app-${index}, port: 80}]}]
---
apiVersion: v1
kind: Service
metadata: {name: app-${index}, namespace: shop}
spec: {selector: {app: app-${index}}, ports: [{port: 80}]}
`

test('hundreds of routes of one gateway stand beside each other, and the name of their namespace can be read', async ({
  portolan,
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await portolan.visit()
  const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec: {gatewayClassName: any, listeners: [{name: http, port: 80, protocol: HTTP}]}
`
  await portolan.drop({ 'shop.yaml': gateway + Array.from({ length: 300 }, (_, i) => route(i)).join('') })
  const frame = page.locator('.react-flow__node-frame').filter({ hasText: '601' })
  await expect(frame).toBeVisible()
  await portolan.standsStill(frame)
  const { width, height } = await boxOf(frame)
  expect(width / height).toBeGreaterThan(0.5)
  expect(width / height).toBeLessThan(2)
  expect((await boxOf(frame.getByText('shop', { exact: true }))).height).toBeGreaterThanOrEqual(9)
  const pane = await boxOf(page.locator('.react-flow'))
  const box = await boxOf(frame)
  expect(box.y).toBeGreaterThan(pane.y)
  expect(box.y + box.height).toBeLessThan(pane.y + pane.height)
})

test('no line runs over the name of a folded namespace', async ({ portolan, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  const gateway = (namespace: string): string =>
    `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: edge, namespace: ${namespace}}\n` +
    'spec: {gatewayClassName: any, listeners: [{name: http, port: 80, protocol: HTTP}]}\n'
  const service = (namespace: string, name: string): string =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {ports: [{port: 80}]}\n`
  const teams = Array.from({ length: 10 }, (_, i) => `team-${i}`)
  const documents = teams.flatMap(team => [
    gateway(team),
    ...Array.from({ length: 40 }, (_, i) => service(team, `app-${i}`)),
  ])
  await portolan.visit()
  await portolan.drop({ 'teams.yaml': documents.join('---\n') })
  const names = page.locator('[data-id^="frame:team-"] .frame-handle')
  await expect(names).toHaveCount(teams.length)
  await portolan.standsStill(names.last())
  const topmost = await names.evaluateAll(heads =>
    heads.flatMap(head => {
      const { left, top, width, height } = head.getBoundingClientRect()
      return [0.05, 0.15, 0.3, 0.45].map(part => {
        const found = document.elementFromPoint(left + width * part, top + height / 2)
        return found !== null && head.contains(found)
      })
    }),
  )
  expect(topmost).toEqual(topmost.map(() => true))
})
