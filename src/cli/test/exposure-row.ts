import type { FlowContext } from '../../flow/index.ts'
import type { LabelSelector } from '../../match/index.ts'
import { describePorts, exposures, isNothing, type PortSet, parsePorts, type Stranger } from '../../policy/index.ts'
import type { YamlMap, YamlValue } from '../../yaml/index.ts'
import { isMap, listOf, textOf } from './case-file.ts'
import { addressCells, cellPeer, engineOf, foreignKind, type Peer, podPeers, reachOf, readPeer } from './peers.ts'
import type { Row } from './row.ts'

/** Who could come besides the pods that are there: one row that fails on anything missing or extra. Ranges are compared by address. */
export function exposureRow(context: FlowContext, value: YamlValue): Row {
  const row: YamlMap = isMap(value) ? value : Object.create(null)
  const base = { name: 'exposure', kind: 'exposure', expected: value }
  const unsupported = (why: string): Row => ({ ...base, outcome: 'unsupported', actual: null, why })
  const kind = foreignKind(context)
  if (kind !== null) return unsupported(`not simulated yet: ${kind}`)
  const peers = podPeers(context, 'workloads')
  const want = wanted(context, row)
  if (want === null) return unsupported('a row that cannot be read')
  const got = given(context, peers, want.cells)
  const wrong = [
    ...[...got].filter(line => !want.lines.has(line)).map(line => `not expected: ${line}`),
    ...[...want.lines].filter(line => !got.has(line)).map(line => `missing: ${line}`),
  ]
  return {
    ...base,
    outcome: wrong.length === 0 ? 'passed' : 'failed',
    actual: { wrong: wrong.slice(0, 20) },
    why: wrong.length === 0 ? '' : `${wrong.length} lines differ`,
  }
}

interface Wanted {
  readonly lines: ReadonlySet<string>
  readonly cells: readonly bigint[]
}

/** One line for every row, and for every address cell of a row about a range. */
function wanted(context: FlowContext, row: YamlMap): Wanted | null {
  const lines = new Set<string>()
  const ranges: [bigint, bigint][] = []
  const ranged: { direction: string; workload: string; first: bigint; last: bigint; ports: string }[] = []
  for (const direction of ['egress', 'ingress']) {
    for (const item of listOf(row[direction])) {
      const other = isMap(item) ? (item['from'] ?? item['to']) : undefined
      if (!isMap(item) || other === undefined) return null
      const workload = textOf(item['workload']) ?? ''
      const ports = canonical(textOf(item['ports']) ?? '')
      const peer = isMap(other) ? readPeer(other) : null
      if (peer?.kind === 'range') {
        ranges.push([peer.first, peer.last])
        ranged.push({ direction, workload, first: peer.first, last: peer.last, ports })
      } else lines.add(`${direction} ${workload} ${textOf(other)}: ${ports}`)
    }
  }
  for (const item of listOf(row['unprotected']))
    if (isMap(item))
      lines.add(`unprotected ${textOf(item['workload'])} ${(textOf(item['direction']) ?? '').toLowerCase()}`)
  const cells = addressCells(context, ranges)
  for (const { direction, workload, first, last, ports } of ranged)
    for (const cell of cells)
      if (cell >= first && cell <= last) lines.add(`${direction} ${workload} ${cellPeer(cell).key}: ${ports}`)
  return { lines, cells }
}

function given(context: FlowContext, peers: readonly Peer[], cells: readonly bigint[]): Set<string> {
  const lines = new Set<string>()
  const exposed = new Set<string>()
  const docs = new Map(peers.flatMap(({ reachEnd, key }) => (reachEnd.kind === 'pods' ? [[reachEnd.doc, key]] : [])))
  for (const exposure of exposures(context.cluster, engineOf(context), [...docs.keys()])) {
    const workload = docs.get(exposure.doc) ?? ''
    const { direction, isProtected, anybody } = exposure
    if (!isProtected) lines.add(`unprotected ${workload} ${direction}`)
    if (!isProtected || exposure.strangers.length > 0 || !isNothing(anybody.ports) || anybody.names.length > 0)
      exposed.add(workload)
    const add = (who: string, ports: PortSet, names: readonly string[]): void => {
      if (!isNothing(ports) || names.length > 0)
        lines.add(`${direction} ${workload} ${who}: ${portsText(ports, names)}`)
    }
    add('entire-cluster', anybody.ports, anybody.names)
    for (const { stranger, ports, names } of exposure.strangers)
      lines.add(`${direction} ${workload} ${nameOf(stranger)}: ${portsText(ports, names)}`)
  }
  // Addresses are listed for workloads that are exposed to pods at all.
  for (const peer of peers.filter(({ key }) => exposed.has(key)))
    for (const cell of cells) {
      const outside = cellPeer(cell)
      const out = reachOf(context, peer, outside).ports
      const into = reachOf(context, outside, peer).ports
      if (!isNothing(out)) lines.add(`egress ${peer.key} ${outside.key}: ${portsText(out, [])}`)
      if (!isNothing(into)) lines.add(`ingress ${peer.key} ${outside.key}: ${portsText(into, [])}`)
    }
  return lines
}

/** Ports in one order, whatever the order they are written in; ports by name at the end. */
function canonical(text: string): string {
  const set = parsePorts(text)
  if (set !== null) return portsText(set, [])
  const names: string[] = []
  const numbers: string[] = []
  for (const part of text.split(';').map(item => item.trim())) {
    const [head = '', ...rest] = part.split(' ')
    const items = rest
      .join('')
      .split(',')
      .filter(item => item !== '')
    if (items.length === 0) names.push(head)
    const plain = items.filter(item => /^[\d-]+$/.test(item))
    names.push(...items.filter(item => !/^[\d-]+$/.test(item)).map(item => `${head} ${item}`))
    if (plain.length > 0) numbers.push(`${head} ${plain.join(',')}`)
  }
  return portsText(parsePorts(numbers.join('; ')) ?? new Map(), names)
}

function portsText(ports: PortSet, names: readonly string[]): string {
  return [describePorts(ports), ...[...names].sort()].join(' + ')
}

function nameOf({ namespaces, pods }: Stranger): string {
  const place = 'name' in namespaces ? namespaces.name : braced('namespace', namespaces.selector)
  return `${place}/${pods === null ? '[all pods]' : braced('pod', pods)}`
}

/** A selector as np-guard writes it. */
function braced(what: 'namespace' | 'pod', { matchLabels, matchExpressions }: LabelSelector): string {
  if (matchLabels.length === 0 && matchExpressions.length === 0) return `[all ${what}s]`
  const parts = [
    ...matchLabels.map(([key, value]) => `${key}=${value}`).sort(),
    ...matchExpressions
      .map(({ key, operator, values }) => `{Key:${key},Operator:${operator},Values:[${values.join(' ')}],}`)
      .sort(),
  ]
  return `[${what} with {${parts.join(',')}}]`
}
