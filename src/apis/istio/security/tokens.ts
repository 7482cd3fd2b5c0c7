import type { Cluster } from '../../../cluster/index.ts'
import type { ClaimMap, ClaimValue } from '../../../dataplane/index.ts'
import type { JwtRule, RequestAuthenticationResource } from '../../../model/index.ts'
import { serviceOfHost } from '../../../model/index.ts'
import { feature, makeStep, type Step } from '../../../report/index.ts'

/** A token that a request carries; `claims` are null for one that is not signed by who it names, or is none at all. */
export interface CarriedToken {
  readonly in: 'header' | 'query' | 'cookie'
  readonly name: string
  readonly prefix: string
  readonly claims: ClaimMap | null
}

export type Verified =
  /** `drop` and `set`: headers that go from, and come into, the request. */
  | {
      readonly kind: 'passed'
      readonly claims: ClaimMap | null
      readonly steps: readonly Step[]
      readonly drop: readonly string[]
      readonly set: ReadonlyMap<string, string>
    }
  | { readonly kind: 'refused'; readonly status: 401 | 403; readonly step: Step }
  | { readonly kind: 'unknown'; readonly feature: string; readonly step: Step }

/** A rule for a token that was found where the rule looks. */
interface Found {
  readonly token: CarriedToken
  readonly rule: JwtRule
  readonly policy: RequestAuthenticationResource
}

/**
 * Tokens against the rules of every RequestAuthentication of the workload [IA-5]. None is no fault; one where a rule looks must be of an
 * issuer that a rule names (401), not be expired (401), and be made out to one of its audiences (403). One rule that holds is enough.
 */
export function verifyTokens(
  cluster: Cluster,
  policies: readonly RequestAuthenticationResource[],
  tokens: readonly CarriedToken[],
  nowMs: number,
): Verified {
  const rules = policies.flatMap(policy => policy.jwtRules.map(rule => ({ rule, policy })))
  const found = rules.flatMap(({ rule, policy }) =>
    tokens.filter(token => looksAt(rule, token)).map((token): Found => ({ token, rule, policy })),
  )
  // A client cannot forge what a token would say [IA-10].
  const reserved = rules.flatMap(({ rule }) => headersOf(rule))
  if (found.length === 0) return { kind: 'passed', claims: null, steps: [], drop: reserved, set: new Map() }
  const ofIssuer = found.filter(
    ({ token, rule }) => token.claims !== null && (rule.issuer === '' || token.claims['iss'] === rule.issuer),
  )
  if (ofIssuer.length === 0) {
    const [first] = found
    const issuer = String(first!.token.claims?.['iss'] ?? '')
    return refuse(401, first!.token.claims === null ? 'jwt.invalid' : 'jwt.otherIssuer', first!, { issuer })
  }
  const results = ofIssuer.map(one => ({ one, fault: faultOf(cluster, one, nowMs) }))
  // Of several tokens for one rule all must hold.
  const good = results.find(
    ({ one, fault }) => fault === null && results.every(other => other.one.rule !== one.rule || other.fault === null),
  )?.one
  if (good !== undefined) return accept(good, reserved)
  const open = results.find(({ fault }) => fault === 'keys')?.one
  if (open !== undefined) {
    const name = feature('jwtKeys', open.rule.jwksUri ?? '')
    return {
      kind: 'unknown',
      feature: name,
      step: stepOf('jwt.keysUnknown', open, 'unknown', { issuer: open.rule.issuer }),
    }
  }
  const { one, fault } = results.find(result => result.fault !== null)!
  return fault === 'audience'
    ? refuse(403, 'jwt.otherAudience', one, { issuer: one.rule.issuer })
    : refuse(401, 'jwt.expired', one, { issuer: one.rule.issuer })
}

/** By default in `Authorization: Bearer` and the parameter `access_token`. */
function looksAt(rule: JwtRule, token: CarriedToken): boolean {
  const asks = rule.fromHeaders.length + rule.fromParams.length + rule.fromCookies.length > 0
  switch (token.in) {
    case 'header':
      return asks
        ? rule.fromHeaders.some(header => header.name === token.name && header.prefix.trim() === token.prefix.trim())
        : token.name === 'authorization' && token.prefix.trim() === 'Bearer'
    case 'query':
      return asks ? rule.fromParams.includes(token.name) : token.name === 'access_token'
    case 'cookie':
      return rule.fromCookies.includes(token.name)
  }
}

function faultOf(
  cluster: Cluster,
  { token, rule, policy }: Found,
  nowMs: number,
): 'expired' | 'audience' | 'keys' | null {
  const { exp, nbf, aud } = token.claims!
  if (typeof exp === 'number' && exp * 1000 <= nowMs) return 'expired'
  if (typeof nbf === 'number' && nbf * 1000 > nowMs) return 'expired'
  if (!keysAreAtHand(cluster, rule, policy)) return 'keys'
  const audiences = Array.isArray(aud) ? aud : aud === undefined ? [] : [aud]
  return rule.audiences.length === 0 || rule.audiences.some(audience => audiences.includes(audience))
    ? null
    : 'audience'
}

/**
 * Keys in the manifest, or at a Service of the project; whether others can be fetched, or in time, no manifest says. Fetching from inside
 * the cluster is taken to work.
 */
function keysAreAtHand(cluster: Cluster, rule: JwtRule, policy: RequestAuthenticationResource): boolean {
  if (rule.hasKeys) return true
  const host = /^https?:\/\/([^/:?#]+)/.exec(rule.jwksUri ?? '')?.[1]
  const service = host === undefined ? null : serviceOfHost(host, policy.namespace)
  return (
    rule.timeoutMs === null &&
    service !== null &&
    cluster.get('service', '', 'Service', service.namespace, service.name) !== undefined
  )
}

/** Headers that a rule makes of what a token says. */
function headersOf({ outputPayloadToHeader, outputClaimToHeaders }: JwtRule): string[] {
  const names = outputClaimToHeaders.map(({ header }) => header)
  return outputPayloadToHeader === null ? names : [outputPayloadToHeader, ...names]
}

function accept(one: Found, reserved: readonly string[]): Verified {
  const { rule, token } = one
  const claims = token.claims!
  const set = new Map<string, string>()
  if (rule.outputPayloadToHeader !== null) set.set(rule.outputPayloadToHeader, base64Url(JSON.stringify(claims)))
  for (const { header, claim } of rule.outputClaimToHeaders) {
    const value = claimAt(claims, claim.split('.'))
    if (value !== undefined && typeof value !== 'object') set.set(header, String(value))
  }
  return {
    kind: 'passed',
    claims,
    steps: [stepOf('jwt.verified', one, 'yes', { issuer: rule.issuer })],
    drop: token.in === 'header' && !rule.forwardOriginalToken ? [token.name, ...reserved] : reserved,
    set,
  }
}

export function claimAt(claims: ClaimMap, path: readonly string[]): ClaimValue | undefined {
  let at: ClaimValue | undefined = claims
  for (const key of path) {
    if (typeof at !== 'object' || at === null || Array.isArray(at) || !Object.hasOwn(at, key)) return undefined
    at = (at as ClaimMap)[key]
  }
  return at
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Base64 for URLs, without padding, of a text's UTF-8 bytes. */
function base64Url(text: string): string {
  const binary = encodeURIComponent(text).replace(/%([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  const bytes = [...binary].map(char => char.charCodeAt(0))
  let out = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const three = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const letters = Math.min(4, bytes.length - i + 1)
    for (let j = 0; j < letters; j++) out += alphabet[(three >> (18 - 6 * j)) & 63]
  }
  return out
}

function refuse(status: 401 | 403, code: string, one: Found, facts: { readonly issuer: string }): Verified {
  return { kind: 'refused', status, step: stepOf(code, one, 'no', facts) }
}

function stepOf(
  code: string,
  { rule, policy }: Found,
  verdict: Step['verdict'],
  facts: { readonly issuer: string },
): Step {
  const { kind, namespace, name, doc } = policy
  return makeStep(
    code,
    { policy: { is: 'resource', kind, namespace, name, doc }, issuer: { is: 'name', value: facts.issuer } },
    { rule: 'IA-5', verdict, at: { doc, path: rule.at } },
  )
}
