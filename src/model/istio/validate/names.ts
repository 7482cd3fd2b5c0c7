import { compileRegex, parseAddress, parseCidr } from '../../../match/index.ts'
import type { Field } from '../../field.ts'
import { parseDuration } from '../duration.ts'
import { list, type Refusal, refuse, said, text } from './check.ts'

/** Names, hosts, addresses and values as Istio's admission reads them; each function says what is wrong, or null. */

const dnsLabel = '[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?'
const dnsLabelRegex = new RegExp(`^${dnsLabel}$`)
const wildcardLabelRegex = new RegExp(`^(?:\\*|(?:\\*|\\*-)?${dnsLabel})$`)
const qualified = '(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const labelKeyRegex = new RegExp(`^(?:${dnsLabel}(?:\\.${dnsLabel})*/)?${qualified}$`)
const labelValueRegex = new RegExp(`^(?:${qualified})?$`)
const headerRegex = /^[-_A-Za-z0-9]+$/
/** All that HTTP allows in a header's name. */
const tokenRegex = /^[-!#$%&'*+.^_`|~0-9A-Za-z]+$/

export function isDnsLabel(name: string): boolean {
  return name.length <= 63 && dnsLabelRegex.test(name)
}

/** A full or short host name, without a wildcard. */
export function isFqdn(host: string): boolean {
  return host !== '' && host.length <= 255 && areLabels(host)
}

function areLabels(host: string): boolean {
  const labels = host.split('.')
  if (/^[-+]?\d+$/.test(labels.at(-1)!)) return false
  return labels.every((label, index) => (index === labels.length - 1 && label === '') || isDnsLabel(label))
}

/** A host whose first label may begin with a wildcard. */
export function isWildcardHost(host: string): boolean {
  if (host === '' || host.length > 255) return false
  const [first = '', ...rest] = host.split('.')
  if (first.length > 63 || !wildcardLabelRegex.test(first)) return false
  return rest.length === 0 || areLabels(rest.join('.'))
}

export function isPartialWildcard(host: string): boolean {
  return host.includes('*') && host !== '*' && !host.startsWith('*.')
}

export function isAddress(value: string): boolean {
  return parseAddress(value) !== null
}

export function isAddressOrRange(value: string): boolean {
  return value.includes('/') ? parseCidr(value) !== null : isAddress(value)
}

export function wildcardHost(field: Field): boolean {
  const host = text(field)
  if (isWildcardHost(host)) return true
  if (host === '') field.missing()
  else refuse(field, 'host', { value: said(host) })
  return false
}

/** A host of a gateway's server (`host` or `namespace/host`), or of a Sidecar (always `namespace/host`). */
export function namespacedHost(field: Field, of: 'gateway' | 'sidecar'): void {
  const value = text(field)
  const slash = value.indexOf('/')
  if (slash < 0) {
    if (of === 'gateway') hostPart(field, value, of)
    else refuse(field, 'namespacedHost', { value: said(value) })
    return
  }
  const namespace = value.slice(0, slash)
  const marks = of === 'gateway' ? ['*', '.'] : ['*', '.', '~']
  if (!marks.includes(namespace) && !isDnsLabel(namespace)) refuse(field, 'dnsLabel', { value: said(namespace) })
  hostPart(field, value.slice(slash + 1), of)
}

function hostPart(field: Field, host: string, of: 'gateway' | 'sidecar'): void {
  const facts = { value: said(host) }
  if (host !== '*' && !host.includes('.')) refuse(field, host === '' ? 'empty' : 'shortHost', facts)
  else if (isPartialWildcard(host)) refuse(field, 'partialWildcard', facts)
  else if (!isWildcardHost(host) && (of === 'sidecar' || !isAddress(host))) refuse(field, 'host', facts)
}

/** A map of labels, keys and values. */
export function labels(field: Field): void {
  for (const [key, item] of mapEntries(field)) {
    if (!labelKeyRegex.test(key)) refuse(item, 'labelKey', { value: said(key) })
    const value = text(item)
    if (value.length > 63 || !labelValueRegex.test(value)) refuse(item, 'labelValue', { value: said(value) })
  }
}

export function mapEntries(field: Field): [string, Field][] {
  return typeof field.value === 'object' && field.value !== null && !Array.isArray(field.value) ? field.entries() : []
}

/** A subset's or a port's name: one DNS label. */
export function dnsName(field: Field): void {
  const value = text(field)
  if (!isDnsLabel(value)) refuse(field, value === '' ? 'empty' : 'dnsLabel', { value: said(value) })
}

/** At least 1 ms, in whole milliseconds; `zero` where 0 switches something off. */
export function duration(field: Field, zero = false): void {
  if (typeof field.value !== 'string') return
  const ms = parseDuration(field.value)
  // Where the decoder reads the field, it says the same.
  if (ms === null) field.report('istio.badDuration', 'error', { got: said(field.value) })
  if (ms === null || (zero && ms === 0)) return
  if (ms < 1 || Math.abs(ms - Math.round(ms)) > 1e-9) refuse(field, 'duration', { value: said(field.value) })
}

export function regex(field: Field): void {
  const value = text(field)
  if (value === '') refuse(field, 'empty')
  else if (value.length > 1024) refuse(field, 'regexLong')
  else {
    const compiled = compileRegex(value)
    if (!compiled.ok) refuse(field, 'regex', { value: said(value), reason: said(compiled.reason) })
  }
}

/** The name of a header that is made or exposed: plainer than HTTP allows. */
export function headerName(field: Field, name: string): void {
  if (!headerRegex.test(name)) refuse(field, 'header', { value: said(name) })
}

/** A name that a match may ask for: a header, or a part of the request line in HTTP/2's way (`:method`). */
export function matchedName(field: Field, name: string): void {
  if (!tokenRegex.test(name.replace(/^:/, ''))) refuse(field, 'header', { value: said(name) })
}

export function isAuthority(name: string): boolean {
  const lower = name.toLowerCase()
  return lower === ':authority' || lower === 'host'
}

function isOfTheProxy(name: string): boolean {
  return name.startsWith(':') || name.toLowerCase() === 'host'
}

/** Changes of headers: names and values of `set` and `add`, names of `remove`. The authority of a request may be set. */
export function headerChanges(headers: Field): void {
  for (const of of ['request', 'response'] as const) {
    const edit = headers.get(of)
    for (const key of ['add', 'set'] as const)
      for (const [name, value] of mapEntries(edit.get(key))) {
        changedName(value, name, of === 'request' && isAuthority(name))
        headerValue(value)
      }
    for (const item of list(edit.get('remove'))) changedName(item, text(item), false)
  }
}

function changedName(field: Field, name: string, isAllowed: boolean): void {
  if (name === '') refuse(field, 'header', { value: said(name) })
  else if (isOfTheProxy(name) && !isAllowed) refuse(field, 'proxyHeader', { value: said(name) })
}

function headerValue(field: Field): void {
  const value = text(field)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a header must not hold
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value) || !variablesClose(value))
    refuse(field, 'headerValue', { value: said(value) })
}

/**
 * Whether every variable of a header's value closes: `%%` is a plain percent sign, else a `%` begins `%NAME%` or `%NAME(arguments)%`, where
 * arguments are a plain text or a list of quoted ones.
 */
export function variablesClose(value: string): boolean {
  type State = 'plain' | 'name' | 'open' | 'string' | 'next' | 'argument' | 'close' | 'end'
  let state: State = 'plain'
  for (let i = 0; i < value.length; i += 1) {
    const ch = value[i]!
    switch (state) {
      case 'plain':
        if (ch !== '%') break
        if (value[i + 1] === '%') i += 1
        else state = 'name'
        break
      case 'name':
        if (ch === '%') state = 'plain'
        else if (ch === '(') state = 'open'
        break
      case 'open':
        if (ch === '[') state = 'next'
        else if (ch !== ' ') state = 'string'
        break
      case 'next':
        if (ch === '"') state = 'string'
        else if (ch !== ' ') return false
        break
      case 'string':
        if (ch === '\\') {
          if (i + 1 >= value.length) return false
          i += 1
        } else if (ch === ')') state = 'end'
        else if (ch === '"') state = 'argument'
        break
      case 'argument':
        if (ch === ',') state = 'next'
        else if (ch === ']') state = 'close'
        else if (ch !== ' ') return false
        break
      case 'close':
        if (ch === ')') state = 'end'
        else if (ch !== ' ') return false
        break
      case 'end':
        if (ch === '%') state = 'plain'
        else if (ch !== ' ') return false
    }
  }
  return state === 'plain'
}

/** `unix:///path/to/socket`, or an abstract one that begins with @. */
export function socketPath(field: Field, path: string): void {
  const isAbstract = path.startsWith('@')
  if (path === '' || (!isAbstract && (!path.startsWith('/') || path.endsWith('/'))))
    refuse(field, 'socketPath', { value: said(path) })
}

export const unixPrefix = 'unix://'

/** An address to listen on. */
export function bindAddress(field: Field): void {
  const value = text(field)
  if (value !== '' && !isAddress(value)) refuse(field, 'address', { value: said(value) })
}

const protocols = new Set([
  'tcp',
  'udp',
  'grpc',
  'grpc-web',
  'http',
  'http_proxy',
  'http2',
  'https',
  'tls',
  'mongo',
  'redis',
  'mysql',
  'hbone',
  'doublehbone',
])

/** Whether a proxy knows the protocol; '' means that it looks for itself. */
export function protocol(field: Field, isRequired = false): void {
  const value = text(field)
  if (value === '' && !isRequired) return
  if (!protocols.has(value.toLowerCase()))
    refuse(field, 'word', {
      got: said(value),
      want: {
        is: 'list',
        items: ['HTTP', 'HTTPS', 'HTTP2', 'GRPC', 'GRPC-Web', 'TLS', 'TCP', 'MONGO', 'REDIS', 'MYSQL'].map(said),
      },
    })
}

export function isHttpProtocol(value: string): boolean {
  return ['http', 'http2', 'http_proxy', 'grpc', 'grpc-web'].includes(value.toLowerCase())
}

export function isTlsProtocol(value: string): boolean {
  return ['https', 'tls'].includes(value.toLowerCase())
}

/** `exportTo`: `.`, `*`, `~` (ServiceEntries only) or namespaces, none twice, and `*` or `~` alone. */
export function exportTo(field: Field, namespace: string, of: 'entry' | 'other' | 'selected'): void {
  const seen = new Set<string>()
  const items = list(field)
  for (const item of items) {
    const value = text(item)
    const name = value === '.' ? namespace : value
    const isMark = value === '*' || (value === '~' && of === 'entry')
    if (seen.has(name)) refuse(item, 'twice', { value: said(value) })
    else if (!isMark && !isDnsLabel(name)) refuse(item, 'dnsLabel', { value: said(value) })
    seen.add(name)
  }
  const rule: Refusal = 'notWith'
  for (const mark of ['*', '~'])
    if (seen.has(mark) && items.length > 1) refuse(field, rule, { value: said(mark), other: said('others') })
  if (of === 'selected' && seen.size > 0 && (seen.size > 1 || !seen.has(namespace)))
    refuse(field, 'notHere', { value: said([...seen].join(', ')) })
}

/** A selector of workloads: no empty keys, no wildcards; without labels it takes everything, which is rarely meant. */
export function workloadSelector(field: Field, key: 'labels' | 'matchLabels'): 'fine' | 'empty' | 'wrong' {
  if (!field.present) return 'fine'
  let result: 'fine' | 'empty' | 'wrong' = 'fine'
  const entries = mapEntries(field.get(key))
  for (const [name, item] of entries) {
    if (name === '') refuse(item, 'labelKey', { value: said(name) })
    else if (name.includes('*') || text(item).includes('*')) refuse(item, 'wildcardInSelector')
    else continue
    result = 'wrong'
  }
  return result === 'fine' && entries.length === 0 ? 'empty' : result
}
