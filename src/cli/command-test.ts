import { parseArgs } from 'node:util'
import { InputError } from './input.ts'
import { findCases } from './test/case-file.ts'
import type { FileReport, RowOutcome } from './test/row.ts'
import { runCase } from './test/run.ts'

/** `portolan test CASE.yaml|FOLDER…`: runs traffic tests. */
export function commandTest(args: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, verbose: { type: 'boolean', short: 'v' } },
  })
  if (positionals.length === 0) throw new InputError('usage: portolan test CASE.yaml|FOLDER… [--json] [-v]')
  const files = findCases(positionals).map(runCase)
  if (files.length === 0)
    throw new InputError(`${positionals.join(' ')}: no traffic tests (case.yaml or *.traffic.yaml)`)
  const count = (outcome: RowOutcome): number =>
    files.reduce((sum, file) => sum + file.rows.filter(row => row.outcome === outcome).length, 0)
  const totals = { passed: count('passed'), failed: count('failed'), unsupported: count('unsupported') }
  if (values.json === true) process.stdout.write(`${JSON.stringify({ files, ...totals }, withoutBigInts)}\n`)
  else print(files, totals, values.verbose === true)
  return totals.failed > 0 ? 1 : 0
}

export function withoutBigInts(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}

const marks: Readonly<Record<RowOutcome, string>> = { passed: '✓', failed: '✗', unsupported: '–' }

function print(files: readonly FileReport[], totals: Readonly<Record<RowOutcome, number>>, verbose: boolean): void {
  for (const { file, rows } of files) {
    const shown = rows.filter(row => row.outcome === 'failed' || (verbose && row.outcome !== 'passed'))
    if (shown.length > 0) process.stdout.write(`${file}\n`)
    for (const row of shown) {
      process.stdout.write(`  ${marks[row.outcome]} ${row.kind}: ${row.name}\n      ${row.why}\n`)
      if (row.outcome === 'failed')
        process.stdout.write(
          `      expected ${JSON.stringify(row.expected, withoutBigInts)}\n      actual   ${JSON.stringify(row.actual, withoutBigInts)}\n`,
        )
    }
  }
  process.stdout.write(
    `${totals.passed} passed, ${totals.failed} failed, ${totals.unsupported} unsupported (${files.length} files)\n`,
  )
}
