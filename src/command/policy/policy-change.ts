import type { PodGroup } from '../../cluster/index.ts'
import { type Cidr, cidrContains, parseCidr } from '../../match/index.ts'
import {
  type ChangeEnd,
  type Changes,
  type ConnectionChange,
  type Direction,
  everything,
  intersect,
  isNothing,
  onePort,
  PolicyEngine,
  type PolicyState,
  policyState,
  type ReachEnd,
  rangesBeside,
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
  const wasOpen = isOpen(before, from, to, asked)
  const facts = { from: from.fact, to: to.fact } as const
  if (wasOpen && intent.does === 'allow') return failed(refuse('command.policyOpen', facts), true)
  if (isShut(before, from, to, asked) && intent.does === 'refuse') return failed(refuse('command.policyShut', facts))
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
  const done = intent.does === 'allow' ? isOpen(after, from, to, asked) : isShut(after, from, to, asked)
  if (!done) return failed(refuse('command.policyElsewhere', facts), wasOpen)
  const plan = planChange(context, change)
  return { plan, wasOpen, effects: isRefused(plan) ? null : besides(changes, intent, atMost) }
}

interface End {
  readonly written: WrittenEnd
  /** Of a range the first address. */
  readonly end: ReachEnd
  readonly cidr: Cidr | null
  readonly fact: Fact
}

/** A range as an end for each part of it that the policies of the pods at the other end tell apart; pods as they are. */
function partsOf({ engine }: PolicyState, { end, cidr }: End, direction: Direction, pods: ReachEnd): ReachEnd[] {
  if (cidr === null || pods.kind !== 'pods') return [end]
  const starts = (engine.outside(direction, pods.doc) ?? []).flatMap(({ version, first }): ReachEnd[] => {
    const address = { version, value: first }
    return first !== cidr.first && cidrContains(cidr, address) ? [{ kind: 'address', address }] : []
  })
  return [end, ...starts]
}

function pairsOf(state: PolicyState, from: End, to: End): (readonly [ReachEnd, ReachEnd])[] {
  return partsOf(state, from, 'ingress', to.end).flatMap(source =>
    partsOf(state, to, 'egress', from.end).map(target => [source, target] as const),
  )
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
      cidr,
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
  return { written: { kind: 'pods', pods }, end: { kind: 'pods', doc: end.doc }, cidr: null, fact }
}

function opened(
  context: CommandContext,
  state: PolicyState,
  from: End,
  to: End,
  asked: AskedPort,
  { file }: PolicyIntent,
): Pick<Change, 'ops' | 'append'> {
  const { engine } = state
  const parts = (
    [
      ['egress', from, to],
      ['ingress', to, from],
    ] as const
  ).flatMap(([direction, subject, other]) => {
    if (subject.written.kind !== 'pods') return []
    const isThere = partsOf(state, other, direction, subject.end).every(end =>
      isNothing(subtract(wanted(asked), engine.ports.setOf(engine.side(direction, subject.end, end).open))),
    )
    if (isThere) return []
    return [openSide(context, engine, direction, subject.written, other.written, asked, file)]
  })
  return { ops: parts.flatMap(part => part.ops), append: parts.flatMap(part => part.append) }
}

/** At the destination where that is pods; at the source else, or where a policy is about that end only. */
function shut(
  context: CommandContext,
  state: PolicyState,
  from: End,
  to: End,
  asked: AskedPort,
  { file }: PolicyIntent,
): Pick<Change, 'ops' | 'append'> {
  const { engine } = state
  const isolates = (direction: 'ingress' | 'egress', { end }: End): boolean =>
    end.kind === 'pods' && engine.selecting(direction, end.doc).some(({ type }) => type === 'networkpolicy')
  const atSource = to.written.kind !== 'pods' || (!isolates('ingress', to) && isolates('egress', from))
  const [direction, subject, other] = atSource ? (['egress', from, to] as const) : (['ingress', to, from] as const)
  if (subject.written.kind !== 'pods') return { ops: [], append: [] }
  const ends = partsOf(state, other, direction, subject.end)
  return shutSide(context, engine, direction, subject.written, other.written, ends, asked, file)
}

function wanted({ port, protocol }: AskedPort): typeof everything {
  return port === null ? everything : onePort(protocol, port)
}

function isOpen(state: PolicyState, from: End, to: End, asked: AskedPort): boolean {
  return pairsOf(state, from, to).every(([source, target]) =>
    isNothing(subtract(wanted(asked), state.engine.portsBetween(source, target).ports)),
  )
}

function isShut(state: PolicyState, from: End, to: End, asked: AskedPort): boolean {
  return pairsOf(state, from, to).every(([source, target]) =>
    isNothing(intersect(wanted(asked), state.engine.portsBetween(source, target).unknown)),
  )
}

/** What changes besides the pair that was asked about: of ranges, what lies beside the one asked. */
function besides(changes: Changes, { from, to }: PolicyIntent, atMost: number): Changes {
  let { gained, lost } = changes
  const count = ({ before, after }: ConnectionChange, by: number): void => {
    if (!isNothing(subtract(after, before))) gained += by
    if (!isNothing(subtract(before, after))) lost += by
  }
  const rows = changes.rows.flatMap((row): readonly ConnectionChange[] => {
    const froms = beside(row.from, from)
    const tos = beside(row.to, to)
    if (froms === null || tos === null) return [row]
    const rest = [...froms.map(end => ({ ...row, from: end })), ...tos.map(end => ({ ...row, to: end }))]
    count(row, -1)
    for (const one of rest) count(one, 1)
    return rest
  })
  return { rows: rows.slice(0, atMost), gained, lost }
}

/** What of an end was not asked about; null where none of it was. */
function beside(end: ChangeEnd, asked: PolicyEnd): ChangeEnd[] | null {
  if (end.kind === 'place') return asked.kind === 'pods' && end.place.doc === asked.doc ? [] : null
  const cidr = asked.kind === 'outside' ? parseCidr(asked.cidr) : null
  if (cidr === null) return null
  const rest = rangesBeside(end.range, cidr)
  return rest === null ? null : rest.map(range => ({ kind: 'outside', range }))
}
