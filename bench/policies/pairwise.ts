import type { Assumptions, Cluster, PodGroup } from '../../src/cluster/index.ts'
import { namedPort } from '../../src/cluster/index.ts'
import {
  type Address,
  type Cidr,
  cidrContains,
  coversAll,
  matchSelector,
  parseAddress,
  parseCidr,
} from '../../src/match/index.ts'
import type {
  AdminPolicyResource,
  AdminRule,
  NetworkPolicyResource,
  PolicyPeer,
  PolicyRule,
  Protocol,
} from '../../src/model/index.ts'
import { intersect, onePort, type PortSet, subtract, union } from '../../src/policy/index.ts'

/**
 * Pair by pair, as most tools do it: the policies of each pod are found once beforehand (the prefilter), ranges are parsed once; then
 * every pair asks the rules of both ends, peer by peer. What the engine is measured against and must equal.
 */
export class Pairwise {
  private readonly cluster: Cluster
  private readonly assumptions: Assumptions
  private readonly subjects: readonly Subject[]
  private readonly ranges = new Map<string, Cidr | null>()

  constructor(cluster: Cluster, assumptions: Assumptions) {
    this.cluster = cluster
    this.assumptions = assumptions
    this.subjects = cluster.pods().map(pods => this.subjectOf(pods))
  }

  get size(): number {
    return this.subjects.length
  }

  doc(index: number): PodGroup['resource']['doc'] {
    return this.subjects[index]!.pods.resource.doc
  }

  /** Ports that are open from one pod to another, with the rules that let them through. */
  ask(from: number, to: number): { ports: PortSet; rules: string[] } {
    const source = this.subjects[from]!
    const destination = this.subjects[to]!
    if (source === destination) return { ports: everything, rules: [] }
    const rules: string[] = []
    const egress = this.side('egress', source, source, destination, rules)
    const ingress = this.side('ingress', destination, source, destination, rules)
    return { ports: intersect(egress, ingress), rules }
  }

  private subjectOf(pods: PodGroup): Subject {
    const network = this.cluster
      .all('networkpolicy', pods.namespace)
      .filter(policy => matchSelector(policy.podSelector, pods.labels))
    const admin = this.cluster
      .all('adminpolicy')
      .filter(
        ({ subject }) =>
          subject !== null &&
          matchSelector(subject.namespaceSelector, this.cluster.namespaceLabels(pods.namespace)) &&
          (subject.podSelector === null || matchSelector(subject.podSelector, pods.labels)),
      )
      .sort((a, b) => a.priority - b.priority || (a.name < b.name ? -1 : 1))
    return {
      pods,
      addresses: pods.ips.flatMap(ip => parseAddress(ip) ?? []),
      ingress: network.filter(policy => policy.isolatesIngress),
      egress: network.filter(policy => policy.isolatesEgress),
      admin: admin.filter(({ tier }) => tier === 'Admin'),
      baseline: admin.filter(({ tier }) => tier === 'Baseline'),
    }
  }

  private side(
    direction: 'ingress' | 'egress',
    subject: Subject,
    source: Subject,
    destination: Subject,
    rules: string[],
  ): PortSet {
    const peer = direction === 'ingress' ? source : destination
    const admin = this.tier(subject.admin, direction, peer, destination, rules)
    const isolating = subject[direction]
    let below: PortSet = new Map()
    if (isolating.length === 0) {
      const baseline = this.tier(subject.baseline, direction, peer, destination, rules)
      below = union(baseline.allowed, baseline.left)
    } else {
      for (const policy of isolating)
        for (const rule of policy[direction]) {
          if (rule.peers !== null && !rule.peers.some(item => this.takes(policy, item, peer))) continue
          const ports = portsOf(rule, destination.pods)
          if (ports.size === 0) continue
          below = union(below, ports)
          rules.push(nameOf(policy, rule))
        }
    }
    return union(admin.allowed, intersect(admin.left, below))
  }

  private tier(
    policies: readonly AdminPolicyResource[],
    direction: 'ingress' | 'egress',
    peer: Subject,
    destination: Subject,
    rules: string[],
  ): { allowed: PortSet; left: PortSet } {
    let allowed: PortSet = new Map()
    let passed: PortSet = new Map()
    let rest: PortSet = everything
    for (const policy of policies)
      for (const rule of policy[direction]) {
        if (!rule.peers.some(item => item.kind === 'pods' && this.selects(item, peer))) continue
        const ports = adminPorts(rule, destination.pods)
        if (ports.size === 0) continue
        rules.push(nameOf(policy, rule))
        const decided = intersect(ports, rest)
        if (rule.action === 'Allow') allowed = union(allowed, decided)
        if (rule.action === 'Pass') passed = union(passed, decided)
        rest = subtract(rest, decided)
      }
    return { allowed, left: union(rest, passed) }
  }

  private selects(
    { namespaceSelector, podSelector }: Extract<AdminRule['peers'][number], { kind: 'pods' }>,
    { pods }: Subject,
  ): boolean {
    return (
      matchSelector(namespaceSelector, this.cluster.namespaceLabels(pods.namespace)) &&
      (podSelector === null || matchSelector(podSelector, pods.labels))
    )
  }

  private takes(policy: NetworkPolicyResource, peer: PolicyPeer, { pods, addresses }: Subject): boolean {
    if (peer.kind === 'invalid') return false
    if (peer.kind === 'ipBlock') {
      const block = this.range(peer.cidr)
      if (block === null || this.assumptions.networkPolicy.ipBlockMatchesPods === 'never') return false
      if (addresses.length === 0) return coversAll(block) && peer.except.length === 0
      return addresses.some(
        address =>
          cidrContains(block, address) &&
          !peer.except.some(text => {
            const hole = this.range(text)
            return hole !== null && cidrContains(hole, address)
          }),
      )
    }
    if (
      peer.namespaceSelector === null
        ? pods.namespace !== policy.namespace
        : !matchSelector(peer.namespaceSelector, this.cluster.namespaceLabels(pods.namespace))
    )
      return false
    return peer.podSelector === null || matchSelector(peer.podSelector, pods.labels)
  }

  private range(text: string): Cidr | null {
    let range = this.ranges.get(text)
    if (range === undefined) {
      range = parseCidr(text)
      this.ranges.set(text, range)
    }
    return range
  }
}

interface Subject {
  readonly pods: PodGroup
  readonly addresses: readonly Address[]
  readonly ingress: readonly NetworkPolicyResource[]
  readonly egress: readonly NetworkPolicyResource[]
  readonly admin: readonly AdminPolicyResource[]
  readonly baseline: readonly AdminPolicyResource[]
}

const everyPort: readonly (readonly [number, number])[] = [[1, 65535]]
const everything: PortSet = new Map<Protocol, typeof everyPort>([
  ['TCP', everyPort],
  ['UDP', everyPort],
  ['SCTP', everyPort],
])

/** How both name a rule: its document and its place. */
export function nameOf(policy: { readonly doc: string }, rule: { readonly at: readonly (string | number)[] }): string {
  return `${policy.doc}:${rule.at.join('.')}`
}

function portsOf(rule: PolicyRule, destination: PodGroup): PortSet {
  if (rule.ports === null) return everything
  let set: PortSet = new Map()
  for (const { protocol, port, endPort } of rule.ports) {
    const first = typeof port === 'string' ? namedPort(destination, port, protocol) : port
    if (port === null) set = union(set, new Map([[protocol, everyPort]]))
    else if (first !== null) set = union(set, new Map([[protocol, [[first, endPort ?? first]] as const]]))
  }
  return set
}

function adminPorts(rule: AdminRule, destination: PodGroup): PortSet {
  if (rule.ports === null) return everything
  let set: PortSet = new Map()
  for (const port of rule.ports) {
    if (port.kind === 'range') set = union(set, new Map([[port.protocol, [[port.first, port.last]] as const]]))
    else {
      const found = destination.spec.containers.flatMap(({ ports }) => ports).find(({ name }) => name === port.name)
      if (found !== undefined) set = union(set, onePort(found.protocol, found.port))
    }
  }
  return set
}
