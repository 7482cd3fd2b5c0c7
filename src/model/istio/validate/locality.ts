import type { Field } from '../../field.ts'
import { exclude, list, nameOf, number, refuse, said, text, warn } from './check.ts'
import { mapEntries } from './names.ts'

const topology = ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.istio.io/subzone']

/** Balancing by locality: shares of each place, or where to fail over to; not both. */
export function localities(field: Field, detectsOutliers: boolean): void {
  if (!field.present) return
  const distribute = list(field.get('distribute'))
  const failover = list(field.get('failover'))
  const priority = list(field.get('failoverPriority'))
  if (distribute.length > 0 && failover.length > 0) {
    exclude(field, 'distribute', 'failover')
    return
  }
  if (failover.length > 0)
    for (const label of priority)
      if (topology.includes(text(label))) {
        refuse(label, 'together', { other: nameOf(field.get('failover')) })
        return
      }
  for (const item of distribute) shares(item.get('to'))
  overlaps(distribute.map(item => ({ field: item.get('from'), locality: text(item.get('from')) })))
  if (failover.length + priority.length > 0 && !detectsOutliers) warn(field, 'failoverWithoutOutlier')
  for (const item of failover) {
    const [from, to] = [text(item.get('from')), text(item.get('to'))]
    if (from === to || /[/*]/.test(from + to)) refuse(item, 'failover', { value: said(`${from} → ${to}`) })
  }
}

function shares(to: Field): void {
  let total = 0
  const entries = mapEntries(to)
  for (const [, weight] of entries) {
    const value = number(weight) ?? 0
    total += value
    if (value <= 0 || value > 100) {
      refuse(weight, 'outside', { got: said(value), min: said(1), max: said(100) })
      return
    }
  }
  if (total !== 100) refuse(to, 'localityWeights', { total: said(total) })
  overlaps(entries.map(([locality, field]) => ({ field, locality })))
}

/** `region/zone/subzone`, parts from the front, a wildcard only at the end; none may lie within an earlier one. */
function overlaps(items: readonly { readonly field: Field; readonly locality: string }[]): void {
  const earlier: string[][] = []
  for (const { field, locality } of items) {
    const parts = locality.split('/').slice(0, 3)
    const stars = locality.split('*').length - 1
    const isWithin = earlier.some(
      other =>
        other[0] === '*' ||
        (other.length <= parts.length && other.every((part, i) => part === '*' || part === parts[i])),
    )
    const covers = parts.length === 1 && earlier.some(other => other[0] === parts[0])
    if (parts.includes('') || stars > 1 || (stars === 1 && !locality.endsWith('*')) || isWithin || covers) {
      refuse(field, 'locality', { value: said(locality) })
      return
    }
    earlier.push(parts)
  }
}
