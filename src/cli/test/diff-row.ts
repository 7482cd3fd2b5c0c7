import type { FlowContext } from '../../flow/index.ts'
import { describePorts, isNothing, type PortSet, parsePorts } from '../../policy/index.ts'
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

/** The complete semantic diff of two versions of a cluster: one row that fails on anything missing or extra. */
export function diffRow(before: FlowContext, after: FlowContext, value: YamlValue): Row {
  const row: YamlMap = isMap(value) ? value : Object.create(null)
  const base = { name: 'diff', kind: 'diff', expected: value }
  const unsupported = (why: string): Row => ({ ...base, outcome: 'unsupported', actual: null, why })
  const kind = foreignKind(before) ?? foreignKind(after)
  if (kind !== null) return unsupported(`not simulated yet: ${kind}`)
  const expected: Change[] = []
  for (const item of listOf(row['rows'])) {
    const change = isMap(item) ? readChange(item) : null
    if (change === null) return unsupported(`a row that cannot be read: ${JSON.stringify(item)}`)
    expected.push(change)
  }
  const found = compare(before, after, expected)
  if (found === null) return unsupported('addresses that are not in the manifests')
  return {
    ...base,
    outcome: found.length === 0 ? 'passed' : 'failed',
    actual: found.slice(0, 20),
    why: found.length === 0 ? '' : `${found.length} differences`,
  }
}

interface Change {
  readonly type: string
  readonly from: PeerRef
  readonly to: PeerRef
  readonly before: PortSet
  readonly after: PortSet
  readonly info: string
}

function readChange(item: YamlMap): Change | null {
  const from = readPeer(item['from'])
  const to = readPeer(item['to'])
  const before = parsePorts(textOf(item['before']) ?? '')
  const after = parsePorts(textOf(item['after']) ?? '')
  if (from === null || to === null || before === null || after === null) return null
  return { type: textOf(item['type']) ?? '', from, to, before, after, info: textOf(item['info']) ?? '' }
}

const nothing: PortSet = new Map()

/** What differs from the expected rows; null where an address that is not known decides. */
function compare(before: FlowContext, after: FlowContext, expected: readonly Change[]): string[] | null {
  const old = new Map(podPeers(before, 'workloads').map(peer => [peer.key, peer]))
  const next = new Map(podPeers(after, 'workloads').map(peer => [peer.key, peer]))
  const ranges = expected
    .flatMap(({ from, to }) => [from, to])
    .flatMap(peer => (peer.kind === 'range' ? [[peer.first, peer.last] as const] : []))
  const cells = [...new Set([...addressCells(before, ranges), ...addressCells(after, ranges)])].map(cellPeer)
  const others = [...cells, ingressControllerPeer()]
  const keys = [...new Set([...old.keys(), ...next.keys()])]
  const wrong: string[] = []
  const used = new Set<Change>()
  let isUnknown = false
  const portsOf = (context: FlowContext, from: Peer | undefined, to: Peer | undefined): PortSet => {
    if (from === undefined || to === undefined) return nothing
    const reach = reachOf(context, from, to)
    if (!samePorts(reach.ports, reach.unknown)) isUnknown = true
    return reach.ports
  }
  const check = (from: string, to: string, was: PortSet, is: PortSet): void => {
    if (samePorts(was, is)) return
    const type = isNothing(was) ? 'added' : isNothing(is) ? 'removed' : 'changed'
    const row = expected.find(change => covers(change.from, from) && covers(change.to, to))
    const touched = [from, to].filter(key => keys.includes(key) && old.has(key) !== next.has(key))
    const info = touched.length === 0 ? '' : `workload ${touched.join(' and ')} ${type}`
    if (row !== undefined) used.add(row)
    if (
      row === undefined ||
      row.type !== type ||
      !samePorts(row.before, was) ||
      !samePorts(row.after, is) ||
      row.info !== info
    )
      wrong.push(`${from} → ${to}: ${type}, ${describePorts(was)} to ${describePorts(is)} ${info}`)
  }
  for (const from of keys) {
    for (const to of keys)
      if (from !== to)
        check(from, to, portsOf(before, old.get(from), old.get(to)), portsOf(after, next.get(from), next.get(to)))
    for (const other of others) {
      check(other.key, from, portsOf(before, other, old.get(from)), portsOf(after, other, next.get(from)))
      if (!other.isController)
        check(from, other.key, portsOf(before, old.get(from), other), portsOf(after, next.get(from), other))
    }
  }
  for (const change of expected)
    if (!used.has(change))
      wrong.push(
        `not found: ${change.type} ${JSON.stringify(change.from, (_, value) => (typeof value === 'bigint' ? String(value) : value))}`,
      )
  return isUnknown && wrong.length === 0 ? null : wrong
}

function covers(ref: PeerRef, key: string): boolean {
  if (ref.kind === 'name') return ref.name === key
  if (ref.kind === 'controller') return key === ingressControllerPeer().key
  if (!/^[\d.]+$/.test(key)) return false
  const address = key.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n)
  return address >= ref.first && address <= ref.last
}
