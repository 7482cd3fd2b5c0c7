import { parseArgs } from 'node:util'
import { describeSelector, isEmptySelector } from '../match/index.ts'
import {
  type Direction,
  describePorts,
  explainDirection,
  exposures,
  isNothing,
  type Place,
  PolicyEngine,
  placesOf,
  podEnd,
  type Stranger,
} from '../policy/index.ts'
import { connectionsOf, nameOf } from './connections.ts'
import { InputError, readManifests } from './input.ts'
import { type HeadlessProject, openProject, readAssumptions } from './project.ts'
import { reachWriters } from './reach-writers.ts'

const usage =
  'usage: portolan reach MANIFEST… [--from NS/NAME] [--to NS/NAME] [--format table|json|csv|dot|mermaid] [--outside]\n' +
  '       portolan reach MANIFEST… --explain A B PORT[/TCP|UDP|SCTP]\n' +
  '       portolan reach MANIFEST… --exposure\n' +
  '       all: [--assume FILE] [--json]'

/** `portolan reach`: who can talk to whom, by the policies. Workloads stand for their pods; a workload to itself is left out. */
export function commandReach(args: readonly string[]): number {
  const { rest, asked } = takeExplain(args)
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      port: { type: 'string' },
      format: { type: 'string' },
      exposure: { type: 'boolean' },
      outside: { type: 'boolean' },
      json: { type: 'boolean' },
      assume: { type: 'string' },
    },
  })
  const write = reachWriters[values.json === true ? 'json' : (values.format ?? 'table')]
  if (positionals.length === 0 || write === undefined) throw new InputError(usage)
  const project = openProject(readManifests(positionals), readAssumptions(values.assume))
  const places = placesOf(project.flow.cluster)
  const chosen = (wanted: string | undefined): ((place: Place) => boolean) => {
    if (wanted === undefined) return () => true
    if (!places.some(place => nameOf(place) === wanted)) throw new InputError(`${wanted}: no such pod or workload`)
    return place => nameOf(place) === wanted
  }
  if (asked !== null) {
    const from = asked[0] ?? values.from
    const to = asked[1] ?? values.to
    if (from === undefined || to === undefined) throw new InputError(usage)
    return explain(
      project,
      places.filter(chosen(from)),
      places.filter(chosen(to)),
      asked[2] ?? values.port ?? '',
      values.json === true,
    )
  }
  if (values.exposure === true)
    return expose(project, places.filter(chosen(values.to ?? values.from)), values.json === true)
  process.stdout.write(
    write(connectionsOf(project.flow, chosen(values.from), chosen(values.to), values.outside === true)),
  )
  return 0
}

/** `--explain A B PORT`: the three words after it; `--explain` alone takes --from, --to and --port. */
function takeExplain(args: readonly string[]): { rest: string[]; asked: readonly string[] | null } {
  const at = args.indexOf('--explain')
  if (at < 0) return { rest: [...args], asked: null }
  const words = args.slice(at + 1, at + 4)
  const isWhole =
    words.length === 3 && words.every(word => !word.startsWith('-')) && /^\d+(\/\w+)?$/.test(words[2] ?? '')
  return { rest: args.toSpliced(at, isWhole ? 4 : 1), asked: isWhole ? words : [] }
}

/** Who could come besides the pods that are there, workload by workload. */
function expose({ flow }: HeadlessProject, places: readonly Place[], asJson: boolean): number {
  const names = new Map(places.map(place => [place.doc, nameOf(place)]))
  const engine = new PolicyEngine(flow.cluster, flow.assumptions)
  const rows = exposures(flow.cluster, engine, [...names.keys()]).map(
    ({ doc, direction, isProtected, anybody, strangers }) => ({
      workload: names.get(doc) ?? '',
      direction,
      protected: isProtected,
      anybody: portsText(anybody),
      strangers: strangers.map(item => ({ who: strangerText(item.stranger), ports: portsText(item) })),
    }),
  )
  if (asJson) {
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
    return 0
  }
  const lines = rows.flatMap(row => {
    const word = row.direction === 'ingress' ? 'from' : 'to'
    return [
      `${row.workload} ${row.direction}${row.protected ? '' : ' (no policy is about it)'}`,
      `  ${word} any pod: ${row.anybody}`,
      ...row.strangers.map(({ who, ports }) => `  ${word} ${who}: ${ports}`),
    ]
  })
  process.stdout.write(lines.map(line => `${line}\n`).join(''))
  return 0
}

function portsText({
  ports,
  names,
}: {
  readonly ports: Parameters<typeof describePorts>[0]
  readonly names: readonly string[]
}): string {
  const numbers = isNothing(ports) && names.length > 0 ? [] : [describePorts(ports)]
  return [...numbers, ...names].join(', ')
}

function strangerText({ namespaces, pods }: Stranger): string {
  const place =
    'name' in namespaces
      ? `namespace ${namespaces.name}`
      : isEmptySelector(namespaces.selector)
        ? 'any namespace'
        : `namespaces ${describeSelector(namespaces.selector)}`
  return `${pods === null ? 'any pod' : `pods ${describeSelector(pods)}`} in ${place}`
}

/** Why two workloads may talk on a port, or not: each direction with every policy that had a say. Exit 1 when they may not. */
function explain(
  project: HeadlessProject,
  from: readonly Place[],
  to: readonly Place[],
  port: string,
  asJson: boolean,
): number {
  const [source] = from
  const [destination] = to
  const match = /^(\d{1,5})(?:\/(TCP|UDP|SCTP))?$/.exec(port)
  if (match === null || source === undefined || destination === undefined) throw new InputError(usage)
  const { cluster, assumptions } = project.flow
  const podsOf = ({ doc }: Place): ReturnType<typeof podEnd> => {
    const resource = cluster.ofDoc(doc)
    const pods = resource === undefined ? null : cluster.podGroup(resource)
    if (pods === null) throw new InputError(usage)
    return podEnd(pods)
  }
  const connection = {
    source: podsOf(source),
    destination: podsOf(destination),
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
