import type { ParentRef } from '../../model/index.ts'
import type { Facts } from '../../report/index.ts'
import type { FieldRef } from '../../text/index.ts'

/** A condition of a status; `at` is the field that caused it, null where nothing is wrong. */
export interface Condition {
  readonly type: string
  readonly status: 'True' | 'False' | 'Unknown'
  readonly reason: string
  readonly at: FieldRef | null
  readonly facts: Facts
  /** Objects that no document declares and that are taken to be in order, as `Kind namespace/name` [GW-44]. */
  readonly assumed: readonly string[]
}

export function condition(
  type: string,
  status: Condition['status'],
  reason: string,
  at: FieldRef | null,
  facts: Facts = {},
): Condition {
  return { type, status, reason, at, facts, assumed: [] }
}

/** A condition that holds if the named objects are in order. */
export function assuming(held: Condition, assumed: readonly string[]): Condition {
  return { ...held, assumed }
}

/** Conditions about a resource as a whole, about one of its listeners, or about an object and one of its parents. */
export interface ConditionSet {
  /** Null for the resource itself. */
  readonly parent: {
    readonly kind: string
    readonly namespace: string
    readonly name: string
    readonly section: string | null
    readonly port: number | null
  } | null
  readonly section: string | null
  /** Name of the controller whose ways decided; null where the specification did. */
  readonly controller: string | null
  readonly conditions: readonly Condition[]
  /** For a listener: routes that it takes, and kinds that it supports. */
  readonly attachedRoutes: number | null
  readonly supportedKinds: readonly string[] | null
}

/** What a controller would write into the status of a resource of Gateway API. */
export interface ResourceStatus {
  readonly sets: readonly ConditionSet[]
  /** Names of its listeners, in order; null where it has none. */
  readonly listeners: readonly string[] | null
  readonly attachedListenerSets: number | null
}

/** Conditions of the resource itself. */
export function aboutAll(conditions: readonly Condition[], controller: string | null = null): ConditionSet {
  return { parent: null, section: null, controller, conditions, attachedRoutes: null, supportedKinds: null }
}

/** Conditions of an object and one of its parents. */
export function aboutParent(
  ref: Pick<ParentRef, 'kind' | 'namespace' | 'name' | 'sectionName' | 'port'>,
  conditions: readonly Condition[],
  controller: string | null = null,
): ConditionSet {
  const { kind, namespace, name, sectionName: section, port } = ref
  return { ...aboutAll(conditions, controller), parent: { kind, namespace, name, section, port } }
}

/** Conditions that say something is wrong when they are True. */
const negative: ReadonlySet<string> = new Set(['Conflicted', 'InsecureFrontendValidationMode'])

/** Whether a condition is as one wishes it; null where nobody knows. */
export function isWell({ type, status }: Pick<Condition, 'type' | 'status'>): boolean | null {
  return status === 'Unknown' ? null : (status === 'True') !== negative.has(type)
}

export function isFalse({ conditions }: Pick<ConditionSet, 'conditions'>, type: string): boolean {
  return conditions.some(condition => condition.type === type && condition.status === 'False')
}
