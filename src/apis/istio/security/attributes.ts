import type { ClaimMap, ClaimValue, Ternary } from '../../../dataplane/index.ts'
import { cidrContains, compileRegex, parseAddress, parseCidr } from '../../../match/index.ts'
import type { AuthorizationField } from '../../../model/index.ts'
import { claimAt } from './tokens.ts'

/** What a policy can ask about. What is `undefined` no manifest says. */
export interface Attributes {
  /** Trust domain, namespace and service account of a peer that proved who it is; null for one that did not. */
  readonly peer: { readonly trustDomain: string; readonly namespace: string; readonly account: string } | null
  readonly sourceAddress: string | undefined
  /** Address of the client behind the proxies before. */
  readonly remoteAddress: string | undefined
  readonly destinationAddress: string | undefined
  /** Port of the workload. */
  readonly port: number
  /** Server name that was asked for; null for none. */
  readonly sni: string | null | undefined
  /** Null below HTTP. */
  readonly http: {
    readonly method: string
    readonly path: string
    /** As sent, port included. */
    readonly authority: string
    /** Lower-case names. */
    readonly headers: ReadonlyMap<string, string>
    /** Of a verified token. */
    readonly claims: ClaimMap | null
  } | null
}

/** Fields that only HTTP has. */
export const httpFields: ReadonlySet<AuthorizationField> = new Set(['requestPrincipals', 'hosts', 'methods', 'paths'])

export const isHttpKey = (key: string): boolean => key.startsWith('request.')

const yesNo = (holds: boolean): Ternary => (holds ? 'yes' : 'no')

const anyOf = (values: readonly string[], ask: (value: string) => Ternary): Ternary => {
  let result: Ternary = 'no'
  for (const value of values) {
    const one = ask(value)
    if (one === 'yes') return 'yes'
    if (one === 'unknown') result = 'unknown'
  }
  return result
}

/** `exact`, `prefix*`, `*suffix`, and `*` for anything that is there [IA-9]. */
export function matchPattern(pattern: string, text: string | null | undefined): boolean {
  if (text === null || text === undefined) return false
  if (pattern === '*') return text !== ''
  if (pattern.endsWith('*')) return text.startsWith(pattern.slice(0, -1))
  if (pattern.startsWith('*')) return text.endsWith(pattern.slice(1))
  return pattern === text
}

/** A path, or a template of one: `{*}` is one segment, `{**}` any number of them [IA-9]. */
export function matchPathPattern(pattern: string, path: string): boolean {
  if (!pattern.includes('{*}') && !pattern.includes('{**}')) return matchPattern(pattern, path)
  const source = pattern
    .split(/(\{\*\*\}|\{\*\})/)
    .map(part => (part === '{**}' ? '.*' : part === '{*}' ? '[^/]+' : part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')))
    .join('')
  const compiled = compileRegex(source)
  return compiled.ok && compiled.regex.full(path)
}

function inBlock(block: string, address: string | undefined): Ternary {
  if (address === undefined) return 'unknown'
  const parsed = parseAddress(address)
  const cidr = parseCidr(block.includes('/') ? block : `${block}/${block.includes(':') ? 128 : 32}`)
  return yesNo(parsed !== null && cidr !== null && cidrContains(cidr, parsed))
}

/** `cluster.local` and the aliases stand for the mesh's own trust domain. */
function isPrincipal(pattern: string, peer: NonNullable<Attributes['peer']>, aliases: readonly string[]): boolean {
  const rest = `ns/${peer.namespace}/sa/${peer.account}`
  return aliases.some(alias => matchPattern(pattern, `${alias}/${rest}`))
}

export interface PolicyScope {
  /** Namespace of the policy, for accounts without one. */
  readonly namespace: string
  /** Names of the mesh's own trust domain, itself first. */
  readonly trustDomains: readonly string[]
}

/** Whether one of the values holds; `unknown` where what is asked about is in no manifest. */
export function holds(
  field: AuthorizationField,
  values: readonly string[],
  attributes: Attributes,
  scope: PolicyScope,
): Ternary {
  const { peer, http } = attributes
  switch (field) {
    case 'principals':
      return yesNo(peer !== null && values.some(value => isPrincipal(value, peer, namesOf(peer.trustDomain, scope))))
    case 'namespaces':
      return yesNo(peer !== null && values.some(value => matchPattern(value, peer.namespace)))
    case 'serviceAccounts':
      return yesNo(
        peer !== null &&
          values.some(
            value =>
              (value.includes('/') ? value : `${scope.namespace}/${value}`) === `${peer.namespace}/${peer.account}`,
          ),
      )
    case 'trustDomains':
      return yesNo(
        peer !== null && values.some(value => namesOf(peer.trustDomain, scope).some(name => matchPattern(value, name))),
      )
    case 'ipBlocks':
      return anyOf(values, value => inBlock(value, attributes.sourceAddress))
    case 'remoteIpBlocks':
      return anyOf(values, value => inBlock(value, attributes.remoteAddress))
    case 'ports':
      return yesNo(values.some(value => Number(value) === attributes.port))
    case 'requestPrincipals':
      return yesNo(values.some(value => matchPattern(value, requestPrincipal(http?.claims ?? null))))
    case 'hosts': {
      const host = http?.authority.toLowerCase()
      return yesNo(values.some(value => matchPattern(value.toLowerCase(), host)))
    }
    case 'methods':
      return yesNo(values.some(value => matchPattern(value, http?.method)))
    case 'paths':
      return yesNo(http !== null && values.some(value => matchPathPattern(value, http.path)))
  }
}

/** Names that a peer's trust domain goes by. */
function namesOf(trustDomain: string, { trustDomains }: PolicyScope): readonly string[] {
  return trustDomains.includes(trustDomain) ? [...trustDomains, 'cluster.local'] : [trustDomain]
}

/** `issuer/subject` of a verified token; null without both. */
export function requestPrincipal(claims: ClaimMap | null): string | null {
  const { iss, sub } = claims ?? {}
  return typeof iss === 'string' && typeof sub === 'string' ? `${iss}/${sub}` : null
}

/** The same for a condition's key; null for a key that is not simulated. */
export function holdsKey(
  key: string,
  values: readonly string[],
  attributes: Attributes,
  scope: PolicyScope,
): Ternary | null {
  const as = fieldOfKey[key]
  if (as !== undefined) return holds(as, values, attributes, scope)
  const { http } = attributes
  const matches = (text: string | null | undefined): Ternary => yesNo(values.some(value => matchPattern(value, text)))
  switch (key) {
    case 'destination.ip':
      return anyOf(values, value => inBlock(value, attributes.destinationAddress))
    case 'connection.sni':
      return attributes.sni === undefined ? 'unknown' : matches(attributes.sni)
    case 'request.auth.audiences': {
      const aud = http?.claims?.['aud']
      return yesNo(listOf(aud).some(one => values.some(value => matchPattern(value, one))))
    }
    case 'request.auth.presenter': {
      const azp = http?.claims?.['azp']
      return matches(typeof azp === 'string' ? azp : null)
    }
  }
  const header = /^request\.headers\[([^\]]+)\]$/.exec(key)?.[1]
  if (header !== undefined) return matches(http?.headers.get(header.toLowerCase()))
  const claim = /^request\.auth\.claims((?:\[[^\]]+\])+)$/.exec(key)?.[1]
  if (claim !== undefined) {
    const path = [...claim.matchAll(/\[([^\]]+)\]/g)].map(part => part[1]!)
    const value = http?.claims == null ? undefined : claimAt(http.claims, path)
    return yesNo(listOf(value).some(one => values.some(wanted => matchPattern(wanted, one))))
  }
  return null
}

const fieldOfKey: Readonly<Record<string, AuthorizationField>> = {
  'source.ip': 'ipBlocks',
  'remote.ip': 'remoteIpBlocks',
  'source.namespace': 'namespaces',
  'source.principal': 'principals',
  'source.serviceAccount': 'serviceAccounts',
  'source.trustDomain': 'trustDomains',
  'request.auth.principal': 'requestPrincipals',
  'destination.port': 'ports',
}

/** A claim's values as texts: a list's items, or the words of one text. */
function listOf(value: ClaimValue | undefined): string[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'object' ? [] : typeof value === 'string' ? value.split(' ') : [String(value)]
}
