import type { Assumptions, Cluster } from '../../cluster/index.ts'
import {
  type Address,
  type Cidr,
  cidrContains,
  coversAll,
  type LabelSelector,
  matchSelector,
  parseAddress,
  parseCidr,
} from '../../match/index.ts'
import type { AdminPeer, PolicyPeer } from '../../model/index.ts'
import type { Ternary } from '../peer.ts'
import type { Bits } from './bits.ts'
import type { PodClass } from './pod-classes.ts'

/** What a peer of a rule takes, apart from the policy that it stands in. */
export type PeerTerms =
  | {
      readonly kind: 'pods'
      /** The policy's own namespace where there is no selector of namespaces. */
      readonly own: string | null
      readonly namespaces: LabelSelector | null
      /** Null: every pod. */
      readonly pods: LabelSelector | null
    }
  | { readonly kind: 'block'; readonly block: Cidr; readonly holes: readonly Cidr[] }
  | { readonly kind: 'networks'; readonly blocks: readonly Cidr[] }
  | { readonly kind: 'nodes'; readonly selector: LabelSelector }
  /** Addresses of names: any outside may be one [AP-5]. */
  | { readonly kind: 'names' }
  /** A peer that always takes, or never. */
  | { readonly kind: 'all' | 'none' }

/** A peer that several rules may share, with the classes that it takes. */
export interface CompiledPeer {
  readonly key: string
  readonly terms: PeerTerms
  readonly bits: Bits
  /** Classes that it takes or not by an address that is not known; null where no address counts. */
  readonly maybe: Bits | null
  uses: number
}

export function termsOfPeer(peer: PolicyPeer, namespace: string): PeerTerms {
  switch (peer.kind) {
    case 'invalid':
      return { kind: 'none' }
    case 'ipBlock': {
      const block = parseCidr(peer.cidr)
      return block === null
        ? { kind: 'none' }
        : { kind: 'block', block, holes: peer.except.flatMap(text => parseCidr(text) ?? []) }
    }
    case 'pods':
      return {
        kind: 'pods',
        own: peer.namespaceSelector === null ? namespace : null,
        namespaces: peer.namespaceSelector,
        pods: peer.podSelector,
      }
  }
}

/** A peer of an unknown type fails closed [AP-4]. */
export function termsOfAdminPeer(peer: AdminPeer, action: 'Allow' | 'Deny' | 'Pass'): PeerTerms {
  switch (peer.kind) {
    case 'pods':
      return { kind: 'pods', own: null, namespaces: peer.namespaceSelector, pods: peer.podSelector }
    case 'networks':
      return { kind: 'networks', blocks: peer.cidrs.flatMap(text => parseCidr(text) ?? []) }
    case 'nodes':
      return { kind: 'nodes', selector: peer.selector }
    case 'domainNames':
      return { kind: 'names' }
    case 'unknown':
      return { kind: action === 'Allow' ? 'none' : 'all' }
  }
}

/** Equal for peers that take the same. */
export function keyOfTerms(terms: PeerTerms): string {
  switch (terms.kind) {
    case 'pods':
      return `p${terms.own ?? ''}|${textOf(terms.namespaces)}|${textOf(terms.pods)}`
    case 'block':
      return `b${terms.block.text} ${terms.holes.map(hole => hole.text).join(' ')}`
    case 'networks':
      return `n${terms.blocks.map(block => block.text).join(' ')}`
    case 'nodes':
      return `h${textOf(terms.selector)}`
    default:
      return terms.kind
  }
}

function textOf(selector: LabelSelector | null): string {
  if (selector === null) return '-'
  let text = ''
  for (const [key, value] of selector.matchLabels) text += `${key}=${value}\n`
  return selector.matchExpressions.length === 0 ? text : `${text}${JSON.stringify(selector.matchExpressions)}`
}

/** Ranges of addresses that a peer speaks of. */
export function rangesOf(terms: PeerTerms): readonly Cidr[] {
  if (terms.kind === 'block') return [terms.block, ...terms.holes]
  return terms.kind === 'networks' ? terms.blocks : []
}

const unlabelled: ReadonlyMap<string, string> = new Map()

/** Whether a peer takes a class of pods [NP-3, NP-8, NP-13, AP-4]. */
export function takesClass(cluster: Cluster, assumptions: Assumptions, terms: PeerTerms, pods: PodClass): Ternary {
  switch (terms.kind) {
    case 'all':
      return 'yes'
    case 'none':
    case 'names':
      return 'no'
    case 'pods': {
      if (pods.kind === 'onNode') return 'no'
      const isController = pods.kind === 'controller'
      if (terms.namespaces === null) {
        if (isController || terms.own !== pods.namespace) return 'no'
      } else if (!matchSelector(terms.namespaces, isController ? unlabelled : cluster.namespaceLabels(pods.namespace)))
        return 'no'
      return terms.pods === null || matchSelector(terms.pods, pods.sample?.labels ?? unlabelled) ? 'yes' : 'no'
    }
    case 'nodes':
      return pods.kind === 'onNode' ? takesNode(cluster, terms.selector, pods) : 'no'
    case 'block':
    case 'networks': {
      if (pods.kind !== 'onNode' && assumptions.networkPolicy.ipBlockMatchesPods === 'never') return 'no'
      if (pods.addresses.length === 0) return takesUnknownAddress(terms)
      return pods.addresses.some(address => takesAddress(cluster, terms, address) === 'yes') ? 'yes' : 'no'
    }
  }
}

function takesUnknownAddress(terms: Extract<PeerTerms, { kind: 'block' | 'networks' }>): Ternary {
  if (terms.kind === 'block') return coversAll(terms.block) && terms.holes.length === 0 ? 'yes' : 'unknown'
  return terms.blocks.some(coversAll) ? 'yes' : terms.blocks.length === 0 ? 'no' : 'unknown'
}

/** Whether a peer takes an address outside the cluster's pods. */
export function takesAddress(cluster: Cluster, terms: PeerTerms, address: Address): Ternary {
  switch (terms.kind) {
    case 'all':
      return 'yes'
    case 'none':
    case 'pods':
      return 'no'
    case 'names':
      return 'unknown'
    default:
      return isAmong(cluster, terms, address) ? 'yes' : 'no'
  }
}

function isAmong(
  cluster: Cluster,
  terms: Extract<PeerTerms, { kind: 'block' | 'networks' | 'nodes' }>,
  address: Address,
): boolean {
  switch (terms.kind) {
    case 'block':
      return cidrContains(terms.block, address) && !terms.holes.some(hole => cidrContains(hole, address))
    case 'networks':
      return terms.blocks.some(block => cidrContains(block, address))
    case 'nodes':
      return cluster
        .all('node')
        .some(
          node =>
            node.addresses.some(text => sameAddress(parseAddress(text), address)) &&
            matchSelector(terms.selector, node.labels),
        )
  }
}

/** A pod on its node's network, by that node's name or address. */
function takesNode(cluster: Cluster, selector: LabelSelector, pods: PodClass): Ternary {
  const node = cluster
    .all('node')
    .find(
      candidate =>
        candidate.name === pods.sample?.spec.nodeName ||
        candidate.addresses.some(text => pods.addresses.some(address => sameAddress(parseAddress(text), address))),
    )
  return node === undefined ? 'unknown' : matchSelector(selector, node.labels) ? 'yes' : 'no'
}

function sameAddress(a: Address | null, b: Address): boolean {
  return a !== null && a.version === b.version && a.value === b.value
}
