import { expect, Portolan, test } from './page.ts'

test('a tab that is killed while one types loses nothing older than a second', async ({ portolan, page, context }) => {
  test.setTimeout(120_000)
  await portolan.visit()
  await portolan.expectText('cart.yaml', /cart-next/)
  let tab = page
  let open = portolan
  for (const [round, rest] of [130, 480, 900].entries()) {
    await tab.getByRole('tab', { name: 'cart.yaml' }).click()
    // The other file's text may still stand there.
    await expect(tab.locator('.monaco-editor .view-lines')).not.toContainText('platform')
    await tab.locator('.monaco-editor .view-line').first().click()
    await expect(tab.locator('.monaco-editor.focused')).toBeVisible()
    await tab.keyboard.press('Control+Home')
    await tab.keyboard.press('Enter')
    await tab.keyboard.press('ArrowUp')
    await tab.keyboard.type(`# r${round} `)
    await expect(tab.locator('.monaco-editor .view-line').first()).toContainText(`r${round}`)
    const typed: { readonly word: string; readonly at: number }[] = []
    // Without a pause longer than any rest that one could wait for.
    const until = Date.now() + 2400 + rest
    // How long the machine takes for one word: on a busy one the page itself comes to it later.
    let slowestMs = 0
    const isSafe = ({ at }: { readonly at: number }, when: number): boolean => at < when - 1000 - slowestMs * 2
    for (let n = 0; n < 80 && (Date.now() < until || typed.filter(one => isSafe(one, Date.now())).length < 3); n += 1) {
      const word = `w${round}x${n}`
      const before = Date.now()
      await tab.keyboard.type(`${word} `)
      slowestMs = Math.max(slowestMs, Date.now() - before)
      typed.push({ word, at: Date.now() })
      await tab.waitForTimeout(40)
    }
    const killed = Date.now()
    const session = await context.newCDPSession(tab)
    const crashed = new Promise(resolve => tab.once('crash', resolve))
    void session.send('Page.crash').catch(() => {})
    await crashed
    await tab.close()
    tab = await context.newPage()
    open = new Portolan(tab)
    await tab.goto('/')
    await expect(open.node('service', 'cart-next')).toBeVisible()
    await open.editorReady()
    const safe = typed.filter(one => isSafe(one, killed))
    expect(safe.length).toBeGreaterThan(2)
    // What was not kept cannot come back: only the reading may have to be done again.
    await expect
      .poll(async () => {
        const text = (await open.textOf('cart.yaml')) ?? ''
        return safe.filter(({ word }) => !text.includes(`${word} `)).map(({ word }) => word)
      })
      .toEqual([])
  }
})

test('two tabs on one project do not overwrite each other: the second says so, and takes over when asked', async ({
  portolan,
  page,
  context,
}) => {
  await portolan.visit()
  await portolan.expectText('cart.yaml', /cart-next/)
  const other = await context.newPage()
  const second = new Portolan(other)
  await other.goto('/')
  await expect(second.node('service', 'cart-next')).toBeVisible()
  await expect(other.getByText('This project is open in another tab')).toBeVisible()
  await portolan.drop({ 'first.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: first}\n' })
  await expect.poll(async () => (await portolan.saved())?.files.map(file => file.name)).toContain('first.yaml')
  const kept = (await portolan.saved())?.files.map(file => file.name)

  await second.dragBy(second.node('workload', 'cart-next'), 30, 50)
  await expect(other.getByText('What you change here is not kept')).toBeVisible()
  await other.waitForTimeout(1200)
  expect((await portolan.saved())?.files.map(file => file.name)).toEqual(kept)

  await other.getByRole('button', { name: 'Take the other tab’s' }).click()
  await expect(second.node('service', 'first')).toBeVisible()
  await expect(page.getByText('This project is open in another tab')).toBeVisible()
  await second.drop({ 'second.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: second}\n' })
  await expect.poll(async () => (await second.saved())?.files.map(file => file.name)).toContain('second.yaml')

  await other.close()
  // The first tab had changed nothing since: it goes on with what the second left.
  await expect(portolan.node('service', 'second')).toBeVisible()
  await expect(page.getByText('This project is open in another tab')).toBeHidden()
})

test('what another project took the place of is among the earlier ones', async ({ portolan, page }) => {
  await portolan.visit()
  await portolan.drop({ 'mine.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: mine}\n' })
  await expect(portolan.node('service', 'mine')).toBeVisible()
  await portolan.dragBy(portolan.node('service', 'mine'), 20, 40)
  await portolan.example('Ingress: two hosts and TLS')
  await expect(portolan.node('route', 'bakery').or(portolan.node('entry', 'bakery')).first()).toBeVisible()
  await expect.poll(async () => (await portolan.saved())?.files.map(file => file.name)).not.toContain('mine.yaml')
  await page.reload()
  await expect(portolan.node('route', 'bakery').or(portolan.node('entry', 'bakery')).first()).toBeVisible()
  await page.getByRole('button', { name: 'Project', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Earlier projects…' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /mine\.yaml/ })
    .click()
  await expect(portolan.node('service', 'mine')).toBeVisible()
})
