import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Locator, type Page } from '@playwright/test'

interface SavedFile {
  readonly name: string
  readonly text: string
  readonly enabled: boolean
  readonly withheld: boolean
}

interface Saved {
  readonly files: readonly SavedFile[]
  readonly pins: Readonly<Record<string, { readonly x: number; readonly y: number }>>
  readonly tests: readonly unknown[]
}

/** The page as a person uses it, with what the journeys need to see. */
export class Portolan {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  /** A first visit: the living example is open, laid out, and its request answered. */
  async visit(): Promise<void> {
    await this.page.goto('/')
    await expect(this.node('service', 'cart-next')).toBeVisible()
    await expect(this.page.getByTestId('verdict').first()).toBeVisible()
    await this.editorReady()
    await this.standsStill(this.node('service', 'cart-next'))
  }

  /** The first picture is fitted to the window once it is laid out. */
  async standsStill(what: Locator): Promise<void> {
    const place = async (): Promise<string> => JSON.stringify(await what.boundingBox())
    await expect
      .poll(async () => {
        const before = await place()
        await this.page.waitForTimeout(100)
        return before === (await place())
      })
      .toBe(true)
  }

  async editorReady(): Promise<void> {
    await expect(this.page.locator('.monaco-editor .view-line').first()).toBeVisible({ timeout: 20_000 })
  }

  /** Opens files as if they were dropped. */
  async drop(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
    const parts = Object.entries(files).map(([name, content]) => ({
      name,
      base64: Buffer.from(content).toString('base64'),
    }))
    await this.page.evaluate(list => {
      const transfer = new DataTransfer()
      for (const { name, base64 } of list)
        transfer.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name))
      const dropped = new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })
      document.body.dispatchEvent(dropped)
    }, parts)
  }

  async example(title: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Examples' }).click()
    await this.page.getByRole('menuitem', { name: title }).click()
  }

  node(role: string, name: string): Locator {
    return this.page
      .locator(`[data-node][data-role="${role}"]`)
      .filter({ has: this.page.getByText(name, { exact: true }) })
  }

  row(node: Locator, text: string | RegExp): Locator {
    return node.locator('[data-row]').filter({ hasText: text }).first()
  }

  async dragBy(what: Locator, dx: number, dy: number): Promise<void> {
    const box = await boxOf(what)
    const x = box.x + box.width / 2
    const y = box.y + Math.min(12, box.height / 2)
    await this.page.mouse.move(x, y)
    await this.page.mouse.down()
    await this.page.mouse.move(x + dx / 2, y + dy / 2, { steps: 4 })
    await this.page.mouse.move(x + dx, y + dy, { steps: 4 })
    await this.page.mouse.up()
  }

  /** Draws a line from the port of a row, or of a node, to another place; the pointer stays there until `drop`. */
  async drawTo(from: Locator, to: Locator): Promise<void> {
    await from.hover()
    const port = from.locator('.react-flow__handle-right.connectable').last()
    const start = await boxOf(port)
    const end = await boxOf(to)
    await this.page.mouse.move(start.x + start.width / 2, start.y + start.height / 2)
    await this.page.mouse.down()
    await this.page.mouse.move(start.x + 40, start.y + 10, { steps: 3 })
    await this.page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 5 })
  }

  async tab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name }).click()
  }

  /** Puts the cursor behind the last character of a line that reads so. */
  async cursorAtEndOf(line: string | RegExp): Promise<void> {
    const found = this.page.locator('.monaco-editor .view-line').filter({ hasText: line }).first()
    await found.click()
    await this.page.keyboard.press('End')
  }

  /** Pastes at the cursor: unlike typing, it is not indented by the editor. */
  async paste(text: string): Promise<void> {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await this.page.evaluate(value => navigator.clipboard.writeText(value), text)
    await this.page.keyboard.press('Control+v')
  }

  /** What axe has against the page as it stands. */
  async faultsOfAccess(): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze()
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(node => `${node.target.join(' ')} ${node.any.map(a => a.message).join('; ')}`).join('\n  ')}`,
    )
  }

  async undo(times = 1): Promise<void> {
    const button = this.page.getByRole('button', { name: /^Undo(:|$)/ }).first()
    for (let i = 0; i < times; i += 1) await button.click()
  }

  /** Takes back all that was typed last: on a slow machine that is more than one entry. */
  async undoTyping(): Promise<void> {
    const button = this.page.getByRole('button', { name: /^Undo: typing/ })
    await expect(button).toBeVisible()
    while (await button.isVisible()) await button.click()
  }

  /** What the browser keeps of the project: the text of every file, to the byte. */
  async saved(): Promise<Saved | null> {
    return this.page.evaluate(
      () =>
        new Promise<Saved | null>((resolve, reject) => {
          const request = indexedDB.open('keyval-store')
          request.onerror = () => reject(new Error('no database'))
          request.onsuccess = () => {
            const database = request.result
            if (!database.objectStoreNames.contains('keyval')) {
              database.close()
              resolve(null)
              return
            }
            const get = database.transaction('keyval').objectStore('keyval').get('project')
            get.onsuccess = () => {
              database.close()
              resolve((get.result as Saved | undefined) ?? null)
            }
          }
        }),
    )
  }

  async textOf(name: string): Promise<string | null> {
    return (await this.saved())?.files.find(file => file.name === name)?.text ?? null
  }

  async expectText(name: string, text: string | RegExp): Promise<void> {
    if (typeof text === 'string') await expect.poll(() => this.textOf(name)).toBe(text)
    else await expect.poll(() => this.textOf(name)).toMatch(text)
  }

  async ask(url: string): Promise<void> {
    await this.page.getByRole('tab', { name: /^Request/ }).click()
    await this.page.getByRole('textbox', { name: 'URL' }).fill(url)
    await this.page.getByRole('button', { name: 'Ask', exact: true }).click()
  }
}

export async function boxOf(what: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  await expect(what).toBeVisible()
  const box = await what.boundingBox()
  if (box === null) throw new Error('not on the page')
  return box
}

export const exampleText = (path: string): string =>
  readFileSync(new URL(`../public/examples/${path}`, import.meta.url), 'utf8')

/** A page that must not fault, whatever the journey. */
export const test = base.extend<{ portolan: Portolan }>({
  portolan: async ({ page }, use) => {
    const faults: string[] = []
    // What the editor begins and no longer needs (a hover, a lens) it cancels, and its promise is rejected with this word.
    page.on('pageerror', error => error.message !== 'Canceled' && faults.push(error.message))
    page.on('console', message => {
      if (message.type() === 'error') faults.push(message.text())
    })
    await use(new Portolan(page))
    expect(faults).toEqual([])
  },
})

export { expect }
