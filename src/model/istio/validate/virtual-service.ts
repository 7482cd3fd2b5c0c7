import { isWithin } from '../../../match/index.ts'
import type { Field } from '../../field.ts'
import type { Meta } from '../../resource.ts'
import { between, exclude, given, list, nameOf, number, oneWord, refuse, said, someOf, text, warn } from './check.ts'
import {
  dnsName,
  duration,
  exportTo,
  headerChanges,
  headerName,
  isAddress,
  isAddressOrRange,
  isAuthority,
  isDnsLabel,
  isFqdn,
  isWildcardHost,
  labels,
  mapEntries,
  matchedName,
  regex,
  wildcardHost,
} from './names.ts'
import { fault, retries } from './resilience.ts'

/** VirtualService, as Istio's admission checks it. Source: pkg/config/validation/{validation,virtualservice}.go. */
export function validateVirtualService(spec: Field, meta: Meta): void {
  const hosts = list(spec.get('hosts'))
  const gateways = list(spec.get('gateways'))
  const isDelegate = hosts.length === 0
  if (isDelegate)
    for (const key of ['gateways', 'tls', 'tcp'])
      if (list(spec.get(key)).length > 0) refuse(spec.get(key), 'needs', { other: said('spec.hosts') })
  gateways.forEach(gatewayRef)
  const onlyGateways = gateways.length > 0 && !gateways.some(gateway => text(gateway) === 'mesh')
  checkHosts(hosts, onlyGateways, spec)
  if (['http', 'tls', 'tcp'].every(key => list(spec.get(key)).length === 0)) someOf(spec, ['http', 'tls', 'tcp'])
  for (const route of list(spec.get('http'))) httpRoute(route, isDelegate, onlyGateways)
  for (const route of list(spec.get('tls'))) tlsRoute(route, hosts.map(text), onlyGateways)
  for (const route of list(spec.get('tcp'))) {
    list(route.get('match')).forEach(streamMatch)
    destinations(route)
  }
  exportTo(spec.get('exportTo'), meta.namespace, 'other')
}

function gatewayRef(field: Field): void {
  const name = text(field)
  const slash = name.indexOf('/')
  if (slash < 0) {
    if (isFqdn(name) && name.includes('.')) {
      const [first, namespace] = name.split('.')
      warn(field, 'legacyGateway', { value: said(name), want: said(`${namespace}/${first}`) })
    } else if (!isFqdn(name)) refuse(field, 'host', { value: said(name) })
    return
  }
  for (const part of [name.slice(0, slash), name.slice(slash + 1)])
    if (!isDnsLabel(part)) refuse(field, 'dnsLabel', { value: said(part) })
}

function checkHosts(hosts: readonly Field[], onlyGateways: boolean, spec: Field): void {
  const hasSni = list(spec.get('tls')).some(route =>
    list(route.get('match')).some(match => list(match.get('sniHosts')).length > 0),
  )
  let areValid = true
  for (const field of hosts) {
    const host = text(field)
    if (isAddress(host) || (onlyGateways && hasSni && host.startsWith('outbound_.'))) continue
    if (!wildcardHost(field)) areValid = false
    else if (host === '*' && !onlyGateways) {
      refuse(field, 'notHere', { value: said(host) })
      areValid = false
    }
  }
  if (!areValid) return
  hosts.forEach((field, index) => {
    for (const other of hosts.slice(0, index)) {
      const [a, b] = [text(field), text(other)]
      if (isWithin(a, b) || isWithin(b, a)) refuse(field, 'covered', { value: said(a), other: said(b) })
    }
  })
}

function httpRoute(route: Field, isDelegate: boolean, onlyGateways: boolean): void {
  if (!route.present) {
    refuse(route, 'null')
    return
  }
  actions(route, isDelegate)
  for (const match of list(route.get('match'))) httpMatch(match, onlyGateways)
  headerChanges(route.get('headers'))
  cors(route.get('corsPolicy'))
  fault(route.get('fault'))
  mirrors(route)
  redirect(route)
  directResponse(route.get('directResponse'))
  retries(route.get('retries'))
  rewrite(route)
  for (const item of list(route.get('route'))) if (item.present) headerChanges(item.get('headers'))
  destinations(route, false)
  // Zero switches it off.
  duration(route.get('timeout'), true)
}

/** A rule does one thing: it routes, redirects, answers, or asks a delegate. */
function actions(route: Field, isDelegate: boolean): void {
  const routes = list(route.get('route'))
  const delegate = route.get('delegate')
  if (delegate.present && !isDelegate) {
    exclude(route, 'delegate', 'redirect')
    exclude(route, 'delegate', 'route')
    return
  }
  if (delegate.present) refuse(delegate, 'notHere', { value: said('delegate') })
  const redirects = route.get('redirect').present
  const answers = route.get('directResponse').present
  for (const action of ['redirect', 'directResponse'])
    if (route.get(action).present)
      for (const other of ['fault', 'rewrite', ...(routes.length > 0 ? ['route'] : [])]) exclude(route, action, other)
  exclude(route, 'redirect', 'directResponse')
  if (!redirects && !answers && routes.length === 0) {
    if (route.get('route').present) refuse(route.get('route'), 'empty')
    else someOf(route, ['route', 'redirect', 'directResponse'])
  }
  if (list(route.get('mirrors')).length > 0) exclude(route, 'mirror', 'mirrors')
}

const claimPrefix = '@request.auth.claims'

function httpMatch(match: Field, onlyGateways: boolean): void {
  if (!match.present) return
  for (const key of ['headers', 'withoutHeaders'] as const)
    for (const [name, item] of mapEntries(match.get(key))) {
      if (name.startsWith(`${claimPrefix}.`) || name.startsWith(`${claimPrefix}[`)) {
        if (!onlyGateways) refuse(item, 'notHere', { value: said(name) })
      } else matchedName(item, name)
      // A plain `*` of withoutHeaders asks whether the header is there, and is no expression.
      const asksPresence = key === 'withoutHeaders' && text(item.get('regex')) === '*'
      if (!item.present && key === 'headers') refuse(item, 'null')
      else if (!asksPresence) stringMatch(item)
    }
  // Envoy takes an empty prefix of the path, and of nothing else.
  if (match.at('uri', 'regex').value !== undefined) regex(match.at('uri', 'regex'))
  for (const key of ['scheme', 'method', 'authority']) stringMatch(match.get(key))
  for (const [, item] of mapEntries(match.get('queryParams'))) stringMatch(item)
  sourceMatch(match)
  const namespace = match.get('sourceNamespace')
  if (text(namespace) !== '') dnsName(namespace)
}

function stringMatch(field: Field): void {
  if (field.get('prefix').value === '') refuse(field.get('prefix'), 'empty')
  if (field.get('regex').value !== undefined) regex(field.get('regex'))
}

function sourceMatch(match: Field): void {
  match.get('port').port()
  labels(match.get('sourceLabels'))
  list(match.get('gateways')).forEach(gatewayRef)
}

function streamMatch(match: Field): void {
  if (!match.present) {
    refuse(match, 'null')
    return
  }
  for (const subnet of list(match.get('destinationSubnets')))
    if (!isAddressOrRange(text(subnet))) refuse(subnet, 'range', { value: said(text(subnet)) })
  sourceMatch(match)
}

function tlsRoute(route: Field, hosts: readonly string[], onlyGateways: boolean): void {
  const matches = list(route.get('match'))
  if (matches.length === 0) route.get('match').missing()
  for (const match of matches) {
    streamMatch(match)
    if (!match.present) continue
    const sni = list(match.get('sniHosts'))
    if (sni.length === 0) match.get('sniHosts').missing()
    for (const field of sni) sniHost(field, hosts, onlyGateways)
  }
  destinations(route)
}

function sniHost(field: Field, hosts: readonly string[], onlyGateways: boolean): void {
  const host = text(field)
  if (isAddress(host)) {
    warn(field, 'sniAddress', { value: said(host) })
    return
  }
  if (!(onlyGateways && host.startsWith('outbound_.')) && !wildcardHost(field)) return
  if (!hosts.some(outer => isWithin(host, outer)))
    refuse(field, 'notSubset', { value: said(host), other: said(hosts.join(', ')) })
}

/** Weighted destinations; every route but an HTTP one must have some. */
function destinations(route: Field, isRequired = true): void {
  const items = list(route.get('route'))
  if (items.length === 0 && isRequired) route.get('route').missing()
  let total = 0
  for (const item of items) {
    if (!item.present) {
      refuse(item, 'null')
      continue
    }
    if (!item.get('destination').present) item.get('destination').missing()
    destination(item.get('destination'))
    item.get('weight').integer(0, 2_147_483_647)
    total += number(item.get('weight')) ?? 0
  }
  if (items.length > 1 && total === 0) refuse(route.get('route'), 'zeroWeights')
}

export function destination(field: Field): void {
  if (!field.present) return
  const host = field.get('host')
  if (text(host) === '*') refuse(host, 'host', { value: said('*') })
  else if (!isWildcardHost(text(host))) {
    if (text(host) === '') host.missing()
    else refuse(host, 'host', { value: said(text(host)) })
  }
  if (text(field.get('subset')) !== '') dnsName(field.get('subset'))
  const selector = field.get('port')
  if (!selector.present) return
  if (number(selector.get('number')) === null) selector.get('number').missing()
  selector.get('number').port()
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE']

function cors(policy: Field): void {
  for (const origin of list(policy.get('allowOrigins'))) {
    const [match] = given(origin, ['exact', 'prefix', 'regex'])
    if (match === undefined || text(match) === '') refuse(match ?? origin, 'empty')
    else if (match.path.at(-1) === 'regex') regex(match)
  }
  for (const method of list(policy.get('allowMethods'))) oneWord(method, methods)
  for (const key of ['allowHeaders', 'exposeHeaders'])
    for (const item of list(policy.get(key))) if (text(item) !== '*') headerName(item, text(item))
  const age = policy.get('maxAge')
  duration(age)
  if (/(?:\d|\.)(?:ms|us|µs|ns)$|\.\d*[1-9]\d*s$/.test(text(age)))
    refuse(age, 'wholeSeconds', { value: said(text(age)) })
}

function mirrors(route: Field): void {
  destination(route.get('mirror'))
  const old = [route.get('mirrorPercent'), route.get('mirror_percent')].find(field => field.present)
  if (old !== undefined) {
    between(old, 0, 100)
    warn(old, 'deprecated', { want: said('mirrorPercentage') })
  }
  between(route.at('mirrorPercentage', 'value'), 0, 100)
  for (const item of list(route.get('mirrors'))) {
    if (!item.present) refuse(item, 'null')
    else if (!item.get('destination').present) item.get('destination').missing()
    destination(item.get('destination'))
    between(item.at('percentage', 'value'), 0, 100)
  }
}

function redirect(route: Field): void {
  const field = route.get('redirect')
  if (!field.present) return
  const keys = ['uri', 'authority', 'port', 'derivePort', 'scheme', 'prefixRewrite']
  if (!keys.some(key => field.get(key).present && field.get(key).value !== '')) someOf(field, keys)
  exclude(field, 'uri', 'prefixRewrite')
  // A prefix can only be replaced where one was matched.
  const rewritten = field.get('prefixRewrite')
  if (rewritten.present)
    for (const match of list(route.get('match'))) {
      const [how] = given(match.get('uri'), ['exact', 'regex'])
      if (how !== undefined) refuse(rewritten, 'notWith', { value: said('prefixRewrite'), other: nameOf(how) })
    }
  if (number(field.get('redirectCode')) !== 0) between(field.get('redirectCode'), 300, 399)
  oneWord(field.get('scheme'), ['http', 'https'])
  field.get('port').port()
}

const megabyte = 1024 * 1024

function directResponse(field: Field): void {
  if (!field.present) return
  const body = text(field.at('body', 'string'))
  if (body.length > megabyte) refuse(field.get('body'), 'tooLarge')
  else if (body.length > megabyte / 10) warn(field.get('body'), 'large')
  if (number(field.get('status')) === null) field.get('status').missing()
  between(field.get('status'), 200, 600)
}

function rewrite(route: Field): void {
  const field = route.get('rewrite')
  const expression = field.get('uriRegexRewrite')
  if (field.present) {
    if (text(field.get('uri')) !== '') exclude(field, 'uri', 'uriRegexRewrite')
    if (text(field.get('uri')) === '' && text(field.get('authority')) === '' && !expression.present)
      refuse(field, 'empty')
  }
  if (expression.present) {
    for (const key of ['match', 'rewrite']) if (text(expression.get(key)) === '') expression.get(key).missing()
    if (text(expression.get('match')) !== '') regex(expression.get('match'))
  }
  let first = text(field.get('authority')) === '' ? null : field.get('authority')
  for (const key of ['set', 'add'])
    for (const [name, item] of mapEntries(route.at('headers', 'request', key))) {
      if (!isAuthority(name)) continue
      if (first !== null) refuse(item, 'together', { other: nameOf(first) })
      first ??= item
    }
}
