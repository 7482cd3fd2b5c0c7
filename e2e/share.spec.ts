import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Page } from '@playwright/test'
import { unzipSync } from 'fflate'
import { expect, Portolan, test } from './page.ts'

const secret = `apiVersion: v1
kind: Secret
metadata: {name: login, namespace: shop}
stringData:
  password: hunter2 # rotated in May
---
apiVersion: v1
kind: Service
metadata: {name: extra, namespace: shop}
spec: {selector: {app: extra}, ports: [{port: 80}]}
`

const pod = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, uid: '1', managedFields: [{ manager: 'kubectl' }] },
  spec: { containers: [{ name: 'app', image: 'app' }] },
  status: { phase: 'Running' },
})

async function openShare(page: Page, tab: string): Promise<void> {
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await page.getByRole('dialog').getByRole('tab', { name: tab }).click()
}

async function linkOf(page: Page): Promise<string> {
  const field = page.getByRole('dialog').getByRole('textbox', { name: 'Link' })
  await expect(field).toHaveValue(/#[pe]1\./)
  return field.inputValue()
}

async function download(page: Page, choice: string | RegExp): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download')
  await page.getByRole('dialog').getByRole('button', { name: choice }).click()
  const file = await coming
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
}

test('a link carries files, layout and tests to another browser, without the values of Secrets', async ({
  portolan,
  page,
  browser,
}) => {
  await portolan.visit()
  await portolan.dragBy(portolan.node('workload', 'cart-next'), 40, 70)
  await page.getByRole('button', { name: 'Keep as test' }).click()
  await portolan.drop({ 'login.yaml': secret })
  await expect(portolan.node('service', 'extra')).toBeVisible()
  const files = (await portolan.saved())?.files.map(file => file.name) ?? []
  await openShare(page, 'Link')
  await expect(page.getByText('Include the values of Secrets (1)')).toBeVisible()
  const link = await linkOf(page)
  await expect(page.getByRole('dialog').getByRole('status')).toContainText('characters')

  const other = await browser.newContext({ serviceWorkers: 'block' })
  const guest = new Portolan(await other.newPage())
  await guest.page.goto(link)
  await expect(guest.node('service', 'extra')).toBeVisible()
  await expect(guest.page.getByText('Opened a shared project')).toBeVisible()
  expect(new URL(guest.page.url()).hash).toBe('')
  await expect
    .poll(async () => (await guest.saved())?.files.map(file => file.name))
    .toEqual(expect.arrayContaining(files))
  await guest.expectText('cart.yaml', (await portolan.textOf('cart.yaml')) ?? '')
  const saved = await guest.saved()
  expect(saved?.pins).toEqual((await portolan.saved())?.pins)
  expect(saved?.tests).toHaveLength(1)
  // Comments among the values may tell what they were.
  await guest.page.getByRole('tab', { name: 'login.yaml' }).click()
  const shown = guest.page.locator('.monaco-editor .view-lines')
  await expect(shown).toContainText(/password:\swithheld/)
  await expect(shown).not.toContainText('May')
  await other.close()

  await page.getByText('Include the values of Secrets (1)').click()
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Link' })).not.toHaveValue(link)
  expect((await linkOf(page)).length).toBeGreaterThan(0)
})

test('a link with a password opens with that one only; a cut link says so and changes nothing', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  await openShare(page, 'Link')
  await page.getByLabel('Password').fill('open sesame')
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Link' })).toHaveValue(/#e1\./)
  const link = await linkOf(page)
  await page.keyboard.press('Escape')
  await portolan.example('Ingress: two hosts and TLS')
  await expect(portolan.node('route', 'bakery')).toBeVisible()

  await page.goto(link)
  await page.reload()
  const password = page.getByRole('textbox', { name: 'Password' })
  await password.fill('open barley')
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(page.getByText('That is not its password.')).toBeVisible()
  await password.fill('open sesame')
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(portolan.node('service', 'cart-next')).toBeVisible()

  await portolan.expectText('cart.yaml', /cart-next/)
  await page.evaluate(() => {
    location.hash = '#p1.q1YqSyxJTE'
  })
  await expect(page.getByText('This is no whole Portolan project')).toBeVisible()
  await expect(portolan.node('service', 'cart-next')).toBeVisible()
})

test('a project file opens again, with what it took the place of one click away', async ({ portolan, page }) => {
  await portolan.visit()
  await portolan.dragBy(portolan.node('workload', 'cart-next'), 40, 70)
  await expect.poll(async () => Object.keys((await portolan.saved())?.pins ?? {})).toHaveLength(1)
  const pins = (await portolan.saved())?.pins
  await openShare(page, 'Files')
  const { name, bytes } = await download(page, /^Project file/)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Project', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Close everything' }).click()
  await portolan.drop({ 'mine.yaml': secret })
  await expect(portolan.node('service', 'extra')).toBeVisible()
  await portolan.drop({ [name]: bytes })
  await expect(portolan.node('service', 'cart-next')).toBeVisible()
  await expect.poll(async () => (await portolan.saved())?.pins).toEqual(pins)
  await portolan.drop({ 'broken.portolan.json': '{"format":"portolan-project","version":1,"files":[{"name":7}]}' })
  await expect(page.getByText('This is no whole Portolan project')).toBeVisible()
  await expect(portolan.node('service', 'cart-next')).toBeVisible()
})

test('traffic tests come out as the command runs them, and pass', async ({ portolan, page }) => {
  await portolan.visit()
  await page.getByRole('button', { name: 'Keep as test' }).click()
  await portolan.ask('http://shop.example.com/cart')
  await expect(page.getByTestId('verdict').first()).toContainText('301')
  await page.getByRole('button', { name: 'Keep as test' }).click()
  await openShare(page, 'Files')
  const { bytes } = await download(page, /^Traffic tests/)
  const directory = mkdtempSync(join(tmpdir(), 'traffic-'))
  for (const [name, content] of Object.entries(unzipSync(bytes))) {
    mkdirSync(dirname(join(directory, name)), { recursive: true })
    writeFileSync(join(directory, name), content)
  }
  const said = execFileSync('node', ['bin/portolan.mjs', 'test', directory, '--json'], { encoding: 'utf8' })
  expect(JSON.parse(said)).toMatchObject({ passed: 2, failed: 0, unsupported: 0 })
  // The same archive brings manifests and tests back.
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Project', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Close everything' }).click()
  await portolan.drop({ 'traffic-tests.zip': Buffer.from(bytes) })
  await expect(page.getByText('Tests added: 2')).toBeVisible()
  await expect(page.getByRole('tab', { name: /^Tests/ })).toContainText('2')
  await expect(page.getByRole('tab', { name: 'cart.yaml' })).toBeVisible()
  await expect(page.getByRole('tab', { name: 'case.yaml' })).toHaveCount(0)
  await expect(page.getByRole('tabpanel').locator('li[data-state="passed"]')).toHaveCount(2)
})

test('a base of a project with more than manifests lists manifests alone; its own kustomization is kept', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  const files = {
    'a.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n',
    'values.yaml': 'replicas: 2\n',
    'tpl.yaml': 'kind: Service\nmetadata:\n  name: {{ .Values.name }}\n',
  }
  await portolan.drop(files)
  await expect(portolan.node('service', 'a')).toBeVisible()
  await openShare(page, 'Files')
  const made = unzipSync((await download(page, /^Kustomize base/)).bytes)
  expect(Object.keys(made).sort()).toEqual(['a.yaml', 'kustomization.yaml'])
  await page.keyboard.press('Escape')
  const own = 'namePrefix: x-\nresources: [a.yaml]\n'
  await portolan.drop({ 'kustomization.yaml': own })
  await expect(page.getByText('Files added: 1')).toBeVisible()
  await openShare(page, 'Files')
  const kept = unzipSync((await download(page, /^Kustomize base/)).bytes)
  expect(new TextDecoder().decode(kept['kustomization.yaml'])).toBe(own)
})

test('a Kustomize base lists the files that are switched on; clean files lose what a server added', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  await openShare(page, 'Files')
  const base = unzipSync((await download(page, /^Kustomize base/)).bytes)
  expect(new TextDecoder().decode(base['kustomization.yaml'])).toMatch(
    /^apiVersion: kustomize\.config\.k8s\.io\/v1beta1\nkind: Kustomization\nresources:\n(\s*- (gateway|cart|payments|search)\.yaml\n){4}$/,
  )
  await page.keyboard.press('Escape')
  await portolan.drop({
    'live.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: live\n  uid: 1-2\nspec: {}\nstatus: {}\n',
  })
  await openShare(page, 'Files')
  const clean = await download(page, /^Without what a server added/)
  expect(clean.bytes.toString()).toBe('apiVersion: v1\nkind: Service\nmetadata:\n  name: live\nspec: {}\n')
  await page.keyboard.press('Escape')
  await portolan.drop({
    'live.json': JSON.stringify({ kind: 'List', apiVersion: 'v1', items: [pod('a'), pod('b')] }, null, 4),
  })
  await expect(portolan.node('workload', 'b')).toBeVisible()
  await openShare(page, 'Files')
  const archive = unzipSync((await download(page, /^Without what a server added/)).bytes)
  const list = JSON.parse(new TextDecoder().decode(archive['live.json']))
  expect(list.items.map((item: object) => Object.keys(item))).toEqual(
    Array(2).fill(['apiVersion', 'kind', 'metadata', 'spec']),
  )
})

test('the canvas as a picture: SVG that says in words what it shows, PNG, Mermaid', async ({ portolan, page }) => {
  await portolan.visit()
  await openShare(page, 'Picture')
  const svg = (await download(page, /^SVG/)).bytes.toString()
  expect(svg).toMatch(/^<svg[^>]* role="img"/)
  expect(svg).toContain('Gateway edge/public → HTTPRoute shop/cart')
  expect(svg).toContain('>cart-next</text>')
  expect(svg).not.toMatch(/<script|onload|NaN|undefined|var\(/)
  const png = (await download(page, /^PNG/)).bytes
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect(png.readUInt32BE(16)).toBeGreaterThan(1000)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Mermaid/ })
    .click()
  await expect(page.getByText('Copied as a Mermaid flowchart.')).toBeVisible()
  const mermaid = await page.evaluate(() => navigator.clipboard.readText())
  expect(mermaid).toMatch(/^flowchart LR\n/)
  expect(mermaid).toMatch(/subgraph s\d+\["shop"\]/)
})
