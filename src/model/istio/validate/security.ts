import type { Field } from '../../field.ts'
import type { Meta } from '../../resource.ts'
import { exclude, given, list, nameOf, number, refuse, said, text, warn } from './check.ts'
import { duration, headerName, isAddressOrRange, mapEntries, workloadSelector } from './names.ts'

/** Kinds of `security.istio.io`, as Istio's admission checks them. Source: pkg/config/validation, pkg/config/security. */
export function validatePeerAuthentication(spec: Field): void {
  const selector = spec.get('selector')
  const ports = spec.get('portLevelMtls')
  const entries = mapEntries(ports)
  if (mapEntries(selector.get('matchLabels')).length === 0 && entries.length > 0)
    refuse(ports, 'needs', { other: said('selector') })
  if (ports.present && entries.length === 0) refuse(ports, 'empty')
  if (workloadSelector(selector, 'matchLabels') === 'empty') warn(selector, 'noLabels')
}

/** What an annotation or a selector common to all policies may say. */
export function whom(spec: Field): void {
  exclude(spec, 'selector', 'targetRef', 'targetRefs')
  if (workloadSelector(spec.get('selector'), 'matchLabels') === 'empty') warn(spec.get('selector'), 'noLabels')
  const refs = [...given(spec, ['targetRef']), ...list(spec.get('targetRefs'))]
  for (const ref of refs) {
    if (text(ref.get('name')) === '') ref.get('name').missing()
    if (text(ref.get('namespace')) !== '') refuse(ref.get('namespace'), 'notHere', { value: said('namespace') })
    const target = `${text(ref.get('group')) || 'core'}/${text(ref.get('kind'))}`
    if (!targets.includes(target))
      refuse(ref, 'word', { got: said(target), want: { is: 'list', items: targets.map(said) } })
  }
}

const targets = [
  'core/Service',
  'networking.istio.io/ServiceEntry',
  'gateway.networking.k8s.io/Gateway',
  'gateway.networking.k8s.io/GatewayClass',
]

/** Only an AuthorizationPolicy that allows or denies can be tried out. */
export function dryRun(root: Field, meta: Meta, action: string | null): void {
  const value = meta.annotations.get('istio.io/dry-run')
  if (value === undefined) return
  const field = root.get('metadata').get('annotations').get('istio.io/dry-run')
  if (action === null || !['ALLOW', 'DENY'].includes(action))
    refuse(field, 'notHere', { value: said('istio.io/dry-run') })
  else if (!/^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value))
    refuse(field, 'word', { got: said(value), want: { is: 'list', items: ['true', 'false'].map(said) } })
}

export function validateRequestAuthentication(spec: Field): void {
  whom(spec)
  for (const rule of list(spec.get('jwtRules'))) {
    if (!rule.present) continue
    const uri = rule.get('jwksUri').present ? rule.get('jwksUri') : rule.get('jwks_uri')
    const hasKeys = text(uri) !== '' || text(rule.get('jwks')) !== ''
    if (text(rule.get('issuer')) === '' && !hasKeys) rule.get('issuer').missing()
    for (const audience of list(rule.get('audiences'))) if (text(audience) === '') refuse(audience, 'empty')
    if (text(uri) !== '' && !/^https?:\/\/[^/?#\s:]*(?::\d*)?(?:[/?#]\S*)?$/i.test(text(uri)))
      refuse(uri, 'url', { value: said(text(uri)) })
    keys(rule.get('jwks'))
    for (const header of list(rule.get('fromHeaders')))
      if (text(header.get('name')) === '') header.present ? header.get('name').missing() : refuse(header, 'null')
    for (const key of ['fromParams', 'fromCookies'])
      for (const item of list(rule.get(key))) if (text(item) === '') refuse(item, 'empty')
    for (const item of list(rule.get('outputClaimToHeaders'))) {
      if (!item.present) {
        refuse(item, 'null')
        continue
      }
      for (const key of ['header', 'claim']) if (text(item.get(key)) === '') item.get(key).missing()
      if (text(item.get('header')) !== '') headerName(item.get('header'), text(item.get('header')))
    }
    duration(rule.get('timeout'))
  }
}

/** A set of JSON web keys. A private one in a manifest is a secret told to everybody. */
function keys(field: Field): void {
  const value = text(field)
  if (value === '') return
  let parsed: unknown
  try {
    parsed = JSON.parse(value)
  } catch {
    refuse(field, 'keys')
    return
  }
  const found = isObject(parsed) ? (Array.isArray(parsed['keys']) ? parsed['keys'] : [parsed]) : []
  const isSet = isObject(parsed)
  if (!isSet || !found.every(key => isObject(key) && typeof key['kty'] === 'string')) refuse(field, 'keys')
  else if (found.some(key => isObject(key) && (key['d'] !== undefined || key['kty'] === 'oct')))
    warn(field, 'privateKey')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const sourceKeys = [
  'principals',
  'requestPrincipals',
  'namespaces',
  'serviceAccounts',
  'ipBlocks',
  'remoteIpBlocks',
  'notPrincipals',
  'notRequestPrincipals',
  'notNamespaces',
  'notServiceAccounts',
  'notIpBlocks',
  'notRemoteIpBlocks',
]
const moreSourceKeys = ['trustDomains', 'notTrustDomains']
const operationKeys = ['ports', 'methods', 'paths', 'hosts', 'notPorts', 'notMethods', 'notPaths', 'notHosts']
const identityKeys = sourceKeys.filter(key => !/ipblocks$/i.test(key))
/** What a proxy also knows of a connection that is not HTTP. */
const tcpSourceKeys = [...sourceKeys, ...moreSourceKeys].filter(key => !/requestprincipals$/i.test(key))

export function validateAuthorizationPolicy(spec: Field): void {
  whom(spec)
  const action = text(spec.get('action')) || 'ALLOW'
  const rules = list(spec.get('rules'))
  const hasRules = Array.isArray(spec.get('rules').value)
  const provider = spec.get('provider')
  if (action === 'CUSTOM') {
    if (hasRules && text(provider.get('name')) === '') provider.get('name').missing()
    rules.forEach(onlyForCustom)
  } else if (provider.present)
    refuse(provider, 'notWith', { value: said('provider'), other: said(`action: ${action}`) })
  if ((action === 'DENY' || action === 'CUSTOM') && !hasRules)
    refuse(spec.get('rules'), 'neverTriggered', { action: said(action) })
  for (const rule of rules) {
    if (!rule.present) refuse(rule, 'null')
    else checkRule(rule, action)
  }
}

function onlyForCustom(rule: Field): void {
  const other = said('action: CUSTOM')
  for (const from of list(rule.get('from')))
    for (const field of given(from.get('source'), identityKeys))
      if (list(field).length > 0) refuse(field, 'notWith', { value: nameOf(field), other })
  for (const condition of list(rule.get('when'))) {
    const key = text(condition.get('key'))
    if (key === 'source.namespace' || key === 'source.principal' || key.startsWith('request.auth.'))
      refuse(condition.get('key'), 'notWith', { value: said(key), other })
  }
}

function checkRule(rule: Field, action: string): void {
  for (const key of ['from', 'to']) {
    const field = rule.get(key)
    if (Array.isArray(field.value) && field.value.length === 0) refuse(field, 'empty')
  }
  const sources = groups(rule.get('from'), 'source', [...sourceKeys, ...moreSourceKeys])
  const operations = groups(rule.get('to'), 'operation', operationKeys)
  sources.forEach(checkSource)
  for (const operation of operations) {
    for (const key of ['ports', 'notPorts']) for (const item of list(operation.get(key))) portText(item)
    for (const key of ['paths', 'notPaths'])
      for (const item of list(operation.get(key)))
        if (/\{\*\*?\}/.test(text(item)) && /\/\{\w+=\*\*?\}|\{\w*\}|\/\*\*?|\*\*?\//.test(text(item)))
          refuse(item, 'pathTemplate', { value: said(text(item)) })
  }
  for (const condition of list(rule.get('when'))) checkCondition(condition)
  const tcpFrom = sources.some(source => given(source, tcpSourceKeys).length > 0)
  const tcpTo = operations.some(operation => given(operation, ['ports', 'notPorts']).length > 0)
  if (action !== 'DENY') return
  if ((sources.length > 0 && operations.length === 0 && !tcpFrom) || (operations.length > 0 && !tcpTo))
    warn(rule, 'denyTcp')
}

/** The sources, or operations, of a rule that are there, each of which must ask for something. */
function groups(parent: Field, key: 'source' | 'operation', known: readonly string[]): Field[] {
  return list(parent).flatMap(item => {
    if (!item.present) {
      refuse(item, 'null')
      return []
    }
    const group = item.get(key)
    if (!group.present) {
      group.missing()
      return []
    }
    const fields = given(group, known)
    if (!fields.some(field => list(field).length > 0)) refuse(group, 'empty')
    for (const field of fields) for (const value of list(field)) if (value.value === '') refuse(value, 'empty')
    return [group]
  })
}

function checkSource(source: Field): void {
  for (const key of ['ipBlocks', 'notIpBlocks', 'remoteIpBlocks', 'notRemoteIpBlocks'])
    for (const item of list(source.get(key))) addressText(item)
  const accounts = given(source, ['serviceAccounts', 'notServiceAccounts'])
  const others = given(source, ['principals', 'notPrincipals', 'namespaces', 'notNamespaces'])
  if (accounts.length > 0 && others.length > 0) refuse(accounts[0]!, 'together', { other: nameOf(others[0]!) })
  for (const field of accounts)
    for (const item of list(field))
      if (text(item).split('/').length > 2 || text(item).includes('*'))
        refuse(item, 'word', {
          got: said(text(item)),
          want: { is: 'list', items: ['name', 'namespace/name'].map(said) },
        })
}

function addressText(item: Field): void {
  const value = text(item)
  if (value !== '' && !isAddressOrRange(value)) refuse(item, 'range', { value: said(value) })
}

function portText(item: Field): void {
  const value = text(item) || String(number(item) ?? '')
  if (value !== '' && (!/^\d+$/.test(value) || Number(value) > 65_535))
    refuse(item, 'outside', { got: said(value), min: said(0), max: said(65_535) })
}

const attributes = [
  'source.ip',
  'remote.ip',
  'source.namespace',
  'source.serviceAccount',
  'source.trustDomain',
  'source.principal',
  'request.auth.principal',
  'request.auth.audiences',
  'request.auth.presenter',
  'destination.ip',
  'destination.port',
  'connection.sni',
]
const attributeMaps = ['request.headers', 'request.auth.claims', 'experimental.envoy.filters.']

function checkCondition(condition: Field): void {
  const field = condition.get('key')
  const key = text(field)
  if (key === '') {
    field.missing()
    return
  }
  const values = ['values', 'notValues'].flatMap(name => list(condition.get(name)))
  if (values.length === 0) {
    refuse(condition, 'oneOf', { want: { is: 'list', items: ['values', 'notValues'].map(said) } })
    return
  }
  for (const value of values) if (value.value === '') refuse(value, 'empty')
  const map = attributeMaps.find(name => key.startsWith(name))
  if (map !== undefined ? !/^[^[]+\[.+\]$/.test(key) : !attributes.includes(key))
    refuse(field, 'attribute', { value: said(key) })
  if (['source.ip', 'remote.ip', 'destination.ip'].includes(key)) values.forEach(addressText)
  if (key === 'destination.port') values.forEach(portText)
}
