import type { FlowContext } from '../../flow/index.ts'
import { networkOf } from '../../policy/index.ts'
import type { YamlValue } from '../../yaml/index.ts'
import { isMap, listOf, textOf } from './case-file.ts'
import { foreignKind, type Peer, podPeers } from './peers.ts'
import { compareReach, readAllowed } from './reachability-row.ts'
import type { Row } from './row.ts'

/** What is reachable, network by network: one row that fails on anything missing or extra, a network included. */
export function networksRow(context: FlowContext, value: YamlValue): Row {
  const base = { name: 'networks', kind: 'networks', expected: value }
  const unsupported = (why: string): Row => ({ ...base, outcome: 'unsupported', actual: null, why })
  const kind = foreignKind(context)
  if (kind !== null) return unsupported(`not simulated yet: ${kind}`)
  const members = new Map<string, Peer[]>([[podNetwork, []]])
  for (const peer of podPeers(context, 'workloads')) {
    const name = nameOf(context, peer)
    members.set(name, [...(members.get(name) ?? []), peer])
  }
  const wrong: string[] = []
  const listed = new Set<string>()
  for (const item of listOf(value)) {
    if (!isMap(item)) return unsupported('a network that cannot be read')
    const name = `${textOf(item['network'])} ${textOf(item['kind'])} ${textOf(item['role'])}`
    const expected = readAllowed(item['allowed'])
    if (typeof expected === 'string') return unsupported(expected)
    listed.add(name)
    const found = compareReach(context, expected, members.get(name) ?? [], true, true, null)
    if (found.unknown > 0) return unsupported('addresses that are not in the manifests')
    wrong.push(...found.wrong.map(line => `${name}: ${line}`))
    if (!members.has(name)) wrong.push(`nobody is in ${name}`)
  }
  for (const name of members.keys()) if (!listed.has(name)) wrong.push(`not expected: ${name}`)
  return {
    ...base,
    outcome: wrong.length === 0 ? 'passed' : 'failed',
    actual: { wrong: wrong.slice(0, 20) },
    why: wrong.length === 0 ? '' : `${wrong.length} differences`,
  }
}

const podNetwork = 'pod-network pod primary'

/** A network of a namespace goes by the namespace's name. */
function nameOf({ cluster }: FlowContext, { end }: Peer): string {
  const network = end.pods === null ? null : networkOf(cluster, end.pods.namespace)
  if (network === null) return podNetwork
  return network.namespaces === null ? `${network.namespace} UDN primary` : `${network.name} CUDN primary`
}
