import type {
  AdminPolicyResource,
  AdminPort,
  AdminRule,
  NetworkPolicyResource,
  PolicyPort,
  PolicyRule,
  Protocol,
} from '../../model/index.ts'
import type { Direction } from '../connection.ts'
import { everyPort, nothing, type PortSet, union } from '../port-set.ts'
import type { Bits } from './bits.ts'
import { type CompiledPeer, keyOfTerms, type PeerTerms, termsOfAdminPeer, termsOfPeer } from './compiled-peer.ts'
import { allPorts, type PortsId, type PortTable } from './port-table.ts'

export type Tier = 'Admin' | 'NetworkPolicy' | 'Baseline'

/** A port by name: it means whatever the destination pod calls so; null for the port's own protocol. */
export interface NamedPort {
  readonly name: string
  readonly protocol: Protocol | null
}

export interface CompiledRule {
  readonly id: number
  readonly policy: CompiledPolicy
  readonly rule: PolicyRule | AdminRule
  readonly tier: Tier
  readonly action: 'Allow' | 'Deny' | 'Pass'
  /** Null: every peer, external ones included. */
  readonly peers: readonly CompiledPeer[] | null
  /** Classes that its peers take, and those that they may take; shared with the peer where there is one. */
  bits: Bits | null
  maybe: Bits | null
  readonly ports: PortsId
  readonly named: readonly NamedPort[]
}

/** A policy with its rules ready to be asked. */
export interface CompiledPolicy {
  readonly id: number
  readonly resource: NetworkPolicyResource | AdminPolicyResource
  readonly ingress: readonly CompiledRule[]
  readonly egress: readonly CompiledRule[]
}

/** What compiling needs of the engine: shared peers and ports. */
export interface CompileContext {
  readonly ports: PortTable
  /** A number that no policy and no rule has had. */
  nextId(): number
  peer(key: string, terms: PeerTerms): CompiledPeer
}

export function isolates(policy: CompiledPolicy, direction: Direction): boolean {
  const { resource } = policy
  if (resource.type === 'adminpolicy') return policy[direction].length > 0
  return direction === 'ingress' ? resource.isolatesIngress : resource.isolatesEgress
}

export function compileNetworkPolicy(context: CompileContext, resource: NetworkPolicyResource): CompiledPolicy {
  const ingress: CompiledRule[] = []
  const egress: CompiledRule[] = []
  const policy: CompiledPolicy = { id: context.nextId(), resource, ingress, egress }
  const compile = (rule: PolicyRule): CompiledRule => ({
    id: context.nextId(),
    policy,
    rule,
    tier: 'NetworkPolicy',
    action: 'Allow',
    peers: rule.peers === null ? null : rule.peers.map(peer => share(context, termsOfPeer(peer, resource.namespace))),
    bits: null,
    maybe: null,
    ports: portsOf(context.ports, rule.ports),
    named: (rule.ports ?? []).flatMap(({ port, protocol }) =>
      typeof port === 'string' ? [{ name: port, protocol }] : [],
    ),
  })
  if (resource.isolatesIngress) ingress.push(...resource.ingress.map(compile))
  if (resource.isolatesEgress) egress.push(...resource.egress.map(compile))
  return policy
}

export function compileAdminPolicy(context: CompileContext, resource: AdminPolicyResource): CompiledPolicy {
  const ingress: CompiledRule[] = []
  const egress: CompiledRule[] = []
  const policy: CompiledPolicy = { id: context.nextId(), resource, ingress, egress }
  const compile = (rule: AdminRule): CompiledRule => ({
    id: context.nextId(),
    policy,
    rule,
    tier: resource.tier,
    action: rule.action,
    peers: rule.peers.map(peer => share(context, termsOfAdminPeer(peer, rule.action))),
    bits: null,
    maybe: null,
    ports: adminPortsOf(context.ports, rule.ports),
    named: (rule.ports ?? []).flatMap(port => (port.kind === 'named' ? [{ name: port.name, protocol: null }] : [])),
  })
  ingress.push(...resource.ingress.map(compile))
  egress.push(...resource.egress.map(compile))
  return policy
}

function share(context: CompileContext, terms: PeerTerms): CompiledPeer {
  return context.peer(keyOfTerms(terms), terms)
}

/** Ports by number: those that mean the same at every destination [NP-10]. */
function portsOf(table: PortTable, ports: readonly PolicyPort[] | null): PortsId {
  if (ports === null) return allPorts
  let set: PortSet = nothing
  for (const { port, endPort, protocol } of ports) {
    if (typeof port === 'string') continue
    set = union(set, new Map([[protocol, port === null ? everyPort : ([[port, endPort ?? port]] as const)]]))
  }
  return table.idOf(set)
}

function adminPortsOf(table: PortTable, ports: readonly AdminPort[] | null): PortsId {
  if (ports === null) return allPorts
  let set: PortSet = nothing
  for (const port of ports)
    if (port.kind === 'range') set = union(set, new Map([[port.protocol, [[port.first, port.last]] as const]]))
  return table.idOf(set)
}
