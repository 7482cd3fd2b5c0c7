import { findBrowser } from './browser.mjs'
import { stream } from './run.mjs'

let passed = 0
let failed = 0
const summary = []

const note = (name, good, bad) => {
  passed += good
  failed += bad
  summary.push(`${bad === 0 ? 'passed' : 'FAILED'}  ${name}: ${good} passed, ${bad} failed`)
}

/** Numbers of tests as Vitest and Playwright print them, colours taken out. */
const count = (output, pattern) => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  const plain = output.replace(/\u001b\[[0-9;]*m/g, '')
  return [...plain.matchAll(pattern)].reduce((sum, match) => sum + Number(match[1]), 0)
}

const gate = async (name, command, args) => {
  console.log(`\n── ${name}`)
  const { code } = await stream(command, args)
  note(name, code === 0 ? 1 : 0, code === 0 ? 0 : 1)
  return code === 0
}

const tests = async (name, command, args, good, bad, env = {}) => {
  console.log(`\n── ${name}`)
  const { code, output } = await stream(command, args, env)
  const fine = count(output, good)
  const broken = count(output, bad)
  note(name, fine, code === 0 ? 0 : Math.max(1, broken))
}

await gate('types', 'npm', ['run', '--silent', 'check:types'])
await gate('lint', 'npm', ['run', '--silent', 'lint'])
await gate('floors', 'npm', ['run', '--silent', 'check:floors'])
const vitestPassed = /^\s*Tests\s+.*?(\d+) passed/gm
const vitestFailed = /^\s*Tests\s+.*?(\d+) failed/gm
await tests('unit and property tests', 'npm', ['run', '--silent', 'unit'], vitestPassed, vitestFailed)
if (await gate('build', 'npm', ['run', '--silent', 'build'])) {
  const browser = findBrowser()
  if (browser.ok)
    await tests(
      'browser tests',
      'npx',
      ['playwright', 'test'],
      /^\s*(\d+) passed/gm,
      /^\s*(\d+) (?:failed|flaky|did not run)/gm,
      { ...browser.env, PORTOLAN_BUILT: '1' },
    )
  else {
    console.error(browser.why)
    note('browser tests', 0, 1)
  }
}

console.log(`\n${summary.join('\n')}\n`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
