import type { Path, Range } from '../text/index.ts'
import { definitionOf, findNode } from './find-node.ts'
import { nameOfKey } from './read-value.ts'
import type { SourceDocument } from './source-document.ts'
import { dashOf } from './style.ts'
import { isMapNode, isScalar, isSeqNode, type TreeNode, type TreePair, type TreeSeq } from './tree.ts'
import { placeIn, textOf, treeOf, unplaceIn } from './tree-cache.ts'

export type NodeStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'flow' | 'block'

/**
 * Where a field stands in the document's text; null when it holds none, or does not parse. A value that is not written has an
 * empty range behind its colon. Aliases and merges lead to where the value is written.
 */
export function rangeOf(doc: SourceDocument, path: Path, part: 'key' | 'value' | 'pair'): Range | null {
  const tree = treeOf(doc)
  const found = findNode(tree.root, path)
  if (found === null || (found.node === null && found.pair === null && found.parent === null)) return null
  const { pair, node } = found
  const key = pair?.key ?? null
  const value = valueRange(node, pair)
  const range =
    part === 'value' || (key === null && part === 'key')
      ? value
      : part === 'key'
        ? { from: key!.range[0], to: key!.range[1] }
        : { from: key === null ? value.from : key.range[0], to: Math.max(value.to, key === null ? 0 : key.range[1]) }
  return { from: placeIn(doc, range.from), to: placeIn(doc, range.to) }
}

/** As `rangeOf` of the value, or of the closest field around it that exists; at last the first line with content. */
export function nearestRange(doc: SourceDocument, path: Path): Range {
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length)
    const range = rangeOf(doc, part, length === path.length ? 'value' : 'key') ?? null
    if (range !== null) return range.to > range.from ? range : (rangeOf(doc, part, 'key') ?? range)
  }
  return firstLine(doc)
}

/** The first line that is neither blank nor a comment nor a marker. */
export function firstLine(doc: SourceDocument): Range {
  const text = textOf(doc)
  const line = /([^\r\n]*)(?:\r\n|\r|\n|$)/y
  for (let at = 0; at < text.length; at = line.lastIndex) {
    line.lastIndex = at
    const content = line.exec(text)?.[1] ?? ''
    if (/^\uFEFF?[ \t]*(?:#|$)|^%|^(?:---|\.\.\.)[ \t]*(?:#|$)/.test(content)) continue
    const from = at + (content.length - content.trimStart().length)
    return { from: placeIn(doc, from), to: placeIn(doc, at + content.trimEnd().length) }
  }
  return { from: 0, to: 0 }
}

/** The path of the field an offset of the document's text stands in: the innermost pair or item whose key, value or line holds it. */
export function pathAt(doc: SourceDocument, offset: number): Path {
  const tree = treeOf(doc)
  const at = unplaceIn(doc, offset)
  const path: (string | number)[] = []
  let node = tree.root
  for (;;) {
    const next = childAt(node, at)
    if (next === null) return path
    path.push(next.step)
    node = next.node
  }
}

/** A scalar as it was typed, quotes and all, or the style of a list or map. Null when there is no such field. */
export function sourceOf(
  doc: SourceDocument,
  path: Path,
): { readonly source: string; readonly style: NodeStyle } | null {
  const tree = treeOf(doc)
  const found = findNode(tree.root, path)
  if (found === null) return null
  const node = definitionOf(tree.root, found.node)
  if (node === null) return found.pair === null && found.parent === null ? null : { source: '', style: 'plain' }
  return { source: textOf(doc).slice(node.range[0], node.range[1]), style: styleOf(node) }
}

export function styleOf(node: TreeNode): NodeStyle {
  if (isScalar(node)) {
    switch (node.type) {
      case 'QUOTE_SINGLE':
        return 'single'
      case 'QUOTE_DOUBLE':
        return 'double'
      case 'BLOCK_LITERAL':
        return 'literal'
      case 'BLOCK_FOLDED':
        return 'folded'
      default:
        return 'plain'
    }
  }
  return (node as { flow?: boolean }).flow === true ? 'flow' : 'block'
}

/** End of what is written of a node: of a block list or map, the end of its last leaf, without comments and blank lines. */
export function contentEnd(node: TreeNode): number {
  if (isScalar(node)) return node.range[1]
  if ((node as { flow?: boolean }).flow === true) return node.range[1]
  if (isMapNode(node)) {
    const last = node.items.at(-1) as TreePair | undefined
    return last === undefined ? node.range[1] : valueRange(last.value, last).to
  }
  if (isSeqNode(node)) {
    const last = node.items.at(-1) as TreeNode | null | undefined
    const dash = dashOf(node as TreeSeq, node.items.length - 1)
    if (dash !== null && (!last || last.range[0] === last.range[1])) return dash + 1
    return last ? contentEnd(last) : node.range[1]
  }
  return node.range[1]
}

function valueRange(node: TreeNode | null, pair: TreePair | null): Range {
  if (node === null) {
    const end = pair?.key?.range[1] ?? 0
    return { from: end, to: end }
  }
  if (isScalar(node) && node.range[0] === node.range[1]) {
    // An empty value is placed behind its blanks and comments; it belongs behind the colon.
    const colon = colonEnd(pair)
    return colon < 0 ? { from: node.range[0], to: node.range[0] } : { from: colon, to: colon }
  }
  return { from: node.range[0], to: contentEnd(node) }
}

/** The offset behind a pair's colon; -1 when it has none. */
export function colonEnd(pair: TreePair | null): number {
  const token = (pair as { srcToken?: { sep?: readonly { type: string; offset: number }[] } } | null)?.srcToken
  const colon = token?.sep?.find(part => part.type === 'map-value-ind')
  return colon === undefined ? -1 : colon.offset + 1
}

function childAt(node: TreeNode | null, at: number): { step: string | number; node: TreeNode | null } | null {
  if (node === null) return null
  if (isMapNode(node)) {
    const pairs = node.items as unknown as readonly TreePair[]
    for (let i = pairs.length - 1; i >= 0; i--) {
      const pair = pairs[i]!
      if (pair.key === null || pair.key.range[0] > at) continue
      return within(node, at) ? { step: nameOfKey(pair.key), node: pair.value } : null
    }
  } else if (isSeqNode(node)) {
    for (let i = node.items.length - 1; i >= 0; i--) {
      const item = node.items[i] as TreeNode | null
      if (item === null || item.range[0] > at) continue
      return within(node, at) ? { step: i, node: item } : null
    }
  }
  return null
}

function within(node: TreeNode, at: number): boolean {
  return at <= Math.max(node.range[1], node.range[2])
}
