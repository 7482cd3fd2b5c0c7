import { parseArgs } from 'node:util'
import { type ChangeEnd, changesBetween, describePorts, PolicyEngine, policyState, rangeText } from '../policy/index.ts'
import { InputError, readManifests } from './input.ts'
import { openProject, readAssumptions } from './project.ts'
import { csvLine } from './reach-writers.ts'

/** `portolan diff`: connections that are open on other ports in the new version than in the old one. Exit 1 when there are any. */
export function commandDiff(args: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { format: { type: 'string' }, json: { type: 'boolean' }, assume: { type: 'string' } },
  })
  const format = values.json === true ? 'json' : (values.format ?? 'table')
  const [old, next] = positionals
  if (old === undefined || next === undefined || positionals.length > 2 || !['table', 'json', 'csv'].includes(format))
    throw new InputError('usage: portolan diff OLD NEW [--format table|json|csv] [--assume FILE]')
  const assumptions = readAssumptions(values.assume)
  const [before, after] = [old, next].map(path => {
    const { cluster } = openProject(readManifests([path]), assumptions).flow
    return policyState(cluster, new PolicyEngine(cluster, assumptions))
  })
  const { rows, gained, lost } = changesBetween(before!, after!)
  const shown = rows.map(row => ({
    type: row.before.size === 0 ? 'added' : row.after.size === 0 ? 'removed' : 'changed',
    from: endText(row.from),
    to: endText(row.to),
    before: describePorts(row.before),
    after: describePorts(row.after),
    workloadMoved: row.moved,
  }))
  if (format === 'json') process.stdout.write(`${JSON.stringify({ connections: shown, gained, lost }, null, 2)}\n`)
  else if (format === 'csv')
    process.stdout.write(
      csvLine(['type', 'from', 'to', 'before', 'after']) +
        shown.map(row => csvLine([row.type, row.from, row.to, row.before, row.after])).join(''),
    )
  else {
    const width = Math.max(4, ...shown.map(row => row.from.length))
    const toWidth = Math.max(2, ...shown.map(row => row.to.length))
    for (const row of shown)
      process.stdout.write(
        `${row.type.padEnd(7)}  ${row.from.padEnd(width)}  ${row.to.padEnd(toWidth)}  ${row.before} → ${row.after}${row.workloadMoved ? '  (a workload came or went)' : ''}\n`,
      )
    process.stdout.write(`${gained} connections gain ports, ${lost} lose some\n`)
  }
  return shown.length === 0 ? 0 : 1
}

function endText(end: ChangeEnd): string {
  return end.kind === 'place' ? end.place.key : rangeText(end.range)
}
