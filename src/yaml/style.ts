import { isMapNode, isSeqNode, type TreeNode, type TreePair, type TreeSeq } from './tree.ts'

/** How a document is written, so that what is added looks like its neighbours. */
export interface Style {
  readonly eol: string
  /** Columns from a key to the keys beneath it. */
  readonly step: number
  /** Columns from a key to the dashes beneath it; kubectl writes 0. */
  readonly listStep: number
  readonly quote: '"' | "'"
  /** Keys and strings in double quotes, as in JSON. */
  readonly json: boolean
  /** Whether strings of several lines may be literal blocks; else they are quoted. */
  readonly literals: boolean
}

export const kubectlStyle: Style = { eol: '\n', step: 2, listStep: 0, quote: '"', json: false, literals: true }

/** Reads the style off a document, from its first nested map and list. */
export function styleOfDocument(text: string, root: TreeNode | null): Style {
  const eol = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n'
  let step = 0
  let listStep = -1
  const look = (node: TreeNode | null): void => {
    if (node === null || (step > 0 && listStep >= 0) || isFlow(node)) return
    if (isMapNode(node)) {
      for (const pair of node.items as unknown as readonly TreePair[]) {
        const { key, value } = pair
        if (key !== null && value !== null && !isFlow(value)) {
          const by = columnOf(text, startOfBlock(value)) - columnOf(text, key.range[0])
          if (isMapNode(value) && by > 0 && step === 0) step = by
          if (isSeqNode(value) && by >= 0 && listStep < 0) listStep = by
        }
        look(value)
      }
    } else if (isSeqNode(node)) for (const item of node.items) look(item as TreeNode | null)
  }
  look(root)
  const single = text.split("'").length - 1
  const double = text.split('"').length - 1
  return {
    eol,
    step: step || 2,
    listStep: Math.max(0, listStep),
    quote: single > double ? "'" : '"',
    json: root !== null && isFlow(root),
    literals: true,
  }
}

export function isFlow(node: TreeNode): boolean {
  return (node as { flow?: boolean }).flow === true
}

/** Start of a block list's first dash or a map's first key. */
export function startOfBlock(node: TreeNode): number {
  if (isSeqNode(node)) return dashOf(node as TreeSeq, 0) ?? node.range[0]
  return node.range[0]
}

/** Offset of an item's dash; null when the tree was parsed without tokens or the list is a flow one. */
export function dashOf(seq: TreeSeq, index: number): number | null {
  const token = (seq as { srcToken?: { items?: { start?: { type: string; offset: number }[] }[] } }).srcToken
  const dash = token?.items?.[index]?.start?.find(part => part.type === 'seq-item-ind')
  return dash?.offset ?? null
}

export function lineStart(text: string, offset: number): number {
  let at = offset
  while (at > 0 && text.charCodeAt(at - 1) !== 10 && text.charCodeAt(at - 1) !== 13) at--
  return at
}

/** Offset of the line end that closes the line, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
  let at = offset
  while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++
  return at
}

/** Start of the line after, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset)
  if (end >= text.length) return end
  return text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 ? end + 2 : end + 1
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset) - (text.charCodeAt(0) === 0xfeff && lineStart(text, offset) === 0 ? 1 : 0)
}
