import { emptySelector, parseCidr } from '../../match/index.ts'
import { protocols } from '../core/pods.ts'
import type { Field } from '../field.ts'
import { decodeSelector } from '../networking/selector.ts'
import type { AdminPeer, AdminPolicyResource, AdminPort, AdminRule, AdminSubject } from '../policy.ts'
import type { Meta, Protocol } from '../resource.ts'

const kindsWithoutPriority = new Set(['BaselineAdminNetworkPolicy'])

/** Pods are named by both selectors, each of which may be empty but not missing. */
function checkPods(pods: Field): void {
  for (const key of ['namespaceSelector', 'podSelector']) if (!pods.get(key).present) pods.get(key).missing()
}

function decodeSubject(field: Field): AdminSubject | null {
  const pods = field.get('pods')
  const namespaces = field.get('namespaces')
  if (pods.present === namespaces.present) {
    field.report('adminPolicy.oneOf', 'error', { field: { is: 'text', value: 'namespaces, pods' } })
    return null
  }
  if (namespaces.present || namespaces.value === null)
    return { namespaceSelector: decodeSelector(namespaces) ?? emptySelector, podSelector: null }
  checkPods(pods)
  return {
    namespaceSelector: decodeSelector(pods.get('namespaceSelector')) ?? emptySelector,
    podSelector: decodeSelector(pods.get('podSelector')) ?? emptySelector,
  }
}

/** Whom an API lets a rule name: nodes and networks are destinations only. */
const destinations = 'namespaces, pods, nodes, networks, domainNames'
const sources = 'namespaces, pods'

function decodePeer(field: Field, peersKey: 'from' | 'to', action: AdminRule['action']): AdminPeer {
  const keys = field.entries().map(([key]) => key)
  const [key] = keys
  const isForeign = peersKey === 'from' && (key === 'networks' || key === 'nodes' || key === 'domainNames')
  if (keys.length !== 1 || isForeign)
    field.report('adminPolicy.oneOf', 'error', {
      field: { is: 'text', value: peersKey === 'to' ? destinations : sources },
    })
  if (keys.length !== 1) return { kind: 'unknown', name: keys.join(', '), at: field.path }
  if (key === 'namespaces')
    return {
      kind: 'pods',
      namespaceSelector: decodeSelector(field.get('namespaces')) ?? emptySelector,
      podSelector: null,
      at: field.path,
    }
  if (key === 'pods') {
    const pods = field.get('pods')
    checkPods(pods)
    return {
      kind: 'pods',
      namespaceSelector: decodeSelector(pods.get('namespaceSelector')) ?? emptySelector,
      podSelector: decodeSelector(pods.get('podSelector')) ?? emptySelector,
      at: field.path,
    }
  }
  if (key === 'nodes')
    return { kind: 'nodes', selector: decodeSelector(field.get('nodes')) ?? emptySelector, at: field.path }
  if (key === 'domainNames' && !isForeign) {
    const names = field
      .get('domainNames')
      .items()
      .flatMap(item => item.string() ?? [])
    if (names.length === 0) field.get('domainNames').missing()
    // Names are taken in rules that allow only; elsewhere such a peer is one that nobody knows.
    if (action === 'Allow') return { kind: 'domainNames', names, at: field.path }
    field.report('adminPolicy.namesAllowOnly', 'error', {})
  }
  if (key !== 'networks') return { kind: 'unknown', name: key ?? '', at: field.path }
  if (field.get('networks').items().length === 0) field.get('networks').missing()
  const cidrs = field
    .get('networks')
    .items()
    .flatMap(item => {
      const value = item.string()
      if (value === null) return []
      if (parseCidr(value) !== null) return [value]
      item.report('policy.badCidr', 'error', { cidr: { is: 'cidr', value } })
      return []
    })
  return { kind: 'networks', cidrs, at: field.path }
}

/** `portNumber`, `portRange` and `namedPort` of v1alpha1. */
function decodeOldPort(field: Field): AdminPort[] {
  checkOneOf(field, ['portNumber', 'portRange', 'namedPort'])
  const named = field.get('namedPort').string()
  if (named !== null) return [{ kind: 'named', name: named }]
  const number = field.get('portNumber')
  if (number.present) {
    if (!number.get('port').present) number.get('port').missing()
    return range(number.get('protocol').oneOf(protocols) ?? 'TCP', number.get('port').port(), null)
  }
  const span = field.get('portRange')
  return span.present ? decodeSpan(span, span.get('protocol').oneOf(protocols) ?? 'TCP') : []
}

/** `start` to `end`, both there and in this order. */
function decodeSpan(span: Field, protocol: Protocol): AdminPort[] {
  const start = span.get('start')
  const end = span.get('end')
  for (const bound of [start, end]) if (!bound.present) bound.missing()
  const first = start.port()
  const last = end.port()
  if (first !== null && last !== null && last < first)
    end.report('policy.endPortBelowPort', 'error', {
      port: { is: 'port', value: first },
      endPort: { is: 'port', value: last },
    })
  return last === null ? [] : range(protocol, first, last)
}

/** Reports a map that has none of the keys, or several. */
function checkOneOf(field: Field, keys: readonly string[]): void {
  if (keys.filter(key => field.get(key).present || field.get(key).value === null).length !== 1)
    field.report('adminPolicy.oneOf', 'error', { field: { is: 'text', value: keys.join(', ') } })
}

const protocolKeys: readonly (readonly [string, Protocol])[] = [
  ['tcp', 'TCP'],
  ['udp', 'UDP'],
  ['sctp', 'SCTP'],
]

/** `protocols` of v1alpha2: a protocol with a destination port, or a port by name. */
function decodeProtocol(field: Field): AdminPort[] {
  checkOneOf(field, ['tcp', 'udp', 'sctp', 'destinationNamedPort'])
  const named = field.get('destinationNamedPort').string()
  if (named !== null) return [{ kind: 'named', name: named }]
  return protocolKeys.flatMap(([key, protocol]) => {
    const found = field.get(key)
    if (found.value === undefined) return []
    const port = found.get('destinationPort')
    if (!port.present) {
      port.missing()
      return [{ kind: 'range' as const, protocol, first: 1, last: 65535 }]
    }
    checkOneOf(port, ['number', 'range'])
    const span = port.get('range')
    return span.present ? decodeSpan(span, protocol) : range(protocol, port.get('number').port(), null)
  })
}

function range(protocol: Protocol, first: number | null, last: number | null): AdminPort[] {
  return first === null ? [] : [{ kind: 'range', protocol, first, last: last ?? first }]
}

/** Actions, and how many rules a direction and how many items a list of a rule may have. */
const limits: Readonly<
  Record<string, { readonly actions: readonly ('Allow' | 'Accept' | 'Deny' | 'Pass')[]; readonly most: number }>
> = {
  AdminNetworkPolicy: { actions: ['Allow', 'Deny', 'Pass'], most: 100 },
  BaselineAdminNetworkPolicy: { actions: ['Allow', 'Deny'], most: 100 },
  ClusterNetworkPolicy: { actions: ['Accept', 'Deny', 'Pass'], most: 25 },
}

function decodeRule(field: Field, peersKey: 'from' | 'to', kind: string): AdminRule | null {
  const { actions, most } = limits[kind]!
  const word = field.get('action').oneOf(actions)
  if (word === null) {
    if (!field.get('action').present) field.get('action').missing()
    return null
  }
  const peers = field.get(peersKey)
  if (peers.items().length === 0) peers.missing()
  const name = field.get('name').string() ?? ''
  if (name.length > 100) field.get('name').report('adminPolicy.longName', 'error', {})
  const ports = field.get('ports')
  const given = field.get('protocols')
  if (given.present && given.items().length === 0) given.missing()
  for (const list of [peers, ports, given]) checkLength(list, most)
  const action = word === 'Accept' ? 'Allow' : word
  return {
    name,
    action,
    peers: peers.items().map(peer => decodePeer(peer, peersKey, action)),
    ports: given.present
      ? given.items().flatMap(decodeProtocol)
      : ports.present
        ? ports.items().flatMap(decodeOldPort)
        : null,
    at: field.path,
  }
}

function checkLength(list: Field, most: number): void {
  const count = list.items().length
  if (count > most)
    list.report('adminPolicy.tooMany', 'error', {
      count: { is: 'count', value: count },
      most: { is: 'count', value: most },
    })
}

export function decodeAdminPolicy(root: Field, meta: Meta): AdminPolicyResource {
  const spec = root.get('spec')
  const isBaseline = meta.kind === 'BaselineAdminNetworkPolicy'
  const tier =
    meta.kind === 'ClusterNetworkPolicy'
      ? (spec.get('tier').oneOf(['Admin', 'Baseline'] as const) ?? 'Admin')
      : isBaseline
        ? 'Baseline'
        : 'Admin'
  const priority = kindsWithoutPriority.has(meta.kind) ? 0 : spec.get('priority').integer(0, 1000)
  if (priority === null && !spec.get('priority').present) spec.get('priority').missing()
  if (meta.kind === 'ClusterNetworkPolicy' && !spec.get('tier').present) spec.get('tier').missing()
  for (const direction of ['ingress', 'egress']) checkLength(spec.get(direction), limits[meta.kind]?.most ?? 100)
  if (isBaseline && meta.name !== 'default') root.at('metadata', 'name').report('adminPolicy.baselineName', 'error', {})
  return {
    ...meta,
    type: 'adminpolicy',
    tier,
    priority: priority ?? 1000,
    subject: decodeSubject(spec.get('subject')),
    ingress: spec
      .get('ingress')
      .items()
      .flatMap(rule => decodeRule(rule, 'from', meta.kind) ?? []),
    egress: spec
      .get('egress')
      .items()
      .flatMap(rule => decodeRule(rule, 'to', meta.kind) ?? []),
  }
}
