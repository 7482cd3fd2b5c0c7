import type { Ternary } from '../../../dataplane/index.ts'
import type {
  AuthorizationCondition,
  AuthorizationPolicyResource,
  AuthorizationRule,
  FieldGroup,
} from '../../../model/index.ts'
import { feature, makeStep, type Step } from '../../../report/index.ts'
import type { Path } from '../../../text/index.ts'
import { type Attributes, holds, holdsKey, httpFields, isHttpKey, type PolicyScope } from './attributes.ts'

export type Authorized =
  | { readonly kind: 'allowed'; readonly steps: readonly Step[] }
  | { readonly kind: 'denied'; readonly by: AuthorizationPolicyResource; readonly step: Step }
  | { readonly kind: 'unknown'; readonly feature: string; readonly step: Step }

/** Reasons that are kept for policies that did not decide. */
const mostLosers = 6

/**
 * CUSTOM, then DENY, then ALLOW [IA-6]: what a DENY policy matches is refused; where an ALLOW policy selects the workload, one must match;
 * else everything is allowed. AUDIT and dry runs decide nothing.
 */
export function authorize(
  policies: readonly AuthorizationPolicyResource[],
  attributes: Attributes,
  trustDomains: readonly string[],
): Authorized {
  const counting = policies.filter(policy => !policy.dryRun && policy.action !== 'AUDIT')
  if (counting.length === 0) return { kind: 'allowed', steps: [] }
  const asked: Step[] = []
  for (const action of ['CUSTOM', 'DENY'] as const) {
    for (const policy of counting.filter(one => one.action === action)) {
      const { value, step } = matchPolicy(policy, attributes, trustDomains)
      if (value === 'no') {
        asked.push(step)
        continue
      }
      if (action === 'CUSTOM' || value === 'unknown') {
        const name =
          action === 'CUSTOM'
            ? feature('externalAuthorization', policy.provider)
            : (openFeature(step) ?? feature('condition'))
        return { kind: 'unknown', feature: name, step }
      }
      return {
        kind: 'denied',
        by: policy,
        step: { ...step, because: [...asked.slice(0, mostLosers), ...step.because] },
      }
    }
  }
  const allowing = counting.filter(policy => policy.action === 'ALLOW')
  if (allowing.length === 0) return { kind: 'allowed', steps: asked.slice(0, mostLosers) }
  let open: Step | null = null
  for (const policy of allowing) {
    const { value, step } = matchPolicy(policy, attributes, trustDomains)
    if (value === 'yes') return { kind: 'allowed', steps: [...asked.slice(0, mostLosers), step] }
    if (value === 'unknown') open ??= step
    asked.push(step)
  }
  if (open !== null) return { kind: 'unknown', feature: openFeature(open) ?? feature('condition'), step: open }
  const first = allowing[0]!
  const step = makeStep(
    'authz.allowedByNone',
    { count: { is: 'count', value: allowing.length }, policy: factOf(first) },
    { rule: 'IA-6', verdict: 'no', at: { doc: first.doc, path: ['spec'] }, because: asked.slice(-mostLosers) },
  )
  return { kind: 'denied', by: first, step }
}

function factOf({ kind, namespace, name, doc }: AuthorizationPolicyResource) {
  return { is: 'resource' as const, kind, namespace, name, doc }
}

interface Matched {
  readonly value: Ternary
  readonly step: Step
}

/** One rule that matches is enough; a policy without rules matches nothing. */
function matchPolicy(
  policy: AuthorizationPolicyResource,
  attributes: Attributes,
  trustDomains: readonly string[],
): Matched {
  const scope = { namespace: policy.namespace, trustDomains }
  const stepFor = (value: Ternary, path: Path, because: readonly Step[]): Step => {
    const end = value === 'yes' ? 'Matches' : value === 'no' ? 'NoMatch' : 'Open'
    return makeStep(
      `authz.${policy.action.toLowerCase()}${end}`,
      { policy: factOf(policy) },
      { rule: 'IA-6', verdict: value, at: { doc: policy.doc, path }, because },
    )
  }
  const failed: Step[] = []
  let open: Matched | null = null
  for (const rule of policy.rules) {
    const asked = askRule(policy, rule, attributes, scope)
    if (asked.value === 'yes') return { value: 'yes', step: stepFor('yes', rule.at, []) }
    if (asked.value === 'unknown') open ??= { value: 'unknown', step: stepFor('unknown', rule.at, asked.steps) }
    else failed.push(...asked.steps)
  }
  return open ?? { value: 'no', step: stepFor('no', ['spec'], failed.slice(0, mostLosers)) }
}

interface Asked {
  readonly value: Ternary
  /** What failed, or cannot be told. */
  readonly steps: readonly Step[]
}

/**
 * One of `from`, one of `to` and all of `when` must hold. Below HTTP a rule of an ALLOW policy that asks for HTTP grants nothing; of a
 * DENY policy only what it asks of HTTP is left out, so that it denies more [IA-7].
 */
function askRule(
  policy: AuthorizationPolicyResource,
  rule: AuthorizationRule,
  attributes: Attributes,
  scope: PolicyScope,
): Asked {
  const isTcp = attributes.http === null
  if (isTcp && policy.action === 'ALLOW' && asksHttp(rule)) {
    const step = makeStep(
      'authz.ruleNeedsHttp',
      {},
      { rule: 'IA-7', verdict: 'no', at: { doc: policy.doc, path: rule.at } },
    )
    return { value: 'no', steps: [step] }
  }
  const skipsHttp = isTcp && policy.action !== 'ALLOW'
  const parts: Asked[] = [
    askGroups(policy, rule.from, attributes, scope, skipsHttp),
    askGroups(policy, rule.to, attributes, scope, skipsHttp),
    ...rule.when
      .filter(condition => !(skipsHttp && isHttpKey(condition.key)))
      .map(condition => askCondition(policy, condition, attributes, scope)),
  ]
  const no = parts.find(part => part.value === 'no')
  if (no !== undefined) return no
  return parts.find(part => part.value === 'unknown') ?? { value: 'yes', steps: [] }
}

function asksHttp(rule: AuthorizationRule): boolean {
  return (
    [...rule.from, ...rule.to].some(group => group.fields.some(({ field }) => httpFields.has(field))) ||
    rule.when.some(condition => isHttpKey(condition.key))
  )
}

function askGroups(
  policy: AuthorizationPolicyResource,
  groups: readonly FieldGroup[],
  attributes: Attributes,
  scope: PolicyScope,
  skipsHttp: boolean,
): Asked {
  if (groups.length === 0) return { value: 'yes', steps: [] }
  let open: Asked | null = null
  const failed: Step[] = []
  for (const group of groups) {
    const asked = askGroup(policy, group, attributes, scope, skipsHttp)
    if (asked.value === 'yes') return asked
    if (asked.value === 'unknown') open ??= asked
    else failed.push(...asked.steps)
  }
  return open ?? { value: 'no', steps: failed }
}

function askGroup(
  policy: AuthorizationPolicyResource,
  group: FieldGroup,
  attributes: Attributes,
  scope: PolicyScope,
  skipsHttp: boolean,
): Asked {
  let open: Asked | null = null
  for (const { field, negated, values, at } of group.fields) {
    if (skipsHttp && httpFields.has(field)) continue
    const plain = holds(field, values, attributes, scope)
    const value = negated ? negate(plain) : plain
    if (value === 'yes') continue
    const step = fieldStep(policy, negated ? `not ${field}` : field, values, at, value, attributes)
    if (value === 'no') return { value, steps: [step] }
    open ??= { value, steps: [step] }
  }
  return open ?? { value: 'yes', steps: [] }
}

function askCondition(
  policy: AuthorizationPolicyResource,
  { key, values, notValues, at }: AuthorizationCondition,
  attributes: Attributes,
  scope: PolicyScope,
): Asked {
  const asked = [
    ...(values.length === 0 ? [] : [{ name: key, values, value: holdsKey(key, values, attributes, scope) }]),
    ...(notValues.length === 0
      ? []
      : [{ name: `not ${key}`, values: notValues, value: negateOrNull(holdsKey(key, notValues, attributes, scope)) }]),
  ]
  let open: Asked | null = null
  for (const { name, values: wanted, value } of asked) {
    if (value === 'yes') continue
    const step = fieldStep(policy, name, wanted, at, value ?? 'unknown', attributes)
    if (value === 'no') return { value, steps: [step] }
    open ??= { value: 'unknown', steps: [step] }
  }
  return open ?? { value: 'yes', steps: [] }
}

const negate = (value: Ternary): Ternary => (value === 'unknown' ? value : value === 'yes' ? 'no' : 'yes')
const negateOrNull = (value: Ternary | null): Ternary | null => (value === null ? null : negate(value))

function fieldStep(
  policy: AuthorizationPolicyResource,
  field: string,
  values: readonly string[],
  at: Path,
  verdict: Ternary,
  attributes: Attributes,
): Step {
  return makeStep(
    verdict === 'unknown' ? 'authz.fieldUnknown' : 'authz.fieldFails',
    {
      field: { is: 'name', value: field },
      want: { is: 'list', items: values.slice(0, 8).map(value => ({ is: 'name', value })) },
      got: { is: 'text', value: presentValue(field.replace(/^not /, ''), attributes) },
    },
    { rule: 'IA-9', verdict, at: { doc: policy.doc, path: at } },
  )
}

/** What the request or its peer has there; `-` for nothing. */
function presentValue(field: string, { peer, http, ...rest }: Attributes): string {
  const principal = peer === null ? null : `${peer.trustDomain}/ns/${peer.namespace}/sa/${peer.account}`
  const header = /^request\.headers\[([^\]]+)\]$/.exec(field)?.[1]
  if (header !== undefined) return http?.headers.get(header.toLowerCase()) ?? '-'
  const values: Readonly<Record<string, string | number | null | undefined>> = {
    principals: principal,
    'source.principal': principal,
    namespaces: peer?.namespace,
    'source.namespace': peer?.namespace,
    serviceAccounts: peer === null ? null : `${peer.namespace}/${peer.account}`,
    trustDomains: peer?.trustDomain,
    'source.trustDomain': peer?.trustDomain,
    ipBlocks: rest.sourceAddress,
    'source.ip': rest.sourceAddress,
    remoteIpBlocks: rest.remoteAddress,
    'remote.ip': rest.remoteAddress,
    ports: rest.port,
    'destination.port': rest.port,
    'destination.ip': rest.destinationAddress,
    'connection.sni': rest.sni,
    hosts: http?.authority,
    methods: http?.method,
    paths: http?.path,
  }
  const value = Object.hasOwn(values, field) ? values[field] : null
  return value === null || value === undefined ? '-' : String(value)
}

/** Name of what decides a step that is open. */
function openFeature(step: Step): string | null {
  for (const inner of step.because) {
    const { field } = inner.facts
    if (inner.code === 'authz.fieldUnknown' && field?.is === 'name')
      return feature('authorizationKey', field.value.replace(/^not /, ''))
  }
  return null
}
