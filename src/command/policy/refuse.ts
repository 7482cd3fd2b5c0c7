import { cidrInside, parseCidr } from '../../match/index.ts'
import type { NetworkPolicyResource, PolicyPeer, PolicyPort, PolicyRule } from '../../model/index.ts'
import type { Direction, Hit, PolicyEngine, ReachEnd } from '../../policy/index.ts'
import type { FileId, Path } from '../../text/index.ts'
import type { PlainValue, YamlOp } from '../../yaml/index.ts'
import type { CommandContext, DocOps } from '../context.ts'
import type { Opening } from './allow.ts'
import { newPolicy } from './new-policy.ts'
import { type AskedPort, everyoneBut, notLike, portsBut, type WrittenEnd } from './spec.ts'

/**
 * The smallest edit that shuts the other end out, given as `ends`, one for each part of it that policies tell apart: the peer that takes it goes where it takes nobody else, and is narrowed where it does;
 * where no policy is about these pods, one of their own lets in all others.
 */
export function shutSide(
  context: CommandContext,
  engine: PolicyEngine,
  direction: Direction,
  subject: Extract<WrittenEnd, { kind: 'pods' }>,
  other: WrittenEnd,
  ends: readonly ReachEnd[],
  asked: AskedPort,
  file: FileId,
): Opening {
  const { pods } = subject
  const isolating = engine.selecting(direction, pods.resource.doc).some(({ type }) => type === 'networkpolicy')
  const never = context.assumptions.networkPolicy.ipBlockMatchesPods === 'never'
  const peersKey = direction === 'ingress' ? 'from' : 'to'
  const rest = everyoneBut(other, pods.namespace, never)
  if (!isolating) {
    const rules: PlainValue[] = [
      { [peersKey]: rest },
      ...(asked.port === null ? [] : [{ ports: portsBut(asked.port, asked.protocol) }]),
    ]
    return { ops: [], append: [newPolicy(context, direction, pods, other, rules, 'refuse', file)] }
  }
  const own = { kind: 'pods', doc: pods.resource.doc } as const
  const hits = new Set(ends.flatMap(end => engine.hits(engine.side(direction, own, end)).map(({ rule }) => rule)))
  const byPolicy = new Map<NetworkPolicyResource, YamlOp[]>()
  for (const compiled of hits) {
    const policy = compiled.policy.resource
    if (policy.type !== 'networkpolicy' || compiled.action !== 'Allow') continue
    const rule = policy[direction].find(candidate => candidate === compiled.rule)
    if (rule === undefined || !isAbout(rule, asked)) continue
    const ops = byPolicy.get(policy) ?? []
    ops.push(...narrow(engine, compiled, rule, other, ends, asked, peersKey, rest))
    byPolicy.set(policy, ops)
  }
  // What goes from a list goes from its end first, so that the places before it stay.
  const ops = [...byPolicy].map(
    ([policy, list]): DocOps => ({ doc: policy.doc, ops: list.sort((a, b) => -comparePaths(a.path, b.path)) }),
  )
  return { ops, append: [] }
}

function narrow(
  engine: PolicyEngine,
  compiled: Hit['rule'],
  rule: PolicyRule,
  other: WrittenEnd,
  ends: readonly ReachEnd[],
  asked: AskedPort,
  peersKey: 'from' | 'to',
  rest: readonly PlainValue[],
): YamlOp[] {
  if (rule.peers === null) return [{ op: 'set', path: [...rule.at, peersKey], value: rest }]
  const taking = rule.peers.filter((_, index) => ends.some(end => engine.takes(compiled, index, end)))
  const sole =
    rule.peers.length === taking.length && taking.every(peer => takesOnly(engine, compiled, rule, peer, other))
  if (sole) {
    const at = (rule.ports ?? []).findIndex(port => isJust(port, asked))
    if (asked.port !== null && at >= 0 && (rule.ports?.length ?? 0) > 1)
      return [{ op: 'remove', path: [...rule.at, 'ports', at] }]
    return [{ op: 'remove', path: rule.at }]
  }
  return taking.flatMap((peer): YamlOp[] => {
    if (takesOnly(engine, compiled, rule, peer, other)) return [{ op: 'remove', path: peer.at }]
    if (peer.kind === 'ipBlock')
      return other.kind === 'outside'
        ? [{ op: 'set', path: [...peer.at, 'ipBlock', 'except', peer.except.length], value: other.cidr }]
        : []
    if (peer.kind !== 'pods' || other.kind !== 'pods') return []
    const expression = notLike(other.pods)
    return peer.podSelector === null
      ? [{ op: 'set', path: [...peer.at, 'podSelector'], value: { matchExpressions: [expression] } }]
      : [
          {
            op: 'set',
            path: [...peer.at, 'podSelector', 'matchExpressions', peer.podSelector.matchExpressions.length],
            value: expression,
          },
        ]
  })
}

/** Whether a peer takes the other end, or a part of it, and nobody else who is there. */
function takesOnly(
  engine: PolicyEngine,
  compiled: Hit['rule'],
  rule: PolicyRule,
  peer: PolicyPeer,
  other: WrittenEnd,
): boolean {
  const index = rule.peers?.indexOf(peer) ?? -1
  if (other.kind === 'pods')
    return peer.kind === 'pods' && engine.takenBy(compiled, index).every(doc => doc === other.pods.resource.doc)
  const block = peer.kind === 'ipBlock' ? parseCidr(peer.cidr) : null
  const asked = parseCidr(other.cidr)
  return block !== null && asked !== null && cidrInside(block, asked)
}

function isAbout(rule: PolicyRule, asked: AskedPort): boolean {
  return rule.ports === null || asked.port === null || rule.ports.some(port => holds(port, asked))
}

function holds({ port, endPort, protocol }: PolicyPort, asked: AskedPort): boolean {
  if (protocol !== asked.protocol || asked.port === null) return false
  return typeof port !== 'number' || (asked.port >= port && asked.port <= (endPort ?? port))
}

function isJust({ port, endPort, protocol }: PolicyPort, asked: AskedPort): boolean {
  return protocol === asked.protocol && port === asked.port && endPort === null
}

function comparePaths(a: Path, b: Path): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i]!, b[i]!]
    if (x === y) continue
    return typeof x === 'number' && typeof y === 'number' ? x - y : String(x) < String(y) ? -1 : 1
  }
  return a.length - b.length
}
