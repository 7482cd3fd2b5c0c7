import type { FlowContext } from '../../flow/index.ts'
import { describePorts, intersect, isNothing, type PortSet, parsePorts, union } from '../../policy/index.ts'
import type { YamlMap, YamlValue } from '../../yaml/index.ts'
import { isMap, listOf, textOf } from './case-file.ts'
import {
  addressCells,
  cellPeer,
  foreignKind,
  ingressControllerPeer,
  type Peer,
  type PeerRef,
  podPeers,
  reachOf,
  readPeer,
  samePorts,
} from './peers.ts'
import type { Row } from './row.ts'

export interface Expected {
  readonly from: PeerRef
  readonly to: PeerRef
  readonly ports: PortSet
}

/** The complete list of what is allowed: one row that fails on anything missing or extra. */
export function reachabilityRow(context: FlowContext, value: YamlValue): Row {
  const row: YamlMap = isMap(value) ? value : Object.create(null)
  const scope: YamlMap = isMap(row['scope']) ? row['scope'] : Object.create(null)
  const base = { name: 'reachability', kind: 'reachability', expected: value }
  const unsupported = (why: string): Row => ({ ...base, outcome: 'unsupported', actual: null, why })
  const kind = foreignKind(context)
  if (kind !== null) return unsupported(`not simulated yet: ${kind}`)
  const expected = readAllowed(row['allowed'])
  if (typeof expected === 'string') return unsupported(expected)
  const probed = scope['ports'] === undefined ? null : parsePorts(textOf(scope['ports']) ?? '')
  const level =
    scope['level'] === 'pods' || expected.some(({ from }) => from.kind === 'name' && !from.name.endsWith(']'))
      ? 'pods'
      : 'workloads'
  const found = compareReach(
    context,
    expected,
    podPeers(context, level),
    scope['self'] === false,
    scope['external'] !== false,
    probed,
  )
  const outcome =
    found.unknown > 0 && found.wrong.length === 0 ? 'unsupported' : found.wrong.length === 0 ? 'passed' : 'failed'
  return {
    ...base,
    outcome,
    actual: { wrong: found.wrong.slice(0, 20) },
    why:
      outcome === 'passed'
        ? ''
        : outcome === 'failed'
          ? `${found.wrong.length} pairs differ`
          : `${found.unknown} pairs hang on addresses that are not in the manifests`,
  }
}

/** The list of what is allowed; a text says what cannot be read. */
export function readAllowed(value: YamlValue | undefined): Expected[] | string {
  const expected: Expected[] = []
  for (const item of listOf(value)) {
    const from = isMap(item) ? readPeer(item['from']) : null
    const to = isMap(item) ? readPeer(item['to']) : null
    const ports = isMap(item) ? parsePorts(textOf(item['ports']) ?? '') : null
    if (from === null || to === null || ports === null) return `a row that cannot be read: ${JSON.stringify(item)}`
    expected.push({ from, to, ports })
  }
  return expected
}

/** What differs between the expected list and what is so among some peers, with addresses outside and the controller where `external` says so. */
export function compareReach(
  context: FlowContext,
  expected: readonly Expected[],
  pods: readonly Peer[],
  skipSelf: boolean,
  external: boolean,
  probed: PortSet | null,
): { wrong: string[]; unknown: number } {
  const ranges = expected
    .flatMap(({ from, to }) => [from, to])
    .flatMap(peer => (peer.kind === 'range' ? [[peer.first, peer.last] as const] : []))
  const cells = external ? addressCells(context, ranges).map(cellPeer) : []
  const wanted = index(expected, cells)
  const wrong: string[] = []
  let unknown = 0
  const check = (from: Peer, to: Peer): void => {
    const reach = reachOf(context, from, to)
    const limit = (set: PortSet): PortSet => (probed === null ? set : intersect(set, probed))
    const want = limit(wanted(from, to))
    const got = limit(reach.ports)
    if (samePorts(got, want)) return
    if (!samePorts(limit(reach.unknown), got)) unknown++
    else wrong.push(`${from.key} → ${to.key}: ${describePorts(got)}, not ${describePorts(want)}`)
  }
  for (const from of pods) for (const to of pods) if (from !== to || !skipSelf) check(from, to)
  for (const cell of cells) {
    for (const peer of pods) {
      check(cell, peer)
      check(peer, cell)
    }
  }
  if (external) for (const to of pods) check(ingressControllerPeer(), to)
  return { wrong, unknown }
}

/** Expected ports of a pair; those of a range are found by any address in it. */
function index(expected: readonly Expected[], cells: readonly Peer[]): (from: Peer, to: Peer) => PortSet {
  const keysOf = (peer: PeerRef): readonly string[] => {
    if (peer.kind === 'name') return [peer.name]
    if (peer.kind === 'controller') return [ingressControllerPeer().key]
    return cells
      .filter(cell => cell.end.addresses[0]!.value >= peer.first && cell.end.addresses[0]!.value <= peer.last)
      .map(cell => cell.key)
  }
  const table = new Map<string, PortSet>()
  for (const { from, to, ports } of expected) {
    for (const a of keysOf(from))
      for (const b of keysOf(to)) table.set(`${a} ${b}`, union(table.get(`${a} ${b}`) ?? new Map(), ports))
  }
  return (from, to) => table.get(`${from.key} ${to.key}`) ?? new Map()
}

/** The exact set of allowed ports of one pair. */
export function pairRow(context: FlowContext, value: YamlValue): Row {
  const row: YamlMap = isMap(value) ? value : Object.create(null)
  const base = {
    name: `${JSON.stringify(row['from'])} to ${JSON.stringify(row['to'])}`,
    kind: 'pairs',
    expected: row['ports'] ?? null,
  }
  const unsupported = (why: string): Row => ({ ...base, outcome: 'unsupported', actual: null, why })
  const kind = foreignKind(context)
  if (kind !== null) return unsupported(`not simulated yet: ${kind}`)
  const want = parsePorts(textOf(row['ports']) ?? '')
  const from = findPeer(context, readPeer(row['from']))
  const to = findPeer(context, readPeer(row['to']))
  if (want === null || from === null || to === null) return unsupported('a row that cannot be read')
  const reach = reachOf(context, from, to)
  if (!samePorts(reach.ports, reach.unknown)) return unsupported('an address that is not in the manifests')
  const passed = samePorts(reach.ports, want)
  return {
    ...base,
    outcome: passed ? 'passed' : 'failed',
    actual: isNothing(reach.ports) ? 'No Connections' : describePorts(reach.ports),
    why: passed ? '' : 'ports',
  }
}

function findPeer(context: FlowContext, ref: PeerRef | null): Peer | null {
  if (ref === null) return null
  if (ref.kind === 'controller') return ingressControllerPeer()
  if (ref.kind === 'range') return cellPeer(ref.first)
  return [...podPeers(context, 'pods'), ...podPeers(context, 'workloads')].find(peer => peer.key === ref.name) ?? null
}
