import type { Field } from '../../field.ts'
import type { Meta } from '../../resource.ts'
import { given, list, nameOf, number, refuse, said, text, warn } from './check.ts'
import {
  bindAddress,
  isDnsLabel,
  isHttpProtocol,
  isTlsProtocol,
  namespacedHost,
  protocol,
  socketPath,
  unixPrefix,
} from './names.ts'

/** Gateway of Istio, as its admission checks it. Source: pkg/config/validation/validation.go. */
export function validateGateway(root: Field, spec: Field, meta: Meta): void {
  if (!isDnsLabel(meta.name)) refuse(root.at('metadata', 'name'), 'dnsLabel', { value: said(meta.name) })
  const servers = list(spec.get('servers'))
  if (servers.length === 0) spec.get('servers').missing()
  const names = new Set<string>()
  for (const server of servers) {
    if (!server.present) {
      refuse(server, 'null')
      continue
    }
    checkServer(server)
    const name = server.at('port', 'name')
    if (text(name) === '') continue
    if (names.has(text(name))) refuse(name, 'twice', { value: said(text(name)) })
    names.add(text(name))
  }
}

function checkServer(server: Field): void {
  const hosts = list(server.get('hosts'))
  if (hosts.length === 0) server.get('hosts').missing()
  for (const host of hosts) namespacedHost(host, 'gateway')
  const isPortFine = checkPort(server)
  serverTls(server.get('tls'))
  if (!isPortFine) return
  const speaks = text(server.at('port', 'protocol'))
  const tls = server.get('tls')
  if (tls.get('httpsRedirect').value === true && !isHttpProtocol(speaks))
    warn(tls.get('httpsRedirect'), 'noEffect', { other: said(speaks) })
  if (isTlsProtocol(speaks)) {
    if (!tls.present) tls.missing()
  } else if (tls.present) {
    const mode = text(tls.get('mode')) || 'PASSTHROUGH'
    const certificates = given(tls, ['caCertificates', 'privateKey', 'serverCertificate'])
    // A plain HTTP server may only redirect.
    const onlyRedirects = isHttpProtocol(speaks) && mode === 'PASSTHROUGH' && certificates.length === 0
    if (!onlyRedirects) refuse(tls, 'notWith', { value: said('tls'), other: said(speaks) })
  }
}

function checkPort(server: Field): boolean {
  const field = server.get('port')
  if (!field.present) {
    field.missing()
    return false
  }
  protocol(field.get('protocol'), true)
  const bind = text(server.get('bind'))
  const value = number(field.get('number')) ?? 0
  if (bind.startsWith(unixPrefix)) {
    socketPath(server.get('bind'), bind.slice(unixPrefix.length))
    if (value !== 0) refuse(field.get('number'), 'notWith', { value: said(value), other: said(bind) })
  } else {
    bindAddress(server.get('bind'))
    if (value === 0) field.get('number').missing()
    else field.get('number').port()
  }
  if ((number(field.get('targetPort')) ?? 0) > 0)
    refuse(field.get('targetPort'), 'notHere', { value: said('targetPort') })
  if (text(field.get('name')) === '') field.get('name').missing()
  return text(field.get('protocol')) !== ''
}

const knownCiphers = new Set(
  ['ECDHE-ECDSA-', 'ECDHE-RSA-', '']
    .flatMap(start => ['AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'AES128-SHA', 'AES256-SHA'].map(end => start + end))
    .concat(['ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305', 'DES-CBC3-SHA']),
)

/** TLS of a server that is dialled: what it needs to know of itself. */
export function serverTls(tls: Field): void {
  if (!tls.present) return
  const mode = text(tls.get('mode')) || 'PASSTHROUGH'
  ciphers(tls)
  const [certificate, key, ca, crl] = ['serverCertificate', 'privateKey', 'caCertificates', 'caCrl'].map(name =>
    tls.get(name),
  )
  const written = (fields: readonly (Field | undefined)[]): Field[] =>
    fields.filter((field): field is Field => field !== undefined && text(field) !== '')
  const credential = tls.get('credentialName')
  if (mode === 'ISTIO_MUTUAL') {
    for (const field of written([certificate, key, ca, credential]))
      refuse(field, 'notWith', { value: nameOf(field), other: said(mode) })
    return
  }
  if (mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH')
    for (const field of written([crl, certificate, key, ca, credential])) warn(field, 'noEffect', { other: said(mode) })
  const isMutual = mode === 'MUTUAL' || mode === 'OPTIONAL_MUTUAL'
  const many = list(tls.get('credentialNames')).length + list(tls.get('tlsCertificates')).length
  if ((mode === 'SIMPLE' || isMutual) && (text(credential) !== '' || many > 0)) return
  for (const field of mode === 'SIMPLE' ? [certificate!, key!] : isMutual ? [certificate!, key!, ca!] : [])
    if (text(field) === '') field.missing()
  if (mode === 'SIMPLE' && text(crl!) !== '') refuse(crl!, 'notWith', { value: said('caCrl'), other: said(mode) })
}

function ciphers(tls: Field): void {
  const suites = list(tls.get('cipherSuites'))
  const version = tls.get('minProtocolVersion')
  if (['TLSV1_0', 'TLSV1_1'].includes(text(version)) && suites.length === 0) warn(version, 'oldTls')
  const seen = new Set<string>()
  for (const suite of suites) {
    const value = text(suite)
    const isKnown = value === '' || value === 'ALL' || !/^[\p{L}\p{N}]/u.test(value) || knownCiphers.has(value)
    if (!isKnown || seen.has(value)) warn(suite, 'ciphers', { value: said(value) })
    seen.add(value)
  }
}
