import type { FlowContext } from '../../flow/index.ts'
import { type Explanation, explainDirection, type PortSet, type Ports, parsePorts } from '../../policy/index.ts'
import type { YamlMap, YamlValue } from '../../yaml/index.ts'
import { isMap, listOf, textOf } from './case-file.ts'
import {
  addressCells,
  cellPeer,
  controllerReasons,
  foreignKind,
  ingressControllerPeer,
  type Peer,
  type PeerRef,
  podPeers,
  readPeer,
} from './peers.ts'
import type { Row } from './row.ts'

/** One `explain` row: a pair, ports that share their reasons, the verdict, and the reasons of each direction. */
export function explainRow(context: FlowContext, value: YamlValue): Row {
  const row: YamlMap = isMap(value) ? value : Object.create(null)
  const base = {
    name: `${nameOfPeer(row['from'])} to ${nameOfPeer(row['to'])} ${textOf(row['ports'])}`,
    kind: 'explain',
    expected: value,
  }
  const unsupported = (why: string): Row => ({ ...base, outcome: 'unsupported', actual: null, why })
  const kind = foreignKind(context)
  if (kind !== null) return unsupported(`not simulated yet: ${kind}`)
  const ports = parsePorts(textOf(row['ports']) ?? '')
  const from = peersOf(context, readPeer(row['from']))
  const to = peersOf(context, readPeer(row['to']))
  if (ports === null || from.length === 0 || to.length === 0) return unsupported('a row that cannot be read')
  const want = wanted(row)
  for (const a of from) {
    for (const b of to) {
      for (const [protocol, port] of sample(ports)) {
        const got = explainPair(context, a, b, protocol, port)
        if (got === null) return unsupported('an address that is not in the manifests')
        if (got !== want)
          return { ...base, outcome: 'failed', actual: `${protocol} ${port}: ${got}`, why: `not ${want}` }
      }
    }
  }
  return { ...base, outcome: 'passed', actual: want, why: '' }
}

/** The first, the last and a middle port of every interval. */
function sample(set: PortSet): ['TCP' | 'UDP' | 'SCTP', number][] {
  return [...set].flatMap(([protocol, ports]: ['TCP' | 'UDP' | 'SCTP', Ports]) =>
    ports.flatMap(([first, last]) =>
      [...new Set([first, (first + last) >> 1, last])].map((port): ['TCP' | 'UDP' | 'SCTP', number] => [
        protocol,
        port,
      ]),
    ),
  )
}

function peersOf(context: FlowContext, ref: PeerRef | null): Peer[] {
  if (ref === null) return []
  if (ref.kind === 'controller') return [ingressControllerPeer()]
  if (ref.kind === 'name')
    return [...podPeers(context, 'workloads'), ...podPeers(context, 'pods')]
      .filter(peer => peer.key === ref.name)
      .slice(0, 1)
  return addressCells(context, [[ref.first, ref.last]])
    .filter(cell => cell >= ref.first && cell <= ref.last)
    .map(cellPeer)
}

/** One line that says it all, so that two of them can be compared. */
function wanted(row: YamlMap): string {
  if (row['due'] === 'default') return 'allow by default'
  const direction = (key: string): string => {
    const part = row[key]
    if (!isMap(part)) return `${key}: not asked`
    const reasons = listOf(part['reasons']).filter(isMap)
    const texts = reasons
      .filter(reason => reason['default'] !== true)
      .map(reason =>
        [reason['kind'], reason['name'], reason['effect'], reason['rule'] ?? reason['service'] ?? '']
          .map(textOf)
          .join(' '),
      )
    return `${key}: ${textOf(part['verdict'])} ${texts.sort().join('; ')}`
  }
  return `${textOf(row['verdict'])}: ${direction('egress')} | ${direction('ingress')}`
}

function explainPair(
  context: FlowContext,
  from: Peer,
  to: Peer,
  protocol: 'TCP' | 'UDP' | 'SCTP',
  port: number,
): string | null {
  const connection = { source: from.end, destination: to.end, packet: { port, protocol } }
  const say = (explanation: Explanation): string[] =>
    explanation.reasons.map(({ policy, effect, rule }) =>
      [
        policy.kind,
        policy.namespace === '' ? policy.name : `${policy.namespace}/${policy.name}`,
        effect,
        rule ?? '',
      ].join(' '),
    )
  const egress = explainDirection(context.cluster, context.assumptions, 'egress', connection)
  const ingress = explainDirection(context.cluster, context.assumptions, 'ingress', connection)
  if (egress.verdict === 'unknown' || ingress.verdict === 'unknown') return null
  const entry = from.isController ? controllerReasons(context, to, protocol, port) : { allowed: true, reasons: [] }
  const ingressVerdict = ingress.verdict === 'allow' && entry.allowed ? 'allow' : 'deny'
  const verdict = egress.verdict === 'allow' && ingressVerdict === 'allow' ? 'allow' : 'deny'
  if (egress.reasons.length === 0 && ingress.reasons.length === 0 && entry.reasons.length === 0)
    return 'allow by default'
  return `${verdict}: egress: ${egress.verdict} ${say(egress).sort().join('; ')} | ingress: ${ingressVerdict} ${[...say(ingress), ...entry.reasons].sort().join('; ')}`
}

function nameOfPeer(value: YamlValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
