import { parseArgs } from 'node:util'
import type { PodGroup } from '../cluster/index.ts'
import { type Direction, describePorts, explainDirection, isNothing, PolicyEngine, podEnd } from '../policy/index.ts'
import { InputError, readManifests } from './input.ts'
import { type HeadlessProject, openProject, readAssumptions } from './project.ts'

/** `portolan reach`: who can talk to whom, by NetworkPolicy. Workloads stand for their pods; a workload to itself is left out. */
export function commandReach(args: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      explain: { type: 'boolean' },
      port: { type: 'string' },
      json: { type: 'boolean' },
      assume: { type: 'string' },
    },
  })
  if (positionals.length === 0)
    throw new InputError(
      'usage: portolan reach MANIFEST… [--from NS/NAME] [--to NS/NAME] [--explain --port 8080/TCP] [--assume FILE] [--json]',
    )
  const assumptions = readAssumptions(values.assume)
  const project = openProject(readManifests(positionals), assumptions)
  const { flow } = project
  const groups = flow.cluster.pods()
  const chosen = (wanted: string | undefined): PodGroup[] => {
    if (wanted === undefined) return groups
    const found = groups.filter(group => nameOf(group) === wanted)
    if (found.length === 0) throw new InputError(`${wanted}: no such pod or workload`)
    return found
  }
  if (values.explain === true)
    return explain(project, chosen(values.from), chosen(values.to), values.port ?? '', values.json === true)
  const engine = new PolicyEngine(flow.cluster, flow.assumptions)
  const rows = chosen(values.from).flatMap(from =>
    chosen(values.to)
      .filter(to => to !== from)
      .map(to => {
        const { ports, unknown } = engine.portsBetween(
          { kind: 'pods', doc: from.resource.doc },
          { kind: 'pods', doc: to.resource.doc },
        )
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

/** Why two workloads may talk on a port, or not: each direction with every policy that had a say. Exit 1 when they may not. */
function explain(
  project: HeadlessProject,
  from: readonly PodGroup[],
  to: readonly PodGroup[],
  port: string,
  asJson: boolean,
): number {
  const [source] = from
  const [destination] = to
  const match = /^(\d{1,5})(?:\/(TCP|UDP|SCTP))?$/.exec(port)
  if (from.length !== 1 || to.length !== 1 || match === null || source === undefined || destination === undefined)
    throw new InputError('--explain needs --from NS/NAME, --to NS/NAME and --port NUMBER[/TCP|UDP|SCTP]')
  const { cluster, assumptions } = project.flow
  const connection = {
    source: podEnd(source),
    destination: podEnd(destination),
    packet: { port: Number(match[1]), protocol: (match[2] ?? 'TCP') as 'TCP' | 'UDP' | 'SCTP' },
  }
  const sides = (['egress', 'ingress'] as const).map((direction: Direction) => ({
    direction,
    ...explainDirection(cluster, assumptions, direction, connection),
  }))
  const verdict = sides.every(side => side.verdict === 'allow')
    ? 'allow'
    : sides.some(side => side.verdict === 'deny')
      ? 'deny'
      : 'unknown'
  const shown = sides.map(({ direction, verdict: said, reasons }) => ({
    direction,
    verdict: said,
    reasons: reasons.map(({ policy, effect, rule, at }) => ({
      kind: policy.kind,
      namespace: policy.namespace,
      name: policy.name,
      effect,
      rule,
      place: project.place({ doc: policy.doc, path: at }),
    })),
  }))
  if (asJson)
    process.stdout.write(
      `${JSON.stringify({ from: nameOf(source), to: nameOf(destination), port, verdict, sides: shown }, null, 2)}\n`,
    )
  else {
    process.stdout.write(
      `${verdict.toUpperCase()}: ${nameOf(source)} to ${nameOf(destination)} on ${connection.packet.protocol} ${connection.packet.port}\n`,
    )
    for (const side of shown) {
      process.stdout.write(
        `  ${side.direction} of ${side.direction === 'egress' ? nameOf(source) : nameOf(destination)}: ${side.verdict}${side.reasons.length === 0 ? ', no policy is about it' : ''}\n`,
      )
      for (const reason of side.reasons)
        process.stdout.write(
          `    ${reason.kind} ${reason.namespace === '' ? '' : `${reason.namespace}/`}${reason.name}${reason.rule === null ? '' : ` rule ${reason.rule}`}: ${reason.effect}  ${reason.place}\n`,
        )
    }
  }
  return verdict === 'allow' ? 0 : 1
}
