import { type CommandContext, changePolicy, effectOf, planIntent, startChange } from '../../command/index.ts'
import { parseAddress } from '../../match/index.ts'
import {
  addressEnd,
  type Changes,
  type ConnectionEnd,
  changesBetween,
  describePorts,
  evaluateDirection,
  everything,
  isNothing,
  type PolicyEngine,
  type PolicyState,
  partedBy,
  placesOf,
  podEnd,
  policyState,
  type ReachEnd,
  rangeText,
  subtract,
} from '../../policy/index.ts'
import type { ResourceFact, Step } from '../../report/index.ts'
import type { DocId } from '../../text/index.ts'
import type { Derivations } from '../derivations.ts'
import { cellOf } from './cell.ts'
import { gridOf } from './grid.ts'
import { policyCard, selectorAt } from './policy-card.ts'
import type { PolicyWatch } from './policy-watch.ts'
import type {
  DecidingRule,
  PolicyEffect,
  ReachCell,
  ReachedEnd,
  ReachQuestion,
  ReachRef,
  ReachReply,
  ReachSide,
} from './reach-messages.ts'

const effectsShown = 200

/** Answers what the page asks about who may talk to whom; null for what is no longer there. */
export function answerReach(
  derivations: Derivations,
  watch: PolicyWatch,
  context: CommandContext,
  question: ReachQuestion,
): ReachReply | null {
  const { cluster } = derivations
  switch (question.kind) {
    case 'reachOf':
      return reachOf(derivations, watch.now(derivations), question.doc)
    case 'reachGrid':
      return { kind: 'reachGrid', cells: gridOf(cluster, watch.now(derivations), question.rows, question.columns) }
    case 'reachWhy':
      return why(derivations, watch.now(derivations), question.from, question.to)
    case 'reachCsv':
      return { kind: 'reachCsv', text: csvOf(derivations, watch.now(derivations)) }
    case 'policyCard': {
      const card = policyCard(cluster, watch.now(derivations), question.doc)
      return card === null ? null : { kind: 'policyCard', ...card }
    }
    case 'selectorAt': {
      const noun = selectorAt(cluster, question.doc, question.path)
      return noun === null ? null : { kind: 'selectorAt', noun }
    }
    case 'policyEffect': {
      const before = watch.before
      if (before === null) return { kind: 'policyEffect', rows: [], gained: 0, lost: 0 }
      const after = policyState(cluster, watch.now(derivations))
      return { kind: 'policyEffect', ...effectText(changesBetween(before, after, effectsShown)) }
    }
    case 'policyPlan': {
      const { intent } = question
      if (intent.kind === 'policy') {
        const { plan, wasOpen, effects } = changePolicy(context, intent, effectsShown)
        return { kind: 'policyPlan', plan, wasOpen, effect: effects === null ? null : effectText(effects) }
      }
      const plan = planIntent(context, intent)
      if (plan.kind === 'refused') return { kind: 'policyPlan', plan, wasOpen: false, effect: null }
      const before: PolicyState = policyState(cluster, watch.now(derivations))
      const { changes } = effectOf(context, before, startChange(context, intent), effectsShown)
      return { kind: 'policyPlan', plan, wasOpen: false, effect: effectText(changes) }
    }
  }
}

function reachOf({ cluster }: Derivations, engine: PolicyEngine, doc: DocId): ReachReply | null {
  const own = engine.classOf(doc)
  if (own === undefined) return null
  const end: ReachEnd = { kind: 'pods', doc }
  const cells = new Map<number, Omit<ReachedEnd, 'node'>>()
  const ends = cluster.pods().flatMap((group): ReachedEnd[] => {
    const other = engine.classOf(group.resource.doc)
    if (other === undefined || group.resource.doc === doc) return []
    let found = cells.get(other.id)
    if (found === undefined) {
      const there: ReachEnd = { kind: 'pods', doc: group.resource.doc }
      const into = engine.reach(there, end)
      const out = engine.reach(end, there)
      const sides = [
        engine.side('egress', there, end),
        engine.side('ingress', end, there),
        engine.side('egress', end, there),
        engine.side('ingress', there, end),
      ]
      found = {
        in: cellOf(engine, into.open, into.maybe),
        out: cellOf(engine, out.open, out.maybe),
        isFree: sides.every(({ state }) => state === null),
      }
      cells.set(other.id, found)
    }
    return [{ node: group.resource.doc, ...found }]
  })
  return {
    kind: 'reachOf',
    ends,
    outside: { in: outsideCell(engine, 'ingress', doc), out: outsideCell(engine, 'egress', doc) },
    guarded: {
      ingress: engine.selecting('ingress', doc).length > 0,
      egress: engine.selecting('egress', doc).length > 0,
    },
  }
}

/** What is open to some address outside, on the ports that are for any. */
function outsideCell(engine: PolicyEngine, direction: 'ingress' | 'egress', doc: DocId): ReachCell {
  const ranges = engine.outside(direction, doc)
  if (ranges === null) return { state: 'open', ports: describePorts(everything) }
  const open = ranges
    .filter(({ version }) => version === 4)
    .map(({ state }) => engine.verdict(state).open)
    .reduce((all, ports) => engine.ports.union(all, ports), 0)
  const isSame = ranges.every(({ version, state }) => version === 6 || engine.verdict(state).open === open)
  const cell = cellOf(engine, open, open)
  return isSame || cell.state === 'shut' ? cell : { ...cell, state: 'part' }
}

function endOf(ref: ReachRef): ReachEnd | null {
  if ('doc' in ref) return { kind: 'pods', doc: ref.doc }
  const address = parseAddress(ref.address)
  return address === null ? null : { kind: 'address', address }
}

/** One end as the policies are asked about it one by one; null for pods that are no longer there. */
function connectionEnd(engine: PolicyEngine, ref: ReachRef): ConnectionEnd | null {
  if ('address' in ref) return addressEnd(ref.address)
  const pods = engine.podsOf(ref.doc)
  return pods === undefined ? null : podEnd(pods)
}

function why(
  { cluster, assumptions }: Derivations,
  engine: PolicyEngine,
  from: ReachRef,
  to: ReachRef,
): ReachReply | null {
  const source = endOf(from)
  const target = endOf(to)
  if (source === null || target === null) return null
  const { open, maybe } = engine.reach(source, target)
  const pods = target.kind === 'pods' ? engine.podsOf(target.doc) : undefined
  const declared = pods?.spec.containers.flatMap(({ ports }) => ports) ?? []
  const ends = [connectionEnd(engine, from), connectionEnd(engine, to)] as const
  const packet = { port: declared[0]?.port ?? 80, protocol: declared[0]?.protocol ?? 'TCP' } as const
  const losersOf = (direction: 'ingress' | 'egress'): Step[] => {
    const [a, b] = ends
    if (a === null || b === null) return []
    const { step } = evaluateDirection(cluster, assumptions, direction, { source: a, destination: b, packet })
    return step.because.filter(({ verdict }) => verdict === 'no')
  }
  const sides: ReachSide[] = []
  for (const [direction, subject, other] of [
    ['egress', source, target],
    ['ingress', target, source],
  ] as const) {
    if (subject.kind !== 'pods') continue
    const side = engine.side(direction, subject, other)
    sides.push({
      direction,
      cell: cellOf(engine, side.open, side.maybe),
      policies: engine.selecting(direction, subject.doc).map(policy => ({
        resource: factOf(policy),
        at: { doc: policy.doc, path: ['spec', policy.type === 'networkpolicy' ? 'podSelector' : 'subject'] },
      })),
      rules: engine.hits(side).map(
        ({ rule, ports, isMaybe }): DecidingRule => ({
          resource: factOf(rule.policy.resource),
          at: { doc: rule.policy.resource.doc, path: rule.rule.at },
          action: rule.action,
          ports: describePorts(engine.ports.setOf(ports)),
          isMaybe,
        }),
      ),
      losers: losersOf(direction),
    })
  }
  const [a, b] = ends
  const parting = a === null || b === null ? null : partedBy(cluster, { source: a, destination: b, packet })
  return {
    kind: 'reachWhy',
    cell: cellOf(engine, open, maybe),
    declared,
    partedBy: parting === null ? null : { resource: factOf(parting), at: { doc: parting.doc, path: ['spec'] } },
    sides,
  }
}

function factOf(policy: {
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly doc: DocId
}): ResourceFact {
  const { kind, namespace, name, doc } = policy
  return { is: 'resource', kind, namespace, name, doc }
}

function csvOf({ cluster }: Derivations, engine: PolicyEngine): string {
  const places = placesOf(cluster)
  const lines = ['from namespace,from,to namespace,to,ports,unknown']
  const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  for (const from of places)
    for (const to of places) {
      if (from === to) continue
      const { open, maybe } = engine.reach({ kind: 'pods', doc: from.doc }, { kind: 'pods', doc: to.doc })
      if (open === 0 && maybe === 0) continue
      const unknown = open === maybe ? '' : describePorts(engine.ports.setOf(maybe))
      const ports = describePorts(engine.ports.setOf(open))
      lines.push([from.namespace, from.name, to.namespace, to.name, ports, unknown].map(cell).join(','))
    }
  return `${lines.join('\r\n')}\r\n`
}

function effectText({ rows, gained, lost }: Changes): PolicyEffect {
  const end = (value: Changes['rows'][number]['from']): PolicyEffect['rows'][number]['from'] =>
    value.kind === 'place'
      ? { text: `${value.place.namespace}/${value.place.name}`, node: value.place.doc }
      : { text: rangeText(value.range), node: null }
  return {
    gained,
    lost,
    rows: rows.map(({ from, to, before, after }) => {
      const more = !isNothing(subtract(after, before))
      const less = !isNothing(subtract(before, after))
      return {
        from: end(from),
        to: end(to),
        before: describePorts(before),
        after: describePorts(after),
        kind: more && less ? 'changed' : more ? 'gained' : 'lost',
      }
    }),
  }
}
