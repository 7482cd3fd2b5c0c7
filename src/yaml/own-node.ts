import type { Path, TextEdit } from '../text/index.ts'
import { keyIs } from './find-node.ts'
import { colonEnd, contentEnd } from './locate.ts'
import { isMerge } from './read-value.ts'
import { columnOf, dashOf, isFlow, lineStart, nextLine, type Style } from './style.ts'
import {
  isAlias,
  isMapNode,
  isScalar,
  isSeqNode,
  type TreeMap,
  type TreeNode,
  type TreePair,
  type TreeSeq,
} from './tree.ts'

/** A text that is being edited, with its tree. */
export interface Draft {
  readonly text: string
  readonly root: TreeNode | null
  readonly style: Style
  /** Offset of the blank that stands for a list item's dash; -1 in a document of its own. Nothing up to it may change. */
  readonly dash: number
}

/** What holds a node. */
export type Holder =
  | { readonly kind: 'root' }
  | { readonly kind: 'pair'; readonly map: TreeMap; readonly pair: TreePair }
  | { readonly kind: 'item'; readonly seq: TreeSeq; readonly index: number }

export interface OwnNode {
  readonly node: TreeNode | null
  readonly holder: Holder
}

/** The node that the text itself holds at a path; aliases and merges are not followed. */
export function ownNode(root: TreeNode | null, path: Path): OwnNode | null {
  let at: OwnNode = { node: root, holder: { kind: 'root' } }
  for (const step of path) {
    const { node } = at
    if (node !== null && isSeqNode(node)) {
      const item = typeof step === 'number' ? (node.items[step] as TreeNode | null | undefined) : undefined
      if (item === undefined) return null
      at = { node: item, holder: { kind: 'item', seq: node as TreeSeq, index: step as number } }
    } else if (node !== null && isMapNode(node)) {
      const pair = pairsNamed(node as TreeMap, String(step)).at(-1)
      if (pair === undefined) return null
      at = { node: pair.value, holder: { kind: 'pair', map: node as TreeMap, pair } }
    } else return null
  }
  return at
}

export function pairsOf(map: TreeMap): readonly TreePair[] {
  return map.items as unknown as readonly TreePair[]
}

export function pairsNamed(map: TreeMap, name: string): TreePair[] {
  return pairsOf(map).filter(pair => !isMerge(pair.key) && keyIs(pair.key, name))
}

/** Nothing is written there: the value is null without a word. */
export function isMissing(node: TreeNode | null): boolean {
  return node === null || (isScalar(node) && node.range[0] === node.range[1])
}

export function isBlock(node: TreeNode | null): boolean {
  return node !== null && !isScalar(node) && !isAlias(node) && !isFlow(node)
}

/** Whether what holds a node is written between brackets. */
export function inFlow(holder: Holder): boolean {
  return holder.kind === 'pair' ? isFlow(holder.map) : holder.kind === 'item' && isFlow(holder.seq)
}

/** `? key` cannot be edited in place. */
export function isExplicit(pair: TreePair): boolean {
  const token = (pair as { srcToken?: { start?: { type: string }[] } }).srcToken
  return (
    pair.key === null || colonEnd(pair) < 0 || (token?.start?.some(part => part.type === 'explicit-key-ind') ?? false)
  )
}

/** Start of a member of a block map or list: its key or dash. */
export function memberStart(coll: TreeMap | TreeSeq, index: number): number | null {
  if (isSeqNode(coll))
    return isFlow(coll)
      ? ((coll.items[index] as TreeNode | undefined)?.range[0] ?? null)
      : dashOf(coll as TreeSeq, index)
  return pairsOf(coll as TreeMap)[index]?.key?.range[0] ?? null
}

/** End of a member, without the comment behind it. */
export function memberEnd(coll: TreeMap | TreeSeq, index: number): number {
  if (isMapNode(coll)) {
    const pair = pairsOf(coll as TreeMap)[index]!
    const end = Math.max(colonEnd(pair), pair.key?.range[1] ?? 0)
    return isMissing(pair.value) ? end : Math.max(end, contentEnd(pair.value!))
  }
  const item = coll.items[index] as TreeNode | null
  const dash = isFlow(coll) ? null : dashOf(coll as TreeSeq, index)
  if (isMissing(item)) return dash === null ? (item?.range[0] ?? 0) : dash + 1
  return contentEnd(item!)
}

/** An end that leaves the line end behind a block scalar where it is. */
export function tidyEnd(text: string, end: number): number {
  let at = end
  if (at > 0 && text.charCodeAt(at - 1) === 10) at--
  if (at > 0 && at < end && text.charCodeAt(at - 1) === 13) at--
  else if (at === end && at > 0 && text.charCodeAt(at - 1) === 13) at--
  return at
}

/** Whether something else stands before a place on its line: a dash, a marker, a key. */
export function sharesLine(draft: Draft, offset: number): boolean {
  const start = lineStart(draft.text, offset)
  if (draft.dash >= start && draft.dash < offset) return true
  return draft.text.slice(start, offset).trim() !== ''
}

/** Start of the line of a member, or of the comment lines directly above it at its own column. */
export function startWithComments(draft: Draft, offset: number): number {
  const column = columnOf(draft.text, offset)
  let from = lineStart(draft.text, offset)
  while (from > 0) {
    const above = lineStart(
      draft.text,
      from - (draft.text.charCodeAt(from - 1) === 10 && draft.text.charCodeAt(from - 2) === 13 ? 2 : 1),
    )
    const line = draft.text.slice(above, from)
    if (draft.dash >= above || !/^[ ]*#/.test(line) || line.indexOf('#') !== column) break
    from = above
  }
  return from === 0 && draft.text.startsWith('\uFEFF') ? 1 : from
}

/** Start of the line behind a member's end. */
export function lineBehind(text: string, end: number): number {
  const last = text.charCodeAt(end - 1)
  return end > 0 && (last === 10 || last === 13) ? end : nextLine(text, end)
}

export function edit(from: number, to: number, insert: string): TextEdit {
  return { from, to, insert }
}

export function spaces(count: number): string {
  return ' '.repeat(Math.max(0, count))
}
