import type { Field } from '../../field.ts'
import type { Meta } from '../../resource.ts'
import { list, number, oneWord, refuse, said, someOf, text, warn } from './check.ts'
import { connectionPool } from './destination-rule.ts'
import { serverTls } from './gateway.ts'
import {
  bindAddress,
  dnsName,
  isFqdn,
  isHttpProtocol,
  namespacedHost,
  protocol,
  socketPath,
  unixPrefix,
  workloadSelector,
} from './names.ts'
import { destination } from './virtual-service.ts'

/** Sidecar, as Istio's admission checks it. Source: pkg/config/validation/validation.go. */
export function validateSidecar(spec: Field, meta: Meta): void {
  const selector = spec.get('workloadSelector')
  const verdict = workloadSelector(selector, 'labels')
  if (verdict === 'wrong') return
  if (verdict === 'empty') warn(selector, 'noLabels')
  const egress = list(spec.get('egress'))
  const ingress = list(spec.get('ingress'))
  if (egress.length + ingress.length === 0)
    if (!someOf(spec, ['egress', 'ingress', 'outboundTrafficPolicy', 'inboundConnectionPool'])) return
  const ports = new Set<number>()
  for (const listener of ingress) inbound(listener, ports)
  connectionPool(spec.get('inboundConnectionPool'))
  outbound(egress, meta)
  proxyOfOutbound(spec.get('outboundTrafficPolicy'))
}

const loopbacks = ['', '127.0.0.1', '0.0.0.0', '::1', '::']

function inbound(listener: Field, ports: Set<number>): void {
  if (!listener.present) {
    refuse(listener, 'null')
    return
  }
  const field = listener.get('port')
  if (!field.present) {
    field.missing()
    return
  }
  listenerPort(field)
  bindAddress(listener.get('bind'))
  const value = number(field.get('number'))
  if (value === null) field.get('number').missing()
  field.get('number').port()
  unique(field, ports)
  const endpoint = text(listener.get('defaultEndpoint'))
  if (endpoint.startsWith(unixPrefix)) socketPath(listener.get('defaultEndpoint'), endpoint.slice(unixPrefix.length))
  else if (endpoint !== '') {
    const parts = /^(?:\[(.*)\]|([^:]*)):(\d+)$/.exec(endpoint)
    const to = Number(parts?.[3] ?? 0)
    if (parts === null || !loopbacks.includes(parts[1] ?? parts[2] ?? '') || to < 1 || to > 65_535)
      refuse(listener.get('defaultEndpoint'), 'loopback', { value: said(endpoint) })
  }
  const tls = listener.get('tls')
  if (tls.present) {
    for (const key of ['subjectAltNames', 'httpsRedirect', 'credentialName']) {
      const set = tls.get(key)
      if (set.present && set.value !== false && set.value !== '') refuse(set, 'notHere', { value: said(key) })
    }
    const mode = text(tls.get('mode'))
    if (mode === 'ISTIO_MUTUAL' || mode === 'AUTO_PASSTHROUGH')
      refuse(tls.get('mode'), 'notHere', { value: said(mode) })
    serverTls(tls)
  }
  connectionPool(listener.get('connectionPool'))
  if (listener.at('connectionPool', 'http').present && !isHttpProtocol(text(field.get('protocol'))))
    warn(listener.at('connectionPool', 'http'), 'noEffect', { other: said(text(field.get('protocol'))) })
}

function listenerPort(field: Field): void {
  if ((number(field.get('targetPort')) ?? 0) > 0)
    refuse(field.get('targetPort'), 'notHere', { value: said('targetPort') })
  if (text(field.get('name')) !== '') dnsName(field.get('name'))
  protocol(field.get('protocol'))
}

function unique(field: Field, ports: Set<number>): void {
  const value = number(field.get('number')) ?? 0
  if (ports.has(value)) refuse(field.get('number'), 'twice', { value: said(value) })
  ports.add(value)
}

function outbound(listeners: readonly Field[], meta: Meta): void {
  const ports = new Set<number>()
  const sockets = new Set<string>()
  listeners.forEach((listener, index) => {
    if (!listener.present) {
      refuse(listener, 'null')
      return
    }
    const field = listener.get('port')
    if (!field.present) {
      if (index < listeners.length - 1) refuse(listener, 'lastListener')
    } else {
      listenerPort(field)
      const bind = text(listener.get('bind'))
      if ((number(field.get('number')) ?? 0) === 0) {
        if (!bind.startsWith(unixPrefix)) refuse(field, 'needs', { other: said('bind: unix://…') })
        else socketPath(listener.get('bind'), bind.slice(unixPrefix.length))
        oneWord(listener.get('captureMode'), ['DEFAULT', 'NONE'])
        if (sockets.has(bind)) refuse(listener.get('bind'), 'twice', { value: said(bind) })
        sockets.add(bind)
      } else {
        field.get('number').port()
        bindAddress(listener.get('bind'))
        unique(field, ports)
      }
    }
    importedHosts(listener, meta)
  })
}

function importedHosts(listener: Field, meta: Meta): void {
  const hosts = list(listener.get('hosts'))
  if (hosts.length === 0) listener.get('hosts').missing()
  const seen = new Map<string, Set<string>>()
  for (const host of hosts) {
    const value = text(host)
    const slash = value.indexOf('/')
    if (slash >= 0) {
      const before = value.slice(0, slash)
      const namespace = before === '.' ? meta.namespace : before
      const name = value.slice(slash + 1)
      const known = seen.get(namespace) ?? new Set<string>()
      if (name === '*' ? known.size > 0 : known.has(name) || known.has('*'))
        warn(host, 'duplicateHost', { value: said(value) })
      seen.set(namespace, known.add(name))
    }
    namespacedHost(host, 'sidecar')
  }
  if (seen.get('*')?.has('*') === true && seen.size > 1)
    warn(listener.get('hosts'), 'duplicateHost', { value: said('*/*') })
}

function proxyOfOutbound(policy: Field): void {
  const proxy = policy.get('egressProxy')
  if (!proxy.present) return
  if (text(policy.get('mode')) !== 'ALLOW_ANY') {
    refuse(proxy, 'needs', { other: said('mode: ALLOW_ANY') })
    return
  }
  if (!isFqdn(text(proxy.get('host')))) refuse(proxy.get('host'), 'host', { value: said(text(proxy.get('host'))) })
  if (!proxy.get('port').present) proxy.get('port').missing()
  else destination(proxy)
}
