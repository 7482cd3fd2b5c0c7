import { cidrInside, emptySelector, parseCidr } from '../../match/index.ts'
import { protocols } from '../core/pods.ts'
import type { Field } from '../field.ts'
import type { NetworkPolicyResource, PolicyPeer, PolicyPort, PolicyRule } from '../policy.ts'
import type { Meta } from '../resource.ts'
import { decodeSelector } from './selector.ts'

/** A port's name as the API server takes it: at most 15 of a-z, 0-9 and single dashes inside, one letter at least. */
function isPortName(name: string): boolean {
  return name.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && /[a-z]/.test(name)
}

function decodePort(field: Field): PolicyPort {
  const port = field.get('port').portOrName()
  if (typeof port === 'string' && !isPortName(port))
    field.get('port').report('policy.badPortName', 'error', { name: { is: 'name', value: port } })
  const endPort = field.get('endPort').port()
  if (endPort !== null && typeof port !== 'number') {
    field.get('endPort').report('policy.endPortNeedsNumber', 'error', { endPort: { is: 'port', value: endPort } })
  } else if (endPort !== null && typeof port === 'number' && endPort < port) {
    field.get('endPort').report('policy.endPortBelowPort', 'error', {
      port: { is: 'port', value: port },
      endPort: { is: 'port', value: endPort },
    })
  }
  return {
    protocol: field.get('protocol').oneOf(protocols) ?? 'TCP',
    port,
    endPort: typeof port === 'number' ? endPort : null,
    at: field.path,
  }
}

function decodeIpBlock(field: Field): PolicyPeer {
  const block = field.get('ipBlock')
  const text = block.get('cidr').required()
  const cidr = text === null ? null : parseCidr(text)
  if (text !== null && cidr === null)
    block.get('cidr').report('policy.badCidr', 'error', { cidr: { is: 'cidr', value: text } })
  const except = block
    .get('except')
    .items()
    .flatMap(item => {
      const value = item.string()
      const inner = value === null ? null : parseCidr(value)
      if (value === null) return []
      if (inner === null) item.report('policy.badCidr', 'error', { cidr: { is: 'cidr', value } })
      else if (cidr !== null && (!cidrInside(inner, cidr) || inner.last - inner.first === cidr.last - cidr.first)) {
        item.report('policy.exceptOutside', 'error', {
          cidr: { is: 'cidr', value: cidr.text },
          except: { is: 'cidr', value },
        })
      }
      return inner === null ? [] : [value]
    })
  return cidr === null
    ? { kind: 'invalid', at: field.path }
    : { kind: 'ipBlock', cidr: cidr.text, except, at: field.path }
}

function decodePeer(field: Field): PolicyPeer {
  const namespaceSelector = decodeSelector(field.get('namespaceSelector'))
  const podSelector = decodeSelector(field.get('podSelector'))
  if (field.get('ipBlock').present) {
    if (namespaceSelector === null && podSelector === null) return decodeIpBlock(field)
    field.report('policy.peerMixed', 'error', {})
    return { kind: 'invalid', at: field.path }
  }
  if (namespaceSelector === null && podSelector === null) {
    field.report('policy.peerEmpty', 'error', {})
    return { kind: 'invalid', at: field.path }
  }
  return { kind: 'pods', namespaceSelector, podSelector, at: field.path }
}

/** A missing, null or empty list means every peer, or every port. */
function decodeRule(field: Field, peersKey: 'from' | 'to'): PolicyRule {
  const peers = field.get(peersKey).items().map(decodePeer)
  const ports = field.get('ports').items().map(decodePort)
  return { peers: peers.length === 0 ? null : peers, ports: ports.length === 0 ? null : ports, at: field.path }
}

export function decodeNetworkPolicy(root: Field, meta: Meta): NetworkPolicyResource {
  const spec = root.get('spec')
  const ingress = spec
    .get('ingress')
    .items()
    .map(rule => decodeRule(rule, 'from'))
  const egress = spec
    .get('egress')
    .items()
    .map(rule => decodeRule(rule, 'to'))
  const listed = spec.get('policyTypes').items().length
  if (listed > 2)
    spec.get('policyTypes').report('adminPolicy.tooMany', 'error', {
      count: { is: 'count', value: listed },
      most: { is: 'count', value: 2 },
    })
  const types = spec
    .get('policyTypes')
    .items()
    .flatMap(item => item.oneOf(['Ingress', 'Egress'] as const) ?? [])
  // NP-1: without policyTypes, Ingress always; Egress only with at least one egress rule.
  const given = types.length > 0
  return {
    ...meta,
    type: 'networkpolicy',
    podSelector: decodeSelector(spec.get('podSelector')) ?? emptySelector,
    isolatesIngress: given ? types.includes('Ingress') : true,
    isolatesEgress: given ? types.includes('Egress') : egress.length > 0,
    ingress,
    egress,
  }
}
