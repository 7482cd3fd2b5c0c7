import type { NetworkPolicyResource } from '../../model/index.ts'
import type { Direction, PolicyEngine } from '../../policy/index.ts'
import type { FileId } from '../../text/index.ts'
import type { PlainValue } from '../../yaml/index.ts'
import type { Change } from '../change.ts'
import type { CommandContext, DocOps } from '../context.ts'
import { newPolicy } from './new-policy.ts'
import { type AskedPort, peerOf, portsOf, type WrittenEnd } from './spec.ts'

/** What opens a connection at one of its ends: nothing where it is open there. */
export type Opening = Pick<Change, 'ops'> & { readonly append: NonNullable<Change['append']> }

/**
 * The smallest edit that lets the other end through: one more peer in a rule about just this port, one more rule in a policy that is about
 * these pods alone, or a policy of its own where those that are there are about other pods as well.
 */
export function openSide(
  context: CommandContext,
  engine: PolicyEngine,
  direction: Direction,
  subject: Extract<WrittenEnd, { kind: 'pods' }>,
  other: WrittenEnd,
  asked: AskedPort,
  file: FileId,
): Opening {
  const { pods } = subject
  const own = engine
    .selecting(direction, pods.resource.doc)
    .filter((policy): policy is NetworkPolicyResource => policy.type === 'networkpolicy')
    .filter(policy => context.cluster.podsSelected(policy.namespace, policy.podSelector).length === 1)
  const [policy] = own.sort((a, b) => b[direction].length - a[direction].length)
  const peersKey = direction === 'ingress' ? 'from' : 'to'
  const peer = peerOf(other, pods.namespace)
  const ports = portsOf(asked)
  if (policy === undefined) {
    const rule: PlainValue = { [peersKey]: [peer], ...(ports === undefined ? {} : { ports }) }
    return { ops: [], append: [newPolicy(context, direction, pods, other, [rule], 'allow', file)] }
  }
  const rule = policy[direction].find(
    candidate =>
      candidate.peers !== null &&
      (asked.port === null
        ? candidate.ports === null
        : candidate.ports?.length === 1 &&
          candidate.ports[0]?.port === asked.port &&
          candidate.ports[0].endPort === null &&
          candidate.ports[0].protocol === asked.protocol),
  )
  const op: DocOps['ops'][number] =
    rule?.peers != null
      ? { op: 'set', path: [...rule.at, peersKey, rule.peers.length], value: peer }
      : {
          op: 'set',
          path: ['spec', direction, policy[direction].length],
          value: { [peersKey]: [peer], ...(ports === undefined ? {} : { ports }) },
        }
  return { ops: [{ doc: policy.doc, ops: [op] }], append: [] }
}
