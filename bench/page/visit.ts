import { fileURLToPath } from 'node:url'
import type { Browser, Locator, Page } from 'playwright'

/** A page with a generated project open, reached as a person reaches it: files are dropped, the outline and the canvas are clicked. */
export class Visit {
  readonly page: Page
  private constructor(page: Page) {
    this.page = page
  }

  static async of(browser: Browser, address: string): Promise<Visit> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
    const page = await context.newPage()
    page.setDefaultTimeout(120_000)
    await page.addInitScript({ path: fileURLToPath(new URL('./probe.js', import.meta.url)) })
    await page.goto(address)
    await page.locator('.monaco-editor .view-line').first().waitFor()
    await page.locator('[data-node]').first().waitFor()
    return new Visit(page)
  }

  /** Milliseconds until the canvas shows the project; `known` is the name of a resource in it. */
  async open(text: string, known: string): Promise<number> {
    const before = performance.now()
    await this.page.evaluate(`bench.drop('bench.yaml', ${JSON.stringify(text)})`)
    await this.page.getByRole('textbox', { name: 'Filter resources' }).fill(known)
    await this.inOutline(known).first().waitFor()
    await this.page.locator('.react-flow__node').first().waitFor()
    return performance.now() - before
  }

  inOutline(name: string): Locator {
    return this.page.locator('[role="treeitem"][aria-level="3"]').filter({ hasText: name })
  }

  /** Opens the frames that are folded; of one namespace where it is named. */
  async unfold(namespace = ''): Promise<void> {
    const label = `Unfold ${namespace}`
    for (let i = 0; i < 20; i++) {
      await this.fit()
      const pressed = await this.page.evaluate<number>(`bench.press(${JSON.stringify(label)})`)
      if (pressed === 0) return
      const folded = this.page.locator(`button[aria-label^="${label}"]`)
      for (let wait = 0; wait < 100 && (await folded.count()) > 0; wait++) await this.page.waitForTimeout(100)
    }
  }

  async fit(): Promise<void> {
    await this.page.evaluate(`bench.press('Show everything')`)
    await this.page.waitForTimeout(600)
  }

  /** Brings a resource before the eyes, on the canvas and in the editor, with the cursor at its first line. */
  async goTo(name: string): Promise<string> {
    // From afar the resource may be in view already, and too small to be more than a spot.
    await this.page.evaluate(`bench.press('back to 100 %')`)
    await this.page.waitForTimeout(300)
    const row = this.inOutline(name).first()
    const id = ((await row.getAttribute('id')) ?? '').replace('outline-', '')
    await row.dblclick()
    await this.page.locator('.monaco-editor.focused').waitFor()
    await this.page.locator(`[data-node="${id}"] span[title]`).first().waitFor()
    await this.page.waitForTimeout(500)
    return id
  }

  async close(): Promise<void> {
    await this.page.context().close()
  }
}
