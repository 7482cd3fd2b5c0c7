import type { PodGroup } from '../../cluster/index.ts'
import { parseCidr } from '../../match/index.ts'
import {
  type Changes,
  everything,
  intersect,
  isNothing,
  onePort,
  PolicyEngine,
  type PolicyState,
  policyState,
  type ReachEnd,
  subtract,
} from '../../policy/index.ts'
import type { Fact } from '../../report/index.ts'
import { type Change, planChange } from '../change.ts'
import { type CommandContext, factOf, isRefused, refuse } from '../context.ts'
import type { Intent, Plan, PolicyEnd, RefusedPlan } from '../plan.ts'
import { openSide } from './allow.ts'
import { shutSide } from './refuse.ts'
import type { AskedPort, WrittenEnd } from './spec.ts'
import { effectOf } from './what-if.ts'

type PolicyIntent = Extract<Intent, { kind: 'policy' }>

/** A change of policies with what it does besides what was asked for. */
export interface PolicyChange {
  readonly plan: Plan
  /** Whether it was open for certain before. */
  readonly wasOpen: boolean
  /** What else opens and shuts; null where there is no plan. */
  readonly effects: Changes | null
}

/** The smallest change that lets one end reach the other on a port, or shuts it out; proved by asking the policies as they would be. */
export function planPolicy(context: CommandContext, intent: PolicyIntent): Plan {
  return changePolicy(context, intent, 0).plan
}

/** The same with its effects, at most so many of them in full. */
export function changePolicy(context: CommandContext, intent: PolicyIntent, atMost: number): PolicyChange {
  const from = endOf(context, intent.from)
  const to = endOf(context, intent.to)
  const failed = (plan: RefusedPlan, wasOpen = false): PolicyChange => ({ plan, wasOpen, effects: null })
  if (isRefusal(from)) return failed(from)
  if (isRefusal(to)) return failed(to)
  const before = policyState(context.cluster, new PolicyEngine(context.cluster, context.assumptions))
  const asked: AskedPort = { port: intent.port, protocol: intent.protocol }
  const wasOpen = isOpen(before, from.end, to.end, asked)
  const facts = { from: from.fact, to: to.fact } as const
  if (wasOpen && intent.does === 'allow') return failed(refuse('command.policyOpen', facts), true)
  if (isShut(before, from.end, to.end, asked) && intent.does === 'refuse')
    return failed(refuse('command.policyShut', facts))
  const change: Change = {
    label: intent.does === 'allow' ? 'command.policyAllow' : 'command.policyRefuse',
    facts,
    ...(intent.does === 'allow'
      ? opened(context, before, from, to, asked, intent)
      : shut(context, before, from, to, asked, intent)),
    select: null,
  }
  if (change.ops.length === 0 && (change.append ?? []).length === 0)
    return failed(refuse('command.policyElsewhere', facts), wasOpen)
  const { after, changes } = effectOf(context, before, change, atMost + 1)
  const done = intent.does === 'allow' ? isOpen(after, from.end, to.end, asked) : isShut(after, from.end, to.end, asked)
  if (!done) return failed(refuse('command.policyElsewhere', facts), wasOpen)
  const plan = planChange(context, change)
  return { plan, wasOpen, effects: isRefused(plan) ? null : besides(changes, intent, atMost) }
}

interface End {
  readonly written: WrittenEnd
  readonly end: ReachEnd
  readonly fact: Fact
}

function isRefusal(value: End | RefusedPlan): value is RefusedPlan {
  return 'kind' in value
}

function endOf({ cluster, assumptions }: CommandContext, end: PolicyEnd): End | RefusedPlan {
  if (end.kind === 'outside') {
    const cidr = parseCidr(end.cidr)
    if (cidr === null) return refuse('policy.badCidr', { cidr: { is: 'cidr', value: end.cidr } })
    return {
      written: { kind: 'outside', cidr: end.cidr },
      end: { kind: 'address', address: { version: cidr.version, value: cidr.first } },
      fact: { is: 'cidr', value: end.cidr },
    }
  }
  const resource = cluster.ofDoc(end.doc)
  const pods: PodGroup | null = resource === undefined ? null : cluster.podGroup(resource)
  if (pods === null || resource === undefined) return refuse('command.gone')
  const fact = factOf(resource)
  if (pods.spec.hostNetwork && assumptions.networkPolicy.hostNetworkPods === 'asNodes')
    return refuse('command.policyOnNode', { to: fact })
  if (pods.labels.size === 0) return refuse('command.noLabels', { to: fact })
  return { written: { kind: 'pods', pods }, end: { kind: 'pods', doc: end.doc }, fact }
}

function opened(
  context: CommandContext,
  { engine }: PolicyState,
  from: End,
  to: End,
  asked: AskedPort,
  { file }: PolicyIntent,
): Pick<Change, 'ops' | 'append'> {
  const parts = (
    [
      ['egress', from, to],
      ['ingress', to, from],
    ] as const
  ).flatMap(([direction, subject, other]) => {
    if (subject.written.kind !== 'pods') return []
    const open = engine.ports.setOf(engine.side(direction, subject.end, other.end).open)
    if (isNothing(subtract(wanted(asked), open))) return []
    return [openSide(context, engine, direction, subject.written, other.written, asked, file)]
  })
  return { ops: parts.flatMap(part => part.ops), append: parts.flatMap(part => part.append) }
}

/** At the destination where that is pods; at the source else, or where a policy is about that end only. */
function shut(
  context: CommandContext,
  { engine }: PolicyState,
  from: End,
  to: End,
  asked: AskedPort,
  { file }: PolicyIntent,
): Pick<Change, 'ops' | 'append'> {
  const isolates = (direction: 'ingress' | 'egress', { end }: End): boolean =>
    end.kind === 'pods' && engine.selecting(direction, end.doc).some(({ type }) => type === 'networkpolicy')
  const atSource = to.written.kind !== 'pods' || (!isolates('ingress', to) && isolates('egress', from))
  const [direction, subject, other] = atSource ? (['egress', from, to] as const) : (['ingress', to, from] as const)
  if (subject.written.kind !== 'pods') return { ops: [], append: [] }
  return shutSide(context, engine, direction, subject.written, other.written, other.end, asked, file)
}

function wanted({ port, protocol }: AskedPort): typeof everything {
  return port === null ? everything : onePort(protocol, port)
}

function isOpen({ engine }: PolicyState, from: ReachEnd, to: ReachEnd, asked: AskedPort): boolean {
  return isNothing(subtract(wanted(asked), engine.portsBetween(from, to).ports))
}

function isShut({ engine }: PolicyState, from: ReachEnd, to: ReachEnd, asked: AskedPort): boolean {
  return isNothing(intersect(wanted(asked), engine.portsBetween(from, to).unknown))
}

/** What changes besides the pair that was asked about. */
function besides(changes: Changes, { from, to }: PolicyIntent, atMost: number): Changes {
  const isAsked = (end: Changes['rows'][number]['from'], asked: PolicyEnd): boolean =>
    end.kind === 'place' ? asked.kind === 'pods' && end.place.doc === asked.doc : asked.kind === 'outside'
  const rows = changes.rows.filter(row => !(isAsked(row.from, from) && isAsked(row.to, to)))
  const own = changes.rows.filter(row => isAsked(row.from, from) && isAsked(row.to, to))
  return {
    rows: rows.slice(0, atMost),
    gained: changes.gained - own.filter(row => !isNothing(subtract(row.after, row.before))).length,
    lost: changes.lost - own.filter(row => !isNothing(subtract(row.before, row.after))).length,
  }
}
