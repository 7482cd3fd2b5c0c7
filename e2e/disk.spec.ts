import type { Page } from '@playwright/test'
import { expect, test } from './page.ts'

/** The browser's own private folder stands for one on disk: it is read and written in the same way. */
async function folder(page: Page, files: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate(async contents => {
    const root = await navigator.storage.getDirectory()
    const base = await root.getDirectoryHandle('work', { create: true })
    for (const [path, text] of Object.entries(contents)) {
      let at = base
      const parts = path.split('/')
      for (const part of parts.slice(0, -1)) at = await at.getDirectoryHandle(part, { create: true })
      const stream = await (await at.getFileHandle(parts.at(-1)!, { create: true })).createWritable()
      await stream.write(text)
      await stream.close()
    }
    Object.assign(window, { showDirectoryPicker: async () => base })
  }, files)
}

const read = (page: Page, path: string): Promise<string> =>
  page.evaluate(async name => {
    let at = await (await navigator.storage.getDirectory()).getDirectoryHandle('work')
    const parts = name.split('/')
    for (const part of parts.slice(0, -1)) at = await at.getDirectoryHandle(part)
    return (await (await at.getFileHandle(parts.at(-1)!)).getFile()).text()
  }, path)

const service = (name: string): string => `apiVersion: v1\r\nkind: Service # kept\r\nmetadata:\r\n  name: ${name}\r\n`

test('a folder is opened and saved in place, byte for byte; what another program wrote is not overwritten unasked', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  await folder(page, {
    'a.yaml': service('alpha'),
    'deep/b.yml': service('beta'),
    'notes.txt': 'x',
    '.git/c.yaml': service('no'),
  })
  await page.getByRole('button', { name: 'Project', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Open a folder…' }).click()
  await expect(portolan.node('service', 'alpha')).toBeVisible()
  await expect(portolan.node('service', 'beta')).toBeVisible()
  await expect(portolan.node('service', 'no')).toBeHidden()
  await portolan.node('service', 'beta').click()
  await page.keyboard.press('F2')
  await page.getByRole('textbox', { name: 'New name' }).fill('beta-two')
  await page.keyboard.press('Enter')
  await expect(portolan.node('service', 'beta-two')).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Saved 1 files to disk.')).toBeVisible()
  expect(await read(page, 'deep/b.yml')).toBe(service('beta-two'))
  expect(await read(page, 'a.yaml')).toBe(service('alpha'))

  await page.waitForTimeout(50)
  await folder(page, { 'deep/b.yml': '# mine\n' })
  await portolan.undo()
  await expect(portolan.node('service', 'beta')).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Not overwritten')).toBeVisible()
  expect(await read(page, 'deep/b.yml')).toBe('# mine\n')
  await page.getByRole('button', { name: 'Overwrite' }).click()
  await expect.poll(() => read(page, 'deep/b.yml')).toBe(service('beta'))
})
