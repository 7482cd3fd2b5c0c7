import type { LabelSelector, SelectorExpression } from '../../match/index.ts'
import type { Field } from '../field.ts'

const labelValue = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/
const labelKey = /^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/

/** A LabelSelector; null when it is not given (null is not `{}`). Values and operators that the API server refuses are reported. */
export function decodeSelector(field: Field): LabelSelector | null {
  if (!field.present) return null
  field.map()
  const labels = field.get('matchLabels')
  const matchLabels = [...labels.stringMap()]
  for (const [key, value] of matchLabels) {
    if (!labelKey.test(key))
      labels.get(key).report('model.badLabelKey', 'error', { label: { is: 'label', value: key } })
    if (!labelValue.test(value))
      labels.get(key).report('model.badLabelValue', 'error', { label: { is: 'label', value } })
  }
  const matchExpressions = field
    .get('matchExpressions')
    .items()
    .flatMap((item): SelectorExpression[] => {
      const key = item.get('key').required()
      const operator = item.get('operator').oneOf(['In', 'NotIn', 'Exists', 'DoesNotExist'] as const)
      if (!item.get('operator').present) item.get('operator').missing()
      if (key === null || operator === null) return []
      if (!labelKey.test(key))
        item.get('key').report('model.badLabelKey', 'error', { label: { is: 'label', value: key } })
      const values = item.get('values').strings()
      if ((operator === 'In' || operator === 'NotIn') !== values.length > 0) {
        item.get('values').report('model.selectorValues', 'error', { operator: { is: 'text', value: operator } })
      }
      values.forEach((value, index) => {
        if (labelValue.test(value)) return
        const place = item.get('values').items()[index]
        place?.report('model.badLabelValue', 'error', { label: { is: 'label', value } })
      })
      return [{ key, operator, values }]
    })
  return { matchLabels, matchExpressions }
}
