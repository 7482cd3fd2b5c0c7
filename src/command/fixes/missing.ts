import { nearestNames } from '../../match/index.ts'
import type { Problem, ResourceFact } from '../../report/index.ts'
import type { Path } from '../../text/index.ts'
import { isMap, valueAt, type YamlValue } from '../../yaml/index.ts'
import { planChange } from '../change.ts'
import { type CommandContext, factOf } from '../context.ts'
import type { Plan } from '../plan.ts'
import type { Fixer } from './fix.ts'

function targetOf(facts: Problem['facts'], key: string): ResourceFact | null {
  const fact = facts[key]
  return fact?.is === 'resource' ? fact : null
}

/** Where a reference at a path keeps the name that it refers to; null for forms that hold it otherwise. */
function namePath(context: CommandContext, { at }: Problem): Path | null {
  const resource = context.cluster.ofDoc(at.doc)
  switch (resource?.type) {
    case 'httproute':
    case 'grpcroute':
    case 'l4route':
      return [...at.path, 'name']
    case 'ingress':
      return [...at.path, at.path[at.path.length - 1] === 'service' ? 'name' : 'serviceName']
    case 'virtualservice': {
      // A full host says the namespace as well: only a short one is the Service's name.
      const host = valueAt(context.document(at.doc)?.value, at.path)
      return typeof host === 'string' && !host.includes('.') ? at.path : null
    }
    default:
      return null
  }
}

/** Names a Service whose name is nearly the one that was written, or declares the one that was. */
export const serviceNotFound: Fixer = (context, problem) => {
  const wanted = targetOf(problem.facts, 'service')
  if (wanted === null) return []
  const path = namePath(context, problem)
  const services = context.cluster.all('service', wanted.namespace)
  const near = nearestNames(
    wanted.name,
    services.map(service => service.name),
  )
  const renames =
    path === null
      ? []
      : near.map(name =>
          planChange(context, {
            label: 'fix.useName',
            facts: { to: factOf(services.find(service => service.name === name)!) },
            ops: [{ doc: problem.at.doc, ops: [{ op: 'set', path, value: name }] }],
            select: { doc: problem.at.doc, path },
          }),
        )
  return [...renames, createService(context, problem, wanted)]
}

function createService(context: CommandContext, { at }: Problem, wanted: ResourceFact): Plan {
  const source = context.document(at.doc)
  const isHost = context.cluster.ofDoc(at.doc)?.type === 'virtualservice'
  const port = source === undefined ? null : portAt(source.value, isHost ? at.path.slice(0, -1) : at.path)
  return planChange(context, {
    label: 'command.create',
    facts: { kind: { is: 'name', value: 'Service' }, name: { is: 'name', value: wanted.name } },
    ops: [],
    append:
      source === undefined
        ? []
        : [
            {
              file: source.file,
              value: {
                apiVersion: 'v1',
                kind: 'Service',
                metadata: { name: wanted.name, namespace: wanted.namespace },
                spec: { selector: { app: wanted.name }, ports: [{ port: port ?? 80 }] },
              },
            },
          ],
    select: null,
  })
}

/** The port number that a reference asks for. */
function portAt(value: YamlValue | undefined, path: Path): number | null {
  const port = valueAt(value, [...path, 'port'])
  const number = isMap(port) ? port['number'] : port
  return typeof number === 'number' || typeof number === 'bigint' ? Number(number) : null
}

/** One of the ports that the Service has. */
export const portNotFound: Fixer = (context, problem) => {
  const wanted = targetOf(problem.facts, 'service')
  const service =
    wanted === null ? undefined : context.cluster.get('service', '', 'Service', wanted.namespace, wanted.name)
  const resource = context.cluster.ofDoc(problem.at.doc)
  if (service === undefined || resource === undefined) return []
  const isIngress = resource.type === 'ingress'
  const isHost = resource.type === 'virtualservice'
  if (!isIngress && !isHost && namePath(context, problem) === null) return []
  if (isIngress && problem.at.path[problem.at.path.length - 1] !== 'service') return []
  const path: Path = isHost ? problem.at.path : [...problem.at.path, 'port']
  return service.ports.slice(0, 5).map(port =>
    planChange(context, {
      label: 'fix.usePort',
      facts: { port: { is: 'port', value: port.port }, to: factOf(service) },
      ops: [
        {
          doc: resource.doc,
          ops: [{ op: 'set', path, value: isIngress ? { number: port.port } : port.port }],
        },
      ],
      select: { doc: resource.doc, path },
    }),
  )
}

/** A parent of nearly that name, or any Gateway of the project. */
export const parentNotFound: Fixer = (context, problem) => {
  const wanted = targetOf(problem.facts, 'parent')
  const route = context.cluster.ofDoc(problem.at.doc)
  if (wanted === null || route === undefined || wanted.kind !== 'Gateway') return []
  const gateways = context.cluster.all('gateway')
  const near = nearestNames(
    wanted.name,
    gateways.map(gateway => gateway.name),
  )
  const chosen = [
    ...gateways.filter(gateway => near.includes(gateway.name)),
    ...gateways.filter(gateway => !near.includes(gateway.name)),
  ].slice(0, 3)
  return chosen.map(gateway => {
    const { path } = problem.at
    const isNear = gateway.namespace === route.namespace
    return planChange(context, {
      label: 'fix.useName',
      facts: { to: factOf(gateway) },
      ops: [
        {
          doc: route.doc,
          ops: [
            { op: 'set', path: [...path, 'name'], value: gateway.name },
            ...(wanted.namespace === gateway.namespace
              ? []
              : isNear
                ? [{ op: 'remove' as const, path: [...path, 'namespace'] }]
                : [{ op: 'set' as const, path: [...path, 'namespace'], value: gateway.namespace }]),
          ],
        },
      ],
      select: { doc: route.doc, path: [...path, 'name'] },
    })
  })
}
