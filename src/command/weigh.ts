import type { Path } from '../text/index.ts'
import { isMap, valueAt } from '../yaml/index.ts'
import { type CommandContext, planDocs, refuse } from './context.ts'
import type { Plan } from './plan.ts'

/** Lists whose items share traffic by `weight`, and the weight of an item that has none. */
const lists: Readonly<Record<string, number>> = { backendRefs: 1, route: 0 }

/** Where the item stands that an edge is drawn by. */
function itemOf(path: Path): { readonly list: Path; readonly index: number; readonly missing: number } | null {
  for (let at = path.length - 1; at > 0; at--) {
    const index = path[at]
    const key = path[at - 1]
    if (typeof index !== 'number' || typeof key !== 'string' || !Object.hasOwn(lists, key)) continue
    return { list: path.slice(0, at), index, missing: lists[key]! }
  }
  return null
}

/**
 * Gives the backend that an edge leads to a share of its rule's traffic, in percent; its siblings share the rest as they did among
 * themselves. Weights are written as percents.
 */
export function planWeigh(context: CommandContext, id: string, percent: number): Plan {
  const edge = context.edge(id)
  if (edge === undefined || edge.at === null) return refuse('command.gone')
  const source = context.document(edge.at.doc)
  const found = itemOf(edge.at.path)
  if (source === undefined || found === null) return refuse('command.noShare')
  const items = valueAt(source.value, found.list)
  if (!Array.isArray(items) || items.length < 2) return refuse('command.noShare')
  const weights = items.map(item => {
    const weight = isMap(item) ? Number(item['weight'] ?? found.missing) : found.missing
    return Number.isFinite(weight) && weight > 0 ? weight : 0
  })
  const next = shared(weights, found.index, Math.max(0, Math.min(100, Math.round(percent))))
  const target = context.node(edge.to)
  return planDocs(
    context,
    'command.weigh',
    {
      share: { is: 'percent', value: next[found.index]! },
      to: { is: 'name', value: target?.name ?? '' },
    },
    [
      {
        doc: source.id,
        ops: next.flatMap((weight, index) => {
          const item = items[index]
          const isThere = isMap(item) && item['weight'] !== undefined && Number(item['weight']) === weight
          return isThere ? [] : [{ op: 'set' as const, path: [...found.list, index, 'weight'], value: weight }]
        }),
      },
    ],
    { doc: source.id, path: [...found.list, found.index, 'weight'] },
  )
}

/** Whole percents that add up to 100: one as given, the others in proportion to what they had. */
export function shared(weights: readonly number[], index: number, percent: number): number[] {
  const others = weights.reduce((sum, weight, i) => (i === index ? sum : sum + weight), 0)
  const rest = 100 - percent
  const exact = weights.map((weight, i) =>
    i === index ? percent : others === 0 ? rest / (weights.length - 1) : (weight / others) * rest,
  )
  const whole = exact.map(Math.floor)
  let left = 100 - whole.reduce((sum, weight) => sum + weight, 0)
  const byRemainder = exact
    .map((value, i) => ({ i, remainder: value - Math.floor(value) }))
    .filter(({ i }) => i !== index)
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i)
  for (const { i } of byRemainder) {
    if (left <= 0) break
    whole[i]!++
    left--
  }
  return whole
}
