import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from './page.ts'

const dist = (path: string): string => readFileSync(new URL(`../dist/${path}`, import.meta.url), 'utf8')

test.describe('with its service worker', () => {
  test.use({ serviceWorkers: 'allow' })

  test('a second visit asks the network for nothing: opens, edits and answers without one', async ({
    portolan,
    page,
    context,
  }) => {
    await portolan.visit()
    await page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready
      if (active?.state !== 'activated')
        await new Promise(resolve => active?.addEventListener('statechange', resolve, { once: true }))
    })
    await portolan.expectText('cart.yaml', /cart-next/)
    await context.setOffline(true)
    const asked: string[] = []
    page.on('response', response => {
      if (!response.fromServiceWorker() && !response.url().startsWith('blob:')) asked.push(response.url())
    })
    await page.reload()
    await expect(portolan.node('service', 'cart-next')).toBeVisible()
    await portolan.editorReady()
    await portolan.ask('https://shop.example.com/basket')
    await expect(page.getByTestId('verdict').first()).toContainText('302')
    await portolan.example('Ingress: two hosts and TLS')
    await expect(portolan.node('route', 'bakery')).toBeVisible()
    expect(asked).toEqual([])
  })
})

test('the policy of the page lets no foreign code in, and text from manifests is never markup', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')
  expect(policy).toContain("default-src 'self'")
  expect(policy).not.toContain('unsafe-eval')
  expect(policy).not.toMatch(/script-src[^;]*unsafe-inline|https?:|\*/)
  await page.evaluate(() => {
    Object.assign(window, { intruded: 0 })
  })
  const markup = `<img src=x onerror="window.intruded=1"><script>window.intruded=2</script>`
  await portolan.drop({
    'evil.yaml': `apiVersion: v1
kind: Service
metadata:
  name: '${markup}'
  namespace: 'a"><img src=x onerror=window.intruded=3>'
  labels: {app: '{{constructor.constructor("window.intruded=4")()}}'}
spec:
  selector: {app: '${markup}'}
  ports: [{port: 80, name: 'javascript:window.intruded=5'}]
`,
  })
  await page.getByRole('tab', { name: /^Problems/ }).click()
  await expect(
    page
      .getByRole('tabpanel', { name: /^Problems/ })
      .getByText('onerror')
      .first(),
  ).toBeVisible()
  expect(await page.evaluate(() => Reflect.get(window, 'intruded'))).toBe(0)
  expect(await page.locator('img[src="x"]').count()).toBe(0)
})

test('what must arrive before the page stands is at most 200 kB of compressed script', () => {
  const html = dist('index.html')
  const first = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(match => match[1]!)
  expect(first.length).toBeGreaterThan(0)
  const bytes = first.reduce((sum, file) => sum + gzipSync(dist(file)).length, 0)
  expect(bytes).toBeLessThan(200_000)
  // And the large ones come by themselves.
  expect(readdirSync(new URL('../dist/assets', import.meta.url)).some(file => file.startsWith('editor-pane-'))).toBe(
    true,
  )
  expect(first.some(file => file.includes('editor-pane'))).toBe(false)
})
