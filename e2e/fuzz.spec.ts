import { boxOf, exampleText, expect, type Portolan, test } from './page.ts'

/** The same numbers for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const scraps = [
  'x',
  ' ',
  'kind: Service',
  '\n',
  '\n  - name: other',
  ': ',
  '# why',
  '"',
  '[',
  '한국',
  '---\napiVersion: v1\nkind: Service\nmetadata:\n  name: typed\n',
  '\t',
]

/** Presses a button of the history; false where there is nothing left to do. */
async function press({ page }: Portolan, name: 'Undo' | 'Redo'): Promise<boolean> {
  const button = page.getByRole('button', { name: new RegExp(`^${name}(:|$)`) }).first()
  if ((await button.getAttribute('aria-disabled')) === 'true') return false
  await button.click()
  return true
}

async function clickInEditor({ page }: Portolan, pick: (below: number) => number): Promise<void> {
  const box = await boxOf(page.locator('#editor-panel'))
  await page.mouse.click(box.x + 70 + pick(180), box.y + 16 + pick(Math.floor(box.height) - 60))
}

/** Selects some node that can be seen, and says where it is. */
async function pickNode({ page }: Portolan, pick: (below: number) => number) {
  const nodes = page.locator('[data-node]:not([data-role="outside"])')
  const count = await nodes.count()
  const box = count === 0 ? null : await nodes.nth(pick(count)).boundingBox()
  const pane = await boxOf(page.locator('.react-flow'))
  if (box === null || box.x < pane.x || box.y < pane.y || box.x + box.width > pane.x + pane.width) return null
  if (box.y + box.height > pane.y + pane.height - 60) return null
  await page.mouse.click(box.x + box.width / 2, box.y + Math.min(10, box.height / 2))
  return box
}

async function gesture(portolan: Portolan, pick: (below: number) => number): Promise<string> {
  const { page } = portolan
  switch (pick(15)) {
    case 0:
    case 1:
    case 2: {
      await clickInEditor(portolan, pick)
      const text = scraps[pick(scraps.length)] ?? 'x'
      await page.keyboard.type(text)
      await page.keyboard.press('Escape')
      return `type ${JSON.stringify(text)}`
    }
    case 3: {
      await clickInEditor(portolan, pick)
      const key = ['Backspace', 'Delete', 'Control+Shift+K', 'Enter', 'Control+Backspace'][pick(5)] ?? 'Delete'
      await page.keyboard.press(key)
      return key
    }
    case 4:
    case 5: {
      const nodes = page.locator('[data-node]:not([data-role="outside"])')
      const count = await nodes.count()
      if (count === 0) return 'nothing to drag'
      await portolan.dragBy(nodes.nth(pick(count)), pick(120) - 60, pick(120) - 60)
      return 'drag'
    }
    case 6: {
      const tabs = page.getByRole('tablist', { name: 'Open files' }).getByRole('tab')
      await tabs.nth(pick(await tabs.count())).click()
      return 'tab'
    }
    case 9:
    case 10: {
      const node = await pickNode(portolan, pick)
      const key = ['Control+d', 'Delete', 'p', 'o', 'Alt+ArrowDown', 'Control+x', 'Control+v', 'Enter'][pick(8)] ?? 'p'
      if (node === null) return 'nothing to pick'
      await page.locator('.react-flow').focus()
      await page.keyboard.press(key)
      await page.keyboard.press('Escape')
      return `${key} on a node`
    }
    case 11:
    case 12: {
      const from = await pickNode(portolan, pick)
      const to = await pickNode(portolan, pick)
      if (from === null || to === null) return 'nothing to draw between'
      // At an edge there is a port, or there is the node itself: then it is dragged.
      const y = from.y + Math.min(13, from.height / 2)
      await page.mouse.move(pick(2) === 0 ? from.x + 1 : from.x + from.width - 1, y)
      await page.mouse.down()
      await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 })
      const isGivenUp = pick(4) === 0
      if (isGivenUp) await page.keyboard.press('Escape')
      await page.mouse.up()
      return isGivenUp ? 'a line given up' : 'a line'
    }
    case 13: {
      const shares = page.getByRole('slider')
      const count = await shares.count()
      const box = count === 0 ? null : await shares.nth(pick(count)).boundingBox()
      if (box === null) return 'no share'
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
      await page.mouse.down()
      await page.mouse.move(box.x + pick(120) - 60, box.y, { steps: 4 })
      await page.mouse.up()
      return 'a share'
    }
    case 14: {
      const folds = page.getByRole('button', { name: /^(Unfold|Fold) / })
      const count = await folds.count()
      if (count > 0)
        await folds
          .nth(pick(count))
          .click({ timeout: 2000 })
          .catch(() => {})
      return 'fold'
    }
    case 7:
      return (await press(portolan, 'Undo')) ? 'undo' : 'nothing to undo'
    default:
      return (await press(portolan, 'Redo')) ? 'redo' : 'nothing to redo'
  }
}

const mixed =
  'apiVersion: v1\r\nkind: Service\nmetadata:\r\n  name: mixed\r  namespace: shop\nspec:\r\n  ports:\n    - port: 80\r\n'
const bom = '\uFEFFapiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: windows\r\n'

/** More of them: `PORTOLAN_SEEDS=3,4,5 npm run e2e -- fuzz`. */
const seeds = (process.env.PORTOLAN_SEEDS ?? '1,2026').split(',').map(Number)

for (const seed of seeds) {
  test(`random gestures, all undone, leave the original bytes (seed ${seed})`, async ({ portolan, page }) => {
    test.setTimeout(120_000)
    await portolan.visit()
    // Added files are entries of the history too; opened over the example they take its place.
    const files = {
      'cart.yaml': exampleText('gateway-canary/cart.yaml'),
      'payments.yaml': exampleText('gateway-canary/payments.yaml'),
      'mixed.yaml': mixed,
      'bom.yaml': bom,
    }
    await portolan.drop(files)
    await expect(portolan.node('service', 'mixed')).toBeVisible()
    const pick = numbers(seed)
    const done: string[] = []
    const started = Date.now()
    for (let i = 0; i < 60 && Date.now() - started < 50_000; i += 1) done.push(await gesture(portolan, pick))
    for (let i = 0; i < 400 && (await press(portolan, 'Undo')); i += 1);
    for (const [name, text] of Object.entries(files))
      await expect.poll(() => portolan.textOf(name), { message: `${name} after ${done.join(', ')}` }).toBe(text)
    await expect.poll(async () => Object.keys((await portolan.saved())?.pins ?? {})).toEqual([])
    // What was hidden on the way is shown again.
    await page.locator('.react-flow').focus()
    await page.keyboard.press('Escape')
    for (let i = 0; i < 6; i += 1) {
      const folded = page.getByRole('button', { name: /^Unfold / }).first()
      // The view may be elsewhere by now.
      if (await folded.isVisible()) await folded.dispatchEvent('click')
    }
    // What is shown must be what is kept: a cut through a line end would show here.
    await page.getByRole('tablist', { name: 'Open files' }).getByRole('tab', { name: 'mixed.yaml' }).click()
    await expect(page.locator('.monaco-editor .view-line')).toHaveCount(9)
    await boxOf(portolan.node('service', 'mixed'))
  })
}
