import { type ConditionSet, type ResourceStatus, statusOf } from '../../apis/gateway/index.ts'
import { keyOf } from '../../cluster/index.ts'
import type { FlowContext } from '../../flow/index.ts'
import { kinds, type Resource } from '../../model/index.ts'
import type { YamlMap, YamlValue } from '../../yaml/index.ts'
import { isMap, listOf, nameOf, textOf } from './case-file.ts'
import type { Compared, Row } from './row.ts'

/** One `resources` row: what a controller would report. */
export function resourceRow(context: FlowContext, value: YamlValue): Row {
  const row: YamlMap = isMap(value) ? value : Object.create(null)
  const { kind, namespace, name, parent, parentKind, section, port, ...expected } = row
  const place = [parent, section, port].flatMap(part => textOf(part) ?? []).join(' ')
  const base = {
    name: `${textOf(kind)} ${textOf(namespace) ?? ''}/${textOf(name)}${place === '' ? '' : ` ${place}`}`,
    kind: 'resources',
    expected,
  }
  const unsupported = (why: string): Row => ({ ...base, outcome: 'unsupported', actual: null, why })
  if (!kinds.some(entry => entry.kind === textOf(kind))) return unsupported(`not simulated yet: kind ${textOf(kind)}`)
  const found = find(context, textOf(kind) ?? '', textOf(namespace), textOf(name) ?? '')
  if (found === undefined) return { ...base, outcome: 'failed', actual: null, why: 'no such resource' }
  if (found.type === 'ingress') return ingressRow(context, found, expected, base)
  const profile = context.assumptions.profiles.get('default')
  // A controller with ways of its own writes conditions of its own.
  if (profile !== undefined && !['specification', 'gateway-api', 'istio'].includes(profile))
    return unsupported(`not simulated yet: profile ${profile}`)
  const status = statusOf(context.cluster, context.assumptions, found)
  if (status === null) return unsupported(`not simulated yet: status of ${found.kind}`)
  const asked = { parent: textOf(parent), parentKind: textOf(parentKind), section: textOf(section), port: textOf(port) }
  // Where the row does not tell entries about one parent apart, any of them may be meant.
  const rows = setsOf(status, asked).map(set => judge(base, expected, actualOf(status, set)))
  return rows.find(({ outcome }) => outcome === 'passed') ?? rows[0] ?? judge(base, expected, actualOf(status, null))
}

function judge(base: Pick<Row, 'name' | 'kind' | 'expected'>, expected: YamlMap, actual: YamlMap): Row {
  const results = Object.entries(expected).map(([key, want]) => [key, compareKey(key, want, actual)] as const)
  const open = results.filter(([, result]) => result === 'unsupported').map(([key]) => key)
  if (open.length > 0)
    return { ...base, outcome: 'unsupported', actual, why: `not known from manifests: ${open.join(', ')}` }
  const different = results.filter(([, result]) => result === 'different').map(([key]) => key)
  const outcome = results.length > 0 && different.length === 0 ? 'passed' : 'failed'
  return { ...base, outcome, actual, why: outcome === 'passed' ? '' : different.join(', ') }
}

function find({ cluster }: FlowContext, kind: string, namespace: string | null, name: string): Resource | undefined {
  for (const entry of kinds) {
    if (entry.kind !== kind) continue
    const found = cluster.find(keyOf(entry.group, kind, entry.namespaced ? (namespace ?? 'default') : '', name))
    if (found !== undefined) return found
  }
  return undefined
}

/** The sets that a row may be about, those that name neither section nor port first. */
function setsOf(
  status: ResourceStatus,
  asked: {
    readonly parent: string | null
    readonly parentKind: string | null
    readonly section: string | null
    readonly port: string | null
  },
): readonly ConditionSet[] {
  const { parent, parentKind, section, port } = asked
  if (parent === null) return status.sets.filter(set => set.parent === null && set.section === section).slice(0, 1)
  const named = nameOf(parent)
  const sets = status.sets.filter(
    set =>
      set.parent !== null &&
      set.parent.namespace === named.namespace &&
      set.parent.name === named.name &&
      (parentKind === null || set.parent.kind === parentKind) &&
      (section === null || set.parent.section === section || set.parent.section === null) &&
      (port === null || String(set.parent.port) === port),
  )
  const exact = sets.filter(set => set.parent?.section === section)
  return section !== null && exact.length > 0 ? exact : [...exact, ...sets.filter(set => !exact.includes(set))]
}

function actualOf(status: ResourceStatus, set: ConditionSet | null): YamlMap {
  const actual: YamlMap = Object.create(null)
  actual['conditions'] = (set?.conditions ?? []).map(({ type, status: value, reason }) => ({
    type,
    status: value,
    reason,
  }))
  actual['attachedRoutes'] = set?.attachedRoutes ?? soleSection(status)?.attachedRoutes ?? null
  actual['supportedKinds'] = [...(set?.supportedKinds ?? soleSection(status)?.supportedKinds ?? [])]
  actual['listeners'] = [...(status.listeners ?? [])]
  actual['attachedListenerSets'] = status.attachedListenerSets
  actual['acceptedParents'] = status.sets.filter(
    item =>
      item.parent !== null &&
      item.conditions.some(({ type, status: value }) => type === 'Accepted' && value === 'True'),
  ).length
  return actual
}

/** Without a section the row is about the only listener. */
function soleSection(status: ResourceStatus): ConditionSet | null {
  const sections = status.sets.filter(set => set.section !== null)
  return sections.length === 1 ? (sections[0] ?? null) : null
}

function compareKey(key: string, want: YamlValue, actual: YamlMap): Compared {
  switch (key) {
    case 'conditions':
      return compareConditions(want, actual['conditions'])
    case 'attachedRoutes':
    case 'attachedListenerSets':
    case 'acceptedParents':
      return actual[key] === want ? 'same' : 'different'
    case 'supportedKinds': {
      const wanted = listOf(want)
      const given = listOf(actual['supportedKinds'])
      return (wanted.length === 0 ? given.length === 0 : wanted.every(kind => given.includes(kind)))
        ? 'same'
        : 'different'
    }
    case 'listeners': {
      const wanted = listOf(want)
      const given = listOf(actual['listeners'])
      return wanted.length === given.length && wanted.every(name => given.includes(name)) ? 'same' : 'different'
    }
    default:
      return 'unsupported'
  }
}

function compareConditions(want: YamlValue, got: YamlValue | undefined): Compared {
  const given = listOf(got).filter(isMap)
  let result: Compared = 'same'
  for (const item of listOf(want)) {
    if (!isMap(item) || item['message'] !== undefined) return 'unsupported'
    const found = given.find(other => other['type'] === item['type'])
    if (found === undefined) return 'different'
    if (found['status'] === 'Unknown') result = 'unsupported'
    else if (found['status'] !== item['status'] || (item['reason'] !== undefined && found['reason'] !== item['reason']))
      return 'different'
  }
  return result
}

/** Whether an Ingress gets an address. */
function ingressRow(
  { cluster }: FlowContext,
  ingress: Extract<Resource, { type: 'ingress' }>,
  expected: YamlMap,
  base: Pick<Row, 'name' | 'kind' | 'expected'>,
): Row {
  const keys = Object.keys(expected)
  if (keys.length !== 1 || keys[0] !== 'loadBalancer')
    return { ...base, outcome: 'unsupported', actual: null, why: `not simulated yet: ${keys.join(', ')} of an Ingress` }
  // IN-8: a class that no IngressClass stands for has no controller, so nobody writes an address.
  const owner =
    ingress.className === null
      ? cluster.all('ingressclass').find(candidate => candidate.isDefault)
      : cluster.find(keyOf('networking.k8s.io', 'IngressClass', '', ingress.className))
  const actual = { loadBalancer: owner === undefined ? 'none' : 'assigned' }
  const passed = actual.loadBalancer === expected['loadBalancer']
  return {
    ...base,
    outcome: passed ? 'passed' : 'failed',
    actual,
    why: passed ? '' : `class ${ingress.className ?? '(none)'}`,
  }
}
