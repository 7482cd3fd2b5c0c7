import type { PodGroup } from '../../cluster/index.ts'
import type { FlowContext } from '../../flow/index.ts'
import { type Address, parseAddress, parseCidr } from '../../match/index.ts'
import { isServedElsewhere } from '../../model/index.ts'
import {
  addressEnd,
  type ConnectionEnd,
  controllerEnd,
  intersect,
  isNothing,
  onePort,
  ownerKind,
  PolicyEngine,
  type PortSet,
  podEnd,
  type ReachEnd,
  union,
} from '../../policy/index.ts'
import type { YamlValue } from '../../yaml/index.ts'
import { isMap, textOf } from './case-file.ts'

/** An end of a reachability row. */
export interface Peer {
  readonly key: string
  readonly reachEnd: ReachEnd
  readonly end: ConnectionEnd
  /** Set for a controller of Ingresses: it dials nothing but their backends. */
  readonly isController: boolean
}

const controllerPeer: Peer = {
  key: '{ingress-controller}',
  reachEnd: { kind: 'controller' },
  end: controllerEnd('ingress-controller'),
  isController: true,
}

/** Kinds that give pods more networks than one; with them nothing here can be said. */
const foreign = new Set(['NetworkAttachmentDefinition', 'MultiNetworkPolicy'])

const podKinds = new Set(['Pod', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'])

export function foreignKind({ cluster }: FlowContext): string | null {
  for (const { group, kind } of cluster.all('other')) {
    if (foreign.has(kind)) return kind
    // A workload that no API server takes: whoever counts it speaks of another cluster.
    if (podKinds.has(kind) && isServedElsewhere(group, kind) !== null) return `${kind} of group ${group}`
  }
  return null
}

/** The name that a peer goes by: a pod's own, or its workload's with its kind in brackets. */
function keyOf(cluster: FlowContext['cluster'], group: PodGroup, level: 'pods' | 'workloads'): string {
  const { resource } = group
  if (level === 'pods') return `${group.namespace}/${group.name}`
  if (resource.type === 'workload' || resource.owner === null || resource.owner.kind === 'Node')
    return `${group.namespace}/${group.name}[${resource.kind}]`
  return `${group.namespace}/${resource.owner.name}[${ownerKind(cluster, group.namespace, resource.owner)}]`
}

/** Every pod, or every workload by one of its pods. */
export function podPeers({ cluster, assumptions }: FlowContext, level: 'pods' | 'workloads'): Peer[] {
  const peers = new Map<string, Peer>()
  for (const group of cluster.pods()) {
    if (level === 'pods' && group.resource.type !== 'pod') continue
    const key = keyOf(cluster, group, level)
    const assumed = assumptions.pods.get(`${group.namespace}/${group.name}`)?.ip
    if (!peers.has(key))
      peers.set(key, {
        key,
        reachEnd: { kind: 'pods', doc: group.resource.doc },
        end: podEnd(group, assumed == null ? group.ips : [assumed]),
        isController: false,
      })
  }
  return [...peers.values()]
}

export function ingressControllerPeer(): Peer {
  return controllerPeer
}

const engines = new WeakMap<FlowContext['cluster'], PolicyEngine>()

/** One engine a cluster: that of a case never changes. */
export function engineOf({ cluster, assumptions }: FlowContext): PolicyEngine {
  let engine = engines.get(cluster)
  if (engine === undefined) {
    engine = new PolicyEngine(cluster, assumptions)
    engines.set(cluster, engine)
  }
  return engine
}

/** Ports on which one peer reaches another. */
export function reachOf(context: FlowContext, from: Peer, to: Peer): { ports: PortSet; unknown: PortSet } {
  const reach = engineOf(context).portsBetween(from.reachEnd, to.reachEnd)
  if (!from.isController) return reach
  const dialled = backendPorts(context, to)
  return { ports: intersect(reach.ports, dialled), unknown: intersect(reach.unknown, dialled) }
}

/** TCP ports of a workload that Ingresses and Routes lead to and that its containers declare; a virtual machine declares none and has all. */
function backendPorts({ cluster }: FlowContext, to: Peer): PortSet {
  const { pods } = to.end
  if (pods === null) return new Map()
  const uses = usesIn(cluster, pods.namespace)
  return uses.reduce<PortSet>((set, use) => union(set, portsOfUse(cluster, pods, use)), new Map())
}

interface Use {
  readonly kind: string
  readonly by: string
  /** Service, and its port as the reference has it. */
  readonly name: string
  readonly port: number | string | null
}

function usesIn(cluster: FlowContext['cluster'], namespace: string): Use[] {
  const uses: Use[] = []
  for (const ingress of cluster.all('ingress', namespace)) {
    for (const backend of [
      ingress.defaultBackend,
      ...ingress.rules.flatMap(rule => rule.paths.map(path => path.backend)),
    ]) {
      if (backend?.service != null) uses.push({ kind: 'Ingress', by: ingress.name, ...backend.service })
    }
  }
  for (const route of cluster.all('referring', namespace)) {
    if (route.kind !== 'Route') continue
    for (const ref of route.parts.flatMap(part => part.refs))
      uses.push({
        kind: 'Route',
        by: route.name,
        name: ref.name,
        port: ref.part !== null && /^\d+$/.test(ref.part) ? Number(ref.part) : ref.part,
      })
  }
  return uses
}

/** What Ingresses and Routes say of a port that a controller dials; one that leads to the pod on another port says so. */
export function controllerReasons(
  context: FlowContext,
  to: Peer,
  protocol: 'TCP' | 'UDP' | 'SCTP',
  port: number,
): { readonly allowed: boolean; readonly reasons: readonly string[] } {
  const { cluster } = context
  const { pods } = to.end
  if (pods === null) return { allowed: false, reasons: [] }
  let allowed = false
  const reasons: string[] = []
  for (const use of usesIn(cluster, pods.namespace)) {
    const ports = portsOfUse(cluster, pods, use)
    if (isNothing(ports)) continue
    const holds = !isNothing(intersect(ports, onePort(protocol, port)))
    allowed ||= holds
    reasons.push(`${use.kind} ${pods.namespace}/${use.by} ${holds ? 'allows' : 'ports do not match'} ${use.name}`)
  }
  // Where some lead to the port, those that lead elsewhere have no say.
  return { allowed, reasons: [...new Set(allowed ? reasons.filter(reason => reason.includes(' allows ')) : reasons)] }
}

function portsOfUse(
  cluster: FlowContext['cluster'],
  pods: PodGroup,
  { name, port: wanted }: { readonly name: string; readonly port: number | string | null },
): PortSet {
  let set: PortSet = new Map()
  const service = cluster.get('service', '', 'Service', pods.namespace, name)
  if (service?.selector == null || ![...service.selector].every(([key, value]) => pods.labels.get(key) === value))
    return set
  for (const port of service.ports) {
    if (wanted !== null && wanted !== port.port && wanted !== port.name && wanted !== port.targetPort) continue
    // A machine declares no ports: what the Service says is taken for it.
    if (pods.resource.kind === 'VirtualMachine' && typeof port.targetPort === 'number')
      set = union(set, onePort('TCP', port.targetPort))
    for (const container of pods.spec.containers.flatMap(item => item.ports)) {
      if (container.protocol === 'TCP' && (container.port === port.targetPort || container.name === port.targetPort))
        set = union(set, onePort('TCP', container.port))
    }
  }
  return set
}

/** IPv4 addresses, one of each range that no policy and no given range tells apart. */
export function addressCells({ cluster }: FlowContext, given: readonly (readonly [bigint, bigint])[]): bigint[] {
  const starts = new Set<bigint>([0n])
  const cut = (first: bigint, last: bigint): void => {
    starts.add(first)
    if (last < 0xffff_ffffn) starts.add(last + 1n)
  }
  const addCidr = (text: string): void => {
    const cidr = parseCidr(text)
    if (cidr?.version === 4) cut(cidr.first, cidr.last)
  }
  for (const policy of cluster.all('networkpolicy')) {
    for (const peer of [...policy.ingress, ...policy.egress].flatMap(rule => rule.peers ?? [])) {
      if (peer.kind === 'ipBlock') for (const text of [peer.cidr, ...peer.except]) addCidr(text)
    }
  }
  for (const policy of cluster.all('adminpolicy')) {
    for (const peer of [...policy.ingress, ...policy.egress].flatMap(rule => rule.peers))
      if (peer.kind === 'networks') for (const text of peer.cidrs) addCidr(text)
  }
  for (const [first, last] of given) cut(first, last)
  return [...starts].sort((a, b) => (a < b ? -1 : 1))
}

export function cellPeer(address: bigint): Peer {
  const text = [24n, 16n, 8n, 0n].map(shift => String((address >> shift) & 255n)).join('.')
  return {
    key: text,
    reachEnd: { kind: 'address', address: { version: 4, value: address } },
    end: addressEnd(text),
    isController: false,
  }
}

/** What `from:` or `to:` of a row means: a name, a range of addresses, or the controller; null when it is something else. */
export type PeerRef =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'range'; readonly first: bigint; readonly last: bigint }
  | { readonly kind: 'controller' }

export function readPeer(value: YamlValue | undefined): PeerRef | null {
  if (typeof value === 'string') return { kind: 'name', name: value }
  if (!isMap(value)) return null
  if (value['ingressController'] === true) return { kind: 'controller' }
  const text = textOf(value['ipRange']) ?? textOf(value['ip'])
  if (text === null) return null
  const [first, last] = text.split('-').map(part => parseAddress(part.trim()))
  if (first == null || first.version !== 4) return null
  return { kind: 'range', first: first.value, last: ((last ?? first) as Address).value }
}

export function samePorts(a: PortSet, b: PortSet): boolean {
  const text = (set: PortSet): string => JSON.stringify([...set].sort(([x], [y]) => (x < y ? -1 : 1)))
  return isNothing(a) ? isNothing(b) : text(a) === text(b)
}
