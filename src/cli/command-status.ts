import { parseArgs } from 'node:util'
import { type ConditionSet, isWell, statusOf } from '../apis/gateway/index.ts'
import type { Resource } from '../model/index.ts'
import { InputError, readManifests } from './input.ts'
import { type HeadlessProject, openProject, readAssumptions } from './project.ts'

/** `portolan status`: the conditions that controllers of Gateway API would write, each with the line that caused it. Exit 1 when one is False. */
export function commandStatus(args: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, assume: { type: 'string' } },
  })
  if (positionals.length === 0) throw new InputError('usage: portolan status MANIFEST… [--assume FILE] [--json]')
  const assumptions = readAssumptions(values.assume)
  const project = openProject(readManifests(positionals), assumptions)
  const { cluster } = project.flow
  const resources = (
    [
      'gatewayclass',
      'gateway',
      'listenerset',
      'httproute',
      'grpcroute',
      'l4route',
      'backendtlspolicy',
      'xbackend',
      'xbackendtrafficpolicy',
    ] as const
  ).flatMap((type): readonly Resource[] => cluster.all(type))
  const reports = resources.flatMap(resource => {
    const status = statusOf(cluster, assumptions, resource)
    return status === null
      ? []
      : [{ kind: resource.kind, namespace: resource.namespace, name: resource.name, ...status }]
  })
  if (values.json === true) process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`)
  else for (const report of reports) print(project, report)
  return reports.some(report => report.sets.some(set => set.conditions.some(isBad))) ? 1 : 0
}

function isBad({ type, status }: ConditionSet['conditions'][number]): boolean {
  return status === 'False' && type !== 'Conflicted'
}

function placeOfParent({ kind, namespace, name, section, port }: NonNullable<ConditionSet['parent']>): string {
  return `${kind} ${namespace}/${name}${section === null ? '' : `/${section}`}${port === null ? '' : `:${port}`}`
}

const markOf = (isGood: boolean | null): string => (isGood === null ? '?' : isGood ? '✓' : '✗')

function print(
  project: HeadlessProject,
  report: {
    readonly kind: string
    readonly namespace: string
    readonly name: string
    readonly sets: readonly ConditionSet[]
  },
): void {
  const controllers = new Set(report.sets.map(({ controller }) => controller))
  const [sole] = controllers
  // Named once where all of it is one controller's.
  const isSole = controllers.size === 1
  const head = `${report.kind} ${report.namespace === '' ? '' : `${report.namespace}/`}${report.name}`
  process.stdout.write(`${head}${isSole && sole != null ? `  as ${sole} writes it` : ''}\n`)
  for (const set of report.sets) {
    const about =
      set.parent === null
        ? set.section === null
          ? ''
          : `listener ${set.section}: `
        : `to ${placeOfParent(set.parent)}: `
    const speaker = isSole || set.controller === null ? '' : `  (${set.controller})`
    for (const item of set.conditions) {
      const { type, status, reason, at, assumed } = item
      if (type === 'Conflicted' && status === 'False') continue
      const place = at === null ? '' : project.place(at)
      process.stdout.write(
        `  ${markOf(isWell(item))} ${about}${type} ${status} ${reason}${place === '' ? '' : `  ${place}`}${speaker}${assumed.length === 0 ? '' : `  assumed: ${assumed.join(', ')}`}\n`,
      )
    }
    if (set.section !== null)
      process.stdout.write(`    ${set.attachedRoutes} attached routes; takes ${set.supportedKinds?.join(', ') ?? ''}\n`)
  }
}
