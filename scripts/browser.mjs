import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']

const onPath = name =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter(folder => folder !== '')
    .map(folder => join(folder, name))
    .find(file => existsSync(file))

/** An installed Chromium or Chrome, or null. */
export const installedBrowser = () => {
  const named = process.env.PORTOLAN_CHROMIUM
  if (named !== undefined && named !== '') return existsSync(named) ? named : null
  for (const name of names) {
    const found = onPath(name)
    if (found !== undefined) return found
  }
  return null
}

const run = (command, args) => spawnSync(command, args, { stdio: 'inherit' }).status === 0

/**
 * Makes sure that there is a browser to test with: an installed one first, else Debian's package when root, else Playwright's own
 * download. Gives what to set in the environment, or a sentence that says what to do.
 */
export function findBrowser() {
  const named = process.env.PORTOLAN_CHROMIUM
  if (named !== undefined && named !== '' && !existsSync(named))
    return { ok: false, why: `PORTOLAN_CHROMIUM names ${named}, which does not exist. Set it to a Chromium or Chrome.` }
  const installed = installedBrowser()
  if (installed !== null) return { ok: true, env: { PORTOLAN_CHROMIUM: installed } }
  if (process.getuid?.() === 0 && onPath('apt-get') !== undefined) {
    console.log('No Chromium found; installing the Debian package.')
    if (run('apt-get', ['update']) && run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])) {
      const now = installedBrowser()
      if (now !== null) return { ok: true, env: { PORTOLAN_CHROMIUM: now } }
    }
  }
  console.log('No Chromium found; asking Playwright for its own.')
  if (run('npx', ['playwright', 'install', 'chromium'])) return { ok: true, env: {} }
  return {
    ok: false,
    why: 'No browser to test with. Install Chromium or Chrome, or set PORTOLAN_CHROMIUM to the path of one, and run this again.',
  }
}
