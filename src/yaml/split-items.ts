/** A `kind: List` as written: what stands before its items, each item from its dash or brace on, and what stands after them. */
export interface ListSlices {
  /** End of the head. */
  readonly head: number
  readonly items: readonly ItemSlice[]
  /** Start of the tail. */
  readonly tail: number
  /** The column of the dashes of a block list. */
  readonly column: number
  /** Whether the items are maps in braces, and not lines behind dashes. */
  readonly isFlow: boolean
  /** Whether they were found by their lines alone, since one of them is half typed. */
  readonly isLoose: boolean
  readonly signs: Signs
}

/** Whether a text may hold anchors, and aliases: by their signs alone, so quotes and comments count too. */
export interface Signs {
  readonly anchors: boolean
  readonly aliases: boolean
}

export interface ItemSlice {
  readonly from: number
  readonly to: number
}

const listKind = /(?:^|[\r\n])kind:[ \t]+(["']?)\w*List\1[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|$)/
const itemsKey = /(?:^|[\r\n])items:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)/
const anchorSign = /(?:^|[\s[{,])&[^\s[\]{},&*"'/|);\\]/
const aliasSign = /(?:^|[\s[{,])\*[^\s[\]{},&*"'/|);\\]/

/**
 * Finds the items of a `kind: List` by their indentation, without parsing. Null for anything else: flow style, no items, or
 * an anchor and an alias anywhere, for an alias may reach from one item into another.
 */
export function splitItems(text: string): ListSlices | null {
  const found = findItems(text)
  if (found === null) return null
  const { first, column, run } = found
  const before = text.slice(0, first)
  const after = text.slice(run.to)
  if (!listKind.test(before) && !listKind.test(after)) return null
  const signs = signsIn(text)
  if (itemsKey.test(after) || (signs.anchors && signs.aliases)) return null
  return { head: first, items: run.slices, tail: run.to, column, isFlow: false, isLoose: false, signs }
}

/** The items of a block list under `items:`, whatever is in them: for looking at each alone. */
export const blockItems = (text: string): readonly ItemSlice[] => findItems(text)?.run.slices ?? []

function findItems(text: string) {
  const items = itemsKey.exec(text)
  if (items === null) return null
  const head = items.index + items[0].length
  const dash = /^(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*( *)-(?=[ \t\r\n]|$)/.exec(text.slice(head, head + 100_000))
  if (dash === null) return null
  const column = (dash[1] ?? '').length
  const first = head + dash[0].length - 1 - column
  const run = sliceItems(text, first, column)
  return run === null || run.slices.length === 0 ? null : { first, column, run }
}

export function signsIn(text: string): Signs {
  return { anchors: anchorSign.test(text), aliases: aliasSign.test(text) }
}

/**
 * Cuts a block sequence whose dashes stand at `column` into its items, beginning with a dash at `from`. Comments and blank lines
 * after an item are part of it. Null when it does not begin with one.
 */
export function sliceItems(
  text: string,
  from: number,
  column: number,
): { readonly slices: ItemSlice[]; readonly to: number } | null {
  const slices: ItemSlice[] = []
  let itemFrom = -1
  let at = from
  while (at < text.length) {
    let end = at
    while (end < text.length && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++
    const next = end + (text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 ? 2 : 1)
    let content = at
    while (content < end && text.charCodeAt(content) === 32) content++
    const unit = content < end ? text.charCodeAt(content) : -1
    const blank = unit === -1 || unit === 35 || (unit === 9 && text.slice(content, end).trim() === '')
    if (!blank && content - at <= column) {
      const after = content + 1 < end ? text.charCodeAt(content + 1) : 32
      if (content - at < column || unit !== 45 || (after !== 32 && after !== 9)) {
        if (itemFrom < 0) return null
        slices.push({ from: itemFrom, to: at })
        return { slices, to: at }
      }
      if (itemFrom >= 0) slices.push({ from: itemFrom, to: at })
      itemFrom = at
    } else if (itemFrom < 0) return null
    at = Math.min(next, text.length)
  }
  if (itemFrom < 0) return null
  slices.push({ from: itemFrom, to: text.length })
  return { slices, to: text.length }
}
