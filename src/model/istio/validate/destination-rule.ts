import type { Field } from '../../field.ts'
import type { Meta } from '../../resource.ts'
import {
  between,
  exclude,
  given,
  list,
  nameOf,
  notNegative,
  number,
  oneWord,
  refuse,
  said,
  someOf,
  text,
  warn,
} from './check.ts'
import { localities } from './locality.ts'
import { dnsName, duration, exportTo, isAddress, isFqdn, labels, wildcardHost, workloadSelector } from './names.ts'

/** DestinationRule, as Istio's admission checks it. Source: pkg/config/validation/validation.go, agent/validation.go. */
export function validateDestinationRule(spec: Field, meta: Meta): void {
  wildcardHost(spec.get('host'))
  trafficPolicy(spec.get('trafficPolicy'))
  const names = new Set<string>()
  for (const subset of list(spec.get('subsets'))) {
    if (!subset.present) {
      refuse(subset, 'null')
      continue
    }
    const name = text(subset.get('name'))
    if (names.has(name)) refuse(subset.get('name'), 'twice', { value: said(name) })
    names.add(name)
    dnsName(subset.get('name'))
    labels(subset.get('labels'))
    trafficPolicy(subset.get('trafficPolicy'))
  }
  const selector = spec.get('workloadSelector')
  exportTo(spec.get('exportTo'), meta.namespace, selector.present ? 'selected' : 'other')
  if (workloadSelector(selector, 'matchLabels') === 'empty') warn(selector, 'noLabels')
}

const parts = ['outlierDetection', 'connectionPool', 'loadBalancer', 'tls']

function trafficPolicy(field: Field): void {
  if (!field.present) return
  if (!someOf(field, [...parts, 'portLevelSettings', 'tunnel', 'proxyProtocol', 'retryBudget'])) return
  exclude(field, 'tunnel', 'proxyProtocol')
  portPolicy(field)
  for (const item of list(field.get('portLevelSettings'))) {
    if (!item.present) {
      refuse(item, 'null')
      continue
    }
    if (!item.get('port').present) item.get('port').missing()
    if (someOf(item, parts)) portPolicy(item)
  }
  tunnel(field.get('tunnel'))
  oneWord(field.at('proxyProtocol', 'version'), ['V1', 'V2'])
  between(field.at('retryBudget', 'percent', 'value'), 0, 100)
}

function portPolicy(field: Field): void {
  outlierDetection(field.get('outlierDetection'))
  connectionPool(field.get('connectionPool'))
  loadBalancer(field.get('loadBalancer'), field.get('outlierDetection').present)
  clientTls(field.get('tls'))
}

function tunnel(field: Field): void {
  if (!field.present) return
  oneWord(field.get('protocol'), ['CONNECT', 'POST'])
  const host = text(field.get('targetHost'))
  if (!isFqdn(host) && !isAddress(host)) refuse(field.get('targetHost'), 'host', { value: said(host) })
  if (number(field.get('targetPort')) === null) field.get('targetPort').missing()
  field.get('targetPort').port()
}

function outlierDetection(field: Field): void {
  if (!field.present) return
  duration(field.get('baseEjectionTime'))
  duration(field.get('interval'))
  if ((number(field.get('consecutiveErrors')) ?? 0) !== 0)
    warn(field.get('consecutiveErrors'), 'deprecated', { want: said('consecutive5xxErrors') })
  const local = field.get('consecutiveLocalOriginFailures')
  if (field.get('splitExternalLocalOriginErrors').value !== true && (number(local) ?? 0) > 0)
    refuse(local, 'needs', { other: said('splitExternalLocalOriginErrors: true') })
  between(field.get('maxEjectionPercent'), 0, 100)
  between(field.get('minHealthPercent'), 0, 100)
}

export function connectionPool(field: Field): void {
  if (!field.present || !someOf(field, ['http', 'tcp'])) return
  const http = field.get('http')
  notNegative(
    http,
    'http1MaxPendingRequests',
    'http2MaxRequests',
    'maxRequestsPerConnection',
    'maxRetries',
    'maxConcurrentStreams',
  )
  duration(http.get('idleTimeout'))
  if (text(http.get('h2UpgradePolicy')) === 'UPGRADE' && http.get('useClientProtocol').value === true)
    refuse(http.get('useClientProtocol'), 'notWith', { value: said('useClientProtocol'), other: said('UPGRADE') })
  keepAlive(http.get('http2KeepAlive'))
  const tcp = field.get('tcp')
  notNegative(tcp, 'maxConnections')
  for (const key of ['connectTimeout', 'maxConnectionDuration']) duration(tcp.get(key))
  // Zero switches it off.
  duration(tcp.get('idleTimeout'), true)
  for (const key of ['time', 'interval']) duration(tcp.get('tcpKeepalive').get(key))
}

/** Pings of HTTP/2: how often, and how long an answer may take; one without the other says nothing. */
function keepAlive(field: Field): void {
  if (!field.present) return
  for (const key of ['interval', 'timeout']) {
    if (!field.get(key).present) field.get(key).missing()
    duration(field.get(key))
  }
}

function loadBalancer(field: Field, detectsOutliers: boolean): void {
  if (!field.present) return
  exclude(field, 'simple', 'consistentHash')
  exclude(field, 'localityLbSetting', 'zoneAwareLbSetting')
  consistentHash(field.get('consistentHash'))
  localities(field.get('localityLbSetting'), detectsOutliers)
  duration(field.get('warmupDurationSecs'))
  duration(field.at('warmup', 'duration'))
}

function consistentHash(field: Field): void {
  const cookie = field.get('httpCookie')
  if (cookie.present) {
    if (text(cookie.get('name')) === '') cookie.get('name').missing()
    const seen = new Set<string>()
    for (const attribute of list(cookie.get('attributes'))) {
      const name = text(attribute.get('name'))
      if (name === '') attribute.get('name').missing()
      else if (seen.has(name)) refuse(attribute.get('name'), 'twice', { value: said(name) })
      seen.add(name)
    }
  }
  const ring = field.get('minimumRingSize')
  if ((number(ring) ?? 0) !== 0) {
    warn(ring, 'deprecated', { want: said('ringHash.minimumRingSize') })
    for (const other of given(field, ['ringHash', 'maglev'])) refuse(other, 'together', { other: nameOf(ring) })
  }
  const maglev = field.get('maglev')
  if (!maglev.present) return
  const size = maglev.get('tableSize')
  const value = number(size) ?? 0
  if (value === 0) size.missing()
  else if (value >= 5_000_011) refuse(size, 'outside', { got: said(value), min: said(1), max: said(5_000_010) })
  else if (!isPrime(value)) refuse(size, 'prime', { value: said(value) })
}

/** As Envoy decides it; 1 passes. */
function isPrime(value: number): boolean {
  if (value < 4) return true
  if (value % 2 === 0) return false
  for (let factor = 3; factor * factor <= value; factor += 2) if (value % factor === 0) return false
  return true
}

const certificateFields = ['clientCertificate', 'caCertificates', 'privateKey', 'caCrl']

export function clientTls(field: Field): void {
  if (!field.present) return
  const mode = text(field.get('mode'))
  const credential = text(field.get('credentialName'))
  const written = (keys: readonly string[]): Field[] =>
    given(field, keys).filter(item => item.value !== '' && !(Array.isArray(item.value) && item.value.length === 0))
  if (field.get('insecureSkipVerify').value === true) {
    const checked =
      mode === 'SIMPLE'
        ? ['caCertificates', 'credentialName', 'subjectAltNames']
        : ['caCertificates', 'subjectAltNames']
    if (mode === 'SIMPLE' || mode === 'MUTUAL')
      for (const other of written(checked))
        refuse(other, 'notWith', { value: nameOf(other), other: said('insecureSkipVerify') })
  }
  if ((mode === 'SIMPLE' || mode === 'MUTUAL') && credential !== '') {
    for (const other of written(certificateFields))
      refuse(other, 'together', { other: nameOf(field.get('credentialName')) })
    return
  }
  if (mode === 'MUTUAL')
    for (const key of ['clientCertificate', 'privateKey']) if (text(field.get(key)) === '') field.get(key).missing()
}
