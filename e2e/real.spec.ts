import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, type Portolan, test } from './page.ts'

const real = new URL('../../shared/real/', import.meta.url)

test.skip(!existsSync(real), 'the real manifests in ../shared/real are not here')

async function open(portolan: Portolan, folder: string): Promise<Record<string, string>> {
  const at = new URL(`${folder}/`, real)
  const files = Object.fromEntries(readdirSync(at).map(name => [name, readFileSync(new URL(name, at), 'utf8')]))
  await portolan.drop(files)
  return files
}

/** Megabytes cross between page and test each time. */
const slowly = { intervals: [500, 1000, 2000] }

const names = (files: Record<string, string>, kind: string): string[] =>
  Object.values(files)
    .flatMap(text => text.split(/^---$/m))
    .filter(doc => new RegExp(`^kind: ${kind}$`, 'm').test(doc))
    .map(doc => /^metadata:\n(?: {2}.*\n)*? {2}name: (\S+)/m.exec(doc)?.[1] ?? '')
    .filter(name => name !== '')

test('online-boutique opens with every workload, service, gateway and policy', async ({ portolan, page }) => {
  await portolan.visit()
  const files = await open(portolan, 'online-boutique')
  await expect(portolan.node('workload', 'frontend')).toBeVisible()
  const roles = { Deployment: 'workload', Service: 'service', NetworkPolicy: 'policy', Gateway: 'entry' } as const
  for (const [kind, role] of Object.entries(roles)) {
    const wanted = names(files, kind)
    expect(wanted.length, kind).toBeGreaterThan(0)
    for (const name of wanted) await expect(portolan.node(role, name).first(), `${kind} ${name}`).toBeAttached()
  }
  await portolan.ask('http://frontend.default.svc.cluster.local/')
  await expect(page.getByTestId('verdict').first()).toBeVisible()
})

test('bookinfo opens with its alternatives veiled; switching files chooses', async ({ portolan, page }) => {
  await portolan.visit()
  await open(portolan, 'bookinfo')
  const veiled = page.locator('[data-node][data-state="veiled"]')
  await expect(veiled.first()).toBeVisible()
  const before = await veiled.count()
  await page.getByRole('tab', { name: 'networking-virtual-service-reviews-80-20.yaml' }).click()
  await page.getByRole('button', { name: 'Switch networking-virtual-service-reviews-80-20.yaml off' }).click()
  await expect(veiled).not.toHaveCount(before)
})

test('argo-cd, 1.9 MB in one file, opens and stays editable', async ({ portolan, page }) => {
  test.setTimeout(120_000)
  await portolan.visit()
  const files = await open(portolan, 'argo-cd')
  await expect(portolan.node('workload', 'argocd-server')).toBeVisible({ timeout: 60_000 })
  await page.locator('.monaco-editor .view-lines').click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('---\nkind: Service')
  await expect
    .poll(async () => (await portolan.textOf('install.yaml'))?.endsWith('---\nkind: Service'), slowly)
    .toBe(true)
  await portolan.undoTyping()
  const text = files['install.yaml'] ?? ''
  await expect.poll(async () => (await portolan.textOf('install.yaml')) === text, slowly).toBe(true)
})
