import type { Labels } from '../../match/index.ts'
import type { Path } from '../../text/index.ts'
import { type Field, showPath } from '../field.ts'
import type { Meta } from '../resource.ts'
import { durationMs } from './duration.ts'
import { labelsOf } from './string-match.ts'

/** Kinds of `security.istio.io`: what the proxy of a workload asks of who comes. */

export type MtlsMode = 'UNSET' | 'DISABLE' | 'PERMISSIVE' | 'STRICT'

export interface PeerAuthenticationResource extends Meta {
  readonly type: 'peerauthentication'
  /** Null for all workloads of its namespace. */
  readonly selector: Labels | null
  readonly mode: { readonly value: MtlsMode; readonly at: Path }
  /** By container port. */
  readonly ports: ReadonlyMap<number, { readonly value: MtlsMode; readonly at: Path }>
}

/** A resource that a policy is attached to by name instead of by labels. */
export interface PolicyTarget {
  readonly group: string
  readonly kind: string
  readonly name: string
}

export interface JwtRule {
  readonly issuer: string
  readonly audiences: readonly string[]
  readonly jwksUri: string | null
  /** Whether the keys stand in the manifest. */
  readonly hasKeys: boolean
  readonly fromHeaders: readonly { readonly name: string; readonly prefix: string }[]
  readonly fromParams: readonly string[]
  readonly fromCookies: readonly string[]
  readonly forwardOriginalToken: boolean
  /** Header that gets the claims, in lower case; null for none. */
  readonly outputPayloadToHeader: string | null
  readonly outputClaimToHeaders: readonly { readonly header: string; readonly claim: string }[]
  /** How long fetching the keys may take; null for the default. */
  readonly timeoutMs: number | null
  readonly at: Path
}

export interface RequestAuthenticationResource extends Meta {
  readonly type: 'requestauthentication'
  readonly selector: Labels | null
  readonly targetRefs: readonly PolicyTarget[]
  readonly jwtRules: readonly JwtRule[]
}

/** Values of one field and their opposite; `at` is the field. */
export interface Values {
  readonly values: readonly string[]
  readonly at: Path
}

export const sourceFields = [
  'principals',
  'requestPrincipals',
  'namespaces',
  'serviceAccounts',
  'trustDomains',
  'ipBlocks',
  'remoteIpBlocks',
] as const
export const operationFields = ['hosts', 'ports', 'methods', 'paths'] as const
export type AuthorizationField = (typeof sourceFields)[number] | (typeof operationFields)[number]

/** Fields of one `source` or `operation`; all must hold, of each list one value is enough. */
export interface FieldGroup {
  readonly fields: readonly (Values & { readonly field: AuthorizationField; readonly negated: boolean })[]
  readonly at: Path
}

export interface AuthorizationCondition {
  readonly key: string
  readonly values: readonly string[]
  readonly notValues: readonly string[]
  readonly at: Path
}

/** Sources are alternatives, so are operations; every condition must hold. An empty list asks nothing. */
export interface AuthorizationRule {
  readonly from: readonly FieldGroup[]
  readonly to: readonly FieldGroup[]
  readonly when: readonly AuthorizationCondition[]
  readonly at: Path
}

export interface AuthorizationPolicyResource extends Meta {
  readonly type: 'authorizationpolicy'
  readonly selector: Labels | null
  readonly targetRefs: readonly PolicyTarget[]
  readonly action: 'ALLOW' | 'DENY' | 'AUDIT' | 'CUSTOM'
  /** Of a CUSTOM policy: who is asked. */
  readonly provider: string
  readonly rules: readonly AuthorizationRule[]
  /** Looks, and decides nothing. */
  readonly dryRun: boolean
}

const modes = ['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT'] as const

function decodeMode(field: Field): { value: MtlsMode; at: Path } {
  return { value: field.get('mode').oneOf(modes) ?? 'UNSET', at: field.path }
}

function decodeSelector(spec: Field): Labels | null {
  return spec.get('selector').present ? labelsOf(spec.at('selector', 'matchLabels')) : null
}

function decodeTargets(spec: Field): PolicyTarget[] {
  const one = spec.get('targetRef')
  return [...(one.present ? [one] : []), ...spec.get('targetRefs').items()].map(ref => ({
    group: ref.get('group').string() ?? '',
    kind: ref.get('kind').required() ?? '',
    name: ref.get('name').required() ?? '',
  }))
}

export function decodePeerAuthentication(root: Field, meta: Meta): PeerAuthenticationResource {
  const spec = root.get('spec')
  const ports = new Map<number, { value: MtlsMode; at: Path }>()
  for (const [key, field] of spec.get('portLevelMtls').entries()) {
    const port = Number(key)
    if (Number.isInteger(port) && port > 0 && port < 65_536) ports.set(port, decodeMode(field))
    else
      field.report('model.outOfRange', 'error', {
        field: { is: 'name', value: showPath(field.path) },
        got: { is: 'text', value: key },
        min: { is: 'count', value: 1 },
        max: { is: 'count', value: 65_535 },
      })
  }
  return {
    ...meta,
    type: 'peerauthentication',
    selector: decodeSelector(spec),
    mode: decodeMode(spec.get('mtls')),
    ports,
  }
}

export function decodeRequestAuthentication(root: Field, meta: Meta): RequestAuthenticationResource {
  const spec = root.get('spec')
  return {
    ...meta,
    type: 'requestauthentication',
    selector: decodeSelector(spec),
    targetRefs: decodeTargets(spec),
    jwtRules: spec
      .get('jwtRules')
      .items()
      .map(rule => ({
        issuer: rule.get('issuer').string() ?? '',
        audiences: rule.get('audiences').strings(),
        jwksUri: rule.get('jwksUri').string() ?? rule.get('jwks_uri').string(),
        hasKeys: (rule.get('jwks').string() ?? '') !== '',
        fromHeaders: rule
          .get('fromHeaders')
          .items()
          .map(header => ({
            name: (header.get('name').required() ?? '').toLowerCase(),
            prefix: header.get('prefix').string() ?? '',
          })),
        fromParams: rule.get('fromParams').strings(),
        fromCookies: rule.get('fromCookies').strings(),
        forwardOriginalToken: rule.get('forwardOriginalToken').boolean() ?? false,
        outputPayloadToHeader: rule.get('outputPayloadToHeader').string()?.toLowerCase() ?? null,
        outputClaimToHeaders: rule
          .get('outputClaimToHeaders')
          .items()
          .map(item => ({
            header: (item.get('header').required() ?? '').toLowerCase(),
            claim: item.get('claim').required() ?? '',
          })),
        timeoutMs: durationMs(rule.get('timeout')),
        at: rule.path,
      })),
  }
}

export function decodeAuthorizationPolicy(root: Field, meta: Meta): AuthorizationPolicyResource {
  const spec = root.get('spec')
  return {
    ...meta,
    type: 'authorizationpolicy',
    selector: decodeSelector(spec),
    targetRefs: decodeTargets(spec),
    action: spec.get('action').oneOf(['ALLOW', 'DENY', 'AUDIT', 'CUSTOM'] as const) ?? 'ALLOW',
    provider: spec.at('provider', 'name').string() ?? '',
    dryRun: meta.annotations.get('istio.io/dry-run') === 'true',
    rules: spec
      .get('rules')
      .items()
      .map(rule => ({
        from: rule
          .get('from')
          .items()
          .map(from => decodeGroup(from.get('source'), sourceFields)),
        to: rule
          .get('to')
          .items()
          .map(to => decodeGroup(to.get('operation'), operationFields)),
        when: rule
          .get('when')
          .items()
          .map(condition => ({
            key: condition.get('key').required() ?? '',
            values: condition.get('values').strings(),
            notValues: condition.get('notValues').strings(),
            at: condition.path,
          })),
        at: rule.path,
      })),
  }
}

function decodeGroup(field: Field, names: readonly AuthorizationField[]): FieldGroup {
  const fields = names.flatMap(name => {
    const not = `not${name[0]!.toUpperCase()}${name.slice(1)}`
    return [
      { key: name as string, negated: false },
      { key: not, negated: true },
    ].flatMap(({ key, negated }) => {
      const values = field.get(key)
      return values.present ? [{ field: name, negated, values: values.strings(), at: values.path }] : []
    })
  })
  return { fields, at: field.path }
}
