import { keystroke } from './keystroke.ts'
import { mesh } from './mesh.ts'
import { canvas } from './page/canvas.ts'
import { loading } from './page/load.ts'
import { page } from './page/page.ts'
import { policies } from './policies/policies.ts'
import { linesOf } from './print.ts'
import { resolve } from './resolve.ts'
import type { Report, Scenario } from './scenario.ts'

const scenarios: readonly Scenario[] = [keystroke, resolve, mesh, policies, page, canvas, loading]

/**
 * `npm run bench -- [--json] [NAME…]`: runs the scenarios whose names begin so, all without one. Exit code 1 where two ways to the
 * same result differ, 2 for a name that is none. Speed never fails: ratios are compared with their aims, in words.
 */
export async function main(args: readonly string[]): Promise<number> {
  const json = args.includes('--json')
  const wanted = args.filter(arg => !arg.startsWith('--'))
  const chosen = scenarios.filter(({ name }) => wanted.length === 0 || wanted.some(word => name.startsWith(word)))
  if (chosen.length === 0 || args.some(arg => arg.startsWith('--') && arg !== '--json')) {
    const names = scenarios.map(({ name, about }) => `  ${name.padEnd(10)}  ${about}`)
    console.error(['npm run bench -- [--json] [NAME…]', ...names].join('\n'))
    return 2
  }
  const reports: Report[] = []
  for (const scenario of chosen) {
    const report = await scenario.run(line => console.error(`   ${line}`))
    reports.push(report)
    if (!json) console.log(`${linesOf(report).join('\n')}\n`)
  }
  if (json) console.log(JSON.stringify(reports, null, 2))
  return reports.every(report => report.checks.every(({ equal }) => equal)) ? 0 : 1
}
