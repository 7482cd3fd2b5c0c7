import type { Facts } from '../../report/index.ts'
import type { Path } from '../../text/index.ts'
import {
  copyValue,
  emptyMap,
  intend,
  isMap,
  type PlainValue,
  valueAt,
  type YamlOp,
  type YamlValue,
} from '../../yaml/index.ts'
import { type CommandContext, factOf, planDocs, refuse } from '../context.ts'
import type { Plan } from '../plan.ts'
import type { Dial, DialSpec, RuleSpec, Tuning } from './dial.ts'
import { gatewayRule } from './gateway.ts'
import { istioRule } from './istio.ts'

export type { Dial, DialGroup, Tuning } from './dial.ts'

/** The rule that a line belongs to, with the fields of it that badges stand for; null for lines that have none. */
function specOf(context: CommandContext, id: string) {
  const edge = context.edge(id)
  if (edge === undefined || edge.at === null || edge.kind !== 'backend') return null
  const { doc, path } = edge.at
  const source = context.document(doc)
  const resource = context.cluster.ofDoc(doc)
  if (source === undefined || resource === undefined || source.stale) return null
  const rule = path.slice(0, 3)
  const { value } = source
  if (resource.type === 'virtualservice' && rule[1] === 'http')
    return { source, resource, spec: istioRule(value, rule, path) }
  if ((resource.type === 'httproute' || resource.type === 'grpcroute') && rule[1] === 'rules')
    return { source, resource, spec: gatewayRule(value, resource.kind, rule, path) }
  return null
}

const idOf = (spec: RuleSpec, dial: DialSpec): string => dial.path.slice(spec.rule.length).join('.')

function written(value: YamlValue | undefined, path: Path): string {
  const found = valueAt(value, path)
  if (found === undefined || found === null) return ''
  return Array.isArray(found) ? found.map(String).join(', ') : isMap(found) ? '' : String(found)
}

/** Faults, limits, tries, copies and weight of the traffic that a line stands for. */
export function tuningOf(context: CommandContext, edge: string): Tuning | null {
  const found = specOf(context, edge)
  if (found === null || found.spec.dials.length === 0) return null
  const { source, spec } = found
  return {
    edge,
    rule: { doc: source.id, path: spec.rule },
    dials: spec.dials.map(
      (dial): Dial => ({
        id: idOf(spec, dial),
        group: dial.group,
        at: { doc: source.id, path: dial.path },
        value: written(source.value, dial.path),
        start: dial.start,
        options: dial.options ?? [],
      }),
    ),
  }
}

/**
 * Writes what a form says of a line: `texts` by the id of a field, '' for what shall not be there. What is left out stays as it is. A
 * refusal names the field in its facts.
 */
export function planTune(context: CommandContext, edge: string, texts: Readonly<Record<string, string>>): Plan {
  const found = specOf(context, edge)
  if (found === null) return refuse('command.gone')
  const { source, resource, spec } = found
  const all: Record<string, string> = {}
  const sets: { readonly path: Path; readonly value: PlainValue }[] = []
  const gone: Path[] = []
  const changed: string[] = []
  for (const dial of spec.dials) {
    const id = idOf(spec, dial)
    const now = written(source.value, dial.path)
    const text = texts[id]?.trim() ?? now
    all[id] = text
    if (text === now) continue
    changed.push(id)
    if (text === '') {
      gone.push(dial.path)
      continue
    }
    const checked = dial.check(text)
    if (!checked.ok) return refuseField(id, checked.code, checked.facts)
    sets.push({ path: dial.path, value: checked.value })
  }
  for (const together of spec.together) {
    const wrong = together(all)
    // What was wrong before and is not touched is told elsewhere.
    if (wrong !== null && changed.length > 0) return refuseField(wrong.field, wrong.code, wrong.facts)
  }
  const ops = [...setsOf(source.value, spec, sets), ...removalsOf(source.value, spec.rule, sets, gone)]
  const facts: Facts = { from: factOf(resource), field: { is: 'name', value: commonOf(changed) } }
  const label = sets.length === 0 && gone.length > 0 ? 'command.untune' : 'command.tune'
  const first = sets[0]
  const select = first === undefined ? null : { doc: source.id, path: first.path }
  return planDocs(context, label, facts, [{ doc: source.id, ops }], select)
}

const refuseField = (field: string, code: string, facts: Facts = {}): Plan =>
  refuse(code, { field: { is: 'name', value: field }, ...facts })

/** What several fields have in common: `fault.delay`. */
function commonOf(ids: readonly string[]): string {
  const [first = [], ...rest] = ids.map(id => id.split('.'))
  let length = first.length
  for (const other of rest) while (first.slice(0, length).join('.') !== other.slice(0, length).join('.')) length--
  return length === 0 ? ids.join(', ') : first.slice(0, length).join('.')
}

/** Each field by itself, where its stanza is there; a stanza that is new is written whole, before what the rule does. */
function setsOf(
  document: YamlValue | undefined,
  spec: RuleSpec,
  sets: readonly { readonly path: Path; readonly value: PlainValue }[],
): YamlOp[] {
  const rule = valueAt(document, spec.rule)
  const stanzas = new Map<string, YamlValue>()
  const ops: YamlOp[] = []
  for (const { path, value } of sets) {
    const key = path[spec.rule.length]
    if (typeof key !== 'string' || (isMap(rule) && rule[key] !== undefined)) {
      ops.push({ op: 'set', path, value })
      continue
    }
    const within = path.slice(spec.rule.length + 1)
    const known = stanzas.get(key) ?? emptyMap()
    const next = within.length === 0 ? copyValue(value) : put(known, within, value)
    stanzas.set(key, next)
  }
  const before = spec.before !== null && isMap(rule) && rule[spec.before] !== undefined ? { before: spec.before } : {}
  for (const [key, value] of stanzas)
    ops.push({ op: 'insertKey', path: spec.rule, key, value: value as PlainValue, ...before })
  return ops
}

function put(map: YamlValue, path: Path, value: PlainValue): YamlValue {
  const done = intend(map, { op: 'set', path, value })
  return done.ok ? done.value : map
}

/** What is taken out, and each parent that it leaves empty in its stead. */
function removalsOf(
  document: YamlValue | undefined,
  rule: Path,
  sets: readonly { readonly path: Path; readonly value: PlainValue }[],
  gone: readonly Path[],
): YamlOp[] {
  let after = document
  const apply = (op: YamlOp): void => {
    const done = intend(after, op)
    if (done.ok) after = done.value
  }
  for (const { path, value } of sets) apply({ op: 'set', path, value })
  for (const path of gone) apply({ op: 'remove', path })
  const isEmpty = (path: Path): boolean => {
    const value = valueAt(after, path)
    return isMap(value) && Object.keys(value).every(key => isEmpty([...path, key]))
  }
  const paths = new Map<string, Path>()
  for (let path of gone) {
    while (path.length - 1 > rule.length && isEmpty(path.slice(0, -1))) path = path.slice(0, -1)
    paths.set(path.join('\n'), path)
  }
  const all = [...paths.values()]
  const isWithin = (path: Path, other: Path): boolean =>
    other.length < path.length && other.every((step, i) => step === path[i])
  return all.filter(path => !all.some(other => isWithin(path, other))).map(path => ({ op: 'remove', path }))
}
