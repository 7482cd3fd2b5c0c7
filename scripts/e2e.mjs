import { findBrowser } from './browser.mjs'
import { stream } from './run.mjs'

const browser = findBrowser()
if (!browser.ok) {
  console.error(browser.why)
  process.exit(1)
}
const { code } = await stream('npx', ['playwright', 'test', ...process.argv.slice(2)], browser.env)
process.exit(code)
