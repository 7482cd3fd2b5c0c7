import { nearestNames } from '../../match/index.ts'
import { fullHost } from '../../model/index.ts'
import type { Facts, Problem } from '../../report/index.ts'
import type { Path } from '../../text/index.ts'
import { type PlainValue, valueAt, type YamlOp } from '../../yaml/index.ts'
import { type CommandContext, factOf, planDocs } from '../context.ts'
import type { Plan } from '../plan.ts'
import type { Fixer } from './fix.ts'

/** Mends of what istioctl's analyzers and Istio's admission find. */

function mend(
  context: CommandContext,
  { at }: Problem,
  label: string,
  facts: Facts,
  ops: readonly YamlOp[],
  path: Path,
): Plan {
  return planDocs(context, label, facts, [{ doc: at.doc, ops }], { doc: at.doc, path })
}

function writtenAt(context: CommandContext, { at }: Problem, path: Path): PlainValue | undefined {
  return valueAt(context.document(at.doc)?.value, path) as PlainValue | undefined
}

function textFact(facts: Facts, key: string): string | null {
  const fact = facts[key]
  return fact?.is === 'text' || fact?.is === 'name' ? fact.value : null
}

/** A field that excludes another, or does nothing: without it, or without the other beside it, the rest stands. */
export const removeField: Fixer = (context, problem) => {
  const { path } = problem.at
  const other = /(\w+)$/.exec(textFact(problem.facts, 'other') ?? '')?.[1]
  const beside: Path[] = other === undefined ? [] : [[...path.slice(0, -1), other]]
  return [path, ...beside].flatMap(at => {
    const field = at[at.length - 1]
    const value = writtenAt(context, problem, at)
    if (field === undefined || value === undefined) return []
    const name = typeof field === 'number' ? String(value) : field
    return [
      mend(
        context,
        problem,
        'fix.removeField',
        { field: { is: 'name', value: name } },
        [{ op: 'remove', path: at }],
        at.slice(0, -1),
      ),
    ]
  })
}

/** One of the ports that the host has. */
export const portRequired: Fixer = (context, problem) => {
  const { ports } = problem.facts
  if (ports?.is !== 'list') return []
  const path: Path = [...problem.at.path.slice(0, -1), 'port']
  return ports.items
    .slice(0, 5)
    .flatMap(port =>
      port.is === 'count'
        ? [
            mend(
              context,
              problem,
              'fix.choosePort',
              { port: { is: 'port', value: port.value } },
              [{ op: 'set', path, value: { number: port.value } }],
              path,
            ),
          ]
        : [],
    )
}

/** A subset that the host's rules do have, the nearest first. */
export const subsetMissing: Fixer = (context, problem) => {
  const host = textFact(problem.facts, 'host')
  const wanted = textFact(problem.facts, 'subset')
  const resource = context.cluster.ofDoc(problem.at.doc)
  if (host === null || wanted === null || resource === undefined) return []
  const known = context.cluster
    .onHost('destinationrule', fullHost(host, resource.namespace))
    .flatMap(rule => rule.subsets.map(({ name }) => name))
  const near = nearestNames(wanted, known)
  const { path } = problem.at
  return [...new Set([...near, ...known])]
    .slice(0, 3)
    .map(name =>
      mend(
        context,
        problem,
        'fix.useSubset',
        { name: { is: 'name', value: name } },
        [{ op: 'set', path, value: name }],
        path,
      ),
    )
}

/** A gateway of nearly that name, or any of the project. */
export const gatewayMissing: Fixer = (context, problem) => {
  const wanted = textFact(problem.facts, 'gateway')
  const resource = context.cluster.ofDoc(problem.at.doc)
  if (wanted === null || resource === undefined) return []
  const known = context.cluster.all('istiogateway')
  const near = nearestNames(
    wanted.slice(wanted.indexOf('/') + 1),
    known.map(({ name }) => name),
  )
  const { path } = problem.at
  return [...known.filter(({ name }) => near.includes(name)), ...known.filter(({ name }) => !near.includes(name))]
    .slice(0, 3)
    .map(gateway => {
      const value = gateway.namespace === resource.namespace ? gateway.name : `${gateway.namespace}/${gateway.name}`
      return mend(context, problem, 'fix.useName', { to: factOf(gateway) }, [{ op: 'set', path, value }], path)
    })
}

/** Names the gateway by reference, where labels have no effect. */
export const ineffectiveSelector: Fixer = (context, problem) => {
  const gateway = textFact(problem.facts, 'gateway')
  if (gateway === null) return []
  const path: Path = ['spec', 'targetRefs']
  const value = [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: gateway }]
  return [
    mend(
      context,
      problem,
      'fix.targetRef',
      { gateway: { is: 'name', value: gateway } },
      [
        { op: 'remove', path: ['spec', 'selector'] },
        { op: 'set', path, value },
      ],
      path,
    ),
  ]
}

/** What took the place of an old field, with what the old one said. */
const successors: Readonly<Record<string, (old: PlainValue) => { readonly key: string; readonly value: PlainValue }>> =
  {
    mirrorPercent: old => ({ key: 'mirrorPercentage', value: { value: old } }),
    mirror_percent: old => ({ key: 'mirrorPercentage', value: { value: old } }),
    percent: old => ({ key: 'percentage', value: { value: old } }),
    minimumRingSize: old => ({ key: 'ringHash', value: { minimumRingSize: old } }),
    consecutiveErrors: old => ({ key: 'consecutive5xxErrors', value: old }),
  }

export const oldField: Fixer = (context, problem) => {
  const { path } = problem.at
  const field = path[path.length - 1]
  const old = writtenAt(context, problem, path)
  if (typeof field !== 'string' || !Object.hasOwn(successors, field) || old === undefined) return []
  const { key, value } = successors[field]!(old)
  const to: Path = [...path.slice(0, -1), key]
  const ops: YamlOp[] = [
    { op: 'remove', path },
    { op: 'set', path: to, value },
  ]
  return [mend(context, problem, 'fix.useField', { field: { is: 'name', value: key } }, ops, to)]
}

/** The way that names are written now. */
export const legacyName: Fixer = (context, problem) => {
  const want = textFact(problem.facts, 'want')
  const { path } = problem.at
  if (want === null) return []
  return [
    mend(
      context,
      problem,
      'fix.write',
      { want: { is: 'text', value: want } },
      [{ op: 'set', path, value: want }],
      path,
    ),
  ]
}

/** A namespace asks for sidecars. */
export const askForSidecars: Fixer = (context, problem) => {
  const path: Path = ['metadata', 'labels', 'istio-injection']
  return [mend(context, problem, 'fix.inject', {}, [{ op: 'set', path, value: 'enabled' }], path)]
}

/** An empty rule applies to everything. */
export const everyRequest: Fixer = (context, problem) => {
  const path: Path = ['spec', 'rules']
  return [mend(context, problem, 'fix.everyRequest', {}, [{ op: 'set', path, value: [{}] }], path)]
}

/** Filters in the order of their priorities. */
export const priority: Fixer = (context, problem) => {
  const path: Path = ['spec', 'priority']
  return [
    mend(
      context,
      problem,
      'fix.priority',
      { priority: { is: 'count', value: 10 } },
      [{ op: 'set', path, value: 10 }],
      path,
    ),
  ]
}

/** Says what a port speaks beside its name, which others may refer to. */
export const portProtocol: Fixer = (context, problem) => {
  const path: Path = [...problem.at.path, 'appProtocol']
  return ['http', 'grpc', 'tcp'].map(value =>
    mend(
      context,
      problem,
      'fix.appProtocol',
      { protocol: { is: 'protocol', value } },
      [{ op: 'set', path, value }],
      path,
    ),
  )
}
