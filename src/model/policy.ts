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
