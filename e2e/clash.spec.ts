import { expect, type Portolan, test } from './page.ts'

const service = (name: string, port: number): string => `apiVersion: v1
kind: Service # kept
metadata:
  name: ${name}
spec:
  ports:
    - port: ${port}
`
const open = { 'a.yaml': service('alpha', 1), 'b.yaml': service('beta', 2) }

test.beforeEach(async ({ portolan }) => {
  await portolan.visit()
  await portolan.drop(open)
  await expect(portolan.node('service', 'beta')).toBeVisible()
  // Once something is changed, what is dropped no longer takes its place.
  await portolan.node('service', 'alpha').click()
  await portolan.page.keyboard.press('Alt+ArrowDown')
  await expect(portolan.page.getByRole('button', { name: /^Undo: / }).first()).toBeVisible()
})

const texts = async (portolan: Portolan): Promise<Record<string, string>> =>
  Object.fromEntries(((await portolan.saved())?.files ?? []).map(({ name, text }) => [name, text]))

test('the same bytes are the same; a name that is taken is asked about and can be replaced; all that came is one step', async ({
  portolan,
  page,
}) => {
  await portolan.drop({ 'a.yaml': open['a.yaml'] })
  await expect(page.getByText('Open already, byte for byte: a.yaml')).toBeVisible()
  await portolan.drop({ 'a.yaml': service('alpha', 9), 'c.yaml': service('gamma', 3) })
  const dialog = page.getByRole('dialog', { name: 'a.yaml is open already, with another text' })
  await expect(dialog).toBeVisible()
  expect(await portolan.faultsOfAccess()).toEqual([])
  await dialog.getByRole('button', { name: /^Replace/ }).press('Enter')
  await expect(portolan.node('service', 'gamma')).toBeVisible()
  await expect
    .poll(() => texts(portolan))
    .toEqual({
      'a.yaml': service('alpha', 9),
      'b.yaml': open['b.yaml'],
      'c.yaml': service('gamma', 3),
    })
  await portolan.undo()
  await expect.poll(() => texts(portolan)).toEqual(open)
})

test('objects that are declared elsewhere are named; both are kept under free names, or one is left out', async ({
  portolan,
  page,
}) => {
  const dropped = `${service('beta', 8)}---\n${service('delta', 4)}`
  await portolan.drop({ 'd.yaml': dropped })
  const dialog = page.getByRole('dialog', { name: 'd.yaml declares what the project declares already' })
  await expect(dialog.getByRole('listitem')).toHaveText([/Service default\/beta.*in b\.yaml/])
  await dialog.getByRole('button', { name: /^Keep both/ }).click()
  await expect(portolan.node('service', 'beta-copy')).toBeVisible()
  await portolan.expectText('d.yaml', dropped.replace('name: beta', 'name: beta-copy'))
  await portolan.undo()
  await portolan.drop({ 'd.yaml': dropped })
  await dialog.getByRole('button', { name: /^Leave out/ }).click()
  await portolan.expectText('d.yaml', /^---\napiVersion: v1\nkind: Service # kept\nmetadata:\n {2}name: delta\n/)
  await portolan.undo()
  await portolan.drop({ 'd.yaml': dropped })
  await dialog.getByRole('button', { name: /^Replace/ }).click()
  await expect.poll(() => texts(portolan)).toEqual({ 'a.yaml': open['a.yaml'], 'b.yaml': '', 'd.yaml': dropped })
  await portolan.undo()
  await expect.poll(() => texts(portolan)).toEqual(open)
})

test('one answer can be for all; closing the question opens none of them', async ({ portolan, page }) => {
  const others = { 'a.yaml': service('alpha', 7), 'b.yaml': service('beta', 7) }
  await portolan.drop(others)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('checkbox', { name: 'The same for the other 1' }).check()
  await dialog.getByRole('button', { name: /^Keep both/ }).click()
  await expect(dialog).toHaveCount(0)
  await expect
    .poll(() => texts(portolan))
    .toEqual({
      ...open,
      'a-2.yaml': service('alpha-copy', 7),
      'b-2.yaml': service('beta-copy', 7),
    })
  await portolan.undo()
  await expect.poll(() => texts(portolan)).toEqual(open)
  await portolan.drop(others)
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await page.waitForTimeout(300)
  await expect.poll(() => texts(portolan)).toEqual(open)
})

test('a question that something else is opened over is answered with no, and the next drop asks anew', async ({
  portolan,
  page,
}) => {
  const dialog = page.getByRole('dialog', { name: 'a.yaml is open already, with another text' })
  await portolan.drop({ 'a.yaml': service('alpha', 7), 'c.yaml': service('gamma', 3) })
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await expect(dialog).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(portolan.node('service', 'gamma')).toBeVisible()
  await expect.poll(() => texts(portolan)).toEqual({ ...open, 'c.yaml': service('gamma', 3) })
  await portolan.drop({ 'a.yaml': service('alpha', 8) })
  await expect(dialog).toBeVisible()
  await portolan.drop({ 'b.yaml': service('beta', 8) })
  await dialog.getByRole('button', { name: /^Replace/ }).click()
  const next = page.getByRole('dialog', { name: 'b.yaml is open already, with another text' })
  await next.getByRole('button', { name: /^Replace/ }).click()
  await expect
    .poll(() => texts(portolan))
    .toEqual({ 'a.yaml': service('alpha', 8), 'b.yaml': service('beta', 8), 'c.yaml': service('gamma', 3) })
})

test('what replaces a file may lack its byte order mark: what is typed then goes where it stands', async ({
  portolan,
  page,
}) => {
  await portolan.drop({ 'm.yaml': `\uFEFF${service('marked', 1)}` })
  await portolan.node('service', 'marked').click()
  await portolan.drop({ 'm.yaml': service('bare', 2) })
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Replace/ })
    .click()
  await portolan.node('service', 'bare').click()
  await page.locator('.monaco-editor .view-lines').click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('# x ')
  await portolan.expectText('m.yaml', `# x ${service('bare', 2)}`)
})

test('pasted manifests have no name of their own: only their objects are asked about', async ({ portolan, page }) => {
  const paste = async (text: string): Promise<void> => {
    await page.getByRole('button', { name: 'Project', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Paste YAML…' }).click()
    await page.getByRole('textbox', { name: 'YAML to open' }).fill(text)
    await page.getByRole('button', { name: 'Open', exact: true }).click()
  }
  await paste(service('one', 1))
  await expect(portolan.node('service', 'one')).toBeVisible()
  await paste(service('two', 2))
  await expect(portolan.node('service', 'two')).toBeVisible()
  await portolan.expectText('pasted-2.yaml', service('two', 2))
  await paste(service('two', 3))
  await page
    .getByRole('dialog', { name: 'pasted.yaml declares what the project declares already' })
    .getByRole('button', { name: /^Leave out/ })
    .click()
  await page.waitForTimeout(300)
  await portolan.expectText('pasted-2.yaml', service('two', 2))
  await expect(page.getByRole('tab', { name: 'pasted-3.yaml' })).toHaveCount(0)
})
