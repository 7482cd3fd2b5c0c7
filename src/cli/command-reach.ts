import { parseArgs } from 'node:util'
import type { PodGroup } from '../cluster/index.ts'
import { describePorts, isNothing, reachablePods } from '../policy/index.ts'
import { InputError, readManifests } from './input.ts'
import { openProject, readAssumptions } from './project.ts'

/** `portolan reach`: who can talk to whom, by NetworkPolicy. Workloads stand for their pods; a workload to itself is left out. */
export function commandReach(args: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      json: { type: 'boolean' },
      assume: { type: 'string' },
    },
  })
  if (positionals.length === 0)
    throw new InputError('usage: portolan reach MANIFEST… [--from NS/NAME] [--to NS/NAME] [--assume FILE] [--json]')
  const assumptions = readAssumptions(values.assume)
  const { flow } = openProject(readManifests(positionals), assumptions)
  const groups = flow.cluster.pods()
  const chosen = (wanted: string | undefined): PodGroup[] => {
    if (wanted === undefined) return groups
    const found = groups.filter(group => nameOf(group) === wanted)
    if (found.length === 0) throw new InputError(`${wanted}: no such pod or workload`)
    return found
  }
  const rows = chosen(values.from).flatMap(from =>
    chosen(values.to)
      .filter(to => to !== from)
      .map(to => {
        const { ports, unknown } = reachablePods(flow.cluster, assumptions, from, to)
        const all = describePorts(ports)
        const possible = describePorts(unknown)
        return {
          from: nameOf(from),
          to: nameOf(to),
          ports: all,
          ...(possible === all ? {} : { unknown: possible }),
          open: !isNothing(ports) || possible !== all,
        }
      }),
  )
  const shown = rows.filter(row => row.open).map(({ open: _, ...row }) => row)
  if (values.json === true) process.stdout.write(`${JSON.stringify({ allowed: shown, pairs: rows.length }, null, 2)}\n`)
  else {
    const width = Math.max(4, ...shown.map(row => row.from.length))
    const toWidth = Math.max(2, ...shown.map(row => row.to.length))
    process.stdout.write(`${'FROM'.padEnd(width)}  ${'TO'.padEnd(toWidth)}  PORTS\n`)
    for (const row of shown)
      process.stdout.write(
        `${row.from.padEnd(width)}  ${row.to.padEnd(toWidth)}  ${row.ports}${'unknown' in row ? `  (unknown, by an address that is not in the manifests: ${row.unknown})` : ''}\n`,
      )
    process.stdout.write(`${shown.length} of ${rows.length} pairs can talk\n`)
  }
  return 0
}

function nameOf(group: PodGroup): string {
  return `${group.namespace}/${group.name}`
}
