/**
 * Policies read as a person would read them: document by document, pod by pod, port by port, with no index and nothing remembered. Slow
 * and plain on purpose; the engine is held against it.
 */

export interface PlainObject {
  readonly [key: string]: PlainValue
}
export type PlainValue = string | number | boolean | null | undefined | readonly PlainValue[] | PlainObject

/** One end of a connection. */
export type PlainEnd =
  | { readonly kind: 'pod'; readonly pod: PlainObject }
  | { readonly kind: 'ip'; readonly ip: string }
  | { readonly kind: 'controller' }

/** Which way an address that nobody knows falls. */
export type Reading = 'shut' | 'open'

const get = (value: PlainValue, ...keys: string[]): PlainValue =>
  keys.reduce<PlainValue>(
    (at, key) => (typeof at === 'object' && at !== null && !Array.isArray(at) ? (at as PlainObject)[key] : undefined),
    value,
  )
const list = (value: PlainValue): readonly PlainValue[] => (Array.isArray(value) ? value : [])
const given = (value: PlainValue): boolean => value !== undefined && value !== null

function number4(ip: string): number {
  return ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}

function inBlock(cidr: string, ip: string): boolean {
  const [base = '', bits = ''] = cidr.split('/')
  const size = 2 ** (32 - Number(bits))
  return Math.floor(number4(base) / size) === Math.floor(number4(ip) / size)
}

function selectorTakes(selector: PlainValue, labels: PlainValue): boolean {
  for (const [key, value] of Object.entries((get(selector, 'matchLabels') as PlainObject) ?? {}))
    if (get(labels, key) !== value) return false
  for (const expression of list(get(selector, 'matchExpressions'))) {
    const value = get(labels, String(get(expression, 'key')))
    const isIn = list(get(expression, 'values')).includes(value)
    const operator = get(expression, 'operator')
    if (operator === 'In' && !(value !== undefined && isIn)) return false
    if (operator === 'NotIn' && value !== undefined && isIn) return false
    if (operator === 'Exists' && value === undefined) return false
    if (operator === 'DoesNotExist' && value !== undefined) return false
  }
  return true
}

/** What the documents of a cluster say; `docs` are plain values. */
export class PlainCluster {
  private readonly docs: readonly PlainObject[]

  constructor(docs: readonly PlainObject[]) {
    this.docs = docs
  }

  pods(): readonly PlainObject[] {
    return this.docs.filter(doc => doc['kind'] === 'Pod')
  }

  allows(from: PlainEnd, to: PlainEnd, protocol: string, port: number, reading: Reading): boolean {
    if (from.kind === 'pod' && to.kind === 'pod' && from.pod === to.pod) return true
    if (from.kind === 'pod' && to.kind === 'pod' && this.networkOf(from.pod) !== this.networkOf(to.pod)) return false
    return (
      this.sideAllows('egress', from, to, to, protocol, port, reading) &&
      this.sideAllows('ingress', to, from, to, protocol, port, reading)
    )
  }

  /** The primary network that a pod is in; undefined for the cluster's own. */
  private networkOf(pod: PlainObject): PlainObject | undefined {
    const labels = this.namespaceLabels({ kind: 'pod', pod })
    if (get(labels, 'k8s.ovn.org/primary-user-defined-network') === undefined) return undefined
    const primary = (doc: PlainObject): boolean =>
      get(doc, 'spec', 'layer2', 'role') === 'Primary' || get(doc, 'spec', 'network', 'layer2', 'role') === 'Primary'
    const wide = this.docs
      .filter(doc => doc['kind'] === 'ClusterUserDefinedNetwork' && primary(doc))
      .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
      .find(doc => selectorTakes(get(doc, 'spec', 'namespaceSelector'), labels))
    return (
      wide ??
      this.docs.find(
        doc => doc['kind'] === 'UserDefinedNetwork' && primary(doc) && namespaceOf(doc) === namespaceOf(pod),
      )
    )
  }

  private sideAllows(
    direction: 'ingress' | 'egress',
    subject: PlainEnd,
    other: PlainEnd,
    destination: PlainEnd,
    protocol: string,
    port: number,
    reading: Reading,
  ): boolean {
    if (subject.kind !== 'pod' || get(subject.pod, 'spec', 'hostNetwork') === true) return true
    const ask = (tier: string): string | null =>
      this.tier(tier, direction, subject.pod, other, destination, protocol, port, reading)
    const admin = ask('Admin')
    if (admin === 'Allow') return true
    if (admin === 'Deny') return false
    const isolating = this.docs.filter(
      doc =>
        doc['kind'] === 'NetworkPolicy' &&
        namespaceOf(doc) === namespaceOf(subject.pod) &&
        selectorTakes(get(doc, 'spec', 'podSelector'), labelsOf(subject.pod)) &&
        isAbout(doc, direction),
    )
    if (isolating.length === 0) return ask('Baseline') !== 'Deny'
    return isolating.some(policy =>
      list(get(policy, 'spec', direction)).some(rule => {
        const peers = list(get(rule, direction === 'ingress' ? 'from' : 'to'))
        const ports = list(get(rule, 'ports'))
        return (
          (peers.length === 0 || peers.some(peer => this.peerTakes(policy, peer, other, reading === 'open'))) &&
          (ports.length === 0 || ports.some(item => portTakes(item, destination, protocol, port)))
        )
      }),
    )
  }

  private peerTakes(policy: PlainObject, peer: PlainValue, other: PlainEnd, unknown: boolean): boolean {
    const block = get(peer, 'ipBlock')
    if (given(block)) {
      const cidr = String(get(block, 'cidr'))
      const holes = list(get(block, 'except')).map(String)
      const ip = ipOf(other)
      if (ip === null) return (cidr === '0.0.0.0/0' && holes.length === 0) || unknown
      return inBlock(cidr, ip) && !holes.some(hole => inBlock(hole, ip))
    }
    if (!isOrdinaryPod(other)) return false
    const namespaces = get(peer, 'namespaceSelector')
    const pods = get(peer, 'podSelector')
    if (!given(namespaces)) {
      if (other.kind !== 'pod' || namespaceOf(other.pod) !== namespaceOf(policy)) return false
    } else if (!selectorTakes(namespaces, this.namespaceLabels(other))) return false
    return !given(pods) || selectorTakes(pods, other.kind === 'pod' ? labelsOf(other.pod) : {})
  }

  private tier(
    name: string,
    direction: 'ingress' | 'egress',
    subject: PlainObject,
    other: PlainEnd,
    destination: PlainEnd,
    protocol: string,
    port: number,
    reading: Reading,
  ): string | null {
    const policies = this.docs
      .filter(doc => tierOf(doc) === name)
      .sort(
        (a, b) =>
          Number(get(a, 'spec', 'priority') ?? 0) - Number(get(b, 'spec', 'priority') ?? 0) ||
          (nameOf(a) < nameOf(b) ? -1 : 1),
      )
    for (const policy of policies) {
      if (!this.adminTakes(get(policy, 'spec', 'subject'), { kind: 'pod', pod: subject })) continue
      for (const rule of list(get(policy, 'spec', direction))) {
        const action = String(get(rule, 'action')).replace('Accept', 'Allow')
        const unknown = (reading === 'shut') === (action === 'Deny')
        const peers = list(get(rule, direction === 'ingress' ? 'from' : 'to'))
        const closed = direction === 'egress' && action === 'Allow' ? null : action !== 'Allow'
        if (!peers.some(peer => this.adminPeerTakes(peer, other, unknown, closed))) continue
        const ports = get(rule, 'ports') ?? get(rule, 'protocols')
        if (given(ports) && !list(ports).some(item => adminPortTakes(item, destination, protocol, port))) continue
        if (action === 'Pass') return null
        return action
      }
    }
    return null
  }

  /** `closed`: what a peer by names does where names are not taken; null where they are. */
  private adminPeerTakes(peer: PlainValue, other: PlainEnd, unknown: boolean, closed: boolean | null): boolean {
    if (given(get(peer, 'domainNames'))) return closed ?? (other.kind === 'ip' && unknown)
    const networks = get(peer, 'networks')
    if (given(networks)) {
      const ip = ipOf(other)
      const cidrs = list(networks).map(String)
      return ip === null ? cidrs.includes('0.0.0.0/0') || unknown : cidrs.some(cidr => inBlock(cidr, ip))
    }
    return this.adminTakes(peer, other)
  }

  private adminTakes(subject: PlainValue, end: PlainEnd): boolean {
    if (!isOrdinaryPod(end)) return false
    const namespaces = get(subject, 'namespaces')
    const pods = get(subject, 'pods')
    const labels = end.kind === 'pod' ? labelsOf(end.pod) : {}
    if (namespaces !== undefined) return selectorTakes(namespaces, this.namespaceLabels(end))
    return (
      selectorTakes(get(pods, 'namespaceSelector'), this.namespaceLabels(end)) &&
      selectorTakes(get(pods, 'podSelector'), labels)
    )
  }

  private namespaceLabels(end: PlainEnd): PlainValue {
    if (end.kind !== 'pod') return {}
    const name = namespaceOf(end.pod)
    const doc = this.docs.find(item => item['kind'] === 'Namespace' && nameOf(item) === name)
    return { ...((get(doc, 'metadata', 'labels') as PlainObject) ?? {}), 'kubernetes.io/metadata.name': name }
  }
}

function nameOf(doc: PlainObject): string {
  return String(get(doc, 'metadata', 'name'))
}

function namespaceOf(doc: PlainObject): string {
  return String(get(doc, 'metadata', 'namespace') ?? 'default')
}

function labelsOf(pod: PlainObject): PlainValue {
  return get(pod, 'metadata', 'labels') ?? {}
}

function ipOf(end: PlainEnd): string | null {
  if (end.kind === 'ip') return end.ip
  const ip = end.kind === 'pod' ? get(end.pod, 'status', 'podIP') : undefined
  return ip === undefined ? null : String(ip)
}

function isOrdinaryPod(end: PlainEnd): boolean {
  return end.kind === 'controller' || (end.kind === 'pod' && get(end.pod, 'spec', 'hostNetwork') !== true)
}

function isAbout(policy: PlainObject, direction: 'ingress' | 'egress'): boolean {
  const types = list(get(policy, 'spec', 'policyTypes'))
  if (types.length > 0) return types.includes(direction === 'ingress' ? 'Ingress' : 'Egress')
  return direction === 'ingress' || list(get(policy, 'spec', 'egress')).length > 0
}

function tierOf(doc: PlainObject): string | null {
  if (doc['kind'] === 'AdminNetworkPolicy') return 'Admin'
  if (doc['kind'] === 'BaselineAdminNetworkPolicy') return 'Baseline'
  return doc['kind'] === 'ClusterNetworkPolicy' ? String(get(doc, 'spec', 'tier')) : null
}

function containerPorts(end: PlainEnd): readonly PlainValue[] {
  return end.kind === 'pod'
    ? list(get(end.pod, 'spec', 'containers')).flatMap(container => list(get(container, 'ports')))
    : []
}

function portTakes(item: PlainValue, destination: PlainEnd, protocol: string, port: number): boolean {
  const wanted = get(item, 'protocol') ?? 'TCP'
  if (wanted !== protocol) return false
  const named = get(item, 'port')
  if (!given(named)) return true
  if (typeof named === 'string') {
    const found = containerPorts(destination).find(
      own => get(own, 'name') === named && (get(own, 'protocol') ?? 'TCP') === wanted,
    )
    return found !== undefined && get(found, 'containerPort') === port
  }
  return port >= Number(named) && port <= Number(get(item, 'endPort') ?? named)
}

function adminPortTakes(item: PlainValue, destination: PlainEnd, protocol: string, port: number): boolean {
  const named = get(item, 'namedPort') ?? get(item, 'destinationNamedPort')
  if (given(named)) {
    const found = containerPorts(destination).find(own => get(own, 'name') === named)
    return found !== undefined && get(found, 'containerPort') === port && (get(found, 'protocol') ?? 'TCP') === protocol
  }
  const one = get(item, 'portNumber')
  if (given(one)) return (get(one, 'protocol') ?? 'TCP') === protocol && get(one, 'port') === port
  const range = get(item, 'portRange')
  if (given(range))
    return (
      (get(range, 'protocol') ?? 'TCP') === protocol &&
      port >= Number(get(range, 'start')) &&
      port <= Number(get(range, 'end'))
    )
  const own = get(item, protocol.toLowerCase())
  if (own === undefined) return false
  const wanted = get(own, 'destinationPort')
  if (!given(wanted)) return true
  const span = get(wanted, 'range')
  return given(span)
    ? port >= Number(get(span, 'start')) && port <= Number(get(span, 'end'))
    : get(wanted, 'number') === port
}
