import type { LabelSelector } from '../match/index.ts'
import type { Path } from '../text/index.ts'
import type { Meta, Protocol } from './resource.ts'

export interface PolicyPort {
  readonly protocol: Protocol
  /** Null: every port of the protocol. */
  readonly port: number | string | null
  readonly endPort: number | null
  readonly at: Path
}

/** Exactly one form; a peer that is neither is reported and matches nothing. */
export type PolicyPeer =
  | {
      readonly kind: 'pods'
      /** Null: the policy's own namespace. */
      readonly namespaceSelector: LabelSelector | null
      /** Null: every pod there. */
      readonly podSelector: LabelSelector | null
      readonly at: Path
    }
  | { readonly kind: 'ipBlock'; readonly cidr: string; readonly except: readonly string[]; readonly at: Path }
  | { readonly kind: 'invalid'; readonly at: Path }

export interface PolicyRule {
  /** Null: every peer, external ones included. */
  readonly peers: readonly PolicyPeer[] | null
  /** Null: every port. */
  readonly ports: readonly PolicyPort[] | null
  readonly at: Path
}

export interface NetworkPolicyResource extends Meta {
  readonly type: 'networkpolicy'
  readonly podSelector: LabelSelector
  readonly isolatesIngress: boolean
  readonly isolatesEgress: boolean
  readonly ingress: readonly PolicyRule[]
  readonly egress: readonly PolicyRule[]
}

export interface AdminSubject {
  readonly namespaceSelector: LabelSelector
  /** Null: every pod of those namespaces. */
  readonly podSelector: LabelSelector | null
}

export type AdminPeer =
  | ({ readonly kind: 'pods'; readonly at: Path } & AdminSubject)
  | { readonly kind: 'networks'; readonly cidrs: readonly string[]; readonly at: Path }
  | { readonly kind: 'nodes'; readonly selector: LabelSelector; readonly at: Path }
  /** Addresses that names resolve to, which only a name server knows. */
  | { readonly kind: 'domainNames'; readonly names: readonly string[]; readonly at: Path }
  /** A peer of a type that is not known here; it fails closed. */
  | { readonly kind: 'unknown'; readonly name: string; readonly at: Path }

export type AdminPort =
  | { readonly kind: 'range'; readonly protocol: Protocol; readonly first: number; readonly last: number }
  /** The container port of that name, with its own protocol. */
  | { readonly kind: 'named'; readonly name: string }

export interface AdminRule {
  readonly name: string
  /** `Accept` of the newer API is Allow here. */
  readonly action: 'Allow' | 'Deny' | 'Pass'
  readonly peers: readonly AdminPeer[]
  /** Null: every port. */
  readonly ports: readonly AdminPort[] | null
  readonly at: Path
}

/** AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy, by tier. */
export interface AdminPolicyResource extends Meta {
  readonly type: 'adminpolicy'
  readonly tier: 'Admin' | 'Baseline'
  /** Lower comes first inside its tier. */
  readonly priority: number
  /** Null: it selects nothing, for its subject is not valid. */
  readonly subject: AdminSubject | null
  readonly ingress: readonly AdminRule[]
  readonly egress: readonly AdminRule[]
}

/** UserDefinedNetwork or ClusterUserDefinedNetwork of OVN-Kubernetes: a network of its own for the pods of one namespace, or of several. */
export interface UserNetworkResource extends Meta {
  readonly type: 'usernetwork'
  /** A primary one takes the place of the cluster's network; a secondary one stands beside it. Null when that cannot be read. */
  readonly role: 'Primary' | 'Secondary' | null
  /** Namespaces of a ClusterUserDefinedNetwork; null for a network of its own namespace. */
  readonly namespaces: LabelSelector | null
}
