import { expect, test } from './page.ts'

const untidy = `# a shop
apiVersion: v1
kind: Service
metadata:
    name:   web   # the front
    labels: &l
        app: 'web'
spec:
    # who gets it
    selector: *l
    ports:
        -   port: 80
            name: http

---
apiVersion: v1
kind: ConfigMap
metadata: {name: c}
data:
    motd: |
        hello
          you
---
kind: [
`
const tidy = `# a shop
apiVersion: v1
kind: Service
metadata:
  name: web   # the front
  labels: &l
    app: 'web'
spec:
  # who gets it
  selector: *l
  ports:
    - port: 80
      name: http

---
apiVersion: v1
kind: ConfigMap
metadata: {name: c}
data:
  motd: |
    hello
      you
---
kind: [
`

test('a file is formatted by key: blanks alone change, what cannot be is left with why, one undo', async ({
  portolan,
  page,
}) => {
  await portolan.visit()
  await portolan.drop({ 'web.yaml': untidy })
  await expect(portolan.node('service', 'web')).toBeVisible()
  await portolan.editorReady()
  await page.locator('.monaco-editor .view-line').first().click()
  await page.keyboard.press('Shift+Alt+F')
  await portolan.expectText('web.yaml', tidy)
  await expect(page.getByText('The document at line 23 is left as it is: its YAML does not parse.')).toBeVisible()
  await portolan.undo()
  await portolan.expectText('web.yaml', untidy)
  // From the palette as well, and again there is nothing to do.
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Find or do anything').fill('Format')
  await page.keyboard.press('Enter')
  await portolan.expectText('web.yaml', tidy)
  await page.getByRole('button', { name: 'Actions for web.yaml' }).click()
  await page.getByRole('menuitem', { name: /^Format document/ }).click()
  await expect(page.getByText('Nothing was formatted.')).toBeVisible()
  await portolan.expectText('web.yaml', tidy)
})
