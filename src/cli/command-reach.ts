import { parseArgs } from 'node:util'
import { describeSelector, isEmptySelector } from '../match/index.ts'
import {
  describePorts,
  exposures,
  isNothing,
  type Place,
  PolicyEngine,
  placesOf,
  rangeText,
  type Stranger,
} from '../policy/index.ts'
import { connectionsOf, nameOf, outsideOf, placesNamed } from './connections.ts'
import { explainReach } from './explain-reach.ts'
import { InputError, readManifests } from './input.ts'
import { type HeadlessProject, openProject, readAssumptions } from './project.ts'
import { reachWriters } from './reach-writers.ts'

const usage =
  'usage: portolan reach MANIFEST… [--from NS/NAME] [--to NS/NAME] [--format table|json|csv|dot|mermaid] [--outside]\n' +
  '       portolan reach MANIFEST… --explain A B PORT[/TCP|UDP|SCTP], where A and B are NS/NAME, NAME or an address, B may be service/NS/NAME\n' +
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
    const found = placesNamed(places, wanted)
    if (found.length === 0) throw new InputError(`${wanted}: no such pod or workload`)
    return place => found.includes(place)
  }
  if (asked !== null) {
    const from = asked[0] ?? values.from
    const to = asked[1] ?? values.to
    if (from === undefined || to === undefined) throw new InputError(usage)
    const port = asked[2] ?? values.port
    if (port === undefined) throw new InputError(usage)
    return explainReach(project, from, to, port, values.json === true)
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
    words.length === 3 &&
    words.every(word => !word.startsWith('-')) &&
    /^[a-z\d-]+(\/(TCP|UDP|SCTP))?$/i.test(words[2] ?? '')
  return { rest: args.toSpliced(at, isWhole ? 4 : 1), asked: isWhole ? words : [] }
}

/** Who could come besides the pods that are there, and the addresses outside, workload by workload. */
function expose({ flow }: HeadlessProject, places: readonly Place[], asJson: boolean): number {
  const byDoc = new Map(places.map(place => [place.doc, place]))
  const engine = new PolicyEngine(flow.cluster, flow.assumptions)
  const rows = exposures(flow.cluster, engine, [...byDoc.keys()]).map(
    ({ doc, direction, isProtected, anybody, strangers }) => ({
      workload: nameOf(byDoc.get(doc)!),
      direction,
      protected: isProtected,
      anybody: portsText(anybody),
      outside: outsideOf(engine, direction, byDoc.get(doc)!).map(({ range, open, maybe }) => ({
        range: rangeText(range),
        ports: describePorts(open),
        ...(maybe !== null && { unknown: describePorts(maybe) }),
      })),
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
      ...row.outside.map(({ range, ports }) => `  ${word} ${range}: ${ports}`),
    ]
  })
  const open = rows.filter(row => !row.protected)
  process.stdout.write([...lines, ...unprotected(open)].map(line => `${line}\n`).join(''))
  return 0
}

/** The workloads that no policy is about, in one line a direction. */
function unprotected(
  rows: readonly { readonly workload: string; readonly direction: 'ingress' | 'egress' }[],
): string[] {
  return (['ingress', 'egress'] as const).flatMap(direction => {
    const names = rows.filter(row => row.direction === direction).map(row => row.workload)
    return names.length === 0 ? [] : [`unprotected ${direction}: ${names.join(', ')}`]
  })
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
