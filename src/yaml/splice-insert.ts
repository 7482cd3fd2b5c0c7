import type { TextEdit } from '../text/index.ts'
import {
  type Draft,
  edit,
  isExplicit,
  memberEnd,
  memberStart,
  type OwnNode,
  pairsNamed,
  pairsOf,
  sharesLine,
  spaces,
  startWithComments,
} from './own-node.ts'
import { printBlock, printFlow, printKey, printPair } from './print.ts'
import { replaceNode } from './replace-node.ts'
import { columnOf, isFlow, lineEnd, lineStart, type Style } from './style.ts'
import { isScalar, type TreeMap, type TreeNode, type TreeSeq } from './tree.ts'
import type { PlainValue } from './value.ts'

/** Edits that add a key to a map: before another one, or last. */
export function insertPair(
  draft: Draft,
  own: OwnNode,
  key: string,
  value: PlainValue,
  before?: string,
): TextEdit[] | null {
  const map = own.node as TreeMap
  const pairs = pairsOf(map)
  if (pairs.length === 0) {
    const only = Object.create(null) as { [key: string]: PlainValue }
    only[key] = value
    return replaceNode(draft, own, only)
  }
  const next = before === undefined ? undefined : pairsNamed(map, before)[0]
  const index = next === undefined ? pairs.length : pairs.indexOf(next)
  if (isFlow(map)) {
    const style = styleInFlow(draft.style, pairs[0]!.key)
    return insertInFlow(draft, map, index, `${printKey(key, style)}: ${printFlow(value, style)}`)
  }
  if (pairs.some(isExplicit)) return null
  const column = columnOf(draft.text, pairs[0]!.key!.range[0])
  return insertMember(draft, map, index, column, printPair(key, value, column, draft.style))
}

/** Edits that add an item to a list. */
export function insertItem(draft: Draft, own: OwnNode, index: number, value: PlainValue): TextEdit[] | null {
  const seq = own.node as TreeSeq
  if (seq.items.length === 0) return replaceNode(draft, own, [value])
  if (index > seq.items.length) return null
  if (isFlow(seq)) {
    const style = styleInFlow(draft.style, seq.items[0] as TreeNode | null)
    return insertInFlow(draft, seq, index, printFlow(value, style))
  }
  const first = memberStart(seq, 0)
  if (first === null) return null
  const column = columnOf(draft.text, first)
  return insertMember(draft, seq, index, column, `- ${printBlock(value, column + 2, draft.style)}`)
}

function insertMember(
  draft: Draft,
  coll: TreeMap | TreeSeq,
  index: number,
  column: number,
  printed: string,
): TextEdit[] | null {
  const { text, style } = draft
  const count = coll.items.length
  if (index < count) {
    const at = memberStart(coll, index)
    if (at === null) return null
    if (sharesLine(draft, at)) return [edit(at, at, `${printed}${style.eol}${spaces(column)}`)]
    const from = startWithComments(draft, at)
    return [edit(from, from, `${spaces(column)}${printed}${style.eol}`)]
  }
  const end = memberEnd(coll, count - 1)
  const last = text.charCodeAt(end - 1)
  if (last === 10 || last === 13) return [edit(end, end, `${spaces(column)}${printed}${style.eol}`)]
  const line = lineEnd(text, end)
  return [edit(line, line, `${style.eol}${spaces(column)}${printed}`)]
}

function insertInFlow(draft: Draft, coll: TreeMap | TreeSeq, index: number, printed: string): TextEdit[] | null {
  const { text } = draft
  const count = coll.items.length
  const at = index < count ? memberStart(coll, index) : memberEnd(coll, count - 1)
  const lastStart = memberStart(coll, Math.min(index, count - 1))
  if (at === null || lastStart === null) return null
  const line = lineStart(text, lastStart)
  const indent = text.slice(line, lastStart)
  const gap = line > coll.range[0] && indent.trim() === '' ? `${draft.style.eol}${indent}` : ' '
  return [edit(at, at, index < count ? `${printed},${gap}` : `,${gap}${printed}`)]
}

/** JSON goes on as JSON. */
function styleInFlow(style: Style, sibling: TreeNode | null): Style {
  const json = sibling !== null && isScalar(sibling) && sibling.type === 'QUOTE_DOUBLE'
  return json ? { ...style, json } : style
}
