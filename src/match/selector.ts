export type SelectorOperator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'

export interface SelectorExpression {
  readonly key: string
  readonly operator: SelectorOperator
  readonly values: readonly string[]
}

/** A LabelSelector; one without requirements matches everything. */
export interface LabelSelector {
  readonly matchLabels: readonly (readonly [key: string, value: string])[]
  readonly matchExpressions: readonly SelectorExpression[]
}

export type Labels = ReadonlyMap<string, string>

export const emptySelector: LabelSelector = { matchLabels: [], matchExpressions: [] }

export function isEmptySelector(selector: LabelSelector): boolean {
  return selector.matchLabels.length === 0 && selector.matchExpressions.length === 0
}

/** Whether all requirements hold. NotIn and DoesNotExist hold for labels without the key. */
export function matchSelector(selector: LabelSelector, labels: Labels): boolean {
  for (const [key, value] of selector.matchLabels) if (labels.get(key) !== value) return false
  for (const expression of selector.matchExpressions) if (!holds(expression, labels)) return false
  return true
}

function holds({ key, operator, values }: SelectorExpression, labels: Labels): boolean {
  const value = labels.get(key)
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return value === undefined || !values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
  }
}

/** One line for people: `app=web, tier in (a, b), !legacy`. */
export function describeSelector(selector: LabelSelector): string {
  const parts = selector.matchLabels.map(([key, value]) => `${key}=${value}`)
  for (const { key, operator, values } of selector.matchExpressions) {
    if (operator === 'Exists') parts.push(key)
    else if (operator === 'DoesNotExist') parts.push(`!${key}`)
    else parts.push(`${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(', ')})`)
  }
  return parts.join(', ')
}
