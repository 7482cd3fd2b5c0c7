import { emptySelector, parseCidr } from '../../match/index.ts'
import { protocols } from '../core/pods.ts'
import type { Field } from '../field.ts'
import { decodeSelector } from '../networking/selector.ts'
import type { AdminPeer, AdminPolicyResource, AdminPort, AdminRule, AdminSubject } from '../policy.ts'
import type { Meta, Protocol } from '../resource.ts'

const kindsWithoutPriority = new Set(['BaselineAdminNetworkPolicy'])

function decodeSubject(field: Field): AdminSubject | null {
  const pods = field.get('pods')
  const namespaces = field.get('namespaces')
  if (pods.present === namespaces.present) {
    field.report('adminPolicy.oneOf', 'error', { field: { is: 'text', value: 'namespaces, pods' } })
    return null
  }
  if (namespaces.present || namespaces.value === null)
    return { namespaceSelector: decodeSelector(namespaces) ?? emptySelector, podSelector: null }
  return {
    namespaceSelector: decodeSelector(pods.get('namespaceSelector')) ?? emptySelector,
    podSelector: decodeSelector(pods.get('podSelector')) ?? emptySelector,
  }
}

function decodePeer(field: Field): AdminPeer {
  const keys = field.entries().map(([key]) => key)
  if (keys.length !== 1) {
    field.report('adminPolicy.oneOf', 'error', { field: { is: 'text', value: 'namespaces, pods, networks' } })
    return { kind: 'unknown', name: keys.join(', '), at: field.path }
  }
  const [key] = keys
  if (key === 'namespaces')
    return {
      kind: 'pods',
      namespaceSelector: decodeSelector(field.get('namespaces')) ?? emptySelector,
      podSelector: null,
      at: field.path,
    }
  if (key === 'pods') {
    const pods = field.get('pods')
    return {
      kind: 'pods',
      namespaceSelector: decodeSelector(pods.get('namespaceSelector')) ?? emptySelector,
      podSelector: decodeSelector(pods.get('podSelector')) ?? emptySelector,
      at: field.path,
    }
  }
  if (key === 'nodes')
    return { kind: 'nodes', selector: decodeSelector(field.get('nodes')) ?? emptySelector, at: field.path }
  if (key !== 'networks') return { kind: 'unknown', name: key ?? '', at: field.path }
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
  const named = field.get('namedPort').string()
  if (named !== null) return [{ kind: 'named', name: named }]
  const number = field.get('portNumber')
  if (number.present) return range(number.get('protocol').oneOf(protocols) ?? 'TCP', number.get('port').port(), null)
  const span = field.get('portRange')
  if (!span.present) {
    field.report('adminPolicy.oneOf', 'error', { field: { is: 'text', value: 'portNumber, portRange, namedPort' } })
    return []
  }
  return range(span.get('protocol').oneOf(protocols) ?? 'TCP', span.get('start').port(), span.get('end').port())
}

const protocolKeys: readonly (readonly [string, Protocol])[] = [
  ['tcp', 'TCP'],
  ['udp', 'UDP'],
  ['sctp', 'SCTP'],
]

/** `protocols` of v1alpha2: a protocol with a destination port, or a port by name. */
function decodeProtocol(field: Field): AdminPort[] {
  const named = field.get('destinationNamedPort').string()
  if (named !== null) return [{ kind: 'named', name: named }]
  return protocolKeys.flatMap(([key, protocol]) => {
    const found = field.get(key)
    if (found.value === undefined) return []
    const port = found.get('destinationPort')
    if (!port.present) return [{ kind: 'range' as const, protocol, first: 1, last: 65535 }]
    const span = port.get('range')
    return span.present
      ? range(protocol, span.get('start').port(), span.get('end').port())
      : range(protocol, port.get('number').port(), null)
  })
}

function range(protocol: Protocol, first: number | null, last: number | null): AdminPort[] {
  return first === null ? [] : [{ kind: 'range', protocol, first, last: last ?? first }]
}

function decodeRule(field: Field, peersKey: 'from' | 'to'): AdminRule | null {
  const word = field.get('action').oneOf(['Allow', 'Accept', 'Deny', 'Pass'] as const)
  if (word === null) {
    if (!field.get('action').present) field.get('action').missing()
    return null
  }
  const peers = field.get(peersKey)
  if (peers.items().length === 0) peers.missing()
  const ports = field.get('ports')
  const given = field.get('protocols')
  return {
    name: field.get('name').string() ?? '',
    action: word === 'Accept' ? 'Allow' : word,
    peers: peers.items().map(decodePeer),
    ports: given.present
      ? given.items().flatMap(decodeProtocol)
      : ports.present
        ? ports.items().flatMap(decodeOldPort)
        : null,
    at: field.path,
  }
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
      .flatMap(rule => decodeRule(rule, 'from') ?? []),
    egress: spec
      .get('egress')
      .items()
      .flatMap(rule => decodeRule(rule, 'to') ?? []),
  }
}
