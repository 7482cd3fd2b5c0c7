import { parseArgs } from 'node:util'
import { type ChangeEnd, changesBetween, describePorts, PolicyEngine, policyState, rangeText } from '../policy/index.ts'
import { diffWriters, type ShownChange } from './diff-writers.ts'
import { InputError, readManifests } from './input.ts'
import { openProject, readAssumptions } from './project.ts'

/** `portolan diff`: connections that are open on other ports in the new version than in the old one. Exit 1 when there are any. */
export function commandDiff(args: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { format: { type: 'string' }, json: { type: 'boolean' }, assume: { type: 'string' } },
  })
  const format = values.json === true ? 'json' : (values.format ?? 'table')
  const [old, next] = positionals
  const write = diffWriters[format]
  if (old === undefined || next === undefined || positionals.length > 2 || write === undefined)
    throw new InputError('usage: portolan diff OLD NEW [--format table|json|csv|md|dot|mermaid] [--assume FILE]')
  const assumptions = readAssumptions(values.assume)
  const [before, after] = [old, next].map(path => {
    const { cluster } = openProject(readManifests([path]), assumptions).flow
    return policyState(cluster, new PolicyEngine(cluster, assumptions))
  })
  const { rows, gained, lost } = changesBetween(before!, after!)
  const shown = rows.map(
    (row): ShownChange => ({
      type: row.before.size === 0 ? 'added' : row.after.size === 0 ? 'removed' : 'changed',
      from: endText(row.from),
      to: endText(row.to),
      before: describePorts(row.before),
      after: describePorts(row.after),
      workloadMoved: row.moved,
    }),
  )
  process.stdout.write(write({ shown, gained, lost }))
  return shown.length === 0 ? 0 : 1
}

function endText(end: ChangeEnd): string {
  return end.kind === 'place' ? end.place.key : rangeText(end.range)
}
